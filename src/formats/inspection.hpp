#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "formats/report_format.hpp"

namespace testledger {

/// The next bytes of a file; empty at its end. The view is valid until the next call.
using ByteSource = std::function<Result<std::string_view>()>;

/// What a report holds, without importing it.
struct Inspection {
  const ReportFormat* format = nullptr;  ///< null when the content is of no known format
  ReportHeader header;
  std::uint64_t tests = 0;                    ///< records the runner wrote, and one cut short
  std::uint64_t cut_short = 0;                ///< 1 when the report breaks off inside a test
  std::array<std::uint64_t, 5> outcomes{};    ///< by Outcome
  std::array<std::uint64_t, 5> assertions{};  ///< checks that the runner counts by themselves, by Outcome
  std::uint64_t suite_failures = 0;           ///< suites that failed outside any test
  std::uint64_t warning_count = 0;
  std::vector<ReportWarning> warnings;  ///< the first 100
  std::optional<Error> error;           ///< why the report could not be read to its end; the counts are those before it
};

inline constexpr std::size_t inspected_warnings_max = 100;

/// Reads a report to its end and counts. With no format given it is told from the content.
Inspection inspect(const ByteSource& source, const ReportFormat* format = nullptr);

/// Reads all of `source` through `reader`.
Result<void> read_report(ReportReader& reader, const ByteSource& source, ReportSink& sink);

}  // namespace testledger
