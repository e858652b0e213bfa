#include "mapping/chunk_plan.hpp"

#include <gtest/gtest.h>

#include "mapping/testing/imported_in_memory.hpp"

namespace testledger {
namespace {

class ChunkPlanTest : public testing::Test, protected ImportedInMemory {
 protected:
  static ReportedTest of_case(std::string name, std::string parameter, Outcome outcome = Outcome::passed) {
    ReportedTest test = result(std::move(name), outcome);
    test.parameters = {{"user", std::move(parameter)}};
    return test;
  }
};

const std::string text_5 = "No case found with this automation key. Either map automation key or set createCase to true.";

// Which case (C.2)

TEST_F(ChunkPlanTest, ATestOfNoCaseIsRefused) {
  import({result("a")});
  EXPECT_EQ(refusals, std::vector<std::string>{"C.a: " + text_5});
  EXPECT_EQ(requests, 1U);
  EXPECT_TRUE(store.all().empty());
}

TEST_F(ChunkPlanTest, OrGetsOneWithCreateCase) {
  options.create_case = true;
  import({result("a"), result("b", Outcome::failed), result("a")});
  EXPECT_EQ(processed(), "1 Passed, 2 Failed, 1 Passed");
  EXPECT_EQ(runs(1), "Passed, Passed");
  EXPECT_EQ(store.at(1).fields.automation_key, "C.a");
  EXPECT_TRUE(results[0].case_created);
  EXPECT_EQ(run_ids, (std::vector<RunId>{{1}, {2}, {3}}));
}

TEST_F(ChunkPlanTest, ACreatedCaseJoinsTheCycleWhateverAddCaseToCycleSays) {
  options = {.add_case_to_cycle = false, .create_case = true};
  import({result("a")});
  EXPECT_EQ(processed(), "1 Passed");
}

TEST_F(ChunkPlanTest, ACaseIsFoundByItsAutomationKey) {
  add_case(7, "C.a");
  import({result("a")});
  EXPECT_EQ(processed(), "7 Passed");
  EXPECT_FALSE(results[0].case_created);
}

TEST_F(ChunkPlanTest, AllCasesWithTheAutomationKeyGetTheResult) {  // H-23
  add_case(9, "C.a");
  add_case(7, "C.a");
  import({result("a")});
  EXPECT_EQ(processed(), "7 Passed, 9 Passed");
  EXPECT_EQ(requests, 2U);
}

TEST_F(ChunkPlanTest, AKeyComesBeforeTheAutomationKey) {
  add_case(7, "C.AT-TC-8 a");
  add_case(8);
  import({result("AT-TC-8 a")});
  EXPECT_EQ(processed(), "8 Passed");
}

TEST_F(ChunkPlanTest, SeveralKeysGiveTheResultToEachCase) {
  add_case(7);
  add_case(8);
  import({result("AT-TC-8 and AT-TC-7", Outcome::failed)});
  EXPECT_EQ(processed(), "8 Failed, 7 Failed");
  EXPECT_EQ(requests, 2U);
  EXPECT_EQ(store.at(8).runs[0].detail, store.at(7).runs[0].detail) << "texts are there for both";
}

TEST_F(ChunkPlanTest, AKeyOfNoCaseIsRefusedAndNothingIsMade) {  // H-33
  options.create_case = true;
  add_case(7);
  import({result("AT-TC-7 and AT-TC-99")});
  EXPECT_EQ(refusals, std::vector<std::string>{"AT-TC-99: AT-TC-99 not found or you don't have privileges to add this case."});
  EXPECT_EQ(processed(), "7 Passed");
  EXPECT_EQ(requests, 2U);
  EXPECT_EQ(store.all().size(), 1U);
}

TEST_F(ChunkPlanTest, AKeyOfAnotherProjectFallsThrough) {  // H-25
  options.create_case = true;
  import({result("OTHER-TC-1 a")});
  EXPECT_EQ(store.at(1).fields.automation_key, "C.OTHER-TC-1 a");
}

TEST_F(ChunkPlanTest, ADraftMayNotJoin) {
  add_case(7, "C.a", "Draft");
  add_case(8, "C.b", "Deprecated");
  import({result("a"), result("b")});
  EXPECT_EQ(refusals,
            (std::vector<std::string>{"AT-TC-7: AT-TC-7 is in Under Review/Draft status. Only published cases can be added to cycle.",
                                      "AT-TC-8: AT-TC-8 is in Deprecated status. Only published cases can be added to cycle."}));
  EXPECT_FALSE(store.at(7).in_cycle);
}

TEST_F(ChunkPlanTest, ADraftOfTheCycleGetsItsResult) {  // C.2, H-14
  add_case(7, "C.a", "Draft").in_cycle = true;
  import({result("a")});
  EXPECT_EQ(processed(), "7 Passed");
}

TEST_F(ChunkPlanTest, ACaseOutsideTheCycleIsRefusedWhenNoneMayBeAdded) {
  options.add_case_to_cycle = false;
  add_case(7, "C.a");
  import({result("a")});
  EXPECT_EQ(refusals, std::vector<std::string>{"AT-TC-7: Case does not exist in the cycle. Set addCaseToCycle if you wish to add."});
}

TEST_F(ChunkPlanTest, TheExactKeyOfARowWins) {  // H-6
  options.create_case = true;
  add_case(7, "C.add[2]");
  import({result("add[1]"), result("add[2]"), result("add[3]")});
  EXPECT_EQ(processed(), "8 Passed, 7 Passed, 8 Passed");
  EXPECT_EQ(store.at(8).fields.title, "add");
  EXPECT_EQ(store.at(8).fields.automation_key, "C.add");
}

TEST_F(ChunkPlanTest, ASuiteThatFailedIsATestOfItsName) {
  options.create_case = true;
  ReportedTest suite = result("Checkout");
  suite.class_name.clear();
  suite.origin = TestOrigin::suite_failure;
  import({suite});
  EXPECT_EQ(processed(), "1 Failed");
  EXPECT_EQ(store.at(1).fields.automation_key, "Checkout");
}

// What a case found by key gets (H-22)

TEST_F(ChunkPlanTest, ACaseFoundByKeyBecomesAutomated) {
  add_case(7);
  import({result("AT-TC-7 a")});
  const CaseDraft& fields = store.at(7).fields;
  EXPECT_EQ(fields.automation_key, "C.AT-TC-7 a");
  EXPECT_EQ(fields.automation_status, automation("Automated"));
  EXPECT_EQ(fields.automation_owner, "kim");
}

TEST_F(ChunkPlanTest, AnAutomationKeyThatIsThereStays) {
  add_case(7, "mine");
  import({result("AT-TC-7 a")});
  EXPECT_EQ(store.at(7).fields.automation_key, "mine");
  EXPECT_EQ(store.at(7).fields.automation_status, automation("Automated"));
}

TEST_F(ChunkPlanTest, AKeyGivenInTheSameFileIsKnownToTheNextTest) {
  kind = testng_kind;
  add_case(7);
  ReportedTest keyed = of_case("a", "AT-TC-7");
  import({keyed, of_case("a", "bob")});
  EXPECT_EQ(processed(), "7 Passed, 7 Passed") << "the second row has no key; its method is that of case 7 now";
}

TEST_F(ChunkPlanTest, ARefusedCaseIsLeftAsItIs) {
  add_case(7, "", "Draft");
  import({result("AT-TC-7 a")});
  EXPECT_EQ(store.at(7).fields.automation_key, "");
}

TEST_F(ChunkPlanTest, WithoutTheRightToEditTheRunIsWrittenAndTheLackToldOnce) {
  edits = CaseEdits::refused;
  add_case(7);
  import({result("AT-TC-7 a"), result("AT-TC-7 a", Outcome::failed)});
  EXPECT_EQ(refusals, std::vector<std::string>{
                          "AT-TC-7: Unable to update automation data in the case. Insufficient permissions to edit cases in the project."});
  EXPECT_EQ(processed(), "7 Passed, 7 Failed");
  EXPECT_EQ(requests, 2U) << "one error and one success";
  EXPECT_EQ(store.at(7).fields.automation_key, "");
}

TEST_F(ChunkPlanTest, WithoutTheRightToEditNoCaseIsMade) {
  edits = CaseEdits::refused;
  options.create_case = true;
  import({result("a")});
  EXPECT_EQ(refusals.size(), 1U);
  EXPECT_TRUE(store.all().empty());
}

// Runs (C.3)

TEST_F(ChunkPlanTest, EachRepeatIsARun) {
  add_case(7, "C.a");
  import({result("a"), result("a", Outcome::failed), result("a", Outcome::skipped)});
  EXPECT_EQ(runs(7), "Passed, Failed, Not Run");
  import({result("a")});
  EXPECT_EQ(runs(7), "Passed, Failed, Not Run, Passed") << "H-26";
}

TEST_F(ChunkPlanTest, TheLastRepeatWinsWithCreateNewRunOff) {
  options.create_new_run = false;
  add_case(7, "C.a");
  for (int times = 0; times < 2; ++times) {
    import({result("a", Outcome::failed), result("a")});
    EXPECT_EQ(runs(7), "Passed");
  }
  EXPECT_TRUE(store.at(7).runs[0].detail.comments.empty()) << "nothing of the overwritten result stays";
  EXPECT_EQ(store.at(7).runs[0].latest.effort_s, 0.5);
}

TEST_F(ChunkPlanTest, AnUntouchedRunIsFilledFirst) {  // H-4
  RememberedCases::Case& known = add_case(7, "C.a");
  known.in_cycle = true;
  known.runs = {{.id = RunId{900}, .latest = {.id = RunId{900}, .pristine = true}, .detail = {}}};
  import({result("a"), result("a", Outcome::failed)});
  EXPECT_EQ(runs(7), "Passed, Failed");
  EXPECT_EQ(run_ids, (std::vector<RunId>{{900}, {1}}));
}

TEST_F(ChunkPlanTest, OneFailedRowFailsTheRunWithCreateNewRunOff) {  // H-5
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

TEST_F(ChunkPlanTest, ARowThatIsRetriedAndPassesDoesNotFailTheRun) {
  options.create_new_run = false;
  kind = testng_kind;
  add_case(7, "C.a");
  ReportedTest first_try = of_case("a", "eve", Outcome::skipped);
  first_try.retried = true;
  import({of_case("a", "bob"), first_try, of_case("a", "eve")});
  EXPECT_EQ(runs(7), "Passed");
}

TEST_F(ChunkPlanTest, ARepeatReplacesItsPredecessorWhereverThatStands) {  // H-5
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

TEST_F(ChunkPlanTest, AnEarlierTryNeverCountsBesideItsResult) {
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

TEST_F(ChunkPlanTest, RepeatsOfACaseJustMadeAreKnownAcrossChunks) {
  options.create_case = true;
  options.create_new_run = false;
  for (const std::size_t chunk_size : {2, 9}) {
    import({result("x"), result("y"), result("n[1]", Outcome::failed), result("n[2]"), result("n[1]")}, chunk_size);
    EXPECT_EQ(runs(3), "Passed");
  }
}

TEST_F(ChunkPlanTest, DifferentTestsOfOneCaseRollUpToo) {
  options.create_new_run = false;
  add_case(7);
  import({result("AT-TC-7 first", Outcome::failed), result("AT-TC-7 second")});
  EXPECT_EQ(runs(7), "Failed");
  EXPECT_EQ(store.at(7).runs[0].detail.comments, (std::vector<std::string>{"expected 1", "AT-TC-7 second: Passed"}));
}

TEST_F(ChunkPlanTest, RowsWithoutADatasetAreRuns) {  // H-7
  kind = testng_kind;
  add_case(7, "C.a");
  import({of_case("a", "bob"), of_case("a", "eve", Outcome::failed)});
  EXPECT_EQ(runs(7), "Passed, Failed");
}

TEST_F(ChunkPlanTest, ATryToldAfterItsResultIsNotedInItsRun) {
  kind = testng_kind;
  add_case(7, "C.a");
  ReportedTest late_try = result("a", Outcome::skipped);
  late_try.retried = true;
  late_try.skip_reason = "not yet";
  import({result("a"), late_try});
  EXPECT_EQ(runs(7), "Passed");
  EXPECT_EQ(store.at(7).runs[0].detail.comments, std::vector<std::string>{"Earlier attempt: Not Run\nnot yet"});
  EXPECT_EQ(store.at(7).runs[0].latest.effort_s, 0.5);
}

TEST_F(ChunkPlanTest, TriesToldInOrderAreRuns) {
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

TEST_F(ChunkPlanTest, AnOutlineIsOneCaseWithOneRunOfItsRows) {
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

TEST_F(ChunkPlanTest, AnotherImportOfAnOutlineIsAnotherRun) {
  kind = cucumber_kind;
  options.create_case = true;
  import({row(1), row(2, Outcome::failed)});
  import({row(1), row(2)});
  EXPECT_EQ(runs(1), "Failed, Passed");
  options.create_new_run = false;
  import({row(1), row(2, Outcome::failed)});
  EXPECT_EQ(runs(1), "Failed, Failed");
}

TEST_F(ChunkPlanTest, TheRowsOfTheFileReplaceThoseOfTheCase) {
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

TEST_F(ChunkPlanTest, ACaseThatHasADatasetTakesRowsOfAnyFormat) {
  kind = testng_kind;
  add_case(7, "C.a").fields.dataset = {{"user"}, {{"ann"}}};
  import({of_case("a", "bob"), of_case("a", "eve", Outcome::failed)});
  EXPECT_EQ(runs(7), "Failed");
  EXPECT_EQ(store.at(7).runs[0].detail.rows[0].values, (std::vector<std::pair<std::string, std::string>>{{"user", "bob"}}));
  EXPECT_EQ(store.at(7).fields.dataset, (Dataset{{"user"}, {{"bob"}, {"eve"}}}));
}

TEST_F(ChunkPlanTest, ValuesThatPeopleWroteStayWhenTheReportTellsNone) {  // H-7
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

TEST_F(ChunkPlanTest, ACaseFoundByKeyStaysWithoutADataset) {  // H-7
  kind = cucumber_kind;
  add_case(7);
  std::vector<ReportedTest> rows = {row(1), row(2)};
  for (ReportedTest& each : rows) each.tags = {"@AT-TC-7"};
  import(std::move(rows));
  EXPECT_EQ(runs(7), "Passed, Passed");
  EXPECT_TRUE(store.at(7).fields.dataset.empty());
}

TEST_F(ChunkPlanTest, IterationsOfARequestAreRepeats) {  // C.4.6
  kind = newman_kind;
  options.create_case = true;
  import({row(1), row(2, Outcome::failed)});
  EXPECT_EQ(runs(1), "Passed, Failed");
}

TEST_F(ChunkPlanTest, ARunListsOnlySoManyResults) {
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

// Steps and forced updates (C.1, H-10, H-21)

ReportedTest scenario(std::vector<std::string> texts) {
  ReportedTest test = result("pays");
  test.identity = "shop;pays";
  for (std::string& text : texts) test.steps.push_back({.keyword = "Given", .text = std::move(text)});
  return test;
}

TEST_F(ChunkPlanTest, StepsThatDifferAreTellingButNoError) {
  kind = cucumber_kind;
  options.create_case = true;
  import({scenario({"a"})});
  import({scenario({"a", "b"})});
  EXPECT_EQ(store.at(1).fields.steps.size(), 1U);
  EXPECT_EQ(runs(1), "Passed, Passed");
  EXPECT_EQ(store.at(1).runs[1].detail.steps.size(), 1U);
  EXPECT_EQ(store.at(1).runs[1].detail.steps[0].status, RunStatusType::passed);
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_TRUE(warnings[0].starts_with("unmatched_step: pays: 1 steps")) << warnings[0];
  EXPECT_TRUE(refusals.empty());
}

TEST_F(ChunkPlanTest, BddForceUpdateCaseTakesOverTheSteps) {
  kind = cucumber_kind;
  options.create_case = true;
  import({scenario({"a"})});
  options.bdd_force_update_case = true;
  options.update_only_run_status = true;
  import({scenario({"a", "b"})});
  EXPECT_EQ(store.at(1).fields.steps.size(), 1U) << "updateOnlyRunStatus leaves steps alone";
  options.update_only_run_status = false;
  import({scenario({"a", "b"})});
  EXPECT_EQ(store.at(1).fields.steps.size(), 2U);
  EXPECT_EQ(store.at(1).runs[2].detail.steps.size(), 2U);
  EXPECT_TRUE(warnings.empty());
}

TEST_F(ChunkPlanTest, UpdateOnlyRunStatusComparesNothing) {
  kind = cucumber_kind;
  options = {.create_case = true};
  import({scenario({"a"})});
  options.update_only_run_status = true;
  import({scenario({"other"})});
  EXPECT_TRUE(warnings.empty());
  ASSERT_EQ(store.at(1).runs[1].detail.steps.size(), 1U);
  EXPECT_EQ(store.at(1).runs[1].detail.steps[0].text, "a");
  EXPECT_EQ(store.at(1).runs[1].detail.steps[0].status, RunStatusType::passed) << "a passed run passes its steps (A.8)";
}

TEST_F(ChunkPlanTest, ACaseWithoutStepsTakesTheReportsIntoItsRun) {
  kind = cucumber_kind;
  add_case(7);
  ReportedTest keyed = scenario({"a", "b"});
  keyed.tags = {"@AT-TC-7"};
  import({keyed});
  EXPECT_EQ(store.at(7).runs[0].detail.steps.size(), 2U);
  EXPECT_TRUE(warnings.empty());
  EXPECT_TRUE(store.at(7).fields.steps.empty());
}

TEST_F(ChunkPlanTest, ForceUpdateCaseChangesTitleAndDescriptionOnly) {
  add_case(7, "C.a").fields.tags = {"mine"};
  ReportedTest told = result("a");
  told.description = "as the report says";
  import({told});
  EXPECT_EQ(store.at(7).fields.title, "case 7");
  options.force_update_case = true;
  import({told, result("a")});
  EXPECT_EQ(store.at(7).fields.title, "a");
  EXPECT_EQ(store.at(7).fields.description, "as the report says") << "a report without one clears nothing";
  EXPECT_EQ(store.at(7).fields.tags, std::vector<std::string>{"mine"});
}

TEST_F(ChunkPlanTest, ForceUpdateCaseTakesOverRobotsSteps) {
  kind = robot_kind;
  options.force_update_case = true;
  add_case(7, "C.a").fields.steps = {{StepType::text, "old", "", ""}};
  ReportedTest told = result("a");
  told.steps = {{.text = "new", .data = "1"}};
  import({told});
  EXPECT_EQ(store.at(7).fields.steps, (std::vector<CaseStep>{{StepType::text, "new", "1", ""}}));
}

TEST_F(ChunkPlanTest, OptionsOfOtherFormatsAreIgnored) {
  options.bdd_force_update_case = true;
  options.update_only_run_status = true;
  add_case(7, "C.a");
  import({result("a")});
  EXPECT_EQ(store.at(7).fields.title, "case 7");
  EXPECT_EQ(runs(7), "Passed");
}

TEST_F(ChunkPlanTest, AFolderTagWithoutAFolderIsTold) {
  kind = cucumber_kind;
  options.create_case = true;
  ReportedTest tagged = scenario({"a"});
  tagged.tags = {"@AIO-FOLDER:Shop"};
  import({tagged});
  EXPECT_EQ(warnings.size(), 1U);
  EXPECT_EQ(processed(), "1 Passed");
}

// What a run holds

TEST_F(ChunkPlanTest, EffortIsTheTestsOrItsStepsTime) {
  kind = robot_kind;
  add_case(7, "C.a");
  ReportedTest told = result("a");
  told.duration.reset();
  told.steps = {{.text = "x", .duration = std::chrono::milliseconds(250)}, {.text = "y", .duration = std::chrono::milliseconds(500)}};
  import({result("a"), told});
  EXPECT_EQ(store.at(7).runs[0].latest.effort_s, 0.5);
  EXPECT_EQ(store.at(7).runs[1].latest.effort_s, 0.75);
}

TEST_F(ChunkPlanTest, AttachmentsOfFailedTestsAreAskedFor) {
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
