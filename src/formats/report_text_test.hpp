// For tests: what a reader makes of a report, as text that people can review.
#pragma once

#include <string>
#include <vector>

#include "formats/collected_report.hpp"

namespace testledger {

/// Reads bytes in pieces of the given sizes, over and over; twice when the format asks for it, as an import does.
CollectedReport read_pieces(const ReportFormat& format, std::string_view bytes, const std::vector<std::size_t>& sizes);

/// Producer, then each record with its fields that say something, then warnings and the error.
std::string text_of(const CollectedReport& report);

/// The first difference between two readings; empty when there is none.
std::string difference(const CollectedReport& one, const CollectedReport& other);

}  // namespace testledger
