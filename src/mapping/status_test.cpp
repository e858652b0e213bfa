#include "mapping/status.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

using enum RunStatusType;

struct TestRow {
  const char* why;
  Outcome outcome;
  const char* raw;
  RunStatusType expected;
};

constexpr TestRow tests[] = {
    {"JUnit: no child", Outcome::passed, "", passed},
    {"JUnit: failure", Outcome::failed, "", failed},
    {"JUnit: error", Outcome::errored, "", failed},
    {"JUnit: skipped, notrun, disabled", Outcome::skipped, "notrun", not_run},
    {"TestNG: PASS", Outcome::passed, "PASS", passed},
    {"TestNG: FAIL", Outcome::failed, "FAIL", failed},
    {"TestNG: SKIP", Outcome::skipped, "SKIP", not_run},
    {"TestNG: too few successes fail, whatever the common outcome", Outcome::other, "SUCCESS_PERCENTAGE_FAILURE", failed},
    {"NUnit: Warning passes", Outcome::other, "Warning", passed},
    {"NUnit: Inconclusive", Outcome::other, "Inconclusive", not_run},
    {"NUnit: Skipped:Ignored", Outcome::skipped, "Skipped:Ignored", not_run},
    {"NUnit: Failed:Error", Outcome::errored, "Failed:Error", failed},
    {"NUnit: Failed:Invalid of the fixture", Outcome::errored, "Failed:Invalid@Parent", failed},
    {"NUnit: cancelled is not run", Outcome::errored, "Failed:Cancelled", not_run},
    {"NUnit: cancelled with its fixture", Outcome::errored, "Failed:Cancelled@Parent", not_run},
    {"NUnit: a warning with a label", Outcome::other, "Warning:Slow", passed},
    {"Cucumber: pending", Outcome::skipped, "pending", not_run},
    {"Cucumber: ambiguous", Outcome::errored, "ambiguous", failed},
    {"behave: error", Outcome::other, "error", failed},
    {"behave: a hook broke", Outcome::other, "hook_error", failed},
    {"behave: a cleanup broke", Outcome::other, "cleanup_error", failed},
    {"Robot: NOT RUN", Outcome::other, "NOT RUN", not_run},
    {"anything else that is no verdict", Outcome::other, "whatever", not_run},
};

TEST(RunStatus, FollowsTheTableOfEachFormat) {
  for (const TestRow& row : tests) {
    SCOPED_TRACE(row.why);
    ReportedTest test;
    test.outcome = row.outcome;
    test.raw_status = row.raw;
    EXPECT_EQ(run_status_of(test), row.expected);
  }
}

TEST(RunStatus, OfASuiteThatFailedOutsideItsTestsIsFailed) {
  ReportedTest test;
  test.origin = TestOrigin::suite_failure;
  test.outcome = Outcome::skipped;
  EXPECT_EQ(run_status_of(test), failed);
}

TEST(RunStatus, OfATestThatItsReportEndsInIsFailedWhateverItSaidBefore) {
  for (const std::string raw : {"PASS", "Warning", "Failed:Cancelled", ""}) {
    ReportedTest test;
    test.raw_status = raw;
    mark_cut_short(test);
    EXPECT_EQ(run_status_of(test), failed) << raw;
  }
}

struct StepRow {
  const char* why;
  Outcome outcome;
  const char* raw;
  RunStatusType expected;
};

constexpr StepRow steps[] = {
    {"passed", Outcome::passed, "passed", passed},
    {"failed", Outcome::failed, "failed", failed},
    {"skipped", Outcome::skipped, "skipped", not_run},
    {"pending", Outcome::skipped, "pending", not_run},
    {"undefined", Outcome::errored, "undefined", not_run},
    {"Pickles writes it with a capital", Outcome::errored, "Undefined", not_run},
    {"ambiguous", Outcome::errored, "ambiguous", failed},
    {"unknown", Outcome::other, "unknown", not_run},
    {"Robot: NOT RUN", Outcome::skipped, "NOT RUN", not_run},
    {"a broken hook", Outcome::errored, "", failed},
};

TEST(StepStatus, FollowsTheTable) {
  for (const StepRow& row : steps) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(step_status_of({.outcome = row.outcome, .raw_status = row.raw}), row.expected);
  }
}

ReportedTest scenario(std::vector<ReportedStep> its_steps) {
  ReportedTest test;
  test.outcome = Outcome::errored;
  test.raw_status = "undefined";
  test.steps = std::move(its_steps);
  return test;
}

TEST(RunStatus, AScenarioThatOnlyLacksDefinitionsIsNotRun) {
  const ReportedStep good{.outcome = Outcome::passed, .raw_status = "passed"};
  const ReportedStep undefined{.outcome = Outcome::errored, .raw_status = "undefined"};
  const ReportedStep broken_hook{.kind = StepKind::teardown, .outcome = Outcome::failed, .raw_status = "failed"};
  EXPECT_EQ(run_status_of(scenario({good, undefined})), not_run);
  EXPECT_EQ(run_status_of(scenario({good, undefined, broken_hook})), failed) << "a failed hook fails the scenario";
  EXPECT_EQ(run_status_of(scenario({good})), failed) << "something broke that no step tells";
}

struct RollUpRow {
  const char* why;
  std::vector<RunStatusType> parts;
  RunStatusType expected;
};

const RollUpRow roll_ups[] = {
    {"nothing was run", {}, not_run},
    {"all Not Run", {not_run, not_run}, not_run},
    {"all In Progress", {in_progress}, in_progress},
    {"all Passed", {passed, passed}, passed},
    {"any Failed fails it", {passed, blocked, failed, not_run}, failed},
    {"else any Blocked blocks it", {passed, blocked, not_run}, blocked},
    {"some Passed", {passed, not_run}, in_progress},
    {"some In Progress", {in_progress, not_run}, in_progress},
};

TEST(RollUp, FollowsTheRulesOfStepsAndRuns) {
  for (const RollUpRow& row : roll_ups) {
    SCOPED_TRACE(row.why);
    StatusSet statuses;
    for (const RunStatusType part : row.parts) statuses.add(part);
    EXPECT_EQ(rolled_up(statuses), row.expected);
  }
}

}  // namespace
}  // namespace testledger
