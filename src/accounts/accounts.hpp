#pragma once

#include <string>
#include <string_view>

#include "accounts/principal.hpp"
#include "core/result.hpp"
#include "domain/account.hpp"
#include "storage/account_store.hpp"

namespace testledger {

/// What is said to whoever is not known, whatever the reason; the reason is for the log.
Error not_authenticated(std::string reason);

/// The person whose token the header carries. unauthenticated, with one text for every reason, when there is no such token, it is
/// revoked or expired, or its owner is deactivated. A malformed token is refused without asking the store; nothing is remembered
/// between calls, so a revocation counts at once.
Result<Principal> authenticate(std::string_view authorization, TokenStore& tokens, Timestamp now);

struct TokenRequest {
  UserId user;
  std::string label;
  std::chrono::days life{90};
  Rights scopes = Rights::all();
  std::optional<std::vector<ProjectId>> projects = {};
  std::optional<TokenId> replaces = {};
};

inline constexpr std::chrono::days token_life_max{365};
inline constexpr std::size_t token_label_max = 100;      ///< bytes
inline constexpr std::size_t token_projects_max = 100;   ///< that a token is limited to
inline constexpr std::size_t tokens_per_user_max = 200;  ///< that are good

/// A new token and its secret, which is shown this once and kept nowhere. invalid_argument for a life beyond token_life_max and
/// other limits. To read is in every scope.
struct NewToken {
  std::string secret;
  Token token;
};
Result<NewToken> create_token(const TokenRequest& request, TokenStore& tokens, const AuditEntry& audit);
/// As the program itself does it.
Result<NewToken> create_token(const TokenRequest& request, TokenStore& tokens, Timestamp now);

/// A token with another secret for the same; the old one goes on for rotation_overlap. conflict when the old one does not count any more.
Result<NewToken> rotate_token(const Token& old, std::chrono::days life, TokenStore& tokens, const AuditEntry& audit);

}  // namespace testledger
