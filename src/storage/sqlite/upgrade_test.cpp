// A database that an earlier version of the program made comes up to date.
#include "storage/contract/store_contract.hpp"
#include "storage/insight_store.hpp"
#include "storage/sqlite/engine/connection.hpp"
#include "storage/sqlite/engine/migrate.hpp"
#include "storage/sqlite/sqlite_store.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

TEST(Upgrade, CasesFromBeforeVersionsHaveOne) {
  constexpr std::size_t before_versions = 5;
  const TemporaryDirectory directory;
  {
    auto db = Connection::open(directory.path() / "testledger.db", Access::read_write).value();
    must(migrate(db, migrations().first(before_versions)));
    must(db.execute(R"sql(
      INSERT INTO project (project_id, key, name, created) VALUES (10001, 'AT', 'Demo', 1);
      INSERT INTO choice (project_id, kind, choice_id, position, name, is_default, eligible_for_cycle)
      SELECT project_id, value, 1, 1, 'one', 1, 1 FROM project, json_each('[0,1,2,3,4]');
      INSERT INTO run_status (project_id, status_id, position, name, status_type, color)
      SELECT project_id, value + 1, value + 1, 'status ' || value, value, '#000000' FROM project, json_each('[0,1,2,3,4]');
      INSERT INTO test_cycle (project_id, cycle_id, number, title, title_folded, objective, owner, tasks, custom_fields, closed, created, updated)
      SELECT project_id, 1, 0, 'Ad hoc', 'ad hoc', '', '', x'', '[]', 0, 1, 1 FROM project;
      INSERT INTO project_counter (project_id, name, next_value) SELECT project_id, 'cycle', 2 FROM project;
      INSERT INTO test_case (project_id, case_id, number, version, title, automation_key, status_id, priority_id, type_id, script_type_id,
                             automation_status_id, has_dataset, archived, created, updated)
      SELECT project_id, 1, 1, 1, 'old', 'key', 1, 1, 1, 1, 1, 0, 0, 5, 5 FROM project;
      INSERT INTO case_content (project_id, case_id, description) SELECT project_id, 1, 'told' FROM project;
      INSERT INTO project_counter (project_id, name, next_value) SELECT project_id, 'case', 2 FROM project;
      INSERT INTO project_counter (project_id, name, next_value) SELECT project_id, 'case number', 2 FROM project;
      INSERT INTO test_run SELECT project_id, 1, 1, 1, 0, 0, 1, 3, 2, 0, 0, 1.5, 5, 7 FROM project;
      INSERT INTO project_counter (project_id, name, next_value) SELECT project_id, 'run', 2 FROM project;
      INSERT INTO cycle_case SELECT project_id, 1, 1, 1, 1, 2, 0, 0, 0, 1.5, 0 FROM project;
    )sql"));
  }
  auto store = must(open_sqlite_store({.directory = directory.path()}));
  ASSERT_TRUE(store);
  const ProjectId project = must(store->projects()).at(0).id;
  const TestCase found = must(store->find_case(project, {.number = 1})).value();
  EXPECT_EQ(std::tuple(found.fields.title, found.fields.description, found.fields.custom_fields, found.version_id, found.version),
            std::tuple("old", "told", "[]", CaseId{1}, 1));
  EXPECT_EQ(must(store->find_cases(project, {.automation_key = {{"key"}}}, {})).total, 1);
  must(begin_version(*store, project, found, found.fields));
  EXPECT_EQ(must(store->runs(project, {1}, {})).items.at(0).version, 1);
  const CycleState state = must(store->insights().cycle_states(project, {CycleId{1}})).at(0);
  EXPECT_EQ(std::pair(state.counts.at(0).status, state.counts.at(0).cases), std::pair(ChoiceId{3}, std::uint64_t{1}));
  EXPECT_EQ(state.last_activity, Timestamp(std::chrono::milliseconds(7)));
  const std::atomic<bool> go_on = false;
  EXPECT_THAT(must(store->data().check(go_on)), testing::IsEmpty());
}

}  // namespace
}  // namespace testledger::sqlite
