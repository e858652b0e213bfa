#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/ids.hpp"
#include "domain/project.hpp"

namespace testledger {

/// What somebody may do in a project. Reporting is imports, cycles and runs; editing is cases, their folders and tags;
/// administering is configuration, members and tokens.
enum class Right : std::uint8_t { read, report, edit, administer };

struct User {
  UserId id;
  std::string name;
  bool administrator = false;

  bool operator==(const User&) const = default;
};

/// An API token as it is stored: never the secret, only its SHA-256.
struct Token {
  TokenId id;
  UserId user;
  std::string label;
  std::string hash;       ///< SHA-256 of the secret, 64 lower-case hex digits
  std::string last_four;  ///< for people to tell tokens apart
  Timestamp created;
  std::optional<Timestamp> revoked;
  std::optional<Timestamp> expires;
};

}  // namespace testledger
