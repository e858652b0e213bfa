#include "accounts/accounts.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include "accounts/authorization.hpp"
#include "accounts/token_secret.hpp"

namespace testledger {
namespace {

Error refused(std::string detail) {
  return {ErrorCode::unauthenticated, "Authorization header is missing or invalid value.", {}, std::move(detail)};
}

bool same_hash(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace

Result<Principal> authenticate(std::string_view authorization, AccountStore& accounts, Timestamp now) {
  const auto secret = token_in(authorization);
  if (!secret) return refused("no credentials of a known scheme");
  if (!is_token_secret(*secret)) return refused("not a token");
  const std::string hash = token_hash(*secret);
  const auto found = TRY(accounts.find_token(hash));
  if (!found || !same_hash(found->token.hash, hash)) return refused("unknown token");
  if (found->token.revoked && *found->token.revoked <= now) return refused("revoked token");
  if (found->token.expires && *found->token.expires <= now) return refused("expired token");
  return Principal{found->user.id, found->user.name, found->token.id, found->user.administrator};
}

Result<NewToken> create_token(const TokenRequest& request, AccountStore& accounts, Timestamp now) {
  if (request.life <= std::chrono::days{0} || request.life > token_life_max)
    return Error{ErrorCode::invalid_argument, fmt::format("A token lives 1 to {} days (token_life_max).", token_life_max.count())};
  const std::string secret = new_token_secret();
  const Token wanted{.user = request.user,
                     .label = request.label,
                     .hash = token_hash(secret),
                     .last_four = secret.substr(secret.size() - 4),
                     .created = now,
                     .expires = now + request.life};
  return NewToken{secret, TRY(accounts.create_token(wanted))};
}

}  // namespace testledger
