#pragma once

#include <span>
#include <string_view>

namespace testledger {

/// One forward step of the schema, embedded into the program from migrations/. Versions count 1, 2, 3 without gaps.
struct Migration {
  int version = 0;
  std::string_view name;    ///< of its file
  std::string_view sha256;  ///< of its text: a migration that was applied never changes
  std::string_view sql;
};

using Migrations = std::span<const Migration>;

}  // namespace testledger
