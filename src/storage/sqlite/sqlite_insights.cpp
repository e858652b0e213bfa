#include "storage/sqlite/sqlite_insights.hpp"

namespace testledger::sqlite {

Result<std::vector<CycleState>> SqliteInsights::cycle_states(ProjectId project, const std::vector<CycleId>& cycles) {
  return read_snapshot(readers_, [&](Connection& db) -> Result<std::vector<CycleState>> {
    std::vector<CycleState> states;
    for (const CycleId cycle : cycles)
      if (auto state = TRY(cycle_state(db, project, cycle, known_.counts))) states.push_back(*std::move(state));
    return states;
  });
}

Result<ResultList> SqliteInsights::results(ProjectId project, CycleId cycle, const ResultQuery& query, PageRequest part) {
  return read_snapshot(readers_, [&](Connection& db) { return sqlite::results(db, project, cycle, query, part, known_.results); });
}

Result<std::optional<std::int64_t>> SqliteInsights::next_result(ProjectId project, CycleId cycle, const ResultQuery& query,
                                                                NextResult wanted) {
  return read_snapshot(readers_, [&](Connection& db) { return sqlite::next_result(db, project, cycle, query, wanted, known_.results); });
}

Result<std::optional<CaseHistory>> SqliteInsights::case_history(ProjectId project, const Reference& test_case, HistoryPart part) {
  return read_snapshot(readers_, [&](Connection& db) { return sqlite::case_history(db, project, test_case, part); });
}

Result<CycleInsight> SqliteInsights::cycle_insight(ProjectId project, CycleId cycle) {
  return *TRY(read_snapshot(readers_, [&](Connection& db) { return sqlite::cycle_insight(db, project, cycle, known_); }));
}

Result<CycleComparison> SqliteInsights::compare(ProjectId project, CycleId cycle, const ComparisonQuery& query, PageRequest part) {
  return read_snapshot(readers_, [&](Connection& db) { return sqlite::compare(db, project, cycle, query, part, known_.results); });
}

Result<std::vector<ActiveCycle>> SqliteInsights::active_cycles(ProjectId project, std::int64_t count) {
  return read_snapshot(readers_, [&](Connection& db) { return sqlite::active_cycles(db, project, count, known_.counts); });
}

Result<ProjectOverview> SqliteInsights::overview(ProjectId project, std::int64_t cycles) {
  return read_snapshot(readers_, [&](Connection& db) { return sqlite::overview(db, project, cycles, known_); });
}

Result<std::vector<FolderCount>> SqliteInsights::folder_counts(ProjectId project, FolderKind kind) {
  return read_snapshot(readers_, [&](Connection& db) { return sqlite::folder_counts(db, project, kind); });
}

Result<Findings> SqliteInsights::find(const std::vector<Project>& projects, std::string_view text) {
  return read_snapshot(readers_, [&](Connection& db) { return sqlite::find(db, projects, text); });
}

}  // namespace testledger::sqlite
