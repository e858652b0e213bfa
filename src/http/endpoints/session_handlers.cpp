#include "accounts/known_browsers.hpp"
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

/// At whose door failures count: the account's, which is the same for all the world; or that of one browser on which its user was logged in
/// before, so that nobody elsewhere can keep them out.
Result<std::string> door_of(const Call& call, const std::string& name) {
  const std::string mark = browser_mark(call.request);
  const auto known = mark.empty() ? std::nullopt : TRY(call.services.store.find_password(name));
  const auto browser = known ? marked_browser(mark, known->password_hash) : std::nullopt;
  return browser ? name + "\n" + *browser : name;
}

/// The user, or why not: of that nothing is told but in the log and, within bounds, the audit log.
Result<User> logged_in(const Call& call, const Credentials& credentials) {
  Reception& reception = call.reception;
  TRY(reception.admit_login(call.request.remote));
  const std::string door = TRY(door_of(call, credentials.name));
  TRY(reception.admit_login_to(door));
  auto user = check_login(credentials.name, credentials.password, call.services.store, reception.passwords);
  if (user) {
    reception.logins.succeeded(door);
  } else if (user.error().code == ErrorCode::unauthenticated) {
    reception.logins.failed(door, steady_now());
    AuditEntry entry = call.audit("login.failed");
    entry.user_name = credentials.name;
    reception.notes.happened(std::move(entry));
  }
  return user;
}

Result<json::value> own_token_json(const Call& call) {
  if (!call.principal.token) return json::value(nullptr);
  for (const auto& each : TRY(call.services.store.tokens({.user = call.principal.user})))
    if (each.token.id == call.principal.token) return json::value(token_json(each, now()));
  return json::value(nullptr);
}

}  // namespace

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

Result<void> require_session(const Call& call) {
  if (call.principal.session) return {};
  return Error{ErrorCode::not_found, "There is no session; this is a token.", {}, {}};
}

Result<void> require_recent_login(const Call& call) {
  if (!call.principal.session) return {};
  for (const Session& session : TRY(call.services.store.sessions(call.principal.user, now())))
    if (session.id == call.principal.session && now() - session.created <= recent_login_max) return {};
  return Error{ErrorCode::forbidden, "Log in again first: that is done only within 10 minutes after it (recent_login_max).", {}, {}};
}

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
  if (const auto own = TRY(call.services.store.find_password(user.name)); own && !own->password_hash.empty())
    response.fields.push_back(browser_mark_cookie(call.request, new_browser_mark(own->password_hash)));
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
  TRY(require_session(call));
  const std::string secret = session_secret(call.request).value_or("");
  for (const Session& session : TRY(call.services.store.sessions(call.principal.user, now())))
    if (session.id == call.principal.session)
      return json_response_of(json::object{{"user", {{"ID", call.principal.user.value}, {"name", call.principal.name}}},
                                           {"csrfToken", csrf_token(secret)},
                                           {"session", session_json(session, session.id)}});
  return not_authenticated("the session has just ended");
}

Result<Response> end_own_session(const Call& call) {
  TRY(require_session(call));
  TRY(call.services.store.end_session(call.principal.user, call.principal.session, call.audit("logout")));
  Response response = done_response();
  response.fields.push_back(no_session_cookie(call.request));
  return response;
}

Result<Response> list_sessions(const Call& call) {
  const auto sessions = TRY(call.services.store.sessions(call.principal.user, now()));
  const auto id_of = [](const Session& each) { return each.id; };
  const auto to_json = [&](const Session& each) { return session_json(each, call.principal.session); };
  return json_response_of(TRY(list_json(call, sessions, id_of, to_json)));
}

Result<Response> end_session(const Call& call) {
  const SessionId id{TRY(number_in_path(call, "session", "Session"))};
  if (id != call.principal.session) TRY(require_recent_login(call));
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
