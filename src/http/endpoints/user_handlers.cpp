#include <fmt/format.h>

#include "accounts/one_time_codes.hpp"
#include "accounts/password_rules.hpp"
#include "core/clock.hpp"
#include "http/endpoints/account_handlers.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/json/json_account.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_shapes.hpp"
#include "http/wire/header_value.hpp"

namespace testledger {

namespace json = boost::json;

AuditEntry Call::audit(std::string action, std::string object) const {
  return {.when = now(),
          .user = principal.user,
          .user_name = principal.name,
          .token = principal.token,
          .remote = request.remote,
          .action = std::move(action),
          .project = project.key,
          .object = as_utf8(object)};
}

Result<std::int64_t> number_in_path(const Call& call, std::string_view name, std::string_view what) {
  if (const auto number = whole_number(call.captured(name))) return *number;
  return Error{ErrorCode::not_found, fmt::format("{} not found : {}", what, call.captured(name)), {}, {}};
}

Response done_response() { return json_response("{}"); }

json::object link_json(std::string_view page, std::string_view secret, Timestamp expires) {
  return {{"code", secret}, {"path", fmt::format("/{}#{}", page, secret)}, {"expires", milliseconds(expires)}};
}

Result<Response> list_users(const Call& call) { return json_response_of(items_json(TRY(call.services.store.users()), user_json)); }

Result<Response> create_user(const Call& call, const json::value& body) {
  const json::object& sent = *TRY(as_object(body));
  NewUser wanted{.name = TRY(within("name", checked_user_name(TRY(text_member(sent, "name")))))};
  wanted.administrator = TRY(truth_member(sent, "administrator")).value_or(false);
  if (member(sent, "password") != nullptr) {
    const std::string password = TRY(text_member(sent, "password"));
    TRY(within("password", check_password(password, wanted.name)));
    wanted.password_hash = TRY(call.reception.passwords.hash(password));
  }
  return json_response_of(user_json(TRY(call.services.store.create_user(wanted, call.audit("user.create")))));
}

Result<Response> change_user(const Call& call, const json::value& body) {
  const json::object& sent = *TRY(as_object(body));
  AccountStore::UserChange change{.user = {TRY(number_in_path(call, "user", "User"))},
                                  .administrator = TRY(truth_member(sent, "administrator"))};
  if (const auto active = TRY(truth_member(sent, "active")))
    change.activity = *active ? AccountStore::Activity::active : AccountStore::Activity::deactivated;
  if (!change.administrator && !change.activity) return Error{ErrorCode::invalid_argument, "Send active or administrator.", {}, {}};
  return json_response_of(user_json(TRY(call.services.store.change_user(change, call.audit("user.change")))));
}

Result<Response> make_reset_link(const Call& call) {
  const UserId user{TRY(number_in_path(call, "user", "User"))};
  const auto users = TRY(call.services.store.users());
  if (std::ranges::find(users, user, &User::id) == users.end())
    return Error{ErrorCode::not_found, fmt::format("User not found : {}", user.value), {}, {}};
  const NewCode made =
      TRY(create_code({.kind = OneTimeCode::Kind::password_reset, .user = user}, call.services.store, call.audit("password.reset_link")));
  return json_response_of(link_json("reset-password", made.secret, made.code.expires));
}

Result<Response> list_audit(const Call& call) {
  return json_response_of(page_json(TRY(call.services.store.audit(TRY(page_request(call)))), audit_json));
}

}  // namespace testledger
