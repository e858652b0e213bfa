// Passwords, and the codes by which people without one get theirs.
#include <fmt/format.h>

#include "accounts/accounts.hpp"
#include "accounts/one_time_codes.hpp"
#include "accounts/password_rules.hpp"
#include "accounts/sessions.hpp"
#include "core/clock.hpp"
#include "http/endpoints/account_handlers.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/identify.hpp"
#include "http/json/json_account.hpp"
#include "http/json/json_body.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

using Kind = OneTimeCode::Kind;

/// Whoever guesses codes is as slow as whoever guesses passwords.
Result<std::string> sent_code(const Call& call, const json::object& sent) {
  TRY(require_safe_line(call.request));
  TRY(refuse_other_sites(call.request));
  TRY(call.reception.admit_login(call.request.remote));
  return code_hash(TRY(text_member(sent, "code")));
}

/// The hash of a password that keeps to the rules.
Result<std::string> sent_password(const Call& call, const json::object& sent, std::string_view member, std::string_view name) {
  const std::string password = TRY(text_member(sent, member));
  TRY(within(member, check_password(password, name)));
  return call.reception.passwords.hash(password);
}

Result<User> redeemed(const Call& call, const CodeStore::Redemption& redemption, std::string_view action) {
  AuditEntry entry = call.audit(std::string(action));
  if (entry.user_name.empty()) entry.user_name = redemption.name;
  return call.services.store.redeem(redemption, entry);
}

Result<Response> user_response(const Result<User>& user) {
  if (!user) return user.error();
  return json_response_of(json::object{{"user", user_json(*user)}});
}

/// An invitation of somebody who is here already.
Result<User> join(const Call& call, const std::string& code) {
  Call known = call;
  known.principal = TRY(identify(call.request, call.services.store));
  if (!known.principal.is_whole())
    return Error{ErrorCode::forbidden, "That is for people themselves, not for a token that is limited.", {}, {}};
  return redeemed(known, {.kind = Kind::invitation, .hash = code, .user = known.principal.user}, "member.join");
}

}  // namespace

Result<Response> set_up(const Call& call, const json::value& body) {
  const json::object& sent = *TRY(as_object(body));
  const std::string code = TRY(sent_code(call, sent));
  const std::string name = TRY(within("name", checked_user_name(TRY(text_member(sent, "name")))));
  const std::string hash = TRY(sent_password(call, sent, "password", name));
  const auto made = redeemed(call, {.kind = Kind::setup, .hash = code, .name = name, .password_hash = hash}, "setup");
  if (made && call.services.was_set_up) call.services.was_set_up();
  return user_response(made);
}

Result<Response> accept_invitation(const Call& call, const json::value& body) {
  const json::object& sent = *TRY(as_object(body));
  const std::string code = TRY(sent_code(call, sent));
  if (member(sent, "name") == nullptr) return user_response(join(call, code));
  const std::string name = TRY(within("name", checked_user_name(TRY(text_member(sent, "name")))));
  const std::string hash = TRY(sent_password(call, sent, "password", name));
  return user_response(redeemed(call, {.kind = Kind::invitation, .hash = code, .name = name, .password_hash = hash}, "user.create"));
}

Result<Response> reset_password(const Call& call, const json::value& body) {
  const json::object& sent = *TRY(as_object(body));
  const std::string code = TRY(sent_code(call, sent));
  const std::string hash = TRY(sent_password(call, sent, "password", ""));
  return user_response(redeemed(call, {.kind = Kind::password_reset, .hash = code, .password_hash = hash}, "password.reset"));
}

Result<Response> change_password(const Call& call, const json::value& body) {
  const json::object& sent = *TRY(as_object(body));
  const std::string& name = call.principal.name;
  TRY(require_safe_line(call.request));
  TRY(call.reception.admit_login(call.request.remote));
  const std::string door = fmt::format("{}\nsession {}", name, call.principal.session.value);  // who guesses elsewhere is another's concern
  TRY(call.reception.admit_login_to(door));
  const auto user = check_login(name, TRY(text_member(sent, "currentPassword")), call.services.store, call.reception.passwords);
  if (!user && user.error().code == ErrorCode::unauthenticated) {
    call.reception.logins.failed(door, steady_now());
    return Error{ErrorCode::forbidden, "The current password is wrong.", {}, {}};
  }
  if (!user) return user.error();
  const std::string hash = TRY(sent_password(call, sent, "newPassword", name));
  const User changed = TRY(call.services.store.change_user({.user = user->id, .password_hash = hash}, call.audit("password.change")));
  return session_response(call, changed, call.audit("login"));
}

}  // namespace testledger
