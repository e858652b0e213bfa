#include "accounts/sessions.hpp"

#include "accounts/accounts.hpp"
#include "core/clock.hpp"
#include "http/endpoints/account_handlers.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/identify.hpp"
#include "http/json/json_account.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

struct Credentials {
  std::string name;
  std::string password;
};

/// The user, or why not: of that nothing is told but in the log and, within bounds, the audit log.
Result<User> logged_in(const Call& call, const Credentials& credentials) {
  Reception& reception = call.reception;
  TRY(reception.admit_login(call.request.remote));
  TRY(reception.admit_login_to(credentials.name));
  auto user = check_login(credentials.name, credentials.password, call.services.store, reception.passwords);
  if (user) {
    reception.logins.succeeded(credentials.name);
  } else if (user.error().code == ErrorCode::unauthenticated) {
    reception.logins.failed(credentials.name, steady_now());
    AuditEntry entry = call.audit("login.failed");
    entry.user_name = credentials.name;
    reception.notes.happened(std::move(entry));
  }
  return user;
}

/// A browser that logs in again leaves its old session: what somebody planted there is worth nothing.
Result<void> leave_session(const Call& call) {
  const auto secret = session_secret(call.request);
  if (!secret) return {};
  const auto before = authenticate_session(*secret, call.services.store, now());
  if (!before) return {};
  AuditEntry entry = call.audit("logout");
  entry.user = before->user;
  entry.user_name = before->name;
  const auto ended = call.services.store.end_session(before->user, before->session, entry);
  return ended || ended.error().code == ErrorCode::not_found ? Result<void>() : ended;
}

Result<json::value> own_token_json(const Call& call) {
  if (!call.principal.token) return json::value(nullptr);
  for (const auto& each : TRY(call.services.store.tokens({.user = call.principal.user})))
    if (each.token.id == call.principal.token) return json::value(token_json(each, now()));
  return json::value(nullptr);
}

}  // namespace

json::object own_project_json(const Call& call, const Project& project) {
  const Rights held = call.principal.rights_in(project.id);
  const auto role = call.principal.roles.find(project.id);
  json::value role_name = nullptr;
  if (role != call.principal.roles.end()) role_name = name_of(role->second);
  return {{"ID", project.id.value},       {"key", project.key},          {"name", project.name},
          {"role", std::move(role_name)}, {"rights", rights_json(held)}, {"permission", permission_json(held)}};
}

Result<Response> session_response(const Call& call, const User& user, AuditEntry audit) {
  audit.user = user.id;
  audit.user_name = user.name;
  const NewSession made = TRY(open_session(user, call.request.field("user-agent"), call.services.store, audit));
  Response response = json_response_of(json::object{
      {"user", user_json(user)}, {"csrfToken", csrf_token(made.secret)}, {"session", session_json(made.session, made.session.id)}});
  response.fields.push_back(session_cookie(call.request, made.secret));
  return response;
}

Result<Response> start_session(const Call& call, const json::value& body) {
  TRY(require_safe_line(call.request));
  TRY(refuse_other_sites(call.request));
  const json::object& sent = *TRY(as_object(body));
  const std::string name = TRY(text_member(sent, "name"));
  const std::string password = TRY(text_member(sent, "password"));
  const User user = TRY(logged_in(call, {name, password}));
  TRY(leave_session(call));
  return session_response(call, user, call.audit("login"));
}

Result<Response> show_session(const Call& call) {
  const auto secret = session_secret(call.request);
  if (!call.principal.session || !secret) return Error{ErrorCode::not_found, "There is no session; this is a token.", {}, {}};
  for (const Session& session : TRY(call.services.store.sessions(call.principal.user, now())))
    if (session.id == call.principal.session)
      return json_response_of(json::object{{"user", {{"ID", call.principal.user.value}, {"name", call.principal.name}}},
                                           {"csrfToken", csrf_token(*secret)},
                                           {"session", session_json(session, session.id)}});
  return not_authenticated("the session has just ended");
}

Result<Response> end_own_session(const Call& call) {
  if (!call.principal.session) return Error{ErrorCode::not_found, "There is no session; this is a token.", {}, {}};
  TRY(call.services.store.end_session(call.principal.user, call.principal.session, call.audit("logout")));
  Response response = done_response();
  response.fields.push_back(no_session_cookie(call.request));
  return response;
}

Result<Response> list_sessions(const Call& call) {
  const auto sessions = TRY(call.services.store.sessions(call.principal.user, now()));
  return json_response_of(items_json(sessions, [&](const Session& each) { return session_json(each, call.principal.session); }));
}

Result<Response> end_session(const Call& call) {
  const SessionId id{TRY(number_in_path(call, "session", "Session"))};
  TRY(call.services.store.end_session(call.principal.user, id, call.audit("session.end")));
  return done_response();
}

Result<Response> show_me(const Call& call) {
  json::array projects;
  for (const Project& project : TRY(call.services.store.projects()))
    if (call.principal.may(Right::read, project.id)) projects.push_back(own_project_json(call, project));
  const json::value token = TRY(own_token_json(call));
  return json_response_of(json::object{
      {"user",
       {{"ID", call.principal.user.value}, {"name", call.principal.name}, {"administrator", call.principal.may_administer_server()}}},
      {"token", token},
      {"projects", std::move(projects)}});
}

}  // namespace testledger
