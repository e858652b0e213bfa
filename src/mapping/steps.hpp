#pragma once

#include <string_view>
#include <vector>

#include "domain/test_case.hpp"
#include "domain/test_run.hpp"
#include "reports/report_kind.hpp"
#include "reports/reported_test.hpp"

namespace testledger {

/// The steps that a case has according to a report (contract C.4.4 to C.4.6). Hooks of scenarios are no steps; Robot's
/// set-ups and tear-downs are, and say so.
std::vector<CaseStep> case_steps(const std::vector<ReportedStep>& steps, const ReportKind& kind);

/// The steps of a run as they were executed; of a scenario's hooks only those that failed.
std::vector<RunStep> run_steps(std::vector<ReportedStep> steps, const ReportKind& kind);

/// The steps of a run of a case that has its own: each takes status and actual result of the reported step at the same
/// position with the same text, else it is Not Run (contract H-10). Reported steps that match none are left out.
struct ComparedSteps {
  std::vector<RunStep> steps;
  std::size_t unmatched = 0;  ///< on either side
};
ComparedSteps compare_steps(std::vector<ReportedStep> reported, const std::vector<CaseStep>& expected, const ReportKind& kind);

/// The case's steps without the report's (updateOnlyRunStatus): passed with a passed run, otherwise Not Run (contract A.8).
std::vector<RunStep> steps_by_run_status(const std::vector<CaseStep>& steps, RunStatusType run_status);

}  // namespace testledger
