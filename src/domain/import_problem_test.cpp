#include "domain/import_problem.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

struct Row {
  ProblemCode code;
  const char* status;
  const char* name;
  const char* text;
};

constexpr Row rows[] = {
    {ProblemCode::invalid_report, "", "invalid_report",
     "Invalid xml: Unable to parse file. Please check if it is a valid results.xml file."},
    {ProblemCode::case_not_eligible, "Draft", "case_not_eligible",
     "AT-TC-7 is in Under Review/Draft status. Only published cases can be added to cycle."},
    {ProblemCode::case_not_eligible, "Under Review", "case_not_eligible",
     "AT-TC-7 is in Under Review/Draft status. Only published cases can be added to cycle."},
    {ProblemCode::case_not_eligible, "Deprecated", "case_not_eligible",
     "AT-TC-7 is in Deprecated status. Only published cases can be added to cycle."},
    {ProblemCode::case_not_found, "", "case_not_found", "AT-TC-7 not found or you don't have privileges to add this case."},
    {ProblemCode::case_not_in_cycle, "", "case_not_in_cycle", "Case does not exist in the cycle. Set addCaseToCycle if you wish to add."},
    {ProblemCode::no_case_for_automation_key, "", "no_case_for_automation_key",
     "No case found with this automation key. Either map automation key or set createCase to true."},
    {ProblemCode::automation_data_forbidden, "", "automation_data_forbidden",
     "Unable to update automation data in the case. Insufficient permissions to edit cases in the project."},
};

TEST(ImportProblem, IsToldInTheContractsWords) {
  for (const Row& row : rows) {
    EXPECT_EQ(code_of(row.code), row.name);
    EXPECT_EQ(message_of(row.code, "AT-TC-7", row.status), row.text);
  }
}

}  // namespace
}  // namespace testledger
