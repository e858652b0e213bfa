#include "storage/sqlite/sqlite_store.hpp"

#include "storage/contract/insights_contract.hpp"
#include "storage/sqlite/engine/connection.hpp"

namespace testledger {
namespace {

const StoreEngine engine{"sqlite",
                         [](const auto& directory) { return open_sqlite_store({.directory = directory, .import_turn_max = {}}); }};

std::string name_of_engine(const testing::TestParamInfo<StoreEngine>& info) { return info.param.name; }

TEST(SqliteStore, AnImportAfterTheClockWasSetBackCanBeUndone) {
  TemporaryDirectory directory;
  const auto open = [&] { return must(open_sqlite_store({.directory = directory.path()})); };
  auto store = open();
  const Project project = must(store->create_project("AT", "Demo"));
  const CaseId id = must(store->create_case(project.id, draft("before"))).id;
  store.reset();
  auto db = sqlite::Connection::open(directory.path() / "testledger.db", sqlite::Access::read_write).value();
  must(db.execute("UPDATE test_case SET updated = updated + 3600000"));
  store = open();

  const CycleId cycle = must(store->create_cycle(project.id, {.title = "Nightly"})).id;
  auto session = must(store->begin_import({.project = project.id, .cycle = cycle, .user = {1}, .sha256 = std::string(64, 'a')}));
  must(session->apply({.case_updates = {{.id = id, .title = "after"}}}));
  must(import_keys(*session, {"key"}));  // the second chunk changes nothing of that time
  const BatchId batch = must(session->commit({.requests = 1, .successes = 1})).batch;
  const BatchLease lease = must(store->undo_batch(project.id, batch, {.user_name = "kim", .token = "t", .now = now()}));
  while (must(store->undo_chunk(project.id, lease))) {
  }
  EXPECT_EQ(must(store->find_case(project.id, {.number = 1}))->fields.title, "before");
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, testing::Values(engine), name_of_engine);
INSTANTIATE_TEST_SUITE_P(Sqlite, AccountContract, testing::Values(engine), name_of_engine);
INSTANTIATE_TEST_SUITE_P(Sqlite, UndoContract, testing::Values(engine), name_of_engine);
INSTANTIATE_TEST_SUITE_P(Sqlite, InsightContract, testing::Values(engine), name_of_engine);
INSTANTIATE_TEST_SUITE_P(Sqlite, HandRunsContract, testing::Values(engine), name_of_engine);

}  // namespace testledger
