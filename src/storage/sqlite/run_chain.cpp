// The runs of a case in a cycle: each names the one before it, and the case's place in the cycle names the latest.
#include "core/clock.hpp"
#include "storage/sqlite/cycle_tables.hpp"
#include "storage/sqlite/run_edit_tables.hpp"

namespace testledger::sqlite {
namespace {

/// The run that came right after it now comes after the one before it.
Result<void> unlink(Connection& db, const ChainedRun& chained) {
  static constexpr std::string_view find_sql = "SELECT previous_run_id FROM test_run WHERE project_id = ? AND run_id = ?";
  static constexpr std::string_view set_sql = "UPDATE test_run SET previous_run_id = ? WHERE project_id = ? AND run_id = ?";
  auto row = TRY(db.prepare(find_sql));
  RunId later = chained.latest;
  while (later != no_run && TRY(row.first(chained.project, later))) {
    const RunId before{row.integer(0)};
    if (before == chained.run) return TRY(db.prepare(set_sql)).run(chained.previous, chained.project, later);
    later = before;
  }
  return {};
}

}  // namespace

Result<std::optional<ChainedRun>> find_chained_run(Connection& db, ProjectId project, RunId run) {
  static constexpr std::string_view sql = R"sql(
    SELECT cycle_id, case_id, previous_run_id, latest_run_id, import_id
    FROM test_run JOIN cycle_case USING (project_id, cycle_id, case_id)
    WHERE test_run.project_id = ? AND run_id = ?
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, run))) return std::optional<ChainedRun>();
  return std::optional(ChainedRun{.project = project,
                                  .cycle = {row.integer(0)},
                                  .case_id = {row.integer(1)},
                                  .run = run,
                                  .previous = {row.integer(2)},
                                  .latest = {row.integer(3)},
                                  .import = {row.integer(4)}});
}

Result<void> remove_run_rows(Connection& db, ProjectId project, RunId run) {
  static constexpr std::string_view extra_sql = "DELETE FROM run_extra WHERE project_id = ? AND run_id = ?";
  static constexpr std::string_view detail_sql = "DELETE FROM run_detail WHERE project_id = ? AND run_id = ?";
  static constexpr std::string_view run_sql = "DELETE FROM test_run WHERE project_id = ? AND run_id = ?";
  TRY(delete_attachments_of(db, {.project = project, .kind = AttachmentOwner::test_run, .id = run.value}));
  TRY(TRY(db.prepare(extra_sql)).run(project, run));
  TRY(TRY(db.prepare(detail_sql)).run(project, run));
  return TRY(db.prepare(run_sql)).run(project, run);
}

Result<void> remove_runs(Connection& db, ProjectId project, RunId latest) {
  for (RunId run = latest; run;) {
    const auto chained = TRY(find_chained_run(db, project, run));
    if (!chained) break;
    TRY(remove_run_rows(db, project, run));
    run = chained->previous;
  }
  return {};
}

Result<void> remove_chained_run(Connection& db, const ChainedRun& chained) {
  if (chained.latest == chained.run)
    TRY(make_latest(db, chained, chained.previous));
  else
    TRY(unlink(db, chained));
  return remove_run_rows(db, chained.project, chained.run);
}

Result<void> make_latest(Connection& db, const ChainedRun& chained, RunId run) {
  static constexpr std::string_view from_run = R"sql(
    UPDATE cycle_case SET latest_run_id = run_id, latest_status_type = status_type, latest_import_id = import_id,
                          pristine = import_id = 0 AND ordinal = 0, row_statuses = test_run.row_statuses, latest_effort = effort,
                          progress = 0, latest_status_id = status_id, latest_updated = updated
    FROM test_run
    WHERE cycle_case.project_id = ?1 AND cycle_case.cycle_id = ?2 AND cycle_case.case_id = ?3
      AND test_run.project_id = ?1 AND run_id = ?4
  )sql";
  static constexpr std::string_view empty = R"sql(
    UPDATE cycle_case SET latest_run_id = 0, latest_status_type = 0, latest_import_id = 0, pristine = 1, row_statuses = 0,
                          latest_effort = 0, progress = 0, latest_status_id = 0, latest_updated = 0
    WHERE project_id = ?1 AND cycle_id = ?2 AND case_id = ?3
  )sql";
  TRY(note_activity(db, chained.project, chained.cycle, now()));
  if (run == no_run) return TRY(db.prepare(empty)).run(chained.project, chained.cycle, chained.case_id);
  return TRY(db.prepare(from_run)).run(chained.project, chained.cycle, chained.case_id, run);
}

}  // namespace testledger::sqlite
