#pragma once

#include <span>
#include <string_view>

namespace testledger {

/// A file for browsers that is part of the program (web/).
struct Asset {
  std::string_view name;  ///< "swagger-ui.css"
  std::string_view content_type;
  std::string_view etag;          ///< with its quotes; another one when the content is another
  std::string_view cache_policy;  ///< how long browsers keep it without asking
  std::string_view content;
  std::string_view gzipped;
};

/// All of them, in the order of their names.
std::span<const Asset> assets();

}  // namespace testledger
