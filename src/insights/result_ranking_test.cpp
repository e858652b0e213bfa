#include "insights/result_ranking.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <random>
#include <string>

namespace testledger {
namespace {

using std::chrono::milliseconds;

/// Rows with many that are equal in whatever they are sorted by.
struct TiedRows {
  std::vector<CaseResult> rows;
  std::vector<std::string> names;
  FoldedTitles titles;

  explicit TiedRows(std::size_t count) : titles(count) {
    std::mt19937 chance(static_cast<unsigned>(count));
    const auto below = [&](int limit) { return static_cast<int>(chance() % static_cast<unsigned>(limit)); };
    for (std::size_t i = 0; i < count; ++i) {
      rows.push_back({.case_id = {static_cast<std::int64_t>(i) + 1},
                      .position = static_cast<std::int64_t>(count - i),
                      .run = {below(2)},
                      .status = {below(4)},
                      .type = static_cast<RunStatusType>(below(5)),
                      .seconds = below(7) * 0.5,
                      .updated = Timestamp(milliseconds(below(9)))});
      names.push_back("the case that is called " + std::string(static_cast<std::size_t>(below(3)), 'a') + std::to_string(below(20)));
      titles.set(i, names.back());
    }
  }
};

/// The same by plain sorting.
std::vector<std::size_t> sorted(const TiedRows& of, const ResultSorting& sorting) {
  const auto key = [&](std::size_t i) -> std::pair<double, std::string> {
    const CaseResult& row = of.rows[i];
    switch (sorting.by) {
      case ResultOrder::position: return {static_cast<double>(row.position), ""};
      case ResultOrder::title: return {0, of.names[i]};
      case ResultOrder::key: return {static_cast<double>(row.case_id.value), ""};
      case ResultOrder::status:
        return {static_cast<double>(std::ranges::find(sorting.statuses, row.status) - sorting.statuses.begin()), ""};
      case ResultOrder::duration: return {row.seconds, ""};
      case ResultOrder::updated: return {static_cast<double>(row.updated.time_since_epoch().count()), ""};
    }
    return {};
  };
  std::vector<std::size_t> order(of.rows.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::size_t i) { return of.rows[i].position; });
  const auto before = [&](std::size_t a, std::size_t b) {
    return sorting.direction == Direction::ascending ? key(a) < key(b) : key(b) < key(a);
  };
  std::ranges::stable_sort(order, before);
  return order;
}

std::vector<std::size_t> slice(const std::vector<std::size_t>& all, std::size_t start, std::size_t size) {
  start = std::min(start, all.size());
  const auto first = all.begin() + static_cast<std::ptrdiff_t>(start);
  return {first, first + static_cast<std::ptrdiff_t>(std::min(size, all.size() - start))};
}

std::optional<std::int64_t> next(const TiedRows& of, const std::vector<std::size_t>& order, std::size_t from, RunStatusType type) {
  for (std::size_t at = from; at < order.size(); ++at)
    if (of.rows[order[at]].type == type) return static_cast<std::int64_t>(at);
  return std::nullopt;
}

constexpr std::array orders{ResultOrder::position, ResultOrder::title,    ResultOrder::key,
                            ResultOrder::status,   ResultOrder::duration, ResultOrder::updated};

TEST(ResultRanking, IsPlainSortingForEveryWindow) {
  for (const std::size_t count : {0U, 1U, 2U, 50U, 301U}) {
    const TiedRows rows(count);
    for (const ResultOrder by : orders)
      for (const Direction direction : {Direction::ascending, Direction::descending}) {
        const ResultSorting sorting{.by = by, .direction = direction, .statuses = {{3}, {0}, {1}}};
        const std::vector<std::size_t> all = sorted(rows, sorting);
        for (const std::size_t start : {0U, 1U, 25U, 49U, 50U, 300U, 1000U})
          for (const std::size_t size : {1U, 7U, 500U}) {
            ResultRanking ranking(rows.rows, sorting, &rows.titles);
            ASSERT_EQ(ranking.window({static_cast<std::int64_t>(start), static_cast<std::int64_t>(size)}), slice(all, start, size))
                << static_cast<int>(by) << " from " << start << " of " << count;
          }
        for (std::size_t from = 0; from <= count + 1; from += 13)
          ASSERT_EQ(ResultRanking(rows.rows, sorting, &rows.titles).next(static_cast<std::int64_t>(from), RunStatusType::failed),
                    next(rows, all, from, RunStatusType::failed))
              << static_cast<int>(by) << " from " << from << " of " << count;
      }
  }
}

TEST(FoldedTitles, AreInOneLetterCaseAndKnowWhatTheyHaveInCommon) {
  FoldedTitles titles(3);
  titles.set(0, "Suite OPENS");
  titles.set(2, "suite \xc3\x84rger");
  titles.set(1, "forgotten");
  titles.set(1, "Suite closes");
  EXPECT_EQ(titles.of(0), "suite opens");
  EXPECT_EQ(titles.of(1), "suite closes");
  EXPECT_EQ(titles.of(2), "suite \xc3\xa4rger");
  EXPECT_EQ(titles.common_beginning(), 6U);
  titles.keep({2, 0});
  EXPECT_EQ(titles.of(0), "suite \xc3\xa4rger");
  EXPECT_EQ(titles.of(1), "suite opens");
  EXPECT_EQ(FoldedTitles(0).common_beginning(), 0U);
  EXPECT_EQ(FoldedTitles(1).of(0), "");
}

}  // namespace
}  // namespace testledger
