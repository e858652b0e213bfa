#include "accounts/accounts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "accounts/authorization.hpp"
#include "accounts/secret.hpp"

namespace testledger {
namespace {

Result<void> check(const TokenRequest& request, TokenStore& tokens, Timestamp now) {
  if (request.life <= std::chrono::days{0} || request.life > token_life_max)
    return invalid("days", fmt::format("A token lives 1 to {} days (token_life_max).", token_life_max.count()));
  if (request.label.empty() || request.label.size() > token_label_max)
    return invalid("label", fmt::format("A token needs a label of at most {} bytes (token_label_max).", token_label_max));
  if (request.projects && (request.projects->empty() || request.projects->size() > token_projects_max))
    return invalid("projects", fmt::format("A token is limited to 1 to {} projects (token_projects_max), or to none.", token_projects_max));
  const auto others = TRY(tokens.tokens({.user = request.user}));
  const auto good = std::ranges::count_if(others, [&](const auto& other) { return other.token.lapse(now).empty(); });
  if (static_cast<std::size_t>(good) >= tokens_per_user_max)
    return Error{ErrorCode::conflict,
                 fmt::format("There are {} good tokens already (tokens_per_user_max). Revoke some.", tokens_per_user_max)};
  return {};
}

}  // namespace

Error not_authenticated(std::string reason) {
  return {ErrorCode::unauthenticated, "Authorization header is missing or invalid value.", {}, std::move(reason)};
}

Result<Principal> authenticate(std::string_view authorization, TokenStore& tokens, Timestamp now) {
  const auto secret = token_in(authorization);
  if (!secret) return not_authenticated("no credentials of a known scheme");
  if (!is_secret(SecretKind::token, *secret)) return not_authenticated("not a token");
  const std::string hash = secret_hash(*secret);
  auto found = TRY(tokens.find_token(hash));
  if (!found || !same_hash(found->token.hash, hash)) return not_authenticated("unknown token");
  if (const auto lapse = found->token.lapse(now); !lapse.empty()) return not_authenticated(fmt::format("{} token", lapse));
  if (found->user.deactivated) return not_authenticated("token of a deactivated user");
  return Principal{.user = found->user.id,
                   .name = found->user.name,
                   .token = found->token.id,
                   .administrator = found->user.administrator,
                   .scopes = found->token.scopes,
                   .projects = std::move(found->token.projects),
                   .roles = std::move(found->roles),
                   .last_used = found->token.last_used};
}

Result<NewToken> create_token(const TokenRequest& request, TokenStore& tokens, const AuditEntry& audit) {
  TRY(check(request, tokens, audit.when));
  NewToken made;
  made.secret = new_secret(SecretKind::token);
  const Token wanted{.user = request.user,
                     .label = request.label,
                     .hash = secret_hash(made.secret),
                     .last_four = made.secret.substr(made.secret.size() - 4),
                     .created = audit.when,
                     .expires = audit.when + request.life,
                     .scopes = Rights::of_bits(request.scopes.bits() | Rights{Right::read}.bits()),
                     .projects = request.projects,
                     .created_by = audit.user,
                     .replaces = request.replaces};
  made.token = TRY(tokens.create_token(wanted, audit));
  return made;
}

Result<NewToken> create_token(const TokenRequest& request, TokenStore& tokens, Timestamp now) {
  return create_token(request, tokens, by_the_program("token.create", now));
}

Result<NewToken> rotate_token(const Token& old, std::chrono::days life, TokenStore& tokens, const AuditEntry& audit) {
  if (const auto lapse = old.lapse(audit.when); !lapse.empty())
    return Error{ErrorCode::conflict, fmt::format("The token is {}. Make a new one.", lapse)};
  return create_token(
      {.user = old.user, .label = old.label, .life = life, .scopes = old.scopes, .projects = old.projects, .replaces = old.id}, tokens,
      audit);
}

}  // namespace testledger
