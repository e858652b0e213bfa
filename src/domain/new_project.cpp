#include "domain/new_project.hpp"

#include <fmt/format.h>

#include "core/characters.hpp"
#include "domain/keys.hpp"

namespace testledger {

Result<NewProject> new_project(std::string_view key, std::string_view name) {
  const auto wrong = [](std::string_view field, std::string message) {
    return Error{.code = ErrorCode::invalid_argument, .message = std::move(message), .field = std::string(field)};
  };
  const auto capitals = project_key(key);
  if (!capitals) return wrong("key", "a project's key is 2 to 20 letters, digits and _, starting with a letter, e.g. AT");
  const std::string_view plain = without_blanks_around(name);
  if (character_count(plain) > project_name_length_max)
    return wrong("name", fmt::format("a project's name has at most {} characters (project_name_length_max)", project_name_length_max));
  return NewProject{.key = *capitals, .name = plain.empty() ? *capitals : std::string(plain)};
}

}  // namespace testledger
