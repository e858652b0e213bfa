#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "oidc/signing_keys.hpp"

namespace testledger {

/// What must be true of an ID token for us to believe it.
struct TokenExpectation {
  std::string issuer;
  std::string client_id;
  std::string nonce;
  Timestamp now;
};

/// Who somebody is, as the provider says.
struct ForeignPerson {
  std::string subject;
  std::string name;  ///< what they are called, for people: preferred_username, name or email; the subject without any
};

/// The person of a token that one of the keys has signed with RS256 or ES256, for us, in answer to this login, and that has not
/// expired. unauthenticated otherwise, with the reason as detail alone.
Result<ForeignPerson> read_id_token(std::string_view token, const std::vector<SigningKey>& keys, const TokenExpectation& expected);

/// What is said to whoever the provider does not vouch for, whatever the reason; the reason is for the log.
Error not_believed(std::string reason);
inline constexpr std::size_t id_token_max = 64 * 1024;  ///< bytes
inline constexpr std::chrono::seconds clock_difference_max{60};

}  // namespace testledger
