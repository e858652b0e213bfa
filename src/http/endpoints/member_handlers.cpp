#include <fmt/format.h>

#include "http/endpoints/account_handlers.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/json/json_account.hpp"
#include "http/json/json_body.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

Result<Response> member_response(const Call& call, UserId user) {
  for (const Member& each : TRY(call.services.store.members(call.project.id)))
    if (each.user.id == user) return json_response_of(member_json(each));
  return Error{ErrorCode::not_found, fmt::format("Member not found : {}", user.value), {}, {}};
}

}  // namespace

Result<Response> list_members(const Call& call) {
  const auto members = TRY(call.services.store.members(call.project.id));
  return json_response_of(TRY(list_json(call, members, [](const Member& member) { return member.user.id; }, member_json)));
}

Result<Response> add_member(const Call& call, const json::value& body) {
  const json::object& sent = *TRY(as_object(body));
  const std::string name = TRY(text_member(sent, "name"));
  const Role role = TRY(role_member(sent));
  const auto user = TRY(call.services.store.find_user(name));
  if (!user) return Error{ErrorCode::not_found, "User not found : " + name, {}, {}, "name"};
  TRY(call.services.store.put_member(call.project.id, user->id, role, call.audit("member.add")));
  return member_response(call, user->id);
}

Result<Response> change_member(const Call& call, const json::value& body) {
  const UserId user{TRY(number_in_path(call, "user", "Member"))};
  const Role role = TRY(role_member(*TRY(as_object(body))));
  TRY(member_response(call, user));  // who is none is added, not changed
  TRY(call.services.store.put_member(call.project.id, user, role, call.audit("member.change")));
  return member_response(call, user);
}

Result<Response> remove_member(const Call& call) {
  const UserId user{TRY(number_in_path(call, "user", "Member"))};
  TRY(call.services.store.remove_member(call.project.id, user, call.audit("member.remove")));
  return done_response();
}

}  // namespace testledger
