#pragma once

#include <boost/json/fwd.hpp>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/result.hpp"
#include "domain/page.hpp"
#include "http/endpoints/call.hpp"
#include "http/json/json_shapes.hpp"
#include "http/response.hpp"

// Who there is and what they may: one handler per endpoint.

namespace testledger {

// session_handlers.cpp
Result<Response> start_session(const Call& call, const boost::json::value& body);
Result<Response> show_session(const Call& call);
Result<Response> end_own_session(const Call& call);
Result<Response> list_sessions(const Call& call);
Result<Response> end_session(const Call& call);
Result<Response> show_me(const Call& call);

// oidc_handlers.cpp
Result<Response> tell_login_options(const Call& call);
Result<Response> begin_oidc_login(const Call& call);
Result<Response> finish_oidc_login(const Call& call);
Result<Response> show_oidc_link(const Call& call);
Result<Response> begin_oidc_link(const Call& call);
Result<Response> remove_oidc_link(const Call& call);

// password_handlers.cpp
Result<Response> set_up(const Call& call, const boost::json::value& body);
Result<Response> change_password(const Call& call, const boost::json::value& body);
Result<Response> reset_password(const Call& call, const boost::json::value& body);
Result<Response> accept_invitation(const Call& call, const boost::json::value& body);

// user_handlers.cpp
Result<Response> list_users(const Call& call);
Result<Response> create_user(const Call& call, const boost::json::value& body);
Result<Response> change_user(const Call& call, const boost::json::value& body);
Result<Response> make_reset_link(const Call& call);
Result<Response> list_audit(const Call& call);

// member_handlers.cpp
Result<Response> list_members(const Call& call);
Result<Response> add_member(const Call& call, const boost::json::value& body);
Result<Response> change_member(const Call& call, const boost::json::value& body);
Result<Response> remove_member(const Call& call);

// invitation_handlers.cpp
Result<Response> list_invitations(const Call& call);
Result<Response> invite(const Call& call, const boost::json::value& body);
Result<Response> withdraw_invitation(const Call& call);
Result<Response> list_server_invitations(const Call& call);
Result<Response> invite_to_server(const Call& call, const boost::json::value& body);
Result<Response> withdraw_server_invitation(const Call& call);

// token_handlers.cpp
Result<Response> list_own_tokens(const Call& call);
Result<Response> create_own_token(const Call& call, const boost::json::value& body);
Result<Response> revoke_own_token(const Call& call);
Result<Response> rotate_own_token(const Call& call);
Result<Response> list_project_tokens(const Call& call);
Result<Response> revoke_project_token(const Call& call);

/// A project with what the caller may do in it.
boost::json::object own_project_json(const Call& call, const Project& project);
/// A new session of the user, with its cookie.
Result<Response> session_response(const Call& call, const User& user, AuditEntry audit);
/// Ends the session that the request comes with, if any: what somebody planted in a browser is worth nothing once its user logs in.
Result<void> leave_session(const Call& call);
/// The session that a request must come with, rather than a token: not_found.
Result<void> require_session(const Call& call);
/// That they logged in a short while ago, so that whoever finds a session open does not throw its owner out: forbidden. A token shows
/// itself with each request.
Result<void> require_recent_login(const Call& call);
/// The number in the path that names `what`; not_found when it is none.
Result<std::int64_t> number_in_path(const Call& call, std::string_view name, std::string_view what);
/// Which entries of a list, by their places in it, `cursor`, or else `startAt`, and `maxResults` ask for: 1,000 (listed_max) unless they
/// ask for fewer. `ids` are those of the entries. invalid_argument for a cursor that is none, or whose entry has gone from a list that is
/// not in the order of its ids.
Result<Page<std::size_t>> part_of_list(const Call& call, const std::vector<std::int64_t>& ids);
inline constexpr std::int64_t listed_max = 1'000;
/// The page with that part of a list of our own.
template <class Items, class IdOf, class ToJson>
Result<boost::json::object> list_json(const Call& call, const Items& items, IdOf id_of, ToJson to_json) {
  std::vector<std::int64_t> ids;
  for (const auto& item : items) ids.push_back(id_of(item).value);
  const Page<std::size_t> part = TRY(part_of_list(call, ids));
  return page_json(part, [&](std::size_t place) { return to_json(items[place]); });
}
/// The answer to what has nothing to tell but that it was done.
Response done_response();
/// What the page that a link leads to needs: the code, which is told this once, and the path. The code stands behind "#", which no browser
/// sends to a server, so no log gets it.
boost::json::object link_json(std::string_view page, std::string_view secret, Timestamp expires);

}  // namespace testledger
