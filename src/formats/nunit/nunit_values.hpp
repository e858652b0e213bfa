#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/xml/xml_reader.hpp"
#include "reports/reported_test.hpp"

namespace testledger {

/// How a case or a suite of an NUnit report ended.
struct NunitStatus {
  Outcome outcome;
  std::string raw;  ///< result, label and site: "Failed:Error@SetUp"; up to 2.4 "success=False"; empty in a list of tests
};

NunitStatus nunit_status(const XmlAttributes& attributes);

/// A time attribute; nothing for the year 1, which stands for never.
std::optional<TimePoint> nunit_start(std::string_view text);

/// The duration told by version 3, 2, or by the two times.
std::optional<Duration> nunit_duration(const XmlAttributes& attributes);

/// An assembly's file name: version 2 writes the whole path, which differs from machine to machine. Other names stay.
std::string_view file_name_of(std::string_view suite);

/// The exception's class in "System.ArgumentException : …" and "SetUp : System.ArgumentException : …"; empty when none.
std::string exception_in(std::string_view message);

/// A suite's message without the first line that only says that something below it failed.
std::string without_news_of_children(std::string message);

}  // namespace testledger
