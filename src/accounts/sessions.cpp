#include "accounts/sessions.hpp"

#include <algorithm>

#include "accounts/accounts.hpp"
#include "accounts/secret.hpp"

namespace testledger {

Result<User> check_login(std::string_view name, std::string_view password, AccountStore& accounts, PasswordHashing& passwords) {
  const Error wrong{ErrorCode::unauthenticated, "The user name or the password is wrong.", {}, {}};
  auto found = TRY(accounts.find_password(name));
  const bool may_be = found && !found->password_hash.empty() && !found->user.deactivated;
  const bool is_right = TRY(passwords.verify(password, may_be ? std::optional(found->password_hash) : std::nullopt));
  if (!is_right) return wrong;
  if (passwords.is_outdated(found->password_hash)) TRY(accounts.rehash_password(found->user.id, TRY(passwords.hash(password))));
  return std::move(found->user);
}

Result<NewSession> open_session(const User& user, std::string_view client, SessionStore& sessions, const AuditEntry& audit) {
  const std::string secret = new_secret(SecretKind::session);
  const Session wanted{.user = user.id,
                       .hash = secret_hash(secret),
                       .remote = audit.remote,
                       .client = std::string(client.substr(0, session_client_max)),
                       .created = audit.when,
                       .last_used = audit.when,
                       .expires = audit.when + session_life_max};
  NewSession made{.secret = secret};
  made.session = TRY(sessions.create_session(wanted, audit));
  return made;
}

Result<Principal> authenticate_session(std::string_view secret, SessionStore& sessions, Timestamp now) {
  if (!is_secret(SecretKind::session, secret)) return not_authenticated("not a session");
  const std::string hash = secret_hash(secret);
  auto found = TRY(sessions.find_session(hash));
  if (!found || !same_hash(found->session.hash, hash)) return not_authenticated("unknown session");
  if (found->session.expires <= now || found->session.last_used + session_idle_max <= now) return not_authenticated("expired session");
  if (found->user.deactivated) return not_authenticated("session of a deactivated user");
  return Principal{.user = found->user.id,
                   .name = found->user.name,
                   .token = {},
                   .administrator = found->user.administrator,
                   .session = found->session.id,
                   .roles = std::move(found->roles),
                   .last_used = found->session.last_used};
}

std::string csrf_token(std::string_view session_secret) { return secret_hash("csrf of " + std::string(session_secret)); }

}  // namespace testledger
