#include "storage/sqlite/known_cycles.hpp"

#include <gtest/gtest.h>

#include <string>

namespace testledger::sqlite {
namespace {

using KnownTexts = KnownOfCycles<std::string>;

constexpr KnownTexts::Place one{ProjectId{1}, CycleId{7}}, two{ProjectId{1}, CycleId{8}}, three{ProjectId{1}, CycleId{9}};

TEST(KnownOfCycles, HoldsAsLongAsTheCycleHasNotChanged) {
  KnownTexts known(10);
  EXPECT_EQ(known.find(one, 0), std::nullopt);
  known.keep(one, 3, "of three changes");
  EXPECT_EQ(known.find(one, 3), "of three changes");
  EXPECT_EQ(known.find(one, 4), std::nullopt) << "what changed since is not in it";
  EXPECT_EQ(known.find(one, 2), std::nullopt) << "who reads an older moment is told of that";
  known.keep(one, 4, "of four");
  EXPECT_EQ(known.find(one, 4), "of four");
  EXPECT_EQ(known.find(one, 3), std::nullopt);
}

TEST(KnownOfCycles, TellsCyclesOfTheSameIdInTwoProjectsApart) {
  constexpr KnownTexts::Place elsewhere{ProjectId{2}, one.cycle};
  KnownTexts known(10);
  known.keep(one, 1, "here");
  EXPECT_EQ(known.find(elsewhere, 1), std::nullopt);
  known.keep(elsewhere, 1, "there");
  EXPECT_EQ(known.find(one, 1), "here");
  EXPECT_EQ(known.find(elsewhere, 1), "there");
}

TEST(KnownOfCycles, ForgetsWhatNobodyAskedForTheLongest) {
  KnownTexts known(10);
  known.keep(one, 1, "a", 4);
  known.keep(two, 1, "b", 4);
  known.find(one, 1);
  known.keep(three, 1, "c", 4);
  EXPECT_EQ(known.find(two, 1), std::nullopt);
  EXPECT_EQ(known.find(one, 1), "a");
  EXPECT_EQ(known.find(three, 1), "c");
  EXPECT_EQ(known.weight(), 8U);
  known.keep(two, 1, "b", 10);
  EXPECT_EQ(known.find(two, 1), "b");
  EXPECT_EQ(known.weight(), 10U) << "one that weighs as much as all may, alone";
}

TEST(KnownOfCycles, WeighsNoMoreThanItMay) {
  KnownTexts known(10);
  for (int changes = 0; changes < 5; ++changes) known.keep(one, changes, "a", 6);
  EXPECT_EQ(known.weight(), 6U) << "what takes another's place weighs alone";
  known.keep(one, 9, "too heavy", 11);
  EXPECT_EQ(known.find(one, 9), std::nullopt);
  EXPECT_EQ(known.weight(), 0U);
  for (std::int64_t cycle = 0; cycle < 100; ++cycle) {
    known.keep({ProjectId{1}, CycleId{cycle}}, 1, "a", static_cast<std::size_t>(cycle % 12));
    ASSERT_LE(known.weight(), 10U);
  }
}

}  // namespace
}  // namespace testledger::sqlite
