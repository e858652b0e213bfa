#include "insights/failure_groups.hpp"

#include <gtest/gtest.h>

#include "insights/durations.hpp"

namespace testledger {
namespace {

TEST(FailureGroups, GatherWhatSaysTheSameButForParticulars) {
  FailureGroups groups;
  groups.add({1}, {11}, "");
  for (std::int64_t i = 2; i < 30; ++i) groups.add({i}, {i + 10}, "\n  expected " + std::to_string(i) + "\nat line " + std::to_string(i));
  groups.add({30}, {40}, "no answer in 3s");
  groups.add({31}, {41}, "no answer in 31 ms");
  const auto found = std::move(groups).take();
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].message, "expected <n>");
  EXPECT_EQ(found[0].example, "expected 2\nat line 2");
  EXPECT_EQ(found[0].cases, 28U);
  EXPECT_EQ(found[0].some_cases.size(), FailureGroups::shown_max);
  EXPECT_EQ(found[0].some_runs.front(), RunId{12});
  EXPECT_EQ(found[1].message, "no answer in <duration>");
  EXPECT_EQ(found[1].cases, 2U);
  EXPECT_EQ(found[2].message, "");
}

TEST(FailureGroups, AreTheLargestAlone) {
  FailureGroups groups;
  for (char letter = 'a'; letter <= 'z'; ++letter)
    for (char other = 'p'; other <= 'z'; ++other) groups.add({1}, {1}, std::string("no ") + letter + other);
  groups.add({7}, {8}, "no zz");
  const auto found = std::move(groups).take();
  EXPECT_EQ(found.size(), FailureGroups::groups_max);
  EXPECT_EQ(found[0].message, "no zz");
}

TEST(Durations, AreToldTogetherAndInBuckets) {
  using Bucket = Durations::Bucket;
  EXPECT_TRUE(durations_of({}).buckets.empty());
  const Durations found = durations_of({0.3, 0.25, 1.0, 3});
  EXPECT_DOUBLE_EQ(found.total, 4.55);
  EXPECT_DOUBLE_EQ(found.median, 1.0);
  EXPECT_DOUBLE_EQ(found.p95, 3);
  EXPECT_EQ(found.buckets, (std::vector<Bucket>{{0.2, 0.5, 2}, {0.5, 1, 0}, {1, 2, 1}, {2, 5, 1}}));
  EXPECT_EQ(durations_of({0, 1e9}).buckets.size(), 25U);
  EXPECT_EQ(durations_of({1e9}).buckets, (std::vector<Bucket>{{50000, 100000, 1}}));
}

}  // namespace
}  // namespace testledger
