#include "storage/sqlite/cycle_highlights.hpp"

#include <algorithm>

#include "storage/sqlite/case_results.hpp"

namespace testledger::sqlite {
namespace {

/// At most that many of the rows, those first that come first by what `rank` makes of them.
template <class Rank>
std::vector<CaseResult> topmost(std::vector<CaseResult> rows, std::size_t count, Rank rank) {
  const auto end = rows.begin() + static_cast<std::ptrdiff_t>(std::min(count, rows.size()));
  std::ranges::partial_sort(rows, end, std::ranges::greater(), rank);
  rows.erase(end, rows.end());
  rows.shrink_to_fit();
  return rows;
}

Result<std::int64_t> changes_of(Connection& db, ProjectId project, CycleId cycle) {
  static constexpr std::string_view sql = "SELECT changes FROM test_cycle WHERE project_id = ? AND cycle_id = ?";
  auto row = TRY(db.prepare(sql));
  return TRY(row.first(project, cycle)) ? row.integer(0) : 0;
}

}  // namespace

Result<std::shared_ptr<const CycleHighlights>> cycle_highlights(Connection& db, ProjectId project, CycleId cycle, KnownHighlights& known) {
  const std::int64_t changes = TRY(changes_of(db, project, cycle));
  if (auto found = known.find({project, cycle}, changes)) return *std::move(found);
  std::vector<CaseResult> rows = TRY(case_results(db, project, cycle));
  std::erase_if(rows, [](const CaseResult& row) { return !row.is_executed(); });
  CycleHighlights made{.newest_failures = {}, .slowest = topmost(rows, InsightStore::noted_cases_max, &CaseResult::seconds)};
  std::erase_if(rows, [](const CaseResult& row) { return row.type != RunStatusType::failed; });
  made.newest_failures = topmost(std::move(rows), highlighted_failures_max, &CaseResult::run);
  auto shared = std::make_shared<const CycleHighlights>(std::move(made));
  known.keep({project, cycle}, changes, shared);
  return shared;
}

}  // namespace testledger::sqlite
