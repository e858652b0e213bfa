#include <algorithm>

#include "insights/failure_message.hpp"
#include "storage/sqlite/case_results.hpp"
#include "storage/sqlite/insight_reading.hpp"
#include "storage/sqlite/run_edit_tables.hpp"

namespace testledger::sqlite {
namespace {

Durations durations_in(const std::vector<CaseResult>& rows) {
  std::vector<double> seconds;
  for (const CaseResult& row : rows)
    if (row.is_executed()) seconds.push_back(row.seconds);
  return durations_of(std::move(seconds));
}

/// The newest, in the order in which they came into being.
std::vector<CaseResult> failures_to_read(std::vector<CaseResult> rows) {
  std::erase_if(rows, [](const CaseResult& row) { return row.type != RunStatusType::failed; });
  std::ranges::sort(rows, std::ranges::greater(), &CaseResult::run);
  if (rows.size() > InsightStore::failures_read_max) rows.resize(InsightStore::failures_read_max);
  std::ranges::reverse(rows);
  return rows;
}

Result<std::vector<FailureGroup>> groups_of(Connection& db, ProjectId project, const std::vector<CaseResult>& failures) {
  FailureGroups groups;
  for (const CaseResult& each : failures) groups.add(each.case_id, each.run, failure_message(TRY(detail_of(db, project, each.run))));
  return std::move(groups).take();
}

}  // namespace

Result<CycleInsight> cycle_insight(Connection& db, ProjectId project, CycleId cycle) {
  std::vector<CaseResult> rows = TRY(case_results(db, project, cycle));
  CycleInsight insight{.counts = {}, .durations = durations_in(rows)};
  for (const CaseResult& row : rows) {
    count_status(insight.counts, row.status);
    insight.failures_total += row.type == RunStatusType::failed ? 1 : 0;
  }
  const std::vector<CaseResult> failures = failures_to_read(std::move(rows));
  insight.failures_read = failures.size();
  insight.failures = TRY(groups_of(db, project, failures));
  for (const FailureGroup& group : insight.failures)
    for (const CaseId id : group.some_cases) insight.keys.push_back(TRY(shown_case(db, project, id, 0)).number);
  return insight;
}

}  // namespace testledger::sqlite
