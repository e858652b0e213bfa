#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.hpp"

namespace testledger {

/// A request's path and query, decoded. Doubled slashes count once, as some clients write them (contract B.0).
struct RequestTarget {
  std::vector<std::string> segments;
  std::vector<std::pair<std::string, std::string>> query;

  /// The last query parameter of that name, in any letter case of the name; null when there is none.
  const std::string* parameter(std::string_view name) const;
};

/// invalid_argument for what is no path, or has "." and ".." or control characters in it.
Result<RequestTarget> read_target(std::string_view target);

}  // namespace testledger
