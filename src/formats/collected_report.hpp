#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "formats/report_format.hpp"

namespace testledger {

/// For tests of readers: everything that a report gives.
struct CollectedReport : ReportSink {
  std::vector<ReportedTest> tests;
  std::vector<ReportWarning> warnings;
  std::optional<Error> error;
  ReportHeader header;

  void on_test(ReportedTest&& test) override { tests.push_back(std::move(test)); }
  void on_warning(ReportWarning&& warning) override { warnings.push_back(std::move(warning)); }

  /// The only record of that name; fails the test when there is not exactly one.
  const ReportedTest& test(std::string_view name) const {
    static const ReportedTest none;
    const auto has_name = [name](const ReportedTest& each) { return each.name == name; };
    EXPECT_EQ(std::ranges::count_if(tests, has_name), 1) << name;
    const auto found = std::ranges::find_if(tests, has_name);
    return found == tests.end() ? none : *found;
  }

  /// The message of the only warning with that code; empty when there is not exactly one.
  std::string warning(std::string_view code) const {
    const auto has_code = [code](const ReportWarning& each) { return each.code == code; };
    return std::ranges::count_if(warnings, has_code) == 1 ? std::ranges::find_if(warnings, has_code)->message : std::string{};
  }
};

/// Reads a whole report, `chunk` bytes at a time.
inline CollectedReport collect(const ReportFormat& format, std::string_view bytes, std::size_t chunk = 64 * 1024) {
  CollectedReport report;
  const auto reader = format.make_reader();
  Result<void> read;
  for (std::size_t at = 0; read && at < bytes.size(); at += chunk) read = reader->feed(bytes.substr(at, chunk), report);
  if (read) read = reader->finish(report);
  if (read)
    report.header = reader->header();
  else
    report.error = read.error();
  return report;
}

/// What a second reading gives; fails the test when the first one asks for none.
inline CollectedReport collect_again(const ReportFormat& format, std::string_view bytes) {
  CollectedReport first, second;
  const auto reader = format.make_reader();
  EXPECT_TRUE(reader->feed(bytes, first) && reader->finish(first));
  const auto again = reader->second_reading();
  if (again == nullptr) {
    ADD_FAILURE() << "no second reading";
    return second;
  }
  EXPECT_TRUE(again->feed(bytes, second) && again->finish(second));
  return second;
}

/// What every reader promises of a well-formed report: any chunking gives the same, and each beginning of it is refused with
/// a place, with the test that was open as the last record.
inline void expect_reader_promises(const ReportFormat& format, const std::string& bytes) {
  const CollectedReport whole = collect(format, bytes);
  ASSERT_FALSE(whole.error) << whole.error->message;
  for (const std::size_t chunk : {1, 2, 3, 7, 64}) {
    const CollectedReport chunked = collect(format, bytes, chunk);
    EXPECT_TRUE(chunked.tests == whole.tests) << "chunks of " << chunk;
    EXPECT_TRUE(chunked.warnings == whole.warnings) << "chunks of " << chunk;
  }
  const std::size_t end = bytes.find_last_of(">]}");
  for (std::size_t length = 0; length <= end; ++length) {
    const CollectedReport cut = collect(format, std::string_view(bytes).substr(0, length));
    ASSERT_TRUE(cut.error && cut.error->place) << "cut at " << length;
    ASSERT_LE(cut.tests.size(), whole.tests.size() + 1) << "cut at " << length;
    for (std::size_t i = 0; i + 1 < cut.tests.size(); ++i) ASSERT_TRUE(cut.tests[i] == whole.tests[i]) << "cut at " << length;
    if (cut.tests.empty()) continue;
    const ReportedTest& last = cut.tests.back();
    const bool is_cut = last.origin == TestOrigin::cut_short;
    EXPECT_TRUE(is_cut ? last.outcome == Outcome::failed : last == whole.tests[cut.tests.size() - 1]) << "cut at " << length;
  }
}

}  // namespace testledger
