#include "storage/contract/store_contract.hpp"

namespace testledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

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
  EXPECT_THAT(numbers_of(shown.items), ElementsAre(1, 2)) << "numbers follow the report, not the keys";
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
  EXPECT_THAT(numbers_of(must(store->runs(project.id, cycle, {})).items), ElementsAre(1)) << "numbers have no gaps";
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
  write.ordinal = 41;
  write.progress = std::int64_t{3} << 50;
  must(session->apply({.runs = {write}}));
  const auto known = must(session->find_cases({.automation_keys = {"a"}}));
  ASSERT_THAT(known, SizeIs(1));
  EXPECT_EQ(known[0].latest->effort_s, 1.25);
  EXPECT_EQ(known[0].latest->ordinal, 41U);
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

TEST_P(StoreContract, OverwritingReplacesTheLatestRunAndItsDetail) {
  auto session = begin();
  const RunId first = must(import_keys(*session, {"a"}));
  const RunId second =
      must(session->apply({.runs = {failing({1}, {.comments = {"boom"}}), failing({1}, {.comments = {"bang"}}, RunAction::overwrite)}}));
  must(session->apply({.runs = {passing({1}, RunAction::overwrite)}}));
  must(session->commit({}));
  const auto shown = must(store->runs(project.id, cycle, {}));
  EXPECT_THAT(ids_of(shown.items.at(0).runs), ElementsAre(second.value, first.value));
  const auto run = must(store->find_run(project.id, cycle, second));
  ASSERT_TRUE(run);
  EXPECT_EQ(run->run.status, ChoiceId{3});
  EXPECT_TRUE(run->detail.empty());
  EXPECT_EQ(run->of_case.number, shown.items[0].number);
  EXPECT_EQ(run->of_case.title, shown.items[0].title);
}

TEST_P(StoreContract, AddedRowsGoToTheLatestRun) {
  auto session = begin();
  RunWrite write = failing({1}, {.rows = {{.name = "1", .status = RunStatusType::failed}}, .comments = {"one"}});
  write.row_statuses.add(RunStatusType::failed);
  must(import_keys(*session, {"a"}));
  const RunId run = must(session->apply({.runs = {write}}));
  write.action = RunAction::add_rows;
  write.row_statuses.add(RunStatusType::passed);
  write.effort_s = 7;
  write.detail = {.rows = {{.name = "2", .values = {{"user", "bob"}}, .status = RunStatusType::passed}}};
  must(session->apply({.runs = {write}}));
  EXPECT_EQ(must(session->find_cases({.numbers = {1}})).at(0).latest->row_statuses, write.row_statuses);
  must(session->commit({}));
  const auto found = must(store->find_run(project.id, cycle, run));
  ASSERT_TRUE(found);
  ASSERT_THAT(found->detail.rows, SizeIs(2));
  EXPECT_EQ(found->detail.rows[1], write.detail.rows[0]);
  EXPECT_THAT(found->detail.comments, ElementsAre("one"));
  EXPECT_EQ(found->run.effort_s, 7);
}

TEST_P(StoreContract, TellsWhichBlobsNobodyNeeds) {
  const std::string report(64, 'a'), attachment(64, 'b'), nothing(64, 'c'), undone(64, 'd');
  const auto begin_with = [&](const std::string& sha256) {
    ImportStart described = start(cycle);
    described.sha256 = sha256;
    return must(store->begin_import(described));
  };
  auto session = begin_with(report);
  must(import_keys(*session, {"a"}));
  must(session->apply(
      {.runs = {failing({1}, {.attachments = {{.name = "x", .media_type = "image/png", .sha256 = attachment, .size = 1}}})}}));
  must(session->commit({}));
  begin_with(undone);
  EXPECT_THAT(must(store->unused_blobs({report, attachment, nothing, undone})), ElementsAre(nothing, undone));
}

TEST_P(StoreContract, StepsOfAddedRowsReplaceThoseOfTheRun) {
  const std::vector<RunStep> first = {{.text = "a", .status = RunStatusType::passed}}, second = {{.text = "b"}, {.text = "c"}};
  auto session = begin();
  must(import_keys(*session, {"a"}));
  const RunId run = must(session->apply({.runs = {failing({1}, {.steps = first})}}));
  must(session->apply({.runs = {failing({1}, {.steps = second}, RunAction::add_rows)}}));
  must(session->apply({.runs = {failing({1}, {.comments = {"no steps, no change"}}, RunAction::add_rows)}}));
  must(session->commit({}));
  EXPECT_EQ(must(store->find_run(project.id, cycle, run))->detail.steps, second);
}

TEST_P(StoreContract, ADetailComesBackAsItWasWritten) {
  const std::string stack(40'000, 's');
  const RunDetail detail{
      .steps = {{.keyword = "Given", .text = "a\0b", .data = "d", .expected = "e", .actual = stack, .status = RunStatusType::blocked}},
      .rows = {{.name = "row",
                .values = {{"k", ""}, {"", stack}},
                .status = RunStatusType::failed,
                .effort_s = 0.1,
                .comment = stack,
                .steps = {{.text = "x", .status = RunStatusType::passed}}}},
      .comments = {"", stack, "short \xF0\x9F\x90\x9B"},
      .attachments = {{.name = "a.png", .media_type = "image/png", .sha256 = std::string(64, 'e'), .size = 123'456'789'012}}};
  auto session = begin();
  must(import_keys(*session, {"a", "b"}));
  const RunId first = must(session->apply({.runs = {failing({1}, detail), failing({2}, detail)}}));
  must(session->commit({}));
  reopen();
  for (const RunId run : {first, RunId{first.value + 1}}) {
    const auto found = must(store->find_run(project.id, cycle, run));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->detail, detail);
  }
  EXPECT_FALSE(must(store->find_run(project.id, {cycle.value + 1}, first))) << "the run is of another cycle";
  EXPECT_FALSE(must(store->find_run(project.id, cycle, {99})));
}

TEST_P(StoreContract, AnUpdateChangesOnlyWhatItNames) {
  const CaseDraft before{.title = "t",
                         .description = "d",
                         .precondition = "p",
                         .automation_key = "k",
                         .owner = "ann",
                         .steps = {{.text = "s"}},
                         .dataset = {.parameters = {"u"}, .rows = {{"1"}}}};
  const TestCase made = must(store->create_case(project.id, before));
  auto session = begin();
  must(session->apply({.case_updates = {{.id = made.id, .title = "t2", .automation_status = ChoiceId{2}}}}));
  must(session->apply({.case_updates = {{.id = made.id, .automation_key = "k2", .dataset = Dataset{}}}}));
  EXPECT_THAT(must(session->find_cases({.automation_keys = {"k"}})), IsEmpty());
  const auto known = must(session->find_cases({.automation_keys = {"k2"}, .with_content = true}));
  ASSERT_THAT(known, SizeIs(1));
  EXPECT_EQ(known[0].title, "t2");
  EXPECT_EQ(known[0].description, "d");
  EXPECT_EQ(known[0].steps, before.steps);
  EXPECT_FALSE(known[0].has_dataset);
  must(session->commit({}));
  CaseDraft after = made.fields;
  after.title = "t2";
  after.automation_key = "k2";
  after.automation_status = {2};
  after.dataset = {};
  EXPECT_EQ(must(store->find_case(project.id, {.id = made.id.value}))->fields, after);
}

TEST_P(StoreContract, AllCasesWithAnAutomationKeyAreFound) {
  must(store->create_case(project.id, draft("one", "same")));
  must(store->create_case(project.id, draft("two", "same")));
  must(store->create_case(project.id, draft("keyless")));
  auto session = begin();
  const auto known = must(session->find_cases({.automation_keys = {"SAME", "same"}}));
  ASSERT_THAT(known, SizeIs(2)) << "keys are compared letter by letter";
  EXPECT_FALSE(known[0].latest) << "not in the cycle";
}

TEST_P(StoreContract, AFailureIsToldByTheNextCallAndNothingStays) {
  auto session = begin();
  must(import_keys(*session, {"a"}));
  (void)session->apply({.runs = {passing({4711})}});  // of a case that is not in the cycle
  EXPECT_FALSE(session->find_cases({}));
  EXPECT_FALSE(session->commit({}));
  session.reset();
  EXPECT_THAT(must(store->cases(project.id, {})).items, IsEmpty());
}

TEST_P(StoreContract, AnImportKnowsItsCycle) { EXPECT_ERROR(store->begin_import(start({999})), not_found); }

TEST_P(StoreContract, PagesOfRunsMeetAtTheirBorders) {
  auto session = begin();
  must(import_keys(*session, {"a", "b", "c"}));
  must(session->commit({}));
  const auto first = must(store->runs(project.id, cycle, {0, 2}));
  EXPECT_THAT(numbers_of(first.items), ElementsAre(1, 2));
  EXPECT_FALSE(first.is_last);
  const auto second = must(store->runs(project.id, cycle, {2, 2}));
  EXPECT_THAT(numbers_of(second.items), ElementsAre(3));
  EXPECT_TRUE(second.is_last);
  EXPECT_TRUE(must(store->runs(project.id, cycle, {1, 2})).is_last);
}

}  // namespace testledger
