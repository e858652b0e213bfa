#include "mapping/chunk_plan.hpp"

#include <gtest/gtest.h>

#include "mapping/testing/imported_in_memory.hpp"

namespace testledger {
namespace {

class ChunkPlanTest : public testing::Test, protected ImportedInMemory {};

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

TEST_F(ChunkPlanTest, ACaseWhoseStatusNobodyKnowsMayJoin) {
  add_case(7, "C.a").fields.status = ChoiceId{999};
  import({result("a")});
  EXPECT_EQ(processed(), "7 Passed");
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

TEST_F(ChunkPlanTest, ACaseThatAReportBringsIsMadeWithoutTheRightToEdit) {
  edits = CaseEdits::refused;
  options.create_case = true;
  import({result("a"), result("a", Outcome::failed)});
  EXPECT_TRUE(refusals.empty());
  EXPECT_EQ(store.all().size(), 1U) << "pipelines report what is new; what is there already they do not change";
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

TEST_F(ChunkPlanTest, AnOlderVersionThatTheCycleHasIsNotChanged) {
  kind = robot_kind;
  options.force_update_case = true;
  add_case(7, "C.a").older_version = 1;
  ReportedTest told = result("a");
  told.steps = {{.text = "new", .data = "1"}};
  told.description = "d";
  import({told});
  EXPECT_EQ(store.at(7).fields.title, "case 7");
  EXPECT_TRUE(store.at(7).fields.steps.empty());
  EXPECT_EQ(runs(7), "Passed");
}

TEST_F(ChunkPlanTest, ATestThatTheReportEndsInChangesNoCase) {
  options.force_update_case = true;
  add_case(7, "C.a");
  ReportedTest told = result("a");
  mark_cut_short(told);
  import({told});
  EXPECT_EQ(store.at(7).fields.title, "case 7");
  EXPECT_EQ(runs(7), "Failed");
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
  folders = {{"Store", FolderId{4}}};
  tagged.identity = "shop;pays later";
  tagged.tags = {"@AIO-FOLDER:Store", "@smoke"};
  import({tagged});
  EXPECT_TRUE(warnings.empty()) << "this one was made, and the other tag names none";
  EXPECT_EQ(store.at(2).fields.folder, FolderId{4});
}

}  // namespace
}  // namespace testledger
