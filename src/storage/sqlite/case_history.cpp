#include <algorithm>

#include "insights/failure_message.hpp"
#include "storage/sqlite/insight_reading.hpp"
#include "storage/sqlite/run_edit_tables.hpp"
#include "storage/sqlite/runs_of_case.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

/// Also of a case that was deleted, whose runs are still there.
Result<std::optional<CaseId>> case_once_named(Connection& db, ProjectId project, const Reference& reference) {
  static constexpr std::string_view by_number = "SELECT case_id FROM test_case WHERE project_id = ? AND number = ?";
  static constexpr std::string_view by_id = R"sql(
    SELECT case_id FROM test_case WHERE project_id = ?1 AND case_id = ?2
    UNION ALL SELECT case_id FROM test_case WHERE project_id = ?1 AND version_id = ?2
    UNION ALL SELECT case_id FROM case_version WHERE project_id = ?1 AND version_id = ?2
    LIMIT 1
  )sql";
  auto row = TRY(db.prepare(reference.number ? by_number : by_id));
  if (!TRY(row.first(project, reference.number ? std::int64_t{*reference.number} : reference.id))) return std::optional<CaseId>();
  return std::optional(CaseId{row.integer(0)});
}

Result<PastRun> with_title(Connection& db, ProjectId project, PastRun run) {
  static constexpr std::string_view sql = "SELECT title FROM test_cycle WHERE project_id = ? AND cycle_id = ?";
  auto row = TRY(db.prepare(sql));
  if (TRY(row.first(project, run.cycle))) run.cycle_title = row.text(0);
  return run;
}

Result<CaseHistory::Item> item_of(Connection& db, ProjectId project, PastRun run) {
  CaseHistory::Item item{.run = TRY(with_title(db, project, std::move(run)))};
  if (item.run.type != RunStatusType::failed) return item;
  item.message = first_line(failure_message(TRY(detail_of(db, project, item.run.run))), message_line_max);
  return item;
}

/// The part that is asked for, and where the rest begins.
Result<CaseHistory> with_items(Connection& db, ProjectId project, CaseId id, InsightStore::HistoryPart part) {
  CaseHistory history;
  const RunId before = part.newest ? RunId{part.newest->value + 1} : RunId{INT64_MAX};
  auto runs = TRY(RunsOfCase::begin(db, project, id, {.before = before}));
  for (auto run = TRY(runs.next()); run; run = TRY(runs.next())) {
    if (std::ssize(history.items) == part.size) {
      history.next = run->run;
      break;
    }
    history.items.push_back(TRY(item_of(db, project, *std::move(run))));
  }
  return history;
}

/// What the newest runs say together: how reliable the case is, since when it fails, and when it passed last.
Result<CaseHistory> with_state(Connection& db, ProjectId project, CaseId id, CaseHistory history) {
  std::vector<RunStatusType> executed;
  bool fails = true;
  auto runs = TRY(RunsOfCase::begin(db, project, id, {}));
  for (std::size_t seen = 0; seen < InsightStore::history_search_max; ++seen) {
    auto run = TRY(runs.next());
    if (!run) break;
    if (run->type == RunStatusType::not_run) continue;
    if (executed.size() < flakiness_runs_max) executed.push_back(run->type);
    fails = fails && run->type == RunStatusType::failed;
    if (fails) history.first_failed = run;
    if (run->type == RunStatusType::passed && !history.last_passed) history.last_passed = std::move(run);
    if (!fails && history.last_passed && executed.size() == flakiness_runs_max) break;
  }
  history.flakiness = flakiness_of(executed);
  return history;
}

}  // namespace

Result<std::optional<CaseHistory>> case_history(Connection& db, ProjectId project, const Reference& test_case,
                                                InsightStore::HistoryPart part) {
  const auto id = TRY(case_once_named(db, project, test_case));
  if (!id) return std::optional<CaseHistory>();
  return std::optional(TRY(with_state(db, project, *id, TRY(with_items(db, project, *id, part)))));
}

}  // namespace testledger::sqlite
