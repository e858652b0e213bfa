#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"
#include "domain/account.hpp"
#include "storage/store.hpp"

namespace testledger {

/// Who makes a request, and what they may do. There is one role today: an administrator may do everything.
struct Principal {
  UserId user;
  std::string name;
  TokenId token;
  bool administrator = false;

  /// Without Right::read the project does not exist as far as this person may know.
  bool may(Right, ProjectId) const { return administrator; }
  bool may_read_metrics() const { return administrator; }
};

/// The person whose token the header carries. unauthenticated, with one text for every reason, when there is no such token
/// or it is revoked or expired. A malformed token is refused without asking the store; nothing is remembered between calls,
/// so a revocation counts at once.
Result<Principal> authenticate(std::string_view authorization, AccountStore& accounts, Timestamp now);

struct TokenRequest {
  UserId user;
  std::string label;
  std::chrono::days life{90};
};

inline constexpr std::chrono::days token_life_max{365};

/// A new token and its secret, which is shown this once and kept nowhere. invalid_argument for a life beyond token_life_max.
struct NewToken {
  std::string secret;
  Token token;
};
Result<NewToken> create_token(const TokenRequest& request, AccountStore& accounts, Timestamp now);

}  // namespace testledger
