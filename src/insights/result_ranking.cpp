#include "insights/result_ranking.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <string_view>

namespace testledger {
namespace {

constexpr std::size_t key_bytes = 8;

/// The next bytes of a text as a number that sorts as they do.
std::uint64_t first_bytes(std::string_view text) {
  std::uint64_t key = 0;
  for (std::size_t at = 0; at < key_bytes; ++at) key = key << 8 | (at < text.size() ? static_cast<unsigned char>(text[at]) : 0U);
  return key;
}

std::uint64_t key_of(const CaseResult& row, const ResultSorting& sorting) {
  switch (sorting.by) {
    case ResultOrder::position: return static_cast<std::uint64_t>(row.position);
    case ResultOrder::title: break;
    case ResultOrder::key: return static_cast<std::uint64_t>(row.case_id.value);  // ids and numbers are given in the same order
    case ResultOrder::status: return static_cast<std::uint64_t>(std::ranges::find(sorting.statuses, row.status) - sorting.statuses.begin());
    case ResultOrder::duration: return std::bit_cast<std::uint64_t>(std::max(row.seconds, 0.0));
    case ResultOrder::updated: return static_cast<std::uint64_t>(row.updated.time_since_epoch().count());
  }
  return 0;
}

}  // namespace

ResultRanking::ResultRanking(std::span<const CaseResult> rows, const ResultSorting& sorting, const FoldedTitles* titles)
    : rows_(rows), titles_(sorting.by == ResultOrder::title ? titles : nullptr), direction_(sorting.direction) {
  assert(sorting.by != ResultOrder::title || titles != nullptr);
  const std::size_t common = titles_ != nullptr ? titles_->common_beginning() : 0;
  places_.reserve(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::uint64_t key = titles_ != nullptr ? first_bytes(titles_->of(row).substr(common)) : key_of(rows[row], sorting);
    places_.push_back({direction_ == Direction::ascending ? key : ~key, row});
  }
}

bool ResultRanking::before(const Place& left, const Place& right) const {
  if (left.key != right.key) return left.key < right.key;
  if (titles_ != nullptr)
    if (const int compared = titles_->of(left.row).compare(titles_->of(right.row)); compared != 0)
      return (compared < 0) == (direction_ == Direction::ascending);
  return rows_[left.row].position < rows_[right.row].position;
}

void ResultRanking::part_at(std::size_t count) {
  const auto middle = places_.begin() + static_cast<std::ptrdiff_t>(count);
  if (count > 0 && count < places_.size()) std::ranges::nth_element(places_, middle, order());
}

std::vector<std::size_t> ResultRanking::window(PageRequest part) {
  const std::size_t start = std::min(static_cast<std::size_t>(part.start), places_.size());
  const std::size_t end = std::min(start + static_cast<std::size_t>(part.size), places_.size());
  part_at(start);
  const auto first = places_.begin() + static_cast<std::ptrdiff_t>(start), last = places_.begin() + static_cast<std::ptrdiff_t>(end);
  std::ranges::partial_sort(first, last, places_.end(), order());
  std::vector<std::size_t> shown;
  for (auto place = first; place != last; ++place) shown.push_back(place->row);
  return shown;
}

std::optional<std::int64_t> ResultRanking::next(std::int64_t from, RunStatusType type) {
  const std::size_t start = std::min(static_cast<std::size_t>(from), places_.size());
  part_at(start);
  const std::span behind = std::span(places_).subspan(start);
  const Place* found = nullptr;
  for (const Place& place : behind)
    if (rows_[place.row].type == type && (found == nullptr || before(place, *found))) found = &place;
  if (found == nullptr) return std::nullopt;
  return from + std::ranges::count_if(behind, [&](const Place& place) { return before(place, *found); });
}

}  // namespace testledger
