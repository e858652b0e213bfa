#include "storage/sqlite/sqlite_insights.hpp"

#include "storage/sqlite/insight_reading.hpp"

namespace testledger::sqlite {

Result<std::vector<CycleState>> SqliteInsights::cycle_states(ProjectId project, const std::vector<CycleId>& cycles) {
  return read_snapshot(readers_, [&](Connection& db) -> Result<std::vector<CycleState>> {
    std::vector<CycleState> states;
    for (const CycleId cycle : cycles)
      if (auto state = TRY(cycle_state(db, project, cycle, counts_))) states.push_back(*std::move(state));
    return states;
  });
}

Result<ResultList> SqliteInsights::results(ProjectId project, CycleId cycle, const ResultQuery& query, PageRequest part) {
  return read_snapshot(readers_, [&](Connection& db) { return sqlite::results(db, project, cycle, query, part); });
}

Result<std::optional<std::int64_t>> SqliteInsights::next_result(ProjectId project, CycleId cycle, const ResultQuery& query,
                                                                NextResult wanted) {
  return read_snapshot(readers_, [&](Connection& db) { return sqlite::next_result(db, project, cycle, query, wanted); });
}

Result<std::optional<CaseHistory>> SqliteInsights::case_history(ProjectId project, const Reference& test_case, HistoryPart part) {
  return read_snapshot(readers_, [&](Connection& db) { return sqlite::case_history(db, project, test_case, part); });
}

}  // namespace testledger::sqlite
