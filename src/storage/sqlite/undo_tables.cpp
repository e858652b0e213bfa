// Undoing an import, a chunk at a time. What somebody else has written or used since carries another mark than the import's own; it
// is left as it is, and what it was before is handed on.
#include <fmt/format.h>

#include "core/crash_point.hpp"
#include "storage/sqlite/account_rows.hpp"
#include "storage/sqlite/columns.hpp"
#include "storage/sqlite/run_edit_tables.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

constexpr std::string_view case_sql = "SELECT 1 FROM test_case WHERE project_id = ? AND case_id = ?";

/// What is undone of a chunk, whose import and cycle are known.
class ChunkUndo {
 public:
  ChunkUndo(Connection& db, ProjectId project, CycleId cycle, ImportId import)
      : db_(db), project_(project), cycle_(cycle), remains_{.project = project, .cycle = cycle, .import = import} {}

  /// In the opposite order of doing.
  Result<void> undo(const ImportJournal& journal) {
    remains_.time = journal.time;
    for (std::uint64_t left = journal.runs.count; left > 0; --left)
      TRY(remove_run(RunId{journal.runs.first + static_cast<std::int64_t>(left) - 1}));
    for (const RunId id : journal.taken_runs) TRY(remove_run(id));
    CRASH_POINT("undo.runs_removed");
    for (const auto& run : journal.overwritten) TRY(restore(run));
    for (const CaseId id : journal.joined) TRY(leave_cycle(id));
    for (const auto& changed : journal.changed) TRY(restore(changed));
    for (std::uint64_t left = journal.cases.count; left > 0; --left)
      TRY(remove_case({.id = {journal.cases.first + static_cast<std::int64_t>(left) - 1}, .updated = journal.time}));
    for (const auto& made : journal.taken_cases) TRY(remove_case(made));
    return hand_on(db_, std::move(remains_));
  }

 private:
  Result<void> remove_run(RunId id);
  Result<void> restore(const ImportJournal::OverwrittenRun& run);
  Result<void> restore(const ImportJournal::ChangedCase& changed);
  Result<void> leave_cycle(CaseId id);
  Result<void> remove_case(const ImportJournal::MadeCase& made);
  Result<bool> is_there(std::string_view sql, std::int64_t id) { return TRY(db_.prepare(sql)).first(project_, id); }
  Result<void> remove(std::string_view sql, std::int64_t id) { return TRY(db_.prepare(sql)).run(project_, id); }

  Connection& db_;
  ProjectId project_;
  CycleId cycle_;
  UndoRemains remains_;
};

Result<void> ChunkUndo::remove_run(RunId id) {
  const auto chained = TRY(find_chained_run(db_, project_, id));
  if (!chained) return {};
  if (chained->import == remains_.import) return remove_chained_run(db_, *chained);
  remains_.runs.push_back(id);
  return {};
}

Result<void> ChunkUndo::restore(const ImportJournal::OverwrittenRun& run) {
  static constexpr std::string_view sql = R"sql(
    UPDATE test_run SET import_id = ?, ordinal = ?, status_id = ?, status_type = ?, row_statuses = ?, automated = ?, effort = ?, updated = ?
    WHERE project_id = ? AND run_id = ? AND import_id = ?
  )sql";
  static constexpr std::string_view drop_sql = "DELETE FROM run_detail WHERE project_id = ? AND run_id = ?";
  static constexpr std::string_view detail_sql = "INSERT INTO run_detail (project_id, run_id, part, body) VALUES (?, ?, ?, ?)";
  TRY(TRY(db_.prepare(sql))
          .run(run.import, run.ordinal, run.status, run.status_type, run.row_statuses, run.automated, run.effort_s, run.updated, project_,
               run.run, remains_.import));
  if (db_.changes() == 0) {
    if (TRY(is_there("SELECT 1 FROM test_run WHERE project_id = ? AND run_id = ?", run.run.value))) remains_.overwritten.push_back(run);
    return {};
  }
  TRY(remove(drop_sql, run.run.value));
  std::int64_t part = 0;
  for (const std::string& body : run.details) TRY(TRY(db_.prepare(detail_sql)).run(project_, run.run, ++part, Blob{body}));
  const auto chained = TRY(find_chained_run(db_, project_, run.run));
  return chained && chained->latest == run.run ? make_latest(db_, *chained, run.run) : Result<void>();
}

Result<void> ChunkUndo::restore(const ImportJournal::ChangedCase& changed) {
  static constexpr std::string_view sql = R"sql(
    UPDATE test_case SET title = ?, automation_owner = ?, automation_status_id = ?, has_dataset = ?, updated = ?
    WHERE project_id = ? AND case_id = ? AND updated = ?
  )sql";
  // Apart from the other fields, because naming the column moves the case's entry in the index.
  static constexpr std::string_view key_sql = R"sql(
    UPDATE test_case SET automation_key = ?1 WHERE project_id = ?2 AND case_id = ?3 AND automation_key IS NOT ?1
  )sql";
  static constexpr std::string_view content_sql = R"sql(
    UPDATE case_content SET description = ?, steps = ?, dataset = ? WHERE project_id = ? AND case_id = ?
  )sql";
  TRY(TRY(db_.prepare(sql))
          .run(changed.title, changed.automation_owner, changed.automation_status, changed.has_dataset, changed.updated, project_,
               changed.id, remains_.time));
  if (db_.changes() == 0) {
    if (TRY(is_there(case_sql, changed.id.value))) remains_.changed.push_back(changed);
    return {};
  }
  TRY(TRY(db_.prepare(key_sql)).run(changed.automation_key, project_, changed.id));
  if (!changed.content) return {};
  const ImportJournal::ChangedCase::Content& content = *changed.content;
  return TRY(db_.prepare(content_sql))
      .run(content.description, optional_blob(content.steps), optional_blob(content.dataset), project_, changed.id);
}

Result<void> ChunkUndo::leave_cycle(CaseId id) {
  static constexpr std::string_view sql =
      "DELETE FROM cycle_case WHERE project_id = ? AND cycle_id = ? AND case_id = ? AND latest_run_id = 0";
  static constexpr std::string_view member_sql = "SELECT 1 FROM cycle_case WHERE project_id = ? AND cycle_id = ? AND case_id = ?";
  TRY(TRY(db_.prepare(sql)).run(project_, cycle_, id));
  if (db_.changes() == 0 && TRY(TRY(db_.prepare(member_sql)).first(project_, cycle_, id))) remains_.joined.push_back(id);
  return {};
}

Result<void> ChunkUndo::remove_case(const ImportJournal::MadeCase& made) {
  static constexpr std::string_view sql = R"sql(
    DELETE FROM test_case WHERE project_id = ?1 AND case_id = ?2 AND updated = ?3
      AND NOT EXISTS (SELECT 1 FROM cycle_case WHERE project_id = ?1 AND case_id = ?2)
  )sql";
  static constexpr std::string_view content_sql = "DELETE FROM case_content WHERE project_id = ? AND case_id = ?";
  static constexpr std::string_view tag_sql = "DELETE FROM case_tag WHERE project_id = ? AND case_id = ?";
  TRY(leave_cycle(made.id));
  TRY(TRY(db_.prepare(sql)).run(project_, made.id, made.updated));
  if (db_.changes() == 0) {
    if (TRY(is_there(case_sql, made.id.value))) remains_.cases.push_back(made);
    return {};
  }
  TRY(remove(content_sql, made.id.value));
  return remove(tag_sql, made.id.value);
}

/// The batch that a lease belongs to, while something of its import is to be undone.
struct Undone {
  CycleId cycle;
  ImportId import;
  Batch::Undo undo = Batch::Undo::none;
};

Result<std::optional<Undone>> undone(Connection& db, ProjectId project, const BatchLease& lease) {
  static constexpr std::string_view sql =
      "SELECT cycle_id, import_id, undo FROM batch WHERE project_id = ? AND batch_id = ? AND lease_token = ?";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, lease.batch, lease.token))) return lease_gone(lease.batch);
  if (row.is_null(1)) return std::optional<Undone>();
  return std::optional(Undone{.cycle = {row.integer(0)}, .import = {row.integer(1)}, .undo = static_cast<Batch::Undo>(row.integer(2))});
}

Result<bool> undo_newest_chunk(Connection& db, ProjectId project, const Undone& of) {
  static constexpr std::string_view find_sql = R"sql(
    SELECT chunk, journal FROM import_chunk WHERE project_id = ? AND import_id = ? AND journal IS NOT NULL ORDER BY chunk DESC LIMIT 1
  )sql";
  static constexpr std::string_view undone_sql =
      "UPDATE import_chunk SET journal = NULL WHERE project_id = ? AND import_id = ? AND chunk = ?";
  auto row = TRY(db.prepare(find_sql));
  if (!TRY(row.first(project, of.import))) return false;
  const std::int64_t chunk = row.integer(0);
  CRASH_POINT("undo.part_begun");
  TRY(ChunkUndo(db, project, of.cycle, of.import).undo(TRY(decode_journal(row.bytes(1)))));
  TRY(TRY(db.prepare(undone_sql)).run(project, of.import, chunk));
  TRY(note_activity(db, project, of.cycle, now()));
  CRASH_POINT("undo.part_before_commit");
  return true;
}

/// What people had undone keeps its record and its receipt; an import that never came to its end leaves no trace.
Result<void> finish(Connection& db, ProjectId project, const BatchLease& lease, const Undone& of) {
  static constexpr std::string_view files_sql = "DELETE FROM attachment_file WHERE project_id = ? AND import_id = ?";
  static constexpr std::string_view done_sql = R"sql(
    UPDATE batch SET undo = 2, undone = ?, lease_token = NULL, lease_until = NULL WHERE project_id = ? AND batch_id = ?
  )sql";
  static constexpr std::string_view chunks_sql = "DELETE FROM import_chunk WHERE project_id = ? AND import_id = ?";
  static constexpr std::string_view import_sql = "DELETE FROM import WHERE project_id = ? AND import_id = ?";
  static constexpr std::string_view none_sql = "UPDATE batch SET import_id = NULL, processed = 0 WHERE project_id = ? AND batch_id = ?";
  TRY(TRY(db.prepare(files_sql)).run(project, of.import));
  if (of.undo == Batch::Undo::begun) return TRY(db.prepare(done_sql)).run(milliseconds(now()), project, lease.batch);
  TRY(TRY(db.prepare(chunks_sql)).run(project, of.import));
  TRY(TRY(db.prepare(import_sql)).run(project, of.import));
  return TRY(db.prepare(none_sql)).run(project, lease.batch);
}

/// It goes with the report, after the time that reports are kept.
Result<bool> has_journal(Connection& db, const ImportRecord& record) {
  static constexpr std::string_view sql =
      "SELECT 1 FROM import_chunk WHERE project_id = ? AND import_id = ? AND journal IS NOT NULL LIMIT 1";
  return TRY(db.prepare(sql)).first(record.start.project, record.id);
}

}  // namespace

Result<bool> undo_chunk(Connection& db, ProjectId project, const BatchLease& lease) {
  const auto of = TRY(undone(db, project, lease));
  if (!of) return false;
  if (TRY(undo_newest_chunk(db, project, *of))) return true;
  TRY(finish(db, project, lease, *of));
  CRASH_POINT("undo.before_last_commit");
  return false;
}

Result<BatchLease> undo_batch(Connection& db, ProjectId project, BatchId id, const BatchStore::UndoRequest& request) {
  static constexpr std::string_view sql = R"sql(
    UPDATE batch SET undo = 1, undone_by = ?, lease_token = ?, lease_until = ? WHERE project_id = ? AND batch_id = ? AND undo = 0
  )sql";
  const auto refuse = [&](std::string_view why) {
    return Error{.code = ErrorCode::conflict, .message = fmt::format("Batch {} cannot be undone: {}.", id.value, why)};
  };
  const auto found = TRY(find_batch(db, project, id));
  if (!found) return no_batch(id);
  const Batch& batch = found->batch;
  if (batch.state != BatchState::completed) return refuse(fmt::format("it is {}; only what was completed can be", name_of(batch.state)));
  if (batch.undo != Batch::Undo::none) return refuse(batch.undo == Batch::Undo::done ? "it has been undone" : "it is being undone");
  const auto record = TRY(find_import(db, project, batch.import.value_or(ImportId{})));
  if (!record) return refuse("what it did was not recorded");
  if (record->requests > 0 && !TRY(has_journal(db, *record))) return refuse("what undoing it needs is not kept any more");
  if (request.used == BatchStore::UndoRequest::Used::refuses)
    if (const auto obstacle = TRY(undo_obstacle(db, *record))) return refuse(*obstacle);
  TRY(TRY(db.prepare(sql)).run(request.user_name, request.token, milliseconds(request.now + request.lease), project, id));
  if (request.audit) TRY(append_audit(db, *request.audit));
  CRASH_POINT("undo.asked");
  return BatchLease{.batch = id, .token = request.token};
}

}  // namespace testledger::sqlite
