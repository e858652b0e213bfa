// Removing a cycle with all that it has, a part at a time, so that others write in between.
#include <fmt/format.h>

#include "core/crash_point.hpp"
#include "storage/sqlite/run_edit_tables.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

constexpr std::int64_t members_at_once = 500;
constexpr std::int64_t imports_at_once = 20;

Result<void> require_no_open_batch(Connection& db, ProjectId project, CycleId id) {
  static constexpr std::string_view sql = R"sql(
    SELECT batch_id FROM batch WHERE project_id = ? AND cycle_id = ? AND (state < 2 OR undo = 1) LIMIT 1
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, id))) return {};
  return Error{.code = ErrorCode::conflict,
               .message = fmt::format("Batch {} of the cycle waits or is at work. Cancel it first, or wait for it.", row.integer(0))};
}

/// Whether there were any.
Result<bool> remove_members(Connection& db, ProjectId project, CycleId id) {
  static constexpr std::string_view find_sql = R"sql(
    SELECT case_id, latest_run_id FROM cycle_case WHERE project_id = ? AND cycle_id = ? ORDER BY case_id LIMIT ?
  )sql";
  static constexpr std::string_view sql = "DELETE FROM cycle_case WHERE project_id = ? AND cycle_id = ? AND case_id = ?";
  std::vector<std::pair<CaseId, RunId>> members;
  {
    auto row = TRY(db.prepare(find_sql));
    for (bool more = TRY(row.first(project, id, members_at_once)); more; more = TRY(row.next()))
      members.emplace_back(CaseId{row.integer(0)}, RunId{row.integer(1)});
  }
  for (const auto& [case_id, latest] : members) {
    TRY(remove_runs(db, project, latest));
    TRY(TRY(db.prepare(sql)).run(project, id, case_id));
  }
  return !members.empty();
}

/// Whether there were any. What undoing them would need goes too.
Result<bool> remove_imports(Connection& db, ProjectId project, CycleId id) {
  static constexpr std::string_view find_sql = "SELECT import_id FROM import WHERE project_id = ? AND cycle_id = ? LIMIT ?";
  static constexpr std::string_view chunk_sql = "DELETE FROM import_chunk WHERE project_id = ? AND import_id = ?";
  static constexpr std::string_view file_sql = "DELETE FROM attachment_file WHERE project_id = ? AND import_id = ?";
  static constexpr std::string_view import_sql = "DELETE FROM import WHERE project_id = ? AND import_id = ?";
  std::vector<ImportId> imports;
  {
    auto row = TRY(db.prepare(find_sql));
    for (bool more = TRY(row.first(project, id, imports_at_once)); more; more = TRY(row.next())) imports.push_back({row.integer(0)});
  }
  for (const ImportId import : imports)
    for (const std::string_view sql : {chunk_sql, file_sql, import_sql}) TRY(TRY(db.prepare(sql)).run(project, import));
  return !imports.empty();
}

}  // namespace

Result<void> begin_removing_cycle(Connection& db, ProjectId project, CycleId id) {
  static constexpr std::string_view sql = "UPDATE test_cycle SET removed = 1, folder_id = NULL WHERE project_id = ? AND cycle_id = ?";
  const auto cycle = TRY(find_cycle(db, project, {.id = id.value}));
  if (!cycle) return Error{.code = ErrorCode::not_found, .message = fmt::format("There is no cycle {}.", id.value)};
  if (cycle->number == adhoc_cycle_number) return Error{.code = ErrorCode::conflict, .message = "The ad-hoc cycle cannot be removed."};
  TRY(require_no_open_batch(db, project, id));
  TRY(TRY(db.prepare(sql)).run(project, id));
  CRASH_POINT("cycle_removal.begun");
  return {};
}

Result<bool> remove_cycle_part(Connection& db, ProjectId project, CycleId id) {
  static constexpr std::string_view batch_sql = "DELETE FROM batch WHERE project_id = ? AND cycle_id = ?";
  static constexpr std::string_view tag_sql = "DELETE FROM cycle_tag WHERE project_id = ? AND cycle_id = ?";
  static constexpr std::string_view cycle_sql = "DELETE FROM test_cycle WHERE project_id = ? AND cycle_id = ? AND removed = 1";
  if (TRY(remove_members(db, project, id))) return true;
  CRASH_POINT("cycle_removal.members_removed");
  if (TRY(remove_imports(db, project, id))) return true;
  TRY(delete_attachments_of(db, {.project = project, .kind = AttachmentOwner::test_cycle, .id = id.value}));
  for (const std::string_view sql : {batch_sql, tag_sql, cycle_sql}) TRY(TRY(db.prepare(sql)).run(project, id));
  CRASH_POINT("cycle_removal.before_last_commit");
  return false;
}

Result<std::optional<RemovedCycle>> half_removed_cycle(Connection& db) {
  static constexpr std::string_view sql = "SELECT project_id, cycle_id FROM test_cycle WHERE removed = 1 LIMIT 1";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first())) return std::optional<RemovedCycle>();
  return std::optional(RemovedCycle{.project = {row.integer(0)}, .cycle = {row.integer(1)}});
}

}  // namespace testledger::sqlite
