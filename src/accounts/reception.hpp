#pragma once

#include "accounts/account_notes.hpp"
#include "accounts/login_limits.hpp"
#include "accounts/password_hashing.hpp"

namespace testledger {

/// What a server has at its door: who comes too often, passwords, and what is noted of those who come. For any thread.
struct Reception {
  Reception(TokenStore& tokens, AuditStore& log, int requests_per_minute_max, int logins_per_minute_max)
      : logins(logins_per_minute_max), rates(requests_per_minute_max), notes(tokens, log) {}

  /// Notes that they came; over_quota when it is too often.
  Result<void> admit(const Principal& who, const std::string& remote);
  /// Counts an attempt to log in from there; over_quota when it is too often.
  Result<void> admit_login(const std::string& remote);
  /// The same at an account.
  Result<void> admit_login_to(const std::string& account);

  LoginLimits logins;
  RequestRates rates;
  PasswordHashing passwords;
  AccountNotes notes;
};

}  // namespace testledger
