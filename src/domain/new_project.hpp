#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"

namespace testledger {

struct NewProject {
  std::string key;  ///< in capitals
  std::string name;
};

inline constexpr std::size_t project_name_length_max = 255;  ///< in characters

/// A project as somebody wants it; without a name it is called by its key. invalid_argument with the rule that is not kept.
Result<NewProject> new_project(std::string_view key, std::string_view name);

}  // namespace testledger
