#pragma once

#include <string>
#include <string_view>

#include "accounts/password_hashing.hpp"
#include "accounts/principal.hpp"
#include "core/result.hpp"
#include "storage/account_store.hpp"

namespace testledger {

inline constexpr std::chrono::hours session_idle_max{12};
inline constexpr std::chrono::hours session_life_max{7 * 24};
inline constexpr std::chrono::minutes recent_login_max{10};  ///< how long one need not log in again to end other sessions
inline constexpr std::size_t session_client_max = 200;       ///< bytes of what a browser calls itself

/// The user with that name and password. unauthenticated, with one text and after one time for every reason.
Result<User> check_login(std::string_view name, std::string_view password, AccountStore& accounts, PasswordHashing& passwords);

/// A new session and its secret, which only the cookie holds.
struct NewSession {
  std::string secret;
  Session session;
};
Result<NewSession> open_session(const User& user, std::string_view client, SessionStore& sessions, const AuditEntry& audit);

/// The person whose session it is; unauthenticated as authenticate() has it.
Result<Principal> authenticate_session(std::string_view secret, SessionStore& sessions, Timestamp now);

/// What the pages of this server send along with whatever changes something in that session; others cannot know it.
std::string csrf_token(std::string_view session_secret);

}  // namespace testledger
