#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mapping/test_identity.hpp"
#include "reports/report_kind.hpp"
#include "reports/reported_test.hpp"

namespace testledger {

/// Why a test did not pass, for people (contract H-17): of each failure the message, then the stack; of a skip its reason;
/// where only a step tells it, the first failed step. Empty when there is nothing to say.
std::string failure_comment(const ReportedTest& test);

/// The run comments of a test: the failure, then its earlier attempts, then the end of what it wrote, that of a test that did
/// not fail only where the format's rules say so (contract C.4.1 to C.4.3). Each is at most comment_length_max characters.
std::vector<std::string> comments_of(const ReportedTest& test, const ReportKind& kind);

/// What one of several results in a run is called: "Row 2 (user=bob)", "admin login", or the test's name and class. Never empty.
std::string row_title(const ReportedTest& test, const TestIdentity& identity);

/// A result's line in the comments of a run that holds several: "Row 2: Failed", and the failure below.
std::string row_comment(std::string_view title, std::string_view status, const ReportedTest& test);

}  // namespace testledger
