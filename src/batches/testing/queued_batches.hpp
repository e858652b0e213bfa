#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "batches/batch_workers.hpp"
#include "blobs/filesystem_blobs.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace testledger {

/// For tests: the files of another store; before one is opened something may happen, or it fails.
class DoubtfulBlobs : public BlobStore {
 public:
  explicit DoubtfulBlobs(BlobStore& good) : good_(good) {}
  /// Set while nobody opens.
  std::function<Result<void>()> before_open = [] { return Result<void>(); };

  Result<std::unique_ptr<BlobReader>> open(std::string_view sha256) override {
    TRY(before_open());
    return good_.open(sha256);
  }
  Result<std::unique_ptr<BlobWriter>> create() override { return good_.create(); }
  Result<void> remove(std::string_view sha256) override { return good_.remove(sha256); }
  Result<std::uint64_t> free_bytes() override { return good_.free_bytes(); }
  Result<std::vector<std::string>> not_kept_since(Time time, std::uint8_t first_byte) override {
    return good_.not_kept_since(time, first_byte);
  }
  Result<void> remove_if_not_kept_since(Time time, std::string_view sha256) override {
    return good_.remove_if_not_kept_since(time, sha256);
  }
  Hold hold() override { return good_.hold(); }
  Result<std::uint64_t> put_at(std::string_view sha256, const std::filesystem::path& place) override { return good_.put_at(sha256, place); }

 private:
  BlobStore& good_;
};

/// For tests: a store on disk with project "AT", and reports queued for its cycles.
class QueuedBatches : public testing::Test {
 protected:
  QueuedBatches() {
    std::string pattern = (std::filesystem::temp_directory_path() / "testledger_batches_XXXXXX").string();
    directory = mkdtemp(pattern.data());
    store = *open_sqlite_store({.directory = directory});
    files = *open_filesystem_blobs(directory / "blobs");
    blobs = std::make_unique<DoubtfulBlobs>(*files);
    project = *store->create_project("AT", "Acme");
  }
  ~QueuedBatches() override {
    workers.reset();
    store.reset();
    std::filesystem::remove_all(directory);
  }

  CycleId new_cycle() { return store->create_cycle(project.id, {.title = "c"})->id; }

  BatchId queue(CycleId cycle, const std::string& report, const std::string& format = "junit") {
    const auto writer = *blobs->create();
    EXPECT_TRUE(writer->write(report));
    const Blob blob = *writer->keep();
    const ImportStart start{.project = project.id,
                            .cycle = cycle,
                            .user = UserId{1},
                            .user_name = "kim",
                            .format = format,
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
  std::unique_ptr<BlobStore> files;
  std::unique_ptr<DoubtfulBlobs> blobs;
  Project project;
  std::unique_ptr<BatchWorkers> workers;
};

}  // namespace testledger
