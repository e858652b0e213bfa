#pragma once

#include "domain/run_status.hpp"
#include "reports/reported_test.hpp"

namespace testledger {

/// The type of run status that a test's result becomes: the table of contract C.5.
RunStatusType run_status_of(const ReportedTest& test);

/// Whether the report's own word for the outcome is one that its format is known to have.
bool has_known_status(const ReportedTest& test);

/// The same for one step.
RunStatusType step_status_of(const ReportedStep& step);

/// The status of a run from those of its steps or rows (contract A.8): one failure fails it; nothing at all is Not Run.
constexpr RunStatusType rolled_up(StatusSet statuses) {
  for (const RunStatusType type : {RunStatusType::not_run, RunStatusType::in_progress, RunStatusType::passed})
    if (statuses.only(type)) return type;
  if (statuses.has(RunStatusType::failed)) return RunStatusType::failed;
  if (statuses.has(RunStatusType::blocked)) return RunStatusType::blocked;
  return statuses.empty() ? RunStatusType::not_run : RunStatusType::in_progress;
}

}  // namespace testledger
