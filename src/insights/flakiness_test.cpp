#include "insights/flakiness.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace testledger {
namespace {

std::vector<RunStatusType> types(std::string_view letters) {
  std::vector<RunStatusType> found;
  for (const char letter : letters)
    found.push_back(letter == 'p' ? RunStatusType::passed : letter == 'f' ? RunStatusType::failed : RunStatusType::blocked);
  return found;
}

TEST(Flakiness, IsToldFromTheNewestRuns) {
  struct Row {
    std::string newest_first;
    double score;
    int flips;
    std::string_view verdict, reason;
  };
  const Row rows[] = {
      {"", 0, 0, "not run", "It has not been executed yet."},
      {"p", 0, 0, "new", "It has been executed once only."},
      {"pp", 0, 0, "new", "It has been executed twice only."},
      {"f", 0, 0, "failing", "It failed in its last run."},
      {"fff", 0, 0, "failing", "It failed in its last 3 runs."},
      {"ffpp", 1.0 / 3, 1, "failing", "It failed in its last 2 runs."},
      {"ppff", 1.0 / 3, 1, "stable", "It failed in 2 of its last 4 runs and has not kept changing."},
      {"ppppp", 0, 0, "stable", "It did not fail in its last 5 runs."},
      {"pfpf", 1, 3, "flaky", "It changed 3 times between passed and failed in its last 4 runs."},
      {"fpppp", 0.25, 1, "failing", "It failed in its last run."},
      {"pbf", 0.5, 1, "stable", "It failed in 1 of its last 3 runs and has not kept changing."},
      {"bpp", 0, 0, "stable", "It did not fail in its last 3 runs."},
      {std::string(24, 'p') + "f" + std::string(24, 'p'), 2.0 / 48, 2, "stable",
       "It failed in 1 of its last 49 runs and has not kept changing."},
      {std::string(50, 'p') + "fpfpfp", 0, 0, "stable", "It did not fail in its last 50 runs."},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.newest_first);
    const Flakiness found = flakiness_of(types(row.newest_first));
    EXPECT_DOUBLE_EQ(found.score, row.score);
    EXPECT_EQ(found.flips, row.flips);
    EXPECT_EQ(name_of(found.verdict), row.verdict);
    EXPECT_EQ(found.reason, row.reason);
  }
}

}  // namespace
}  // namespace testledger
