#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include "batches/testing/queued_batches.hpp"

namespace testledger {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class BatchWorkersTest : public QueuedBatches {
 protected:
  /// How many runs each case has in the cycle.
  std::vector<std::size_t> runs_of_all_cases(CycleId cycle) {
    std::vector<std::size_t> counts;
    for (std::int64_t start = 0;; start += 100) {
      const auto page = store->runs(project.id, cycle, {.start = start, .size = 100}).value();
      for (const CaseInCycle& each : page.items) counts.push_back(each.runs.size());
      if (page.items.size() < 100) return counts;
    }
  }

  static std::size_t results_of(int number) { return number % 2 == 0 ? 4'500 : 60; }
  /// Every other one is written in parts.
  static std::string numbered_report(int number) {
    std::string report = "<testsuite>";
    for (std::size_t i = 0; i < results_of(number); ++i) report += fmt::format("<testcase classname='C{}' name='{}'/>", number, i);
    return report + std::string(number % 2 == 0 ? 1 << 20 : 0, ' ') + "</testsuite>";
  }
};

TEST_F(BatchWorkersTest, ImportWhatWasQueuedBeforeAndAfterTheyStarted) {
  const CycleId cycle = new_cycle();
  const BatchId before = queue(cycle, report_of("a"));
  start_workers();
  EXPECT_EQ(ended(before).batch.state, BatchState::completed);
  const BatchId after = queue(cycle, report_of("b"));
  workers->wake();
  const auto done = ended(after);
  EXPECT_EQ(done.batch.state, BatchState::completed);
  EXPECT_EQ(done.batch.successes, 2U);
  EXPECT_EQ(done.summary.processed.size(), 2U);
  EXPECT_EQ(runs(cycle), 4U);
}

TEST_F(BatchWorkersTest, FailABrokenReportAsAWhole) {
  const CycleId cycle = new_cycle();
  start_workers();
  const auto failed = ended(queue(cycle, "<testsuite><testcase classname='C' name='a'/>"));
  EXPECT_EQ(failed.batch.state, BatchState::failed);
  EXPECT_EQ(failed.batch.errors, 1U);
  EXPECT_THAT(failed.batch.failure, HasSubstr("line 1"));
  EXPECT_EQ(failed.summary.error_list.at(0).subject, "a.xml");
  EXPECT_EQ(runs(cycle), 0U);
}

TEST_F(BatchWorkersTest, FailABatchWhoseFileHasGone) {
  const BatchId id = queue(new_cycle(), report_of("a"));
  ASSERT_TRUE(blobs->remove(store->find_batch(project.id, id)->value().batch.start.sha256));
  start_workers();
  const auto failed = ended(id);
  EXPECT_EQ(failed.batch.state, BatchState::failed);
  EXPECT_NE(failed.batch.failure, "");
}

TEST_F(BatchWorkersTest, TakeUpWhatADeadWorkerLeft) {
  const CycleId cycle = new_cycle();
  const BatchId id = queue(cycle, report_of("a"));
  ASSERT_TRUE(store->claim_batch({.token = "of a dead worker", .now = Timestamp{}}));
  start_workers();
  const auto done = ended(id);
  EXPECT_EQ(done.batch.state, BatchState::completed);
  EXPECT_EQ(done.batch.attempts, 2);
  EXPECT_EQ(runs(cycle), 2U);
}

TEST_F(BatchWorkersTest, FailABatchThatTakesItsServerDownAgainAndAgain) {
  const CycleId cycle = new_cycle();
  const BatchId id = queue(cycle, report_of("a"));
  for (int attempt = 1; attempt <= batch_attempts_max; ++attempt) {
    EXPECT_EQ(store->claim_batch({.token = std::to_string(attempt), .now = Timestamp{}})->value().batch.attempts, attempt);
    ASSERT_TRUE(store->requeue_abandoned_batches(Timestamp(std::chrono::minutes(1))));
  }
  start_workers();
  const auto failed = ended(id);
  EXPECT_EQ(failed.batch.state, BatchState::failed);
  EXPECT_THAT(failed.batch.failure, HasSubstr("5 times"));
  EXPECT_EQ(runs(cycle), 0U);
  ASSERT_TRUE(store->retry_batch(project.id, id, Timestamp{}));
  EXPECT_EQ(ended(id).batch.state, BatchState::completed);
}

TEST_F(BatchWorkersTest, WriteEveryResultOfManyBatchesOnce) {
  const CycleId cycles[] = {new_cycle(), new_cycle(), new_cycle()};
  std::vector<BatchId> all;
  start_workers();
  for (int i = 0; i < 60; ++i) all.push_back(queue(cycles[i % 3], report_of(std::to_string(i))));
  for (const BatchId id : all) EXPECT_EQ(ended(id).batch.state, BatchState::completed);
  for (const CycleId cycle : cycles) EXPECT_EQ(runs(cycle), 40U);
  EXPECT_EQ(store->cases(project.id, {})->items.size(), 61U);
}

/// As if they had been paused for longer than their lease, each at whatever it was doing, while others go on with their batches.
TEST_F(BatchWorkersTest, WriteEveryResultOnceThoughTheirBatchesAreTakenFromThem) {
  store.reset();
  store = *open_sqlite_store({.directory = directory, .import_turn_max = std::chrono::milliseconds(0)});
  const CycleId cycles[] = {new_cycle(), new_cycle(), new_cycle()};
  std::vector<BatchId> all;
  for (int i = 0; i < 12; ++i) all.push_back(queue(cycles[i % 3], numbered_report(i)));
  start_workers();
  std::uint64_t taken = 0;
  const Timestamp far_ahead =
      std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()) + std::chrono::hours(24);
  for (int i = 0; i < 12; ++i) {
    while (!is_final(store->find_batch(project.id, all[i])->value().batch.state)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(randombytes_uniform(100)));
      taken += *store->requeue_abandoned_batches(far_ahead);
    }
    // One that was taken away five times is given up; then its sender may have it begun again.
    if (store->find_batch(project.id, all[i])->value().batch.state != BatchState::completed) {
      ASSERT_TRUE(store->retry_batch(project.id, all[i], Timestamp{}));
    }
    EXPECT_EQ(ended(all[i]).batch.successes, results_of(i));
  }
  EXPECT_GT(taken, 5U);
  const std::atomic<bool> never = false;
  EXPECT_THAT(*store->data().check(never), IsEmpty());
  for (const CycleId cycle : cycles) EXPECT_EQ(runs_of_all_cases(cycle), std::vector<std::size_t>(2 * (4'500 + 60), 1));
}

TEST_F(BatchWorkersTest, GiveBackWhatIsNotDoneWhenTheyStop) {
  std::string report = "<testsuite>";
  for (int i = 0; i < 60'000; ++i) report += "<testcase classname='C' name='" + std::to_string(i) + "'/>";
  const CycleId cycle = new_cycle();
  const BatchId id = queue(cycle, report + "</testsuite>");
  start_workers();
  while (store->find_batch(project.id, id)->value().batch.state == BatchState::queued) std::this_thread::yield();
  workers.reset();
  const Batch batch = store->find_batch(project.id, id)->value().batch;
  ASSERT_EQ(batch.state, BatchState::queued) << "the import ended before it could be interrupted";
  EXPECT_EQ(batch.attempts, 0) << "a stop is not the batch's fault";
  start_workers();
  EXPECT_EQ(ended(id).batch.successes, 60'000U);
  const auto cases = *store->cases(project.id, {.start = 59'990, .size = 100});
  EXPECT_EQ(cases.items.size(), 10U) << "what was there of it was undone";
}

}  // namespace
}  // namespace testledger
