#include "client/retries.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

using std::chrono::milliseconds;

TEST(PauseBefore, DoublesUpToItsLimitAndIsCutByAtMostAHalf) {
  const RetryPolicy policy{.first_pause = milliseconds(500), .pause_max = milliseconds(3'000)};
  const std::pair<int, int> rows[] = {{1, 500}, {2, 1'000}, {3, 2'000}, {4, 3'000}, {5, 3'000}, {1'000'000, 3'000}};
  for (const auto& [retry, pause] : rows) {
    EXPECT_EQ(pause_before(retry, 0, policy), milliseconds(pause)) << retry;
    EXPECT_EQ(pause_before(retry, 1, policy), milliseconds(pause / 2)) << retry;
  }
}

TEST(ReasonToRetry, IsThatTheServerIsAway) {
  const std::pair<int, bool> rows[] = {{200, false}, {400, false}, {401, false}, {404, false}, {409, false}, {413, false}, {422, false},
                                       {429, true},  {500, false}, {502, true},  {503, true},  {504, true},  {507, true}};
  for (const auto& [status, expected] : rows) EXPECT_EQ(!reason_to_retry(ServerAnswer{.status = status}).empty(), expected) << status;
  EXPECT_EQ(reason_to_retry(Error{ErrorCode::unavailable, "refused. Check it.", {}, "refused"}), "refused");
  EXPECT_EQ(reason_to_retry(Error{ErrorCode::invalid_argument, "no such protocol", {}, "no such protocol"}), "");
  EXPECT_EQ(reason_to_retry(ServerAnswer{.status = 503, .retry_after = retry_after_max + std::chrono::seconds(1)}), "")
      << "nobody waits that long";
}

struct Sent {
  int times = 0;
  std::vector<Retry> told;
  Result<ServerAnswer> answer = ServerAnswer{};
};

/// Sends until there are no more answers in the row; the last one stays.
Sent send(std::vector<Result<ServerAnswer>> answers, std::int64_t retries_max) {
  Sent sent;
  const RetryPolicy policy{.retries_max = retries_max, .first_pause = milliseconds(1)};
  sent.answer = with_retries(
      policy, [&] { return answers[std::min(static_cast<std::size_t>(sent.times++), answers.size() - 1)]; },
      [&](const Retry& retry) { sent.told.push_back(retry); });
  return sent;
}

TEST(WithRetries, EndsAtTheFirstAnswerThatStands) {
  const Error away{ErrorCode::unavailable, "away", {}, "away"};
  const auto sent = send({away, ServerAnswer{.status = 502}, ServerAnswer{.status = 200}}, 5);
  EXPECT_EQ(sent.times, 3);
  EXPECT_EQ(sent.answer->status, 200);
  ASSERT_EQ(sent.told.size(), 2u);
  EXPECT_EQ(sent.told[0].reason, "away");
  EXPECT_EQ(sent.told[1].number, 2);
}

TEST(WithRetries, GivesTheLastFailureWhenAllAreUsedUp) {
  const Error away{ErrorCode::unavailable, "away", {}, "away"};
  for (const int retries : {0, 3}) {
    const auto sent = send({away}, retries);
    EXPECT_EQ(sent.times, retries + 1);
    EXPECT_FALSE(sent.answer.has_value());
  }
  EXPECT_EQ(send({ServerAnswer{.status = 400}}, 5).times, 1) << "a refusal stands";
}

TEST(WithRetries, WaitsAsLongAsTheServerAsks) {
  const auto sent = send({ServerAnswer{.status = 429, .retry_after = std::chrono::seconds(1)}, ServerAnswer{.status = 200}}, 1);
  ASSERT_EQ(sent.told.size(), 1u);
  EXPECT_EQ(sent.told[0].pause, milliseconds(1'000));
}

}  // namespace
}  // namespace testledger
