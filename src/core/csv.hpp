#pragma once

#include <span>
#include <string>

namespace testledger {

/// One line of CSV as RFC 4180 has it, with its CR LF. A cell that a spreadsheet would take for a formula, because it begins with
/// = + - @ TAB or CR, gets a ' in front.
std::string csv_line(std::span<const std::string> cells);

}  // namespace testledger
