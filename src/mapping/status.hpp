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

}  // namespace testledger
