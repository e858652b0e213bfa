#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/account.hpp"

namespace testledger {

/// What somebody did that is to be known later: who, from where, what to what. Texts are short and name no secret.
struct AuditEntry {
  Timestamp when;
  UserId user = {};       ///< 0: nobody who is known
  std::string user_name;  ///< as it was then; of a failed login, what was tried
  TokenId token = {};     ///< 0: a session, or the command line
  std::string remote;     ///< address; "local" is the command line
  std::string action;     ///< e.g. "token.create"
  std::string project{};  ///< its key, where it is a project's matter
  std::string object{};   ///< what it was done to, e.g. "token 7"
  std::string before{};
  std::string after{};

  bool operator==(const AuditEntry&) const = default;
};

/// What is written in the transaction of a change, when it is not the program itself that makes it.
using Audited = std::optional<AuditEntry>;

inline constexpr std::size_t audit_text_max = 500;  ///< bytes of each text; longer ones are cut

/// An entry in its place. Entries count 1, 2, 3; each hash covers the entry and the hash before it.
struct AuditRecord {
  std::int64_t number = 0;
  AuditEntry entry;
  std::string hash;

  bool operator==(const AuditRecord&) const = default;
};

/// Where the chain ends.
struct AuditHead {
  std::int64_t number = 0;
  std::string hash;

  bool operator==(const AuditHead&) const = default;
};

/// What the program does without being asked by anybody, and what is done where only it can ask.
inline AuditEntry by_the_program(std::string action, Timestamp when) {
  return {.when = when, .user_name = "testledger", .remote = "local", .action = std::move(action)};
}

}  // namespace testledger
