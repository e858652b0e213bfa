#include "client/retries.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <thread>

namespace testledger {
namespace {

/// Too many requests, or what a proxy or a server says while it is away.
constexpr std::array passing_statuses{429, 502, 503, 504, 507};

double any_chance() {
  thread_local std::mt19937_64 source{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(source);
}

}  // namespace

std::chrono::milliseconds pause_before(std::int64_t retry, double chance, const RetryPolicy& policy) {
  auto pause = policy.first_pause;
  for (std::int64_t i = 1; i < retry && pause < policy.pause_max; ++i) pause *= 2;
  pause = std::min(pause, policy.pause_max);
  return pause - std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(pause.count()) * chance / 2));
}

std::string reason_to_retry(const Result<ServerAnswer>& answer) {
  if (!answer) return answer.error().code == ErrorCode::unavailable ? answer.error().detail : "";
  // The first try of this very request may still be in work: then the server says when to ask again.
  const bool is_in_work = answer->status == 409 && answer->retry_after;
  if (!is_in_work && std::ranges::find(passing_statuses, answer->status) == passing_statuses.end()) return "";
  if (answer->retry_after > retry_after_max) return "";
  return "the server answered " + std::to_string(answer->status);
}

Result<ServerAnswer> with_retries(const RetryPolicy& policy, const std::function<Result<ServerAnswer>()>& send,
                                  const std::function<void(const Retry&)>& tell) {
  for (std::int64_t retry = 1;; ++retry) {
    auto answer = send();
    const std::string reason = reason_to_retry(answer);
    if (reason.empty() || retry > policy.retries_max) return answer;
    auto pause = pause_before(retry, any_chance(), policy);
    if (answer && answer->retry_after) pause = std::max<std::chrono::milliseconds>(pause, *answer->retry_after);
    tell({reason, pause, retry});
    std::this_thread::sleep_for(pause);
  }
}

}  // namespace testledger
