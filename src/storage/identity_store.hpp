#pragma once

#include <optional>
#include <string>

#include "core/result.hpp"
#include "domain/account.hpp"
#include "domain/audit.hpp"

namespace testledger {

/// Who somebody is to a provider of logins. Names and mail addresses prove nothing: these two alone do.
struct ForeignIdentity {
  std::string issuer;
  std::string subject;
};

/// The users that providers of logins know, written with the audit's entry as in account_store.hpp.
class IdentityStore {
 public:
  virtual ~IdentityStore() = default;
  /// The user with that identity, if any.
  virtual Result<std::optional<User>> find_identity(const ForeignIdentity& identity) = 0;
  /// The user with that identity; made without any role at the first time, when `name` counts, with a number behind it if it is taken.
  virtual Result<User> user_of_identity(const ForeignIdentity& identity, const std::string& name, const AuditEntry& audit) = 0;
  /// From now on the identity is that user's too. Linking twice is no error; conflict when it is another user's, not_found without a user.
  virtual Result<void> link_identity(const ForeignIdentity& identity, UserId user, const AuditEntry& audit) = 0;
  /// Whether some identity at that issuer is the user's.
  virtual Result<bool> is_linked(const std::string& issuer, UserId user) = 0;
  /// No identity at that issuer is the user's any more, and of their sessions only `kept` goes on. not_found when none was; conflict when
  /// they have no password to log in with.
  virtual Result<void> unlink_identities(const std::string& issuer, UserId user, SessionId kept, const AuditEntry& audit) = 0;
};

}  // namespace testledger
