// Backup and restore as the store's contract lets any engine have them; the black-box tests are in tests/test_administration.py.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "blobs/filesystem_blobs.hpp"
#include "storage/sqlite/sqlite_store.hpp"
#include "upkeep/backup.hpp"
#include "upkeep/daily_upkeep.hpp"
#include "upkeep/manifest.hpp"

namespace testledger {
namespace {

namespace fs = std::filesystem;

const std::atomic<bool> go_on = false;

class Upkeep : public testing::Test {
 protected:
  Upkeep() {
    std::string pattern = (fs::temp_directory_path() / "testledger_upkeep_XXXXXX").string();
    directory = mkdtemp(pattern.data());
    store = open_sqlite_store({.directory = directory / "data"}).value();
    blobs = open_filesystem_blobs(directory / "data" / "blobs").value();
    project = store->create_project("AT", "Demo").value().id;
  }
  ~Upkeep() override {
    store.reset();
    fs::remove_all(directory);
  }

  std::string keep(std::string_view content) {
    auto writer = blobs->create().value();
    EXPECT_TRUE(writer->write(content));
    return writer->keep().value().sha256;
  }
  void import_file(const std::string& sha256) {
    auto session = store->begin_import({.project = project, .cycle = {1}, .sha256 = sha256}).value();
    EXPECT_TRUE(session->apply({.results = 1}));
    EXPECT_TRUE(session->commit({.requests = 1, .successes = 1}));
  }
  Result<BackupResult> back_up_to(const std::string& name, const std::atomic<bool>& interrupted = go_on) {
    return back_up({store->data(), *blobs, open_sqlite_copy, "1.2.3"}, directory / name, interrupted);
  }
  std::vector<std::string> entries() const {
    std::vector<std::string> names;
    for (const auto& each : fs::directory_iterator(directory)) names.push_back(each.path().filename());
    return names;
  }

  fs::path directory;
  std::unique_ptr<Store> store;
  std::unique_ptr<BlobStore> blobs;
  ProjectId project;
};

TEST_F(Upkeep, ABackupHasTheFilesThatAreNeededAndNoOthers) {
  const std::string needed = keep("needed"), attached = keep("attached"), other = keep("other");
  import_file(needed);
  ASSERT_TRUE(store->attach_to_cycle(project, {1}, {.name = "plan", .sha256 = attached, .size = 8}, "kim"));
  const BackupResult made = back_up_to("backup").value();
  EXPECT_EQ(made.files, 3U);
  EXPECT_EQ(made.inventory.imports, 1U);
  std::vector<std::string> listed;
  const auto total = read_manifest(directory / "backup", [&](const ManifestEntry& entry) -> Result<void> {
    listed.push_back(entry.path);
    return {};
  });
  const auto file = [](const std::string& sha256) { return "blobs/" + sha256.substr(0, 2) + "/" + sha256; };
  EXPECT_THAT(listed, testing::UnorderedElementsAre("testledger.db", file(needed), file(attached)));
  EXPECT_EQ(total.value().bytes, made.bytes);
  EXPECT_TRUE(verify_backup(directory / "backup", open_sqlite_copy, go_on).value().violations.empty());
}

TEST_F(Upkeep, AnInterruptedBackupLeavesNothing) {
  const std::atomic<bool> stop = true;
  EXPECT_EQ(back_up_to("backup", stop).error().code, ErrorCode::unavailable);
  EXPECT_THAT(entries(), testing::ElementsAre("data"));
}

TEST_F(Upkeep, AManifestNeverLeadsOutOfTheBackup) {
  for (const std::string path : {"../data/testledger.db", "/etc/passwd", "a/../../b", ""}) {
    auto manifest = ManifestWriter::create(directory, "1").value();
    ASSERT_TRUE(manifest.add({.path = path, .content = {.size = 1, .sha256 = std::string(64, 'a')}}));
    ASSERT_TRUE(manifest.finish());
    const auto read = read_manifest(directory, [](const ManifestEntry&) -> Result<void> { return {}; });
    ASSERT_FALSE(read) << path;
    EXPECT_THAT(read.error().message, testing::HasSubstr("line 2"));
  }
}

TEST_F(Upkeep, ReportsExpireByWholeDays) {
  using std::chrono::hours;
  const std::string sha256 = keep("report");
  import_file(sha256);
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const Timestamp last_kept =
      std::chrono::time_point_cast<std::chrono::milliseconds>(today + std::chrono::days(3)) - std::chrono::milliseconds(1);
  EXPECT_EQ(expire_reports(*store, std::chrono::days(2), last_kept).value(), 0U);
  EXPECT_TRUE(store->unused_blobs({sha256}).value().empty());
  EXPECT_FALSE(store->report_expired(project, sha256).value());
  const Timestamp next = last_kept + std::chrono::milliseconds(1);
  EXPECT_TRUE(store->receipt(project, {1}, 0).value());
  EXPECT_EQ(expire_reports(*store, std::chrono::days(2), next).value(), 2U) << "the import and its batch";
  EXPECT_FALSE(store->receipt(project, {1}, 0).value());
  const auto undone = store->undo_batch(project, {1}, {.user_name = "kim", .token = "t", .now = next});
  ASSERT_FALSE(undone);
  EXPECT_THAT(undone.error().message, testing::HasSubstr("what undoing it needs is not kept any more"));
  EXPECT_EQ(expire_reports(*store, std::chrono::days(2), next).value(), 0U) << "once";
  EXPECT_EQ(store->report_expired(project, sha256).value(), next);
  EXPECT_EQ(store->unused_blobs({sha256}).value(), std::vector{sha256});
  EXPECT_FALSE(store->report_expired(project, "other").value());
  import_file(sha256);
  EXPECT_TRUE(store->unused_blobs({sha256}).value().empty()) << "it is needed again";
  EXPECT_FALSE(store->report_expired(project, sha256).value());
}

TEST_F(Upkeep, TheDailyVerificationCountsAndLogsWhatIsWrong) {
  const std::string sha256 = keep("report");
  import_file(sha256);
  EXPECT_EQ(verify_into_log(store->data(), *blobs, go_on).value(), 0U);
  ASSERT_TRUE(blobs->remove(sha256));
  testing::internal::CaptureStderr();
  const auto found = verify_into_log(store->data(), *blobs, go_on);
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_EQ(found.value(), 1U);
  EXPECT_THAT(log, testing::HasSubstr("I10-file-missing"));
  EXPECT_THAT(log, testing::HasSubstr(sha256));
}

}  // namespace
}  // namespace testledger
