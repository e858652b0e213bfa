#pragma once

#include <charconv>
#include <memory>

#include "formats/report_format.hpp"
#include "formats/robot/robot_suites.hpp"

namespace testledger {

// Robot's result in its two syntaxes. `known` is what an earlier reading of the same bytes learnt.
std::unique_ptr<ReportReader> make_robot_xml_reader(RobotSuiteFacts known);
std::unique_ptr<ReportReader> make_robot_json_reader(RobotSuiteFacts known);

/// 0 for text that is no whole number.
template <class Number>
Number number_of(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : Number{0};
}

/// "Robot 7.4.2 (Python 3.11.7 on linux)" as producer "Robot" and version "7.4.2".
ReportHeader robot_header(std::string_view generator);

}  // namespace testledger
