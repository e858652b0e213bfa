#include "batches/batch_workers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "blobs/filesystem_blobs.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace testledger {
namespace {

using testing::HasSubstr;

/// A store on disk with project "AT", and reports queued for its cycles.
class BatchWorkersTest : public testing::Test {
 protected:
  BatchWorkersTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "testledger_batches_XXXXXX").string();
    directory = mkdtemp(pattern.data());
    store = *open_sqlite_store({.directory = directory});
    blobs = *open_filesystem_blobs(directory / "blobs");
    project = *store->create_project("AT", "Acme");
  }
  ~BatchWorkersTest() override {
    workers.reset();
    store.reset();
    std::filesystem::remove_all(directory);
  }

  CycleId new_cycle() { return store->create_cycle(project.id, {.title = "c"})->id; }

  BatchId queue(CycleId cycle, const std::string& report) {
    const auto writer = *blobs->create();
    EXPECT_TRUE(writer->write(report));
    const Blob blob = *writer->keep();
    const ImportStart start{.project = project.id,
                            .cycle = cycle,
                            .user = UserId{1},
                            .user_name = "kim",
                            .format = "junit",
                            .file_name = "a.xml",
                            .sha256 = blob.sha256,
                            .size = static_cast<std::int64_t>(blob.size),
                            .options = {.create_case = true}};
    return store->enqueue_batch(start)->id;
  }

  void start_workers() {
    workers = std::make_unique<BatchWorkers>(*store, *blobs, BatchWorkers::Options{.workers = 3, .poll = std::chrono::milliseconds(10)});
  }

  /// The batch once it has ended, or as it is after half a minute.
  BatchStore::BatchWithSummary ended(BatchId id) {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    auto found = store->find_batch(project.id, id)->value();
    for (; !is_final(found.batch.state) && std::chrono::steady_clock::now() < give_up; found = store->find_batch(project.id, id)->value())
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return found;
  }

  std::size_t runs(CycleId cycle) {
    std::size_t count = 0;
    const Page<CaseInCycle> page = store->runs(project.id, cycle, {}).value();
    for (const CaseInCycle& each : page.items) count += each.runs.size();
    return count;
  }

  static std::string report_of(const std::string& name) {
    return R"(<testsuite><testcase classname="C" name=")" + name + R"("/><testcase classname="C" name="other"/></testsuite>)";
  }

  std::filesystem::path directory;
  std::unique_ptr<Store> store;
  std::unique_ptr<BlobStore> blobs;
  Project project;
  std::unique_ptr<BatchWorkers> workers;
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
