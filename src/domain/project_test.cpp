#include "domain/project.hpp"

#include <gtest/gtest.h>

#include "domain/test_case.hpp"

namespace testledger {
namespace {

TEST(DefaultConfiguration, HasWhatTheRulesOfImportingReferTo) {
  const Configuration configuration = default_configuration();
  EXPECT_TRUE(configuration.find(ChoiceKind::case_status, published_status)->eligible_for_cycle);
  EXPECT_NE(configuration.find(ChoiceKind::automation_status, automated_status), nullptr);
  EXPECT_NE(configuration.find(ChoiceKind::script_type, classic_script), nullptr);
  EXPECT_NE(configuration.find(ChoiceKind::script_type, bdd_script), nullptr);
  for (const char* name : {"Draft", "Under Review", "Deprecated"})
    EXPECT_FALSE(configuration.find(ChoiceKind::case_status, name)->eligible_for_cycle) << name;
  EXPECT_EQ(configuration.default_of(ChoiceKind::case_priority).name, "Not Assigned");
}

TEST(DefaultConfiguration, HasOneStatusOfEachTypeAndIdsFromOne) {
  const Configuration configuration = default_configuration();
  for (const RunStatusType type : all_run_status_types) EXPECT_EQ(configuration.first_of(type).type, type);
  for (const ChoiceKind kind :
       {ChoiceKind::case_status, ChoiceKind::case_priority, ChoiceKind::case_type, ChoiceKind::script_type, ChoiceKind::automation_status})
    EXPECT_EQ(configuration.of(kind).front().id, ChoiceId{1});
}

TEST(Configuration, FindsByNameInAnyLetterCaseAndTheFirstOfAType) {
  Configuration configuration = default_configuration();
  configuration.run_statuses.push_back({.id = {901}, .name = "Failed, known", .type = RunStatusType::failed});
  EXPECT_EQ(configuration.find_run_status("failed, KNOWN")->id, ChoiceId{901});
  EXPECT_EQ(configuration.find_run_status(ChoiceId{901})->name, "Failed, known");
  EXPECT_EQ(configuration.first_of(RunStatusType::failed).name, "Failed");
  EXPECT_EQ(configuration.find(ChoiceKind::case_status, "no such"), nullptr);
  EXPECT_EQ(configuration.find_run_status(ChoiceId{77}), nullptr);
}

TEST(StepType, NamesAreThoseOfTheWire) {
  for (const StepType type : {StepType::text, StepType::reference, StepType::bdd_given, StepType::bdd_when, StepType::bdd_and,
                              StepType::bdd_but, StepType::bdd_then, StepType::bdd_star})
    EXPECT_EQ(step_type(name_of(type)), type);
  EXPECT_EQ(name_of(StepType::bdd_star), "BDD_STAR");
  EXPECT_EQ(step_type("bdd_given"), StepType::bdd_given);
  EXPECT_FALSE(step_type("GIVEN"));
}

TEST(RunStatusType, NamesAreThoseOfTheWire) {
  EXPECT_EQ(name_of(RunStatusType::not_run), "NOT_RUN");
  EXPECT_EQ(name_of(RunStatusType::in_progress), "IN_PROGRESS");
}

}  // namespace
}  // namespace testledger
