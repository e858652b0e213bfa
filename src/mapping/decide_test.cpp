#include "mapping/decide.hpp"

#include <gtest/gtest.h>

#include "mapping/run_progress.hpp"

namespace testledger {
namespace {

struct AdmissionRow {
  const char* why;
  CaseStanding standing;
  ImportOptions options;
  Admission expected;
};

const AdmissionRow admissions[] = {
    {"a case of the cycle needs no admission", {.in_cycle = true}, {}, Admission::in_cycle},
    {"...even as a draft (C.2)", {.in_cycle = true, .eligible = false}, {}, Admission::in_cycle},
    {"...or when no case may be added", {.in_cycle = true}, {.add_case_to_cycle = false}, Admission::in_cycle},
    {"a published case joins the cycle", {}, {}, Admission::join},
    {"...unless addCaseToCycle is off", {}, {.add_case_to_cycle = false}, Admission::refuse_not_in_cycle},
    {"a draft may not join (H-14)", {.eligible = false}, {}, Admission::refuse_not_eligible},
    {"that it is not in the cycle is told first", {.eligible = false}, {.add_case_to_cycle = false}, Admission::refuse_not_in_cycle},
};

TEST(Admit, FollowsTheRulesOfTheCycle) {
  for (const AdmissionRow& row : admissions) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(admit(row.standing, row.options), row.expected);
  }
}

constexpr std::uint32_t this_test = 7, other_test = 8;

LatestRun run_of_this_import(const RunProgress& progress, StatusSet rows = {}) {
  return {.id = {5}, .of_this_import = true, .row_statuses = rows, .progress = packed(progress)};
}

const LatestRun pristine_run{.id = {5}, .pristine = true};
const LatestRun executed_run{.id = {5}, .status = RunStatusType::passed};
const LatestRun repeated = run_of_this_import({.last_identity = this_test, .results = 1});
const LatestRun of_another_test = run_of_this_import({.last_identity = other_test, .results = 1});
const LatestRun of_two_tests = run_of_this_import({.last_identity = this_test, .results = 2});
const LatestRun after_a_try = run_of_this_import({.last_identity = this_test, .last_retried = true, .results = 1});
const LatestRun with_rows = run_of_this_import({.last_identity = other_test, .results = 1}, StatusSet(1));

struct RunRow {
  const char* why;
  std::optional<LatestRun> latest;
  ResultTraits result;
  bool create_new_run;
  RunChange expected;
};

const RunRow run_rows[] = {
    {"a case without a run gets one", std::nullopt, {this_test}, true, RunChange::create},
    {"...also with createNewRun off", std::nullopt, {this_test}, false, RunChange::create},
    {"a place in the cycle without a run is no run", LatestRun{.pristine = true}, {this_test}, true, RunChange::create},
    {"an untouched run is filled first (H-4)", pristine_run, {this_test}, true, RunChange::overwrite},
    {"an executed run is kept (C.3)", executed_run, {this_test}, true, RunChange::create},
    {"...and overwritten with createNewRun off", executed_run, {this_test}, false, RunChange::overwrite},
    {"a repeated test gets its own run", repeated, {this_test}, true, RunChange::create},
    {"...or is the last word with createNewRun off (H-5)", repeated, {this_test}, false, RunChange::overwrite},
    {"other parameters go into the same run (H-5)", of_another_test, {this_test}, false, RunChange::add},
    {"a repeat among others takes its place in the roll-up", of_two_tests, {this_test}, false, RunChange::add},
    {"a row of a dataset begins a run", executed_run, {.identity = this_test, .row_of_dataset = true}, true, RunChange::create},
    {"further rows join it", with_rows, {.identity = this_test, .row_of_dataset = true}, true, RunChange::add},
    {"a row does not join a run that has none", of_another_test, {.identity = this_test, .row_of_dataset = true}, true, RunChange::create},
    {"a result that is no row gets its own run", with_rows, {this_test}, true, RunChange::create},
    {"each try is a run", after_a_try, {.identity = this_test, .retried = true}, true, RunChange::create},
    {"the result that counts follows its tries", after_a_try, {this_test}, true, RunChange::create},
    {"...and replaces them with createNewRun off", after_a_try, {this_test}, false, RunChange::overwrite},
    {"a try told after it changes nothing", repeated, {.identity = this_test, .retried = true}, true, RunChange::remark},
    {"...nor with createNewRun off", repeated, {.identity = this_test, .retried = true}, false, RunChange::remark},
};

TEST(ChooseRun, FollowsTheRulesOfRunsAndRepeats) {
  for (const RunRow& row : run_rows) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(choose_run(row.latest, row.result, {.create_new_run = row.create_new_run}), row.expected);
  }
}

TEST(RunProgress, ComesBackAsItWasPacked) {
  StatusSet settled;
  settled.add(RunStatusType::failed);
  settled.add(RunStatusType::blocked);
  const RunProgress progress{
      .last_identity = 0xFFFFFFFE, .last_status = RunStatusType::blocked, .last_retried = true, .settled = settled, .results = 0xFFFF};
  EXPECT_EQ(unpacked(packed(progress)), progress);
  EXPECT_GT(packed(progress), 0) << "stores keep it in a signed number";
  EXPECT_EQ(unpacked(0), RunProgress{});
}

TEST(RunProgress, CountsNoFurtherThanItCanTell) {
  EXPECT_EQ(unpacked(packed({.results = RunProgress::results_counted_max + 1})).results, RunProgress::results_counted_max);
}

}  // namespace
}  // namespace testledger
