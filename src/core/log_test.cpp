#include "core/log.hpp"

#include <gtest/gtest.h>

namespace testledger::log {
namespace {

constexpr std::chrono::system_clock::time_point noon{std::chrono::seconds(1'700'000'000)};

struct Row {
  std::string why;
  std::string value;
  std::string written;
};

class LogValue : public testing::TestWithParam<Row> {};

TEST_P(LogValue, IsOneHarmlessJsonString) {
  EXPECT_EQ(json_line(Level::info, "m", {{"v", GetParam().value}}, noon),
            R"({"time":"2023-11-14T22:13:20.000Z","level":"info","message":"m","v":")" + GetParam().written + "\"}")
      << GetParam().why;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, LogValue,
    testing::Values(Row{"plain text is kept", "abc", "abc"},
                    Row{"a line end cannot begin a line of its own", "a\r\n{}", R"(a\u000d\u000a{})"},
                    Row{"an escape cannot reach a terminal", "\x1b[31m", R"(\u001b[31m)"},
                    Row{"a quote cannot end the value", "a\"b\\", R"(a\"b\\)"}, Row{"a NUL is text", std::string("a\0b", 3), R"(a\u0000b)"},
                    Row{"bytes that are no UTF-8 stay valid JSON", "\xff|\xc3|\xed\xa0\x80", R"(\ufffd|\ufffd|\ufffd\ufffd\ufffd)"},
                    Row{"letters of any language are kept", "Zoë 試 😀", "Zoë 試 😀"},
                    Row{"control characters of the second range too", "\xc2\x9b", R"(\u009b)"},
                    Row{"long text is cut and says by how much", std::string(1030, 'x'), std::string(1024, 'x') + "[+6 bytes]"}));

TEST(LogLine, HasNumbersAsNumbers) {
  EXPECT_EQ(json_line(Level::error, "served", {{"status", std::int64_t{200}}, {"seconds", 0.5}}, noon),
            R"({"time":"2023-11-14T22:13:20.000Z","level":"error","message":"served","status":200,"seconds":0.500000})");
}

}  // namespace
}  // namespace testledger::log
