#include "insights/comparison.hpp"

#include <gtest/gtest.h>

#include <string>

namespace testledger {
namespace {

constexpr auto passed = RunStatusType::passed;
constexpr auto failed = RunStatusType::failed;
constexpr auto blocked = RunStatusType::blocked;
constexpr auto not_run = RunStatusType::not_run;

using Rows = std::vector<CaseResult>;

CaseResult result(RunStatusType type, double seconds = 1, std::int64_t id = 1) {
  return {.case_id = {id}, .position = id, .run = {id}, .type = type, .seconds = seconds};
}

TEST(Comparison, TellsWhatBecameOfACase) {
  struct Row {
    Rows before, after;
    std::string change;
  };
  const Row rows[] = {
      {{result(passed)}, {result(failed)}, "newlyFailing"},
      {{result(blocked)}, {result(failed)}, "newlyFailing"},
      {{result(failed)}, {result(failed)}, "stillFailing"},
      {{result(failed)}, {result(passed)}, "fixed"},
      {{result(failed)}, {result(blocked)}, "same"},
      {{result(passed)}, {result(blocked)}, "same"},
      {{result(passed)}, {}, "missing"},
      {{result(failed)}, {result(not_run)}, "missing"},
      {{}, {result(failed)}, "added"},
      {{result(not_run)}, {result(passed)}, "added"},
      {{result(not_run)}, {result(not_run)}, "same"},
      {{result(not_run)}, {}, "same"},
      {{result(passed, 1.0)}, {result(passed, 1.5)}, "slower"},
      {{result(passed, 1.0)}, {result(passed, 1.49)}, "same"},
      {{result(passed, 0.1)}, {result(passed, 0.59)}, "same"},
      {{result(passed, 10)}, {result(passed, 14)}, "same"},
      {{result(passed, 1.5)}, {result(passed, 1.0)}, "faster"},
      {{result(passed, 1.0)}, {result(failed, 9.0)}, "newlyFailing"},
  };
  for (const Row& row : rows) {
    const auto all = compared(row.before, row.after);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(name_of(all[0].change), row.change);
    EXPECT_EQ(all[0].before != nullptr, !row.before.empty());
    EXPECT_EQ(all[0].after != nullptr, !row.after.empty());
  }
  for (const Change change : all_changes) EXPECT_EQ(change_named(name_of(change)), change);
  EXPECT_EQ(change_named("worse"), std::nullopt);
}

TEST(Comparison, HasEveryCaseOnceTheMostImportantFirst) {
  const Rows before{result(passed, 1, 1), result(passed, 1, 2), result(failed, 1, 4), result(passed, 1, 7)};
  const Rows after{result(failed, 1, 2), result(passed, 1, 3), result(passed, 1, 4), result(passed, 1, 7)};
  const auto told = [&](PageRequest part) {
    std::string text;
    for (const ComparedCase& each : most_important(compared(before, after), part))
      text += std::to_string(each.either().case_id.value) + " " + std::string(name_of(each.change)) + ", ";
    return text;
  };
  EXPECT_EQ(told({.start = 0, .size = 9}), "2 newlyFailing, 4 fixed, 1 missing, 3 added, 7 same, ");
  EXPECT_EQ(told({.start = 0, .size = 2}), "2 newlyFailing, 4 fixed, ");
  EXPECT_EQ(told({.start = 2, .size = 2}), "1 missing, 3 added, ");
  EXPECT_EQ(told({.start = 4, .size = 9}), "7 same, ");
  EXPECT_EQ(told({.start = 5, .size = 9}), "");
  EXPECT_TRUE(compared({}, {}).empty());
}

}  // namespace
}  // namespace testledger
