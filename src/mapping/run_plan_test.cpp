#include "mapping/chunk_plan.hpp"

#include <gtest/gtest.h>

#include "mapping/testing/imported_in_memory.hpp"

namespace testledger {
namespace {
class RunPlanTest : public testing::Test, protected ImportedInMemory {};

// Runs (C.3)

TEST_F(RunPlanTest, EachRepeatIsARun) {
  add_case(7, "C.a");
  import({result("a"), result("a", Outcome::failed), result("a", Outcome::skipped)});
  EXPECT_EQ(runs(7), "Passed, Failed, Not Run");
  import({result("a")});
  EXPECT_EQ(runs(7), "Passed, Failed, Not Run, Passed") << "H-26";
}

TEST_F(RunPlanTest, TheLastRepeatWinsWithCreateNewRunOff) {
  options.create_new_run = false;
  add_case(7, "C.a");
  for (int times = 0; times < 2; ++times) {
    import({result("a", Outcome::failed), result("a")});
    EXPECT_EQ(runs(7), "Passed");
  }
  EXPECT_TRUE(store.at(7).runs[0].detail.comments.empty()) << "nothing of the overwritten result stays";
  EXPECT_EQ(store.at(7).runs[0].latest.effort_s, 0.5);
}

TEST_F(RunPlanTest, AnUntouchedRunIsFilledFirst) {  // H-4
  RememberedCases::Case& known = add_case(7, "C.a");
  known.in_cycle = true;
  known.runs = {{.id = RunId{900}, .latest = {.id = RunId{900}, .pristine = true}, .detail = {}}};
  import({result("a"), result("a", Outcome::failed)});
  EXPECT_EQ(runs(7), "Passed, Failed");
  EXPECT_EQ(run_ids, (std::vector<RunId>{{900}, {1}}));
}

TEST_F(RunPlanTest, OneFailedRowFailsTheRunWithCreateNewRunOff) {  // H-5
  options.create_new_run = false;
  kind = testng_kind;
  add_case(7, "C.a");
  import({of_case("a", "bob", Outcome::failed), of_case("a", "eve"), of_case("a", "kim")});
  EXPECT_EQ(runs(7), "Failed");
  EXPECT_EQ(store.at(7).runs[0].detail.comments,
            (std::vector<std::string>{"user=bob: Failed\nexpected 1", "user=eve: Passed", "user=kim: Passed"}));
  EXPECT_EQ(store.at(7).runs[0].latest.effort_s, 1.5);
  EXPECT_EQ(processed(), "7 Failed, 7 Failed, 7 Failed");
}

TEST_F(RunPlanTest, AnotherReportOfAnArchiveIsLikeAnotherImport) {
  options.create_new_run = false;
  kind = testng_kind;
  add_case(7, "C.a");
  import({of_case("a", "bob", Outcome::failed), of_case("a", "eve")});
  EXPECT_EQ(runs(7), "Failed");
  import_next_report({of_case("a", "eve")});
  EXPECT_EQ(runs(7), "Passed") << "what the report before it told does not count beside it";
  import_next_report({of_case("a", "bob", Outcome::failed), of_case("a", "eve")});
  EXPECT_EQ(runs(7), "Failed");
  EXPECT_TRUE(results.front().first_of_case);
  EXPECT_EQ(std::ranges::count(results, true, &WrittenResult::first_of_case), 1) << "of the whole import";
}

TEST_F(RunPlanTest, ARowThatIsRetriedAndPassesDoesNotFailTheRun) {
  options.create_new_run = false;
  kind = testng_kind;
  add_case(7, "C.a");
  ReportedTest first_try = of_case("a", "eve", Outcome::skipped);
  first_try.retried = true;
  import({of_case("a", "bob"), first_try, of_case("a", "eve")});
  EXPECT_EQ(runs(7), "Passed");
}

TEST_F(RunPlanTest, ARepeatReplacesItsPredecessorWhereverThatStands) {  // H-5
  options.create_new_run = false;
  add_case(7, "C.a");
  for (const std::size_t chunk_size : {1, 2, 3}) {
    import({result("a[1]", Outcome::failed), result("a[2]"), result("a[1]")}, chunk_size);
    EXPECT_EQ(runs(7), "Passed");
    import({result("a[1]"), result("a[2]"), result("a[1]", Outcome::failed), result("a[2]")}, chunk_size);
    EXPECT_EQ(runs(7), "Failed");
  }
  earlier_results_max = 0;
  import({result("a[1]", Outcome::failed), result("a[2]"), result("a[1]")});
  EXPECT_EQ(runs(7), "Failed") << "a result that there was no room to remember counts on";
}

TEST_F(RunPlanTest, AnEarlierTryNeverCountsBesideItsResult) {
  kind = testng_kind;
  options.create_new_run = false;
  add_case(7, "C.a");
  ReportedTest attempt = of_case("a", "bob", Outcome::skipped);
  attempt.retried = true;
  import({attempt, of_case("a", "eve"), of_case("a", "bob")});
  EXPECT_EQ(runs(7), "Passed");
  import({of_case("a", "bob"), of_case("a", "eve"), attempt});
  EXPECT_EQ(runs(7), "Passed") << "retries may be written out of order";
  options.create_new_run = true;
  import({of_case("a", "bob"), of_case("a", "eve"), attempt});
  EXPECT_EQ(runs(7), "Passed, Passed, Passed");
}

TEST_F(RunPlanTest, RepeatsOfACaseJustMadeAreKnownAcrossChunks) {
  options.create_case = true;
  options.create_new_run = false;
  for (const std::size_t chunk_size : {2, 9}) {
    import({result("x"), result("y"), result("n[1]", Outcome::failed), result("n[2]"), result("n[1]")}, chunk_size);
    EXPECT_EQ(runs(3), "Passed");
  }
}

TEST_F(RunPlanTest, DifferentTestsOfOneCaseRollUpToo) {
  options.create_new_run = false;
  add_case(7);
  import({result("AT-TC-7 first", Outcome::failed), result("AT-TC-7 second")});
  EXPECT_EQ(runs(7), "Failed");
  EXPECT_EQ(store.at(7).runs[0].detail.comments,
            (std::vector<std::string>{"expected 1", "AT-TC-7 first (C): Failed", "AT-TC-7 second (C): Passed"}));
}

TEST_F(RunPlanTest, ResultsThatDifferByTheirClassesAreToldApart) {
  options.create_new_run = false;
  add_case(7);
  for (const std::size_t chunk_size : {1, 9}) {
    std::vector<ReportedTest> tests = {result("AT-TC-7"), result("AT-TC-7"), result("AT-TC-7", Outcome::failed)};
    tests[1].class_name = "D";
    tests[2].class_name = "E";
    import(std::move(tests), chunk_size);
    EXPECT_EQ(store.at(7).runs[0].detail.comments,
              (std::vector<std::string>{"AT-TC-7 (C): Passed", "AT-TC-7 (D): Passed", "AT-TC-7 (E): Failed\nexpected 1"}));
  }
}

TEST_F(RunPlanTest, ARunOfSeveralResultsShowsTheStepsThatDecidedIt) {  // A.8, H-17
  kind = newman_kind;
  options.create_new_run = false;
  add_case(7, "C.get");
  for (const std::size_t chunk_size : {1, 9}) {
    std::vector<ReportedTest> iterations;
    for (const Outcome outcome : {Outcome::passed, Outcome::failed, Outcome::failed, Outcome::passed}) {
      iterations.push_back(of_case("get", std::to_string(iterations.size()), outcome));
      iterations.back().steps = {{.text = "iteration " + std::to_string(iterations.size()), .outcome = outcome}};
    }
    import(std::move(iterations), chunk_size);
    EXPECT_EQ(runs(7), "Failed");
    const std::vector<RunStep>& steps = store.at(7).runs[0].detail.steps;
    ASSERT_EQ(steps.size(), 1U);
    EXPECT_EQ(steps[0].text, "iteration 2");
    EXPECT_EQ(steps[0].status, RunStatusType::failed);
  }
}

TEST_F(RunPlanTest, RowsWithoutADatasetAreRuns) {  // H-7
  kind = testng_kind;
  add_case(7, "C.a");
  import({of_case("a", "bob"), of_case("a", "eve", Outcome::failed)});
  EXPECT_EQ(runs(7), "Passed, Failed");
}

TEST_F(RunPlanTest, ATryToldAfterItsResultIsNotedInItsRun) {
  kind = testng_kind;
  add_case(7, "C.a");
  ReportedTest late_try = result("a", Outcome::skipped);
  late_try.retried = true;
  late_try.skip_reason = "not yet";
  import({result("a"), late_try});
  EXPECT_EQ(runs(7), "Passed");
  EXPECT_EQ(store.at(7).runs[0].detail.comments, std::vector<std::string>{"Earlier attempt of a (C): Not Run\nnot yet"});
  EXPECT_EQ(store.at(7).runs[0].latest.effort_s, 0.5);
}

TEST_F(RunPlanTest, TriesToldInOrderAreRuns) {
  kind = testng_kind;
  add_case(7, "C.a");
  ReportedTest first_try = result("a", Outcome::skipped);
  first_try.retried = true;
  import({first_try, first_try, result("a")});
  EXPECT_EQ(runs(7), "Not Run, Not Run, Passed");
}

// Datasets (C.3, H-7)

ReportedTest row(int number, Outcome outcome = Outcome::passed) {
  ReportedTest test = result("pays", outcome);
  test.identity = "shop;pays";
  test.row = ReportedRow{"", number};
  test.steps = {{.keyword = "Given", .text = "row " + std::to_string(number), .outcome = outcome}};
  return test;
}

TEST_F(RunPlanTest, AnOutlineIsOneCaseWithOneRunOfItsRows) {
  kind = cucumber_kind;
  options.create_case = true;
  import({row(1), row(2, Outcome::failed), row(3)});
  EXPECT_EQ(processed(), "1 Passed, 1 Failed, 1 Failed");
  EXPECT_EQ(runs(1), "Failed");
  const RunDetail& detail = store.at(1).runs[0].detail;
  ASSERT_EQ(detail.rows.size(), 3U);
  EXPECT_EQ(detail.rows[1].status, RunStatusType::failed);
  EXPECT_EQ(detail.rows[1].name, "2");
  EXPECT_EQ(detail.rows[1].comment, "expected 1");
  EXPECT_EQ(detail.rows[1].steps[0].text, "row 2");
  EXPECT_EQ(detail.comments, std::vector<std::string>{"Row 2: Failed\nexpected 1"});
  EXPECT_EQ(store.at(1).fields.dataset, (Dataset{{"row"}, {{"1"}, {"2"}, {"3"}}}));
  EXPECT_TRUE(warnings.empty()) << "rows are not compared with the case's steps";
}

TEST_F(RunPlanTest, AnotherImportOfAnOutlineIsAnotherRun) {
  kind = cucumber_kind;
  options.create_case = true;
  import({row(1), row(2, Outcome::failed)});
  import({row(1), row(2)});
  EXPECT_EQ(runs(1), "Failed, Passed");
  options.create_new_run = false;
  import({row(1), row(2, Outcome::failed)});
  EXPECT_EQ(runs(1), "Failed, Failed");
}

TEST_F(RunPlanTest, TheRowsOfTheFileReplaceThoseOfTheCase) {
  kind = cucumber_kind;
  options.create_case = true;
  import({row(1), row(2), row(3)});
  options.update_datasets = false;
  import({row(2)});
  EXPECT_EQ(store.at(1).fields.dataset.rows.size(), 3U) << "a retry of some rows leaves the dataset";
  options.update_datasets = true;
  import({row(2), row(4)});
  EXPECT_EQ(store.at(1).fields.dataset.rows, (std::vector<std::vector<std::string>>{{"2"}, {"4"}}));
}

TEST_F(RunPlanTest, TheRowsOfAReportThatIsCutShortAddToThoseOfTheCase) {
  kind = cucumber_kind;
  options.create_case = true;
  import({row(1), row(2)});
  rows = RowsTold::some;
  import({row(2), row(3)});
  EXPECT_EQ(store.at(1).fields.dataset.rows, (std::vector<std::vector<std::string>>{{"1"}, {"2"}, {"3"}}));
  import({row(1)});
  EXPECT_EQ(store.at(1).fields.dataset.rows.size(), 3U);
}

TEST_F(RunPlanTest, ACaseThatHasADatasetTakesRowsOfAnyFormat) {
  kind = testng_kind;
  add_case(7, "C.a").fields.dataset = {{"user"}, {{"ann"}}};
  import({of_case("a", "bob"), of_case("a", "eve", Outcome::failed)});
  EXPECT_EQ(runs(7), "Failed");
  EXPECT_EQ(store.at(7).runs[0].detail.rows[0].name, "user=bob") << "a row that the report does not number";
  EXPECT_EQ(store.at(7).runs[0].detail.rows[0].values, (std::vector<std::pair<std::string, std::string>>{{"user", "bob"}}));
  EXPECT_EQ(store.at(7).fields.dataset, (Dataset{{"user"}, {{"bob"}, {"eve"}}}));
}

TEST_F(RunPlanTest, ValuesThatPeopleWroteStayWhenTheReportTellsNone) {  // H-7
  const Dataset by_people{{"x", "y"}, {{"1", "2"}, {"3", "4"}}};
  add_case(7, "C.a").fields.dataset = by_people;
  add_case(8, "shop;pays").fields.dataset = by_people;
  add_case(9, "C.b").fields.dataset = {{"row"}, {{"old"}}};
  import({result("a[1]"), result("a[2]"), result("b[1]")});
  EXPECT_EQ(store.at(7).fields.dataset, by_people);
  EXPECT_EQ(store.at(7).runs[0].detail.rows.size(), 2U) << "the run has its rows all the same";
  EXPECT_EQ(store.at(9).fields.dataset, (Dataset{{"row"}, {{"1"}}})) << "a column made by an import is the import's";
  kind = cucumber_kind;
  import({row(1), row(2)});
  EXPECT_EQ(store.at(8).fields.dataset, by_people);
}

TEST_F(RunPlanTest, ColumnsThatPeopleNamedKeepTheirNames) {  // A.9: rows are replaced
  kind = testng_kind;
  add_case(7, "C.a").fields.dataset = {{"user", "plan"}, {{"bob", "free"}}};
  ReportedTest told = result("a");
  told.parameters = {{"param1", "eve"}, {"param2", "paid"}};
  import({told});
  EXPECT_EQ(store.at(7).fields.dataset, (Dataset{{"user", "plan"}, {{"eve", "paid"}}}));
  EXPECT_EQ(store.at(7).runs[0].detail.rows[0].values,
            (std::vector<std::pair<std::string, std::string>>{{"user", "eve"}, {"plan", "paid"}}));
  told.parameters.push_back({"param3", "x"});
  import({told});
  EXPECT_EQ(store.at(7).fields.dataset.parameters, (std::vector<std::string>{"param1", "param2", "param3"})) << "other columns";
}

TEST_F(RunPlanTest, AnUnknownStatusIsTold) {
  add_case(7, "C.a");
  ReportedTest told = result("a", Outcome::other);
  told.raw_status = "Zzz";
  import({told});
  EXPECT_EQ(runs(7), "Not Run");
  EXPECT_EQ(warnings, std::vector<std::string>{"unknown_status: nobody knows the status \"Zzz\" of a; it is taken as Not Run"});
  told.raw_status = "Inconclusive:Why";
  import({told});
  EXPECT_TRUE(warnings.empty()) << "no verdict, but a known word";
}

TEST_F(RunPlanTest, ACaseFoundByKeyStaysWithoutADataset) {  // H-7
  kind = cucumber_kind;
  add_case(7);
  std::vector<ReportedTest> rows = {row(1), row(2)};
  for (ReportedTest& each : rows) each.tags = {"@AT-TC-7"};
  import(std::move(rows));
  EXPECT_EQ(runs(7), "Passed, Passed");
  EXPECT_TRUE(store.at(7).fields.dataset.empty());
}

TEST_F(RunPlanTest, IterationsOfARequestAreRepeats) {  // C.4.6
  kind = newman_kind;
  options.create_case = true;
  import({row(1), row(2, Outcome::failed)});
  EXPECT_EQ(runs(1), "Passed, Failed");
}

TEST_F(RunPlanTest, ARunListsOnlySoManyResults) {
  options.create_new_run = false;
  kind = testng_kind;
  add_case(7, "C.a");
  std::vector<ReportedTest> rows;
  for (std::size_t index = 0; index < 10'005; ++index) rows.push_back(of_case("a", std::to_string(index)));
  rows.push_back(of_case("a", "last", Outcome::failed));
  import(std::move(rows), 5'000);
  const auto& run = store.at(7).runs[0];
  EXPECT_EQ(run.detail.comments.size(), 10'001U);
  EXPECT_EQ(run.detail.comments.back(), "Further results are not listed.");
  EXPECT_EQ(runs(7), "Failed") << "all of them count";
}

// What a run holds

TEST_F(RunPlanTest, EffortIsTheTestsOrItsStepsTime) {
  kind = robot_kind;
  add_case(7, "C.a");
  ReportedTest told = result("a");
  told.duration.reset();
  told.steps = {{.text = "x", .duration = std::chrono::milliseconds(250)}, {.text = "y", .duration = std::chrono::milliseconds(500)}};
  import({result("a"), told});
  EXPECT_EQ(store.at(7).runs[0].latest.effort_s, 0.5);
  EXPECT_EQ(store.at(7).runs[1].latest.effort_s, 0.75);
}

TEST_F(RunPlanTest, AttachmentsOfFailedTestsAreAskedFor) {
  add_case(7, "C.a");
  ReportedTest shot = result("a", Outcome::failed);
  shot.attachments = {{"shot.png", "image/png", "x", ""}};
  ReportedTest passed = result("a");
  passed.attachments = shot.attachments;
  import({passed, shot});
  ASSERT_EQ(attachments.size(), 1U);
  EXPECT_EQ(attachments[0].test, 1U);
  EXPECT_EQ(attachments[0].run, 1U);
  options.create_new_run = false;
  import({shot, result("a")});
  EXPECT_TRUE(attachments.empty()) << "the overwritten result takes its attachments along";
}
}  // namespace
}  // namespace testledger
