#include <fmt/format.h>

#include "accounts/accounts.hpp"
#include "core/clock.hpp"
#include "http/endpoints/account_handlers.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/json/json_account.hpp"
#include "http/json/json_body.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

using TokenOwner = TokenStore::TokenOwner;

Error no_token(std::string_view named) { return {ErrorCode::not_found, fmt::format("Token not found : {}", named), {}, {}}; }

/// The token of the path, among those of the query.
Result<TokenOwner> token_of(const Call& call, const TokenQuery& query) {
  const std::int64_t id = TRY(number_in_path(call, "token", "Token"));
  for (TokenOwner& each : TRY(call.services.store.tokens(query)))
    if (each.token.id.value == id) return std::move(each);
  return no_token(call.captured("token"));
}

Result<Response> list_of(const Call& call, const TokenQuery& query) {
  const auto tokens = TRY(call.services.store.tokens(query));
  const auto id_of = [](const TokenOwner& each) { return each.token.id; };
  return json_response_of(TRY(list_json(call, tokens, id_of, [at = now()](const TokenOwner& each) { return token_json(each, at); })));
}

Result<Response> revoke(const Call& call, const TokenOwner& token) {
  TRY(call.services.store.revoke_token(token.token.id, call.audit("token.revoke")));
  return done_response();
}

/// The keys or ids of projects; one that is not there for who asks is not there.
Result<std::optional<std::vector<ProjectId>>> sent_projects(const Call& call, const json::object& sent) {
  std::optional<std::vector<ProjectId>> projects;
  if (member(sent, "projects") == nullptr) return projects;
  projects.emplace();
  for (const std::string& named : TRY(texts_member(sent, "projects"))) {
    const auto project = TRY(call.services.store.find_project(named));
    if (!project || !call.principal.may(Right::read, project->id))
      return Error{ErrorCode::not_found, "Project not found : " + named, {}, {}, "projects"};
    projects->push_back(project->id);
  }
  return projects;
}

Result<std::chrono::days> sent_life(const json::object& sent) {
  const json::value* days = member(sent, "days");
  if (days == nullptr) return std::chrono::days(90);
  const auto number = integer_of(*days);
  if (!number || *number < 1 || *number > token_life_max.count())
    return invalid("days", fmt::format("days must be 1 to {} (token_life_max)", token_life_max.count()));
  return std::chrono::days(*number);
}

Response new_token_response(const Call& call, const NewToken& made) {
  const User owner{.id = call.principal.user, .name = call.principal.name};
  json::object answer = token_json({.token = made.token, .user = owner}, now());
  answer["secret"] = made.secret;
  return json_response_of(answer);
}

}  // namespace

Result<Response> list_own_tokens(const Call& call) { return list_of(call, {.user = call.principal.user}); }
Result<Response> list_project_tokens(const Call& call) { return list_of(call, {.project = call.project.id}); }

Result<Response> create_own_token(const Call& call, const json::value& body) {
  const json::object& sent = *TRY(as_object(body));
  TokenRequest wanted{.user = call.principal.user};
  wanted.label = TRY(text_member(sent, "label"));
  wanted.life = TRY(sent_life(sent));
  wanted.scopes = TRY(scopes_member(sent));
  wanted.projects = TRY(sent_projects(call, sent));
  return new_token_response(call, TRY(create_token(wanted, call.services.store, call.audit("token.create"))));
}

Result<Response> revoke_own_token(const Call& call) { return revoke(call, TRY(token_of(call, {.user = call.principal.user}))); }

/// A limited token may do this to itself: it gets no more than it had.
Result<Response> rotate_own_token(const Call& call) {
  const TokenOwner old = TRY(token_of(call, {.user = call.principal.user}));
  if (!call.principal.is_whole() && old.token.id != call.principal.token) return no_token(call.captured("token"));
  const auto life =
      std::chrono::ceil<std::chrono::days>(old.token.expires.value_or(old.token.created + token_life_max) - old.token.created);
  return new_token_response(call, TRY(rotate_token(old.token, std::clamp(life, std::chrono::days(1), token_life_max), call.services.store,
                                                   call.audit("token.rotate"))));
}

Result<Response> revoke_project_token(const Call& call) { return revoke(call, TRY(token_of(call, {.project = call.project.id}))); }

}  // namespace testledger
