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

Result<Page<std::size_t>> part_of_list(const Call& call, const std::vector<std::int64_t>& ids) {
  const std::int64_t size = number_parameter(call, "maxResults").value_or(listed_max);
  const PageRequest wanted = TRY(page_request(call));
  Page<std::size_t> page{.start = wanted.start, .size = size >= 1 && size <= listed_max ? size : listed_max, .total = std::ssize(ids)};
  auto from = ids.begin() + std::min<std::int64_t>(wanted.skipped(), std::ssize(ids));
  if (wanted.after) {
    from = std::ranges::find(ids, *wanted.after);
    if (from != ids.end())
      ++from;
    else if (std::ranges::is_sorted(ids))
      from = std::ranges::upper_bound(ids, *wanted.after);
    else if (std::ranges::is_sorted(ids, std::greater()))
      from = std::ranges::upper_bound(ids, *wanted.after, std::greater());
    else
      return invalid("cursor", "What cursor stands behind is gone from the list. Begin again without it");
  }
  for (; from != ids.end() && std::ssize(page.items) < page.size; ++from)
    page.items.push_back(static_cast<std::size_t>(from - ids.begin()));
  page.is_last = from == ids.end();
  if (!page.is_last) page.next = *std::prev(from);
  return page;
}

Result<Response> list_users(const Call& call) {
  const auto users = TRY(call.services.store.users());
  return json_response_of(TRY(list_json(call, users, [](const User& user) { return user.id; }, user_json)));
}

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
