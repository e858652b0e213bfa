#include "storage/contract/store_contract.hpp"

namespace testledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<KeyNumber> numbers_of(const Page<CaseInCycle>& page) {
  std::vector<KeyNumber> numbers;
  for (const CaseInCycle& each : page.items) numbers.push_back(each.number);
  return numbers;
}

std::vector<std::int64_t> ids_of(const std::vector<TestRun>& runs) {
  std::vector<std::int64_t> ids;
  for (const TestRun& run : runs) ids.push_back(run.id.value);
  return ids;
}

}  // namespace

TEST_P(StoreContract, AnImportMakesCasesAndRuns) {
  auto session = begin();
  const RunId first = must(import_keys(*session, {"b.Test", "a.Test"}));
  const ImportRecord record = must(session->commit({.requests = 2, .successes = 2}));
  session.reset();

  const auto shown = must(store->runs(project.id, cycle, {}));
  EXPECT_THAT(numbers_of(shown), ElementsAre(1, 2)) << "numbers follow the report, not the keys";
  EXPECT_EQ(shown.items[0].title, "case b.Test");
  ASSERT_THAT(shown.items[0].runs, SizeIs(1));
  const TestRun& run = shown.items[0].runs[0];
  EXPECT_EQ(run.id, first);
  EXPECT_EQ(run.case_id, shown.items[0].case_id);
  EXPECT_EQ(run.status, ChoiceId{3});
  EXPECT_TRUE(run.automated);
  EXPECT_EQ(run.effort_s, 0.5);
  EXPECT_EQ(run.executed_by, "ci");
  EXPECT_EQ(shown.items[1].runs[0].id.value, first.value + 1) << "run ids count up in the order of the writes";

  const auto stored = must(store->find_import(project.id, record.id));
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->requests, 2U);
  EXPECT_EQ(stored->start.file_name, "a.xml");
  EXPECT_EQ(stored->start.options, ImportOptions{});
}

TEST_P(StoreContract, AnImportThatIsNotCommittedLeavesNothing) {
  {
    auto session = begin();
    must(import_keys(*session, {"a", "b"}));
    must(session->find_cases({}));
  }
  EXPECT_THAT(must(store->runs(project.id, cycle, {})).items, IsEmpty());
  EXPECT_THAT(must(store->cases(project.id, {})).items, IsEmpty());
  auto session = begin();
  must(import_keys(*session, {"c"}));
  must(session->commit({}));
  EXPECT_THAT(numbers_of(must(store->runs(project.id, cycle, {}))), ElementsAre(1)) << "numbers have no gaps";
}

TEST_P(StoreContract, NothingOfAnImportIsVisibleBeforeItsCommit) {
  auto session = begin();
  must(import_keys(*session, {"a"}));
  must(session->find_cases({}));
  EXPECT_THAT(must(store->runs(project.id, cycle, {})).items, IsEmpty());
  must(session->commit({}));
  EXPECT_THAT(must(store->runs(project.id, cycle, {})).items, SizeIs(1));
}

TEST_P(StoreContract, LookupsSeeWhatTheImportDid) {
  auto session = begin();
  const RunId first = must(import_keys(*session, {"a"}));
  auto known = must(session->find_cases({.automation_keys = {"a", "never"}}));
  ASSERT_THAT(known, SizeIs(1));
  ASSERT_TRUE(known[0].latest);
  EXPECT_EQ(known[0].latest->id, first);
  EXPECT_TRUE(known[0].latest->of_this_import);
  EXPECT_EQ(known[0].latest->status, RunStatusType::passed);
  EXPECT_FALSE(known[0].latest->pristine);
  must(session->commit({}));
  session.reset();

  session = begin();
  known = must(session->find_cases({.numbers = {1, 99}, .automation_keys = {"a"}}));
  ASSERT_THAT(known, SizeIs(1)) << "a case that is named twice is told once";
  EXPECT_FALSE(known[0].latest->of_this_import);
}

TEST_P(StoreContract, ALaterChunkIsToldHowFarARunIs) {
  auto session = begin();
  must(import_keys(*session, {"a"}));
  RunWrite write = passing({1});
  write.effort_s = 1.25;
  write.progress = std::int64_t{3} << 50;
  must(session->apply({.runs = {write}}));
  const auto known = must(session->find_cases({.automation_keys = {"a"}}));
  ASSERT_THAT(known, SizeIs(1));
  EXPECT_EQ(known[0].latest->effort_s, 1.25);
  EXPECT_EQ(known[0].latest->progress, write.progress);
}

TEST_P(StoreContract, RunsOfACaseAreListedLatestFirst) {
  auto session = begin();
  const RunId first = must(import_keys(*session, {"a"}));
  const RunId second = must(import_keys(*session, {"a"}));
  const RunId third = must(session->apply({.runs = {passing({1}), passing({1})}}));
  must(session->commit({}));
  const auto shown = must(store->runs(project.id, cycle, {}));
  ASSERT_THAT(shown.items, SizeIs(1));
  EXPECT_THAT(ids_of(shown.items[0].runs), ElementsAre(third.value + 1, third.value, second.value, first.value));
}

}  // namespace testledger
