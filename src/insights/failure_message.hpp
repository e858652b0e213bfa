#pragma once

#include <string>
#include <string_view>

#include "domain/test_run.hpp"

namespace testledger {

/// What a run says of its failure: its first comment, or what its first failed step or row says; empty when it says nothing.
std::string failure_message(const RunDetail& detail);

/// The first line that is not blank, cut to that many characters.
std::string_view first_line(std::string_view text, std::size_t characters_max);

/// What is left of a line when what differs from run to run is taken out: numbers, hexadecimal digits, UUIDs, times, durations,
/// addresses and paths of temporary files, each with a placeholder such as "<n>" in its place. Lines of one cause become equal.
std::string without_particulars(std::string_view line);

inline constexpr std::size_t message_line_max = 200;     ///< characters of a line that is shown
inline constexpr std::size_t message_example_max = 500;  ///< characters of a message that stands for its like

}  // namespace testledger
