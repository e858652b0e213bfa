#include <algorithm>
#include <iterator>

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
std::vector<CaseResult> failures_to_read(const std::vector<CaseResult>& rows) {
  std::vector<CaseResult> failures;
  std::ranges::copy_if(rows, std::back_inserter(failures), [](const CaseResult& row) { return row.type == RunStatusType::failed; });
  std::ranges::sort(failures, std::ranges::greater(), &CaseResult::run);
  if (failures.size() > InsightStore::failures_read_max) failures.resize(InsightStore::failures_read_max);
  std::ranges::reverse(failures);
  return failures;
}

Result<std::vector<FailureGroup>> groups_of(Connection& db, ProjectId project, const std::vector<CaseResult>& failures) {
  FailureGroups groups;
  for (const CaseResult& each : failures) groups.add(each.case_id, each.run, failure_message(TRY(detail_of(db, project, each.run))));
  return std::move(groups).take();
}

Result<CycleInsight> insight_of(Connection& db, ProjectId project, const std::vector<CaseResult>& rows) {
  CycleInsight insight{.counts = {}, .durations = durations_in(rows)};
  for (const CaseResult& row : rows) {
    count_status(insight.counts, row.status);
    insight.failures_total += row.type == RunStatusType::failed ? 1 : 0;
  }
  const std::vector<CaseResult> failures = failures_to_read(rows);
  insight.failures_read = failures.size();
  insight.failures = TRY(groups_of(db, project, failures));
  for (const FailureGroup& group : insight.failures)
    for (const CaseId id : group.some_cases) insight.keys.push_back(TRY(shown_case(db, project, id, 0)).number);
  return insight;
}

}  // namespace

Result<std::shared_ptr<const CycleInsight>> cycle_insight(Connection& db, ProjectId project, CycleId cycle, KnownCycles& known) {
  const auto changes = TRY(changes_of(db, project, cycle));
  if (changes)
    if (auto found = known.insights.find({project, cycle}, *changes)) return *std::move(found);
  const SharedResults rows = TRY(case_results(db, project, cycle, known.results));
  auto made = std::make_shared<const CycleInsight>(TRY(insight_of(db, project, *rows)));
  if (changes) known.insights.keep({project, cycle}, *changes, made);
  return made;
}

}  // namespace testledger::sqlite
