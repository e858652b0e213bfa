#include <fmt/format.h>

#include "accounts/one_time_codes.hpp"
#include "core/clock.hpp"
#include "http/endpoints/account_handlers.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/json/json_account.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

constexpr std::size_t note_length_max = 200;  // bytes

Result<Response> list_of(const Call& call, std::optional<ProjectId> project) {
  const auto invitations = TRY(call.services.store.invitations(project, now()));
  return json_response_of(TRY(list_json(call, invitations, [](const OneTimeCode& each) { return each.id; }, invitation_json)));
}

Result<Response> invited(const Call& call, OneTimeCode wanted, const json::object& sent) {
  wanted.note = TRY(text_member(sent, "note"));
  if (wanted.note.size() > note_length_max)
    return invalid("note", fmt::format("note has at most {} bytes (note_length_max)", note_length_max));
  if (TRY(call.services.store.invitations(wanted.project, now())).size() >= invitations_max)
    return Error{
        ErrorCode::conflict, fmt::format("There are {} invitations already (invitations_max). Withdraw some.", invitations_max), {}, {}};
  const NewCode made = TRY(create_code(std::move(wanted), call.services.store, call.audit("invitation.create")));
  json::object answer = invitation_json(made.code);
  answer["link"] = link_json("invitation", made.secret, made.code.expires);
  return json_response_of(answer);
}

Result<Response> withdraw(const Call& call, std::optional<ProjectId> project) {
  const CodeId id{TRY(number_in_path(call, "invitation", "Invitation"))};
  TRY(call.services.store.withdraw_invitation(project, id, call.audit("invitation.withdraw")));
  return done_response();
}

}  // namespace

Result<Response> list_invitations(const Call& call) { return list_of(call, call.project.id); }
Result<Response> list_server_invitations(const Call& call) { return list_of(call, std::nullopt); }

Result<Response> invite(const Call& call, const json::value& body) {
  const json::object& sent = *TRY(as_object(body));
  return invited(call, {.project = call.project.id, .role = TRY(role_member(sent))}, sent);
}

Result<Response> invite_to_server(const Call& call, const json::value& body) {
  const json::object& sent = *TRY(as_object(body));
  return invited(call, {.administrator = TRY(truth_member(sent, "administrator")).value_or(false)}, sent);
}

Result<Response> withdraw_invitation(const Call& call) { return withdraw(call, call.project.id); }
Result<Response> withdraw_server_invitation(const Call& call) { return withdraw(call, std::nullopt); }

}  // namespace testledger
