#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "client/server.hpp"

namespace testledger {

/// How often the same request is sent again, and after which pauses: each twice the one before, cut by up to a half at random, so that
/// many clients do not come back at one moment.
struct RetryPolicy {
  std::int64_t retries_max = 5;
  std::chrono::milliseconds first_pause{500};
  std::chrono::milliseconds pause_max{30'000};
};

/// A server that asks for more patience than this is given up.
inline constexpr std::chrono::seconds retry_after_max{3'600};

/// The pause before the retry of this number, from 1; `chance` is from 0 to 1.
std::chrono::milliseconds pause_before(std::int64_t retry, double chance, const RetryPolicy& policy);

/// Why the same request may do better later, for people; empty when it would not: it was taken, refused, or can never be sent.
std::string reason_to_retry(const Result<ServerAnswer>& answer);

/// A request that is about to be sent again.
struct Retry {
  std::string reason;
  std::chrono::milliseconds pause;
  std::int64_t number;  ///< from 1
};

/// Sends a request until there is no reason to send it again, or the policy's retries are used up; gives the last answer.
Result<ServerAnswer> with_retries(const RetryPolicy& policy, const std::function<Result<ServerAnswer>()>& send,
                                  const std::function<void(const Retry&)>& tell);

}  // namespace testledger
