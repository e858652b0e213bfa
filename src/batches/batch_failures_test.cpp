// What becomes of a batch whose import fails for a reason that is not in its report.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "batches/testing/queued_batches.hpp"

namespace testledger {
namespace {

using testing::HasSubstr;

class BatchFailures : public QueuedBatches {
 protected:
  Batch batch(BatchId id) { return store->find_batch(project.id, id)->value().batch; }

  /// Waits for half a minute at most.
  bool comes_true(const std::function<bool()>& what) {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!what() && std::chrono::steady_clock::now() < give_up) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return what();
  }

  /// As somebody does who has the database open beside the server.
  void execute(const std::string& statements) {
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open((directory / "testledger.db").c_str(), &other), SQLITE_OK);
    sqlite3_busy_timeout(other, 10'000);
    EXPECT_EQ(sqlite3_exec(other, statements.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(other);
    sqlite3_close(other);
  }

  /// Its worker dies so many times.
  void die_with(BatchId id, int times) {
    for (int attempt = 1; attempt <= times; ++attempt) {
      ASSERT_EQ(store->claim_batch({.token = std::to_string(attempt), .now = Timestamp{}})->value().batch.id, id);
      ASSERT_TRUE(store->requeue_abandoned_batches(Timestamp(std::chrono::minutes(1))));
    }
  }
};

struct FailureRow {
  const char* why;
  std::function<Result<void>()> fail;
  int attempts;  ///< that count, when it is given back
  int postponed;
  const char* failure;
};

const FailureRow failures[] = {
    {"what is unavailable for a moment is not its fault", [] { return Error{ErrorCode::unavailable, "not now", {}, {}}; }, 0, 1, "not now"},
    {"a disk that fails may be well again", [] { return Error{ErrorCode::storage_failed, "bad disk", {}, {}}; }, 1, 1, "bad disk"},
    {"so may a program that has no memory", []() -> Result<void> { throw std::bad_alloc(); }, 1, 1, "The import failed."},
};

TEST_F(BatchFailures, ThatMayPassAreTriedAgain) {
  for (const FailureRow& row : failures) {
    SCOPED_TRACE(row.why);
    const CycleId cycle = new_cycle();
    std::atomic<int> opened = 0;
    blobs->before_open = [&] { return opened++ == 0 ? row.fail() : Result<void>(); };
    const BatchId id = queue(cycle, report_of("a"));
    start_workers();
    EXPECT_TRUE(comes_true([&] { return batch(id).postponed == row.postponed; }));
    const Batch waiting = batch(id);
    EXPECT_EQ(waiting.state, BatchState::queued);
    EXPECT_EQ(waiting.attempts, row.attempts);
    EXPECT_EQ(waiting.failure, row.failure);
    const Batch done = ended(id).batch;
    EXPECT_EQ(done.state, BatchState::completed);
    EXPECT_EQ(done.failure, "");
    EXPECT_EQ(runs(cycle), 2U);
    workers.reset();
  }
}

TEST_F(BatchFailures, ThatDoNotPassEndItAtLast) {
  blobs->before_open = [] { return Error{ErrorCode::storage_failed, "bad disk", {}, {}}; };
  const BatchId id = queue(new_cycle(), report_of("a"));
  die_with(id, batch_attempts_max - 1);
  start_workers();
  const Batch failed = ended(id).batch;
  EXPECT_EQ(failed.state, BatchState::failed);
  EXPECT_EQ(failed.failure, "bad disk");
  EXPECT_EQ(failed.attempts, batch_attempts_max);
}

TEST_F(BatchFailures, OfAFormatThatIsNotThereAnyMore) {
  start_workers();
  const Batch failed = ended(queue(new_cycle(), report_of("a"), "punchcards")).batch;
  EXPECT_EQ(failed.state, BatchState::failed);
  EXPECT_THAT(failed.failure, HasSubstr("The format or the project"));
}

TEST_F(BatchFailures, OfADirectImportThatDiedWithItsServer) {
  const CycleId cycle = new_cycle();
  const BatchId id = queue(cycle, report_of("a"));
  execute("UPDATE batch SET direct = 1");
  start_workers();
  const Batch failed = ended(id).batch;
  EXPECT_EQ(failed.state, BatchState::failed);
  EXPECT_THAT(failed.failure, HasSubstr("The server was stopped while it imported the report."));
  EXPECT_EQ(runs(cycle), 0U) << "whoever waited for it was not answered: it is never begun again by itself";
}

constexpr const char* no_table_of_batches = "PRAGMA legacy_alter_table = ON; ALTER TABLE batch RENAME TO batch_away";
constexpr const char* table_of_batches = "PRAGMA legacy_alter_table = ON; ALTER TABLE batch_away RENAME TO batch";

TEST_F(BatchFailures, OfTheQueueItselfEndNoWorker) {
  const BatchId id = queue(new_cycle(), report_of("a"));
  execute(no_table_of_batches);
  start_workers();
  std::this_thread::sleep_for(std::chrono::milliseconds(200));  // all of them have asked
  execute(table_of_batches);
  workers->wake();  // instead of the pause after such a failure
  EXPECT_EQ(ended(id).batch.state, BatchState::completed);
}

TEST_F(BatchFailures, OfUndoingAreTriedUntilItIsDone) {
  const BatchId id = queue(new_cycle(), report_of("a"));
  die_with(id, batch_attempts_max - 1);
  std::atomic<bool> failed = false;
  blobs->before_open = [&]() -> Result<void> {
    execute(no_table_of_batches);
    failed = true;
    return Error{ErrorCode::storage_failed, "bad disk", {}, {}};
  };
  start_workers();
  ASSERT_TRUE(comes_true([&] { return failed.load(); }));
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_EQ(workers->load().busy, 1) << "it does not end while something of it may be there";
  execute(table_of_batches);
  EXPECT_EQ(ended(id).batch.state, BatchState::failed);
  EXPECT_EQ(batch(id).failure, "bad disk");
}

TEST_F(BatchFailures, ThatCannotBeSettledDoNotKeepTheServerFromStopping) {
  const CycleId cycle = new_cycle();
  std::atomic<bool> failed = false;
  blobs->before_open = [&]() -> Result<void> {
    if (failed) return {};
    execute(no_table_of_batches);
    failed = true;
    return Error{ErrorCode::unavailable, "not now", {}, {}};
  };
  const BatchId id = queue(cycle, report_of("a"));
  start_workers();
  ASSERT_TRUE(comes_true([&] { return failed.load(); }));
  workers.reset();
  execute(table_of_batches);
  EXPECT_EQ(batch(id).state, BatchState::processing) << "its lease tells the next server";
  ASSERT_TRUE(store->requeue_abandoned_batches(now() + std::chrono::hours(1)));
  start_workers();
  EXPECT_EQ(ended(id).batch.state, BatchState::completed);
  EXPECT_EQ(runs(cycle), 2U);
}

TEST_F(BatchFailures, CancelledWhileItIsImportedItIsUndone) {
  const CycleId cycle = new_cycle();
  const BatchId id = queue(cycle, report_of("a"));
  blobs->before_open = [&] { return store->cancel_batch(project.id, id, now()); };
  start_workers();
  EXPECT_EQ(ended(id).batch.state, BatchState::cancelled);
  EXPECT_EQ(runs(cycle), 0U);
}

TEST_F(BatchFailures, CancelledWhileItsWorkerIsDeadItIsNotImported) {
  const BatchId id = queue(new_cycle(), report_of("a"));
  ASSERT_TRUE(store->claim_batch({.token = "of a dead worker", .now = Timestamp{}}));
  ASSERT_TRUE(store->cancel_batch(project.id, id, now()));
  std::atomic<bool> opened = false;
  blobs->before_open = [&] {
    opened = true;
    return Result<void>();
  };
  start_workers();
  EXPECT_EQ(ended(id).batch.state, BatchState::cancelled);
  EXPECT_FALSE(opened);
}

TEST_F(BatchFailures, TakenFromItsWorkerItIsTheOthers) {
  const CycleId cycle = new_cycle();
  const BatchId id = queue(cycle, report_of("a"));
  std::atomic<int> opened = 0;
  blobs->before_open = [&] {
    if (opened++ > 0) return Result<void>();
    EXPECT_EQ(*store->requeue_abandoned_batches(now() + std::chrono::hours(1)), 1U);
    return Result<void>();
  };
  start_workers();
  const Batch done = ended(id).batch;
  EXPECT_EQ(done.state, BatchState::completed);
  EXPECT_EQ(done.attempts, 2);
  EXPECT_TRUE(comes_true([&] { return workers->load().busy == 0; })) << "the first worker lets go of it";
  EXPECT_EQ(workers->load().workers, 3);
  EXPECT_EQ(runs(cycle), 2U);
}

TEST_F(BatchFailures, UndoingThatWasInterruptedIsGoneOnWith) {
  const CycleId cycle = new_cycle();
  const BatchId id = queue(cycle, report_of("a"));
  start_workers();
  ASSERT_EQ(ended(id).batch.state, BatchState::completed);
  workers.reset();
  ASSERT_TRUE(store->undo_batch(project.id, id, {.user_name = "kim", .token = "of a dead server", .now = Timestamp{}}));
  start_workers();
  EXPECT_TRUE(comes_true([&] { return batch(id).undo == Batch::Undo::done; }));
  EXPECT_EQ(batch(id).state, BatchState::completed);
  EXPECT_EQ(runs(cycle), 0U);
}

TEST_F(BatchFailures, UndoingThatFailsIsLeftToWhoeverComesNext) {
  const CycleId cycle = new_cycle();
  const BatchId id = queue(cycle, report_of("a"));
  start_workers();
  ASSERT_EQ(ended(id).batch.state, BatchState::completed);
  workers.reset();
  ASSERT_TRUE(store->undo_batch(project.id, id, {.user_name = "kim", .token = "of a dead server", .now = Timestamp{}}));
  constexpr const char* no_chunks = "PRAGMA legacy_alter_table = ON; ALTER TABLE import_chunk RENAME TO import_chunk_away";
  constexpr const char* chunks = "PRAGMA legacy_alter_table = ON; ALTER TABLE import_chunk_away RENAME TO import_chunk";
  execute(no_chunks);
  start_workers();
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  workers.reset();
  EXPECT_EQ(batch(id).undo, Batch::Undo::begun);
  EXPECT_EQ(batch(id).state, BatchState::completed);
  execute(chunks);
  execute("UPDATE batch SET lease_until = 0");  // its time is over
  start_workers();
  EXPECT_TRUE(comes_true([&] { return batch(id).undo == Batch::Undo::done; }));
  EXPECT_EQ(runs(cycle), 0U);
}

TEST_F(BatchFailures, OneWorkerAloneTakesReportsOfEverySize) {
  const BatchId id = queue(new_cycle(), report_of("a") + std::string(2 << 20, ' '));
  workers = std::make_unique<BatchWorkers>(*store, *blobs, BatchWorkers::Options{.workers = 1, .poll = std::chrono::milliseconds(10)});
  EXPECT_EQ(ended(id).batch.state, BatchState::completed);
}

/// Another has the database to itself, as a backup by foreign hands might.
TEST_F(BatchFailures, AreSettledOnceTheStoreAnswersAgain) {
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open((directory / "testledger.db").c_str(), &other), SQLITE_OK);
  std::atomic<bool> locked = false;
  blobs->before_open = [&]() -> Result<void> {
    if (locked.exchange(true)) return {};
    EXPECT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    return Error{ErrorCode::storage_failed, "bad disk", {}, {}};
  };
  const BatchId id = queue(new_cycle(), report_of("a"));
  start_workers();
  ASSERT_TRUE(comes_true([&] { return locked.load(); }));
  std::this_thread::sleep_for(std::chrono::milliseconds(6'500));  // longer than the store waits for the database
  EXPECT_EQ(batch(id).state, BatchState::processing) << "its worker does not forget it";
  EXPECT_EQ(workers->load().busy, 1);
  EXPECT_EQ(sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(other);
  EXPECT_TRUE(comes_true([&] { return batch(id).postponed > 0; })) << "and gives it back as soon as it can";
  EXPECT_EQ(ended(id).batch.state, BatchState::completed);
}

}  // namespace
}  // namespace testledger
