#pragma once

#include <optional>
#include <string_view>

#include "reports/reported_test.hpp"

namespace testledger {

/// A duration in seconds as reporters write it: "0.25", "1,024.5", "0,125", "9.6e-05", "12ms", "00:01:02.5".
/// Nothing for text that is no duration, a negative one, NaN, or one of more than a year.
std::optional<Duration> parse_seconds(std::string_view text);

/// A point in time as reporters write it: ISO 8601 and its relatives, RFC 2822, asctime, Robot's compact form, seconds or
/// milliseconds since 1970. Without a zone, or with a name that several zones share (IST), it is taken as UTC.
/// Nothing for text that holds no whole date, and for 1970: that is a clock nobody set (GoogleTest's tests that did not run).
std::optional<TimePoint> parse_time(std::string_view text);

}  // namespace testledger
