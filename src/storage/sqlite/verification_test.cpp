// Each check finds the damage it is for, and nothing in good order.
#include <fmt/format.h>

#include <set>

#include "storage/contract/store_contract.hpp"
#include "storage/sqlite/engine/connection.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace testledger {
namespace {

const std::atomic<bool> go_on = false;

std::set<std::string> codes_of(const std::vector<Violation>& violations) {
  std::set<std::string> codes;
  for (const Violation& each : violations) codes.insert(each.code == "S1-damage" ? each.code + " " + each.examples.at(0) : each.code);
  return codes;
}

/// A store with a bit of everything: a direct import, a completed batch, a failed one and a queued one, details with a long text
/// and an attachment, a case with content, tags and a folder.
void fill(Store& store) {
  const Project project = must(store.create_project("AT", "Demo"));
  const CycleId cycle = must(store.create_cycle(project.id, {.title = "Nightly", .tags = {"weekly"}})).id;
  const Folder folder = must(store.ensure_folders(project.id, FolderKind::test_case, {}, {"A", "B"}));
  CaseDraft described{.title = "described"};
  described.folder = folder.id;
  described.precondition = "none";
  described.steps = {{.text = "press"}};
  described.tags = {"smoke"};
  described.status = {3};
  const TestCase first = must(store.create_case(project.id, described));
  const KeyNumber by_hand = first.number;
  const ImportStart start{
      .project = project.id, .cycle = cycle, .user = {1}, .user_name = "ci", .format = "JUnit", .sha256 = std::string(64, 'a')};
  for (int i = 0; i < 2; ++i) {
    auto session = must(store.begin_import(start));
    must(import_keys(*session, {"a", "b", "c"}));
    const CaseId known = must(session->find_cases({.automation_keys = {"a"}})).at(0).id;
    RunWrite write =
        failing(known, {.comments = {std::string(5000, 'x')}, .attachments = {{"log", "text/plain", std::string(64, 'b'), 3}}});
    write.ordinal = 3;
    must(session->apply({.runs = {write}}));
    must(session->commit({.requests = 4, .successes = 4}));
  }
  for (int i = 0; i < 4; ++i) must(store.enqueue_batch(start));
  const auto claim = [&store](std::string token) { return must(store.claim_batch({.token = std::move(token)})); };
  const auto completed = claim("one");
  ImportStart of_batch = completed->batch.start;
  of_batch.batch = completed->lease;
  auto session = must(store.begin_import(of_batch));
  must(import_keys(*session, {"a", "d"}));
  must(session->commit({.requests = 2, .successes = 2}));
  const auto outcomes =
      must(store.write_runs({.project = project.id,
                             .cycle = cycle,
                             .user_name = "kim",
                             .entries = {{.test_case = {.number = by_hand}, .edit = {.status = ChoiceId{4}, .defects = {{"AT-1"}}}}}}));
  must(store.attach_to_run({project.id, cycle, outcomes.at(0).run}, {.name = "shot", .sha256 = std::string(64, 'd'), .size = 1}, "kim"));
  must(store.attach_to_cycle(project.id, cycle, {.name = "plan", .sha256 = std::string(64, 'e'), .size = 1}, "kim"));
  must(store.fail_batch(project.id, claim("two")->lease, {.requests = 1, .errors = 1}, "broken"));
  (void)claim("three");
  described.components = {4};
  must(begin_version(store, project.id, first, described));
}

class Verification : public testing::Test {
 protected:
  Verification() { fill(*must(open_sqlite_store({.directory = directory.path()}))); }

  void damage(const std::string& sql) {
    auto db = sqlite::Connection::open(directory.path() / "testledger.db", sqlite::Access::read_write).value();
    sqlite3_db_config(db.handle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
    must(db.execute("PRAGMA foreign_keys = OFF"));
    must(db.execute(sql.c_str()));
  }
  std::vector<Violation> check() { return must(must(open_sqlite_copy(directory.path()))->check(go_on)); }

  TemporaryDirectory directory;
};

TEST_F(Verification, NothingIsFoundInGoodOrder) {
  EXPECT_THAT(codes_of(check()), testing::IsEmpty());
  auto store = must(open_sqlite_store({.directory = directory.path()}));
  EXPECT_THAT(codes_of(must(store->data().check(go_on))), testing::IsEmpty()) << "of a live store too";
  const Inventory inventory = must(store->data().inventory());
  EXPECT_EQ(std::tuple(inventory.projects, inventory.cases, inventory.runs, inventory.imports, inventory.batches),
            std::tuple(1, 5, 11, 3, 6));
}

TEST_F(Verification, EachDamageIsFound) {
  struct Damage {
    std::string code;
    std::string sql;
  };
  const Damage damages[] = {
      {"S2-reference", "DELETE FROM tag"},
      {"I1-batch-import", "UPDATE batch SET import_id = 77 WHERE state = 2"},
      {"I1-batch-import", "UPDATE import SET sha256 = 'c' WHERE import_id = 3"},
      {"I1-batch-counts", "UPDATE batch SET requests = 3, successes = 3 WHERE state = 2"},
      {"I2-batch-import-shared",
       "UPDATE batch SET state = 2, started = 1, finished = 2, import_id = 3, lease_token = NULL, lease_until = NULL WHERE batch_id = 6"},
      {"I3-import-counts", "UPDATE import SET errors = 1 WHERE import_id = 1"},
      {"I3-run-doubled",
       "UPDATE test_run SET ordinal = (SELECT ordinal FROM test_run AS before WHERE before.run_id = test_run.previous_run_id), "
       "import_id = (SELECT import_id FROM test_run AS before WHERE before.run_id = test_run.previous_run_id) WHERE run_id = 4"},
      {"I2-shard-doubled", "UPDATE batch SET run_key = 'r', shard = 1, shards = 1, shard_attempt = batch_id WHERE state = 2"},
      {"I4-batch-state", "UPDATE batch SET state = 9 WHERE batch_id = 4"},
      {"I4-batch-lease", "UPDATE batch SET lease_token = 'x' WHERE batch_id = 6"},
      {"I4-batch-lease", "UPDATE batch SET state = 1, started = 1 WHERE batch_id = 6"},
      {"I4-batch-times", "UPDATE batch SET finished = NULL WHERE batch_id = 4"},
      {"I4-batch-times", "UPDATE batch SET finished = 7 WHERE batch_id = 6"},
      {"I4-batch-counts", "UPDATE batch SET errors = 5 WHERE batch_id = 4"},
      {"I4-run-status", "UPDATE test_run SET status_id = 99 WHERE run_id = 1"},
      {"I5-counter", "UPDATE project_counter SET next_value = 2 WHERE name = 'run'"},
      {"I5-counter", "UPDATE project_counter SET next_value = 1 WHERE name = 'batch'"},
      {"I5-counter", "DELETE FROM project_counter WHERE name = 'case number'"},
      {"I5-latest-copy", "UPDATE cycle_case SET latest_status_type = 4 WHERE case_id = 3"},
      {"I5-latest-copy", "UPDATE cycle_case SET latest_status_id = 5 WHERE case_id = 3"},
      {"I5-latest-copy", "UPDATE cycle_case SET latest_updated = 5 WHERE case_id = 3"},
      {"I5-latest-copy", "UPDATE cycle_case SET latest_import_id = 1 WHERE case_id = 2"},
      {"I5-latest-copy", "UPDATE cycle_case SET pristine = 1 WHERE case_id = 1"},
      {"I5-latest-copy", "UPDATE test_run SET ordinal = 0 WHERE run_id = 11"},
      {"I5-counter", "UPDATE project_counter SET next_value = 1 WHERE name = 'attachment'"},
      {"I9-extra-run", "UPDATE run_extra SET run_id = 900"},
      {"I10-extra", "UPDATE run_extra SET defects = x'70FF'"},
      {"I9-attachment-owner", "UPDATE attachment SET owner_id = 900"},
      {"I9-attachment-owner", "UPDATE attachment SET owner_kind = 7"},
      {"I9-attachment-owner", "UPDATE attachment SET owner_id = 900 WHERE owner_kind = 2"},
      {"I9-project", "UPDATE run_extra SET project_id = 7"},
      {"I9-project", "UPDATE attachment SET project_id = 7"},
      {"I5-order", "UPDATE cycle_case SET position = 0 WHERE position = 2"},
      {"I6-adhoc", "DELETE FROM test_cycle WHERE number = 0"},
      {"I6-case-number", "UPDATE test_case SET number = 0 WHERE case_id = 1"},
      {"I6-case-number", "UPDATE test_case SET number = 2, archived = 1 WHERE case_id = 1"},
      {"I6-case-versions", "DELETE FROM case_version"},
      {"I6-case-versions", "UPDATE test_case SET version_id = NULL WHERE case_id = 1"},
      {"I6-automation-key", "UPDATE test_case SET automation_key = '' WHERE case_id = 1"},
      {"I7-run-chain", "UPDATE test_run SET previous_run_id = 2 WHERE run_id = 5 OR run_id = 7"},
      {"I7-run-newer", "UPDATE cycle_case SET latest_run_id = 1 WHERE case_id = 2"},
      {"I7-latest-missing", "UPDATE cycle_case SET latest_run_id = 1000 WHERE case_id = 2"},
      {"I7-latest-missing", "UPDATE cycle_case SET latest_run_id = 3 WHERE case_id = 2"},
      {"I9-run-case", "DELETE FROM test_case WHERE case_id = 3"},
      {"I9-run-place", "DELETE FROM cycle_case WHERE case_id = 3"},
      {"I9-run-import", "UPDATE test_run SET import_id = 88 WHERE run_id = 1"},
      {"I9-run-import", "UPDATE import SET cycle_id = 1 WHERE import_id = 1"},
      {"I9-place-cycle", "DELETE FROM test_cycle WHERE number = 1"},
      {"I9-place-case", "DELETE FROM test_case WHERE case_id = 3"},
      {"I9-folder-parent", "UPDATE folder SET kind = 2 WHERE parent_id = 0"},
      {"I9-cycle-folder", "UPDATE test_cycle SET folder_id = 1 WHERE number = 1"},
      {"I9-case-folder", "UPDATE test_case SET folder_id = 55 WHERE case_id = 1"},
      {"I9-case-choice", "UPDATE test_case SET priority_id = 55 WHERE case_id = 1"},
      {"I9-content-case", "DELETE FROM test_case WHERE case_id = 1"},
      {"I9-version-case", "UPDATE test_case SET version = 1 WHERE case_id = 1"},
      {"I9-version-case", "INSERT INTO case_version SELECT project_id, 77, 1, 77, 'x', 1, NULL FROM project"},
      {"I9-place-version", "UPDATE cycle_case SET version = 5 WHERE case_id = 3"},
      {"I9-project", "UPDATE case_version SET project_id = 7"},
      {"I5-counter", "UPDATE case_version SET version_id = 900"},
      {"I5-counter", "UPDATE test_case SET version_id = 900 WHERE case_id = 1"},
      {"I10-version", "UPDATE case_version SET body = x'70FF'"},
      {"I10-content", "UPDATE case_content SET components = x'70FF'"},
      {"I9-tag-cycle", "UPDATE cycle_tag SET cycle_id = 77"},
      {"I9-tag-case", "DELETE FROM test_case WHERE case_id = 1"},
      {"I9-detail-run", "UPDATE run_detail SET run_id = 900 WHERE run_id = (SELECT min(run_id) FROM run_detail)"},
      {"I9-chunk-import", "UPDATE import_chunk SET import_id = import_id + 90"},
      {"I9-project", "UPDATE import_chunk SET project_id = 7"},
      {"I10-journal", "UPDATE import_chunk SET journal = x'7A00'"},
      {"I10-receipt", "UPDATE import_chunk SET receipt = x'7A00'"},
      {"I9-project", "INSERT INTO run_text VALUES (7, x'00', x'70')"},
      {"I9-project", "INSERT INTO attachment_file VALUES (7, 'x', 1)"},
      {"I9-project", "INSERT INTO run_detail VALUES (7, 1, 1, x'70')"},
      {"I9-project", "INSERT INTO case_content (project_id, case_id) VALUES (7, 1)"},
      {"I9-project", "UPDATE test_case SET project_id = 7 WHERE case_id = 2"},
      {"I9-project", "UPDATE cycle_case SET project_id = 7 WHERE case_id = 2"},
      {"I9-project", "UPDATE test_run SET project_id = 7 WHERE run_id = 2"},
      {"I10-detail", "UPDATE run_detail SET body = x'7A00'"},
      {"I10-detail-text", "DELETE FROM run_text"},
      {"I10-text", "UPDATE run_text SET body = x'7071'"},
      {"I10-attachment", "DELETE FROM attachment_file"},
      {"I10-content", "UPDATE case_content SET steps = x'70FF'"},
      {"I10-summary", "UPDATE batch SET summary = x'70FF' WHERE batch_id = 4"},
      {"I10-summary", "UPDATE batch SET summary = NULL WHERE state = 2"},
  };
  const auto good = directory.path() / "good.db";
  std::filesystem::copy_file(directory.path() / "testledger.db", good);
  for (const Damage& each : damages) {
    std::filesystem::copy_file(good, directory.path() / "testledger.db", std::filesystem::copy_options::overwrite_existing);
    damage(each.sql);
    const auto violations = check();
    EXPECT_TRUE(codes_of(violations).contains(each.code))
        << each.code << ": " << each.sql << ": " << testing::PrintToString(codes_of(violations));
    for (const Violation& found : violations) EXPECT_GT(found.count, 0U) << found.code;
  }
}

TEST_F(Verification, ADamagedFileIsTold) {
  // Entries of an index are lost: the table and its index no longer agree.
  damage(
      "PRAGMA writable_schema = ON; "
      "UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX test_case_number ON test_case (project_id, archived, number, deleted)' "
      "WHERE name = 'test_case_number'");
  EXPECT_THAT(codes_of(check()), testing::ElementsAre(testing::StartsWith("S1-damage")));
}

TEST_F(Verification, AViolationHasItsFirstRowsAsExamples) {
  damage("UPDATE test_run SET status_id = 99; UPDATE cycle_case SET latest_status_id = 99");
  const auto violations = check();
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].count, 11U);
  EXPECT_EQ(violations[0].sentence, "The status of a run is not one of the project, or of another type.");
  EXPECT_THAT(violations[0].examples,
              testing::ElementsAre("AT: run 1 with status 99", "AT: run 2 with status 99", "AT: run 3 with status 99",
                                   "AT: run 4 with status 99", "AT: run 5 with status 99"));
}

TEST_F(Verification, ItCanBeInterrupted) {
  const std::atomic<bool> stop = true;
  EXPECT_ERROR(must(open_sqlite_copy(directory.path()))->check(stop), unavailable);
  EXPECT_ERROR(must(open_sqlite_copy(directory.path()))->copy_to(directory.path() / "there", stop), storage_failed);
}

TEST_F(Verification, ACopyIsOfOneMomentAndGoodWhileOthersWrite) {
  auto store = must(open_sqlite_store({.directory = directory.path()}));
  const Project project = must(store->find_project("AT")).value();
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int i = 0; !done; ++i) {
      auto session = must(store->begin_import({.project = project.id, .cycle = {2}, .sha256 = std::string(64, 'a')}));
      must(import_keys(*session, {"a", fmt::format("new {}", i)}));
      must(session->commit({.requests = 2, .successes = 2}));
    }
  });
  const auto there = directory.path() / "copy";
  std::filesystem::create_directory(there);
  for (int round = 0; round < 5; ++round) {
    std::filesystem::remove(there / "testledger.db");
    must(store->data().copy_to(there, go_on));
    EXPECT_THAT(codes_of(must(must(open_sqlite_copy(there))->check(go_on))), testing::IsEmpty());
    const auto files = std::distance(std::filesystem::directory_iterator(there), std::filesystem::directory_iterator());
    EXPECT_EQ(files, 1) << "the copy is one file";
  }
  done = true;
  writer.join();
}

}  // namespace
}  // namespace testledger
