#pragma once

#include <string>
#include <string_view>

#include "reports/reported_test.hpp"

namespace testledger {

/// Takes the lines [[ATTACHMENT|path]] and [[PROPERTY|name=value]] of a test's output into the test. They stay in the output too.
void add_markers(ReportedTest& test, std::string_view output);

/// Whether a property of this name points to a file.
bool is_attachment_property(std::string_view name);

/// Adds a file that only the machine of the run can find, named by the last part of its path, unless the test has it already.
void add_attachment(ReportedTest& test, std::string_view path);

}  // namespace testledger
