#pragma once

#include <optional>
#include <string>

#include "core/ids.hpp"
#include "domain/project.hpp"

namespace testledger {

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
