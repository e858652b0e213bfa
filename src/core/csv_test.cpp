#include "core/csv.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace testledger {
namespace {

TEST(Csv, LinesAreAsRfc4180HasThemAndInertInASpreadsheet) {
  struct Row {
    std::string why;
    std::vector<std::string> cells;
    std::string line;
  };
  const Row rows[] = {
      {"plain cells", {"a", "b c", ""}, "a,b c,\r\n"},
      {"commas, quotes and lines", {"a,b", "say \"x\"", "one\ntwo", "\r"}, "\"a,b\",\"say \"\"x\"\"\",\"one\ntwo\",\"'\r\"\r\n"},
      {"formulas", {"=1+1", "+x", "-x", "@x", "\tx"}, "\"'=1+1\",\"'+x\",\"'-x\",\"'@x\",\"'\tx\"\r\n"},
      {"a formula with quotes", {"=HYPERLINK(\"http://x\")"}, "\"'=HYPERLINK(\"\"http://x\"\")\"\r\n"},
      {"numbers, of which no difference is made", {"1.5", "-1"}, "1.5,\"'-1\"\r\n"},
      {"a formula's start within", {"a=b"}, "a=b\r\n"},
      {"other scripts", {"Ä=", "=Ä"}, "Ä=,\"'=Ä\"\r\n"},
      {"none", {}, "\r\n"},
  };
  for (const Row& row : rows) EXPECT_EQ(csv_line(row.cells), row.line) << row.why;
}

}  // namespace
}  // namespace testledger
