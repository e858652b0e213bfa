#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "domain/page.hpp"
#include "insights/case_result.hpp"
#include "insights/folded_titles.hpp"

namespace testledger {

enum class ResultOrder { position, title, key, status, duration, updated };
enum class Direction { ascending, descending };

/// What rows are put in order by. Rows that are equal in it stand in the order of joining.
struct ResultSorting {
  ResultOrder by = ResultOrder::position;
  Direction direction = Direction::ascending;
  std::vector<ChoiceId> statuses = {};  ///< in the order in which `status` sorts; 0 stands for no run
};

/// Puts rows in order as far as somebody looks: a window of many rows costs no sorting of all of them.
class ResultRanking {
 public:
  /// The rows and, for sorting by them, their titles outlive it.
  ResultRanking(std::span<const CaseResult> rows, const ResultSorting& sorting, const FoldedTitles* titles);

  /// Which rows stand in a part of the list, in their order there.
  std::vector<std::size_t> window(PageRequest part);
  /// The first place from that one on where a row of the type stands.
  std::optional<std::int64_t> next(std::int64_t from, RunStatusType type);

 private:
  struct Place {
    std::uint64_t key;
    std::size_t row;
  };
  bool before(const Place& left, const Place& right) const;
  auto order() const {
    return [this](const Place& left, const Place& right) { return before(left, right); };
  }
  /// Lets the first `count` places be those that stand there, in any order among them.
  void part_at(std::size_t count);

  std::span<const CaseResult> rows_;
  const FoldedTitles* titles_;
  Direction direction_;
  std::vector<Place> places_;
};

}  // namespace testledger
