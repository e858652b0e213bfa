#pragma once

#include <memory>

#include "formats/report_format.hpp"
#include "formats/robot_suites.hpp"

namespace testledger {

// Robot's result in its two syntaxes. `known` is what an earlier reading of the same bytes learnt.
std::unique_ptr<ReportReader> make_robot_xml_reader(RobotSuiteFacts known);
std::unique_ptr<ReportReader> make_robot_json_reader(RobotSuiteFacts known);

/// "Robot 7.4.2 (Python 3.11.7 on linux)" as producer "Robot" and version "7.4.2".
ReportHeader robot_header(std::string_view generator);

}  // namespace testledger
