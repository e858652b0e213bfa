#include "formats/text/time_text.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

struct DurationRow {
  const char* text;
  std::optional<std::int64_t> micros;
  const char* why;
};

TEST(TimeText, reads_seconds_as_reporters_write_them) {
  const DurationRow rows[] = {
      {"0.25", 250'000, "the plain form"},
      {"3", 3'000'000, "whole seconds"},
      {" 0.5 ", 500'000, "padding is no reason to lose a time"},
      {"0.", 0, "a dot without digits"},
      {".5", 500'000, "digits without a whole part"},
      {"1,234.5", 1'234'500'000, "Surefire groups thousands"},
      {"1,234", 1'234'000'000, "a group of three after one to three digits groups thousands"},
      {"1,234,567.5", 1'234'567'500'000, "several groups"},
      {"1.234,5", 1'234'500'000, "a German locale"},
      {"0,125", 125'000, "a decimal comma: no group begins with zero"},
      {"12,5", 12'500'000, "a decimal comma: a group has three digits"},
      {"9.6e-05", 96, "an exponent"},
      {"1.5E-4", 150, "an exponent in capitals"},
      {"0.0000001", 0, "less than a microsecond is zero, not nothing"},
      {"12ms", 12'000, "milliseconds"},
      {"1.5 s", 1'500'000, "a unit behind a blank"},
      {"250us", 250, "microseconds"},
      {"00:01:02.5", 62'500'000, "hours, minutes, seconds"},
      {"01:02", 62'000'000, "minutes and seconds"},
      {"00:00:00.0010000", 1'000, "a .NET time span"},
      {"31536000", 31'536'000'000'000, "a year is the most that is believed"},
      {"31536001", std::nullopt, "more than a year is a broken clock"},
      {"-0.001", std::nullopt, "clocks that went backwards"},
      {"-0", std::nullopt, "a negative zero comes from a negative difference"},
      {"00:-1:02", std::nullopt, "a negative part"},
      {"NaN", std::nullopt, "not a number"},
      {"inf", std::nullopt, "no end"},
      {"1e999", std::nullopt, "out of range"},
      {"", std::nullopt, "empty"},
      {"<<computed>>", std::nullopt, "a template's text"},
      {"1.2.3", std::nullopt, "two dots"},
      {"3x", std::nullopt, "an unknown unit"},
      {"1:2:3:4", std::nullopt, "too many parts"},
  };
  for (const DurationRow& row : rows) {
    const auto read = parse_seconds(row.text);
    EXPECT_EQ(read ? std::optional(read->count()) : std::nullopt, row.micros) << '"' << row.text << "\": " << row.why;
  }
}

struct TimeRow {
  const char* text;
  const char* utc;  ///< "YYYY-MM-DD hh:mm:ss.micros"; empty for nothing
  const char* why;
};

std::string shown(TimePoint time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d:%02d.%06d", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

TEST(TimeText, reads_points_in_time_as_reporters_write_them) {
  const TimeRow rows[] = {
      {"2024-01-03T12:40:13", "2024-01-03 12:40:13.000000", "ISO without a zone is UTC"},
      {"2024-01-03T12:40:13Z", "2024-01-03 12:40:13.000000", "ISO in UTC"},
      {"2024-01-03T12:40:13.123456Z", "2024-01-03 12:40:13.123456", "a fraction"},
      {"2024-01-03T12:40:13.1234567+02:00", "2024-01-03 10:40:13.123456", "seven digits (.NET) and a zone east"},
      {"2024-01-03T12:40:13-0530", "2024-01-03 18:10:13.000000", "a zone west without its colon"},
      {"2024-01-03T12:40:13+09", "2024-01-03 03:40:13.000000", "a zone of hours"},
      {"2024-01-03T 12:40:13", "2024-01-03 12:40:13.000000", "a blank after the T"},
      {"2024-01-03 12:27:54Z", "2024-01-03 12:27:54.000000", "a blank for the T (NUnit)"},
      {"2024-01-03 12:27:54,250", "2024-01-03 12:27:54.250000", "a comma before the fraction (Python's logging)"},
      {"2024-01-03T12:40", "2024-01-03 12:40:00.000000", "no seconds"},
      {"2024-01-03", "2024-01-03 00:00:00.000000", "a date alone"},
      {"2024/01/03 12:27:54", "2024-01-03 12:27:54.000000", "slashes, year first"},
      {"20240103 12:27:54.789", "2024-01-03 12:27:54.789000", "Robot before version 7"},
      {"2025-05-22T01:13:20 IST", "2025-05-22 01:13:20.000000", "TestNG: three zones are called IST"},
      {"8 Jun 2017 05:47:46 GMT", "2017-06-08 05:47:46.000000", "TestNG's JUnit files"},
      {"Sat, 03 Dec 2022 23:10:07 GMT", "2022-12-03 23:10:07.000000", "mocha: RFC 2822"},
      {"Sat, 03 Dec 2022 23:10:07 +0100", "2022-12-03 22:10:07.000000", "RFC 2822 with a zone"},
      {"Sat Dec  3 23:10:07 2022", "2022-12-03 23:10:07.000000", "asctime"},
      {"Sat Dec 03 23:10:07 UTC 2022", "2022-12-03 23:10:07.000000", "Java's Date"},
      {"Sat Dec 03 2022 23:10:07 GMT+0100 (CET)", "2022-12-03 22:10:07.000000", "JavaScript's Date"},
      {"03.12.2022 23:10:07", "2022-12-03 23:10:07.000000", "a German locale"},
      {"12/03/2022 02:46:01 PM", "2022-12-03 14:46:01.000000", "an American locale"},
      {"12/03/2022 12:46:01 AM", "2022-12-03 00:46:01.000000", "half past midnight"},
      {"1670109007", "2022-12-03 23:10:07.000000", "seconds since 1970"},
      {"1670109007.5", "2022-12-03 23:10:07.500000", "with a fraction"},
      {"1670109007123", "2022-12-03 23:10:07.123000", "milliseconds since 1970"},
      {"1970-01-01T01:00:00.000", "", "GoogleTest's tests that did not run"},
      {"23:10:07", "", "a time without a date is no point in time"},
      {"2022-13-03T00:00:00", "", "no such month"},
      {"2022-02-30", "", "no such day"},
      {"2022-02-257", "", "a day that would be 1 in eight bits"},
      {"2022-02-20T10:00:00+9999999999", "", "no such zone"},
      {"2022-02-20T25:00:00", "", "no such hour"},
      {"N/A", "", "Robot after a merge"},
      {"tbd", "", "a placeholder"},
      {"{iso8601-timestamp}", "", "a template"},
      {"", "", "empty"},
      {"99999999999999999999", "", "no clock shows that"},
  };
  for (const TimeRow& row : rows) {
    const auto read = parse_time(row.text);
    EXPECT_EQ(read ? shown(*read) : "", row.utc) << '"' << row.text << "\": " << row.why;
  }
}

}  // namespace
}  // namespace testledger
