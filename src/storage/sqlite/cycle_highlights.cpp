#include "storage/sqlite/cycle_highlights.hpp"

namespace testledger::sqlite {
namespace {

/// A query for a project, a cycle, a type of status and a number of rows.
struct Highlights {
  std::string_view sql;
  RunStatusType type = RunStatusType::not_run;
  std::int64_t count = 0;
};

Result<SharedResults> highlighted(Connection& db, const KnownHighlights::Place& place, const Highlights& wanted, KnownHighlights& known) {
  const auto changes = TRY(changes_of(db, place.project, place.cycle));
  if (changes)
    if (auto found = known.find(place, *changes)) return *std::move(found);
  std::vector<CaseResult> found;
  auto row = TRY(db.prepare(wanted.sql));
  for (bool more = TRY(row.first(place.project, place.cycle, wanted.type, wanted.count)); more; more = TRY(row.next()))
    found.push_back(case_result_in(row));
  auto shared = std::make_shared<const std::vector<CaseResult>>(std::move(found));
  if (changes) known.keep(place, *changes, shared);
  return SharedResults(std::move(shared));
}

}  // namespace

Result<SharedResults> newest_failed_results(Connection& db, ProjectId project, CycleId cycle, KnownHighlights& known) {
  static constexpr std::string_view sql = R"sql(
    SELECT case_id, position, latest_run_id, latest_status_id, latest_status_type, latest_effort, latest_updated, version
    FROM cycle_case WHERE project_id = ? AND cycle_id = ? AND latest_status_type = ? ORDER BY latest_run_id DESC LIMIT ?
  )sql";
  return highlighted(db, {project, cycle}, {.sql = sql, .type = RunStatusType::failed, .count = highlighted_failures_max}, known);
}

Result<SharedResults> slowest_results(Connection& db, ProjectId project, CycleId cycle, KnownHighlights& known) {
  static constexpr std::string_view sql = R"sql(
    SELECT case_id, position, latest_run_id, latest_status_id, latest_status_type, latest_effort, latest_updated, version
    FROM cycle_case WHERE project_id = ? AND cycle_id = ? AND latest_status_type <> ? ORDER BY latest_effort DESC LIMIT ?
  )sql";
  return highlighted(db, {project, cycle}, {.sql = sql, .type = RunStatusType::not_run, .count = InsightStore::noted_cases_max}, known);
}

}  // namespace testledger::sqlite
