// Changes of many cases at once, and what becomes of archived and deleted ones.
#include <fmt/format.h>

#include "storage/sqlite/account_rows.hpp"
#include "storage/sqlite/case_rows.hpp"
#include "storage/sqlite/run_edit_tables.hpp"

namespace testledger::sqlite {
namespace {

constexpr std::int64_t purged_mark = 1;  // in `deleted`, for good
constexpr std::int64_t purged_at_once = 500;

enum class Among { those_there, the_deleted };

Result<std::optional<CaseId>> numbered(Connection& db, ProjectId project, KeyNumber number, Among among) {
  static constexpr std::string_view sql = R"sql(
    SELECT case_id FROM test_case WHERE project_id = ? AND number = ? AND iif(deleted = 0, 0, iif(deleted = 1, 2, 1)) = ?
  )sql";
  auto row = TRY(db.prepare(sql));
  return TRY(row.first(project, number, among)) ? std::optional(CaseId{row.integer(0)}) : std::nullopt;
}

Result<void> move(Connection& db, ProjectId project, const TestCase& moved, ShelfMove to) {
  static constexpr std::string_view sql = R"sql(
    UPDATE test_case SET archived = coalesce(?, archived), deleted = coalesce(?, deleted), updated = ? WHERE project_id = ? AND case_id = ?
  )sql";
  std::optional<std::int64_t> archived, deleted;
  const Timestamp time = later_than(moved.updated);
  switch (to) {
    case ShelfMove::archive: archived = 1; break;
    case ShelfMove::unarchive: archived = 0; break;
    case ShelfMove::erase: deleted = std::max(milliseconds(now()), purged_mark + 1); break;
    case ShelfMove::restore: deleted = 0; break;
  }
  return TRY(db.prepare(sql)).run(archived, deleted, milliseconds(time), project, moved.id);
}

Result<void> change_one(Connection& db, ProjectId project, const TestCase& found, const CasesChange& change) {
  if (const ShelfMove* to = std::get_if<ShelfMove>(&change.change)) return move(db, project, found, *to);
  const CaseDraft fields = TRY(std::get<CaseEdit>(change.change)(found));
  TRY(require_folder(db, project, FolderKind::test_case, fields.folder));
  if (fields == found.fields) return {};  // it was not changed, and says so
  return rewrite_case(db, project, found, fields);
}

Error too_many(std::size_t count) {
  return {.code = ErrorCode::invalid_argument,
          .message = fmt::format("{} cases would be changed; at once it may be {} (changed_cases_max)", count, changed_cases_max)};
}

Error among_others() {
  return {.code = ErrorCode::invalid_argument, .message = "Deleted cases can only be restored, and only deleted cases can"};
}

/// The cases that a change names; the numbers that name none are told.
struct Named {
  std::vector<CaseId> ids;
  std::vector<KeyNumber> missing;
};

Result<Named> named(Connection& db, ProjectId project, const CasesChange& change) {
  Named named;
  const ShelfMove* to = std::get_if<ShelfMove>(&change.change);
  const Among among = to != nullptr && *to == ShelfMove::restore ? Among::the_deleted : Among::those_there;
  if (const CaseCriteria* criteria = std::get_if<CaseCriteria>(&change.which)) {
    if ((criteria->shelf == CaseShelf::deleted) != (among == Among::the_deleted)) return among_others();
    named.ids = TRY(matching_cases(db, project, *criteria));
    return named;
  }
  for (const KeyNumber number : std::get<std::vector<KeyNumber>>(change.which)) {
    if (const auto id = TRY(numbered(db, project, number, among)))
      named.ids.push_back(*id);
    else
      named.missing.push_back(number);
  }
  return named;
}

/// What is left of a deleted case that cycles have: what their runs need to be read.
Result<void> purge(Connection& db, ProjectId project, CaseId id) {
  static constexpr std::string_view drops[] = {"DELETE FROM case_content WHERE project_id = ? AND case_id = ?",
                                               "DELETE FROM case_tag WHERE project_id = ? AND case_id = ?",
                                               "UPDATE case_version SET body = NULL WHERE project_id = ? AND case_id = ?"};
  static constexpr std::string_view mark_sql = R"sql(
    UPDATE test_case SET deleted = ?, automation_key = NULL, folder_id = NULL, owner = NULL, automation_owner = NULL
    WHERE project_id = ? AND case_id = ?
  )sql";
  for (const std::string_view sql : drops) TRY(TRY(db.prepare(sql)).run(project, id));
  TRY(delete_attachments_of_case(db, project, id));
  return TRY(db.prepare(mark_sql)).run(purged_mark, project, id);
}

Result<void> drop_unused(Connection& db, ProjectId project, CaseId id) {
  static constexpr std::string_view sql = R"sql(
    DELETE FROM test_case WHERE project_id = ?1 AND case_id = ?2
      AND NOT EXISTS (SELECT 1 FROM cycle_case WHERE project_id = ?1 AND case_id = ?2)
  )sql";
  static constexpr std::string_view versions_sql = "DELETE FROM case_version WHERE project_id = ? AND case_id = ?";
  TRY(TRY(db.prepare(sql)).run(project, id));
  return db.changes() == 0 ? Result<void>() : TRY(db.prepare(versions_sql)).run(project, id);
}

Result<void> remove_for_good(Connection& db, ProjectId project, CaseId id) {
  TRY(purge(db, project, id));
  return drop_unused(db, project, id);
}

Result<void> tell_of(Connection& db, AuditEntry entry, const TestCase& changed) {
  entry.object = fmt::format("case {}", case_key(entry.project, changed.number));
  entry.before = changed.fields.title;
  return append_audit(db, std::move(entry));
}

struct DeletedCase {
  ProjectId project;
  CaseId id;
  std::string project_key;
};

/// What is left of one that was purged before was told then.
Result<void> purge_and_tell(Connection& db, const DeletedCase& old) {
  const TestCase found = TRY(latest_version(db, old.project, old.id)).value();
  AuditEntry entry = by_the_program("case.purge", now());
  entry.project = old.project_key;
  if (milliseconds(*found.deleted) > purged_mark) TRY(tell_of(db, std::move(entry), found));
  return remove_for_good(db, old.project, old.id);
}

}  // namespace

Result<CasesChanged> change_cases(Connection& db, ProjectId project, const CasesChange& change) {
  const Named cases = TRY(named(db, project, change));
  if (cases.ids.size() + cases.missing.size() > changed_cases_max) return too_many(cases.ids.size() + cases.missing.size());
  CasesChanged outcome{.changed = {}, .missing = cases.missing};
  for (const CaseId id : cases.ids) {
    const TestCase found = TRY(latest_version(db, project, id)).value();
    TRY(change_one(db, project, found, change));
    if (change.audit) TRY(tell_of(db, *change.audit, found));
    outcome.changed.push_back({.number = found.number, .version_id = found.version_id});
  }
  return outcome;
}

Result<std::vector<TestCase>> cases_of(Connection& db, ProjectId project, const std::vector<CaseId>& ids) {
  std::vector<TestCase> found;
  for (const CaseId id : ids)
    if (auto each = TRY(latest_version(db, project, id))) found.push_back(*std::move(each));
  return found;
}

Result<std::vector<TestCase>> clone_cases(Connection& db, ProjectId project, const std::vector<CaseClone>& clones) {
  std::vector<TestCase> made;
  for (const CaseClone& clone : clones) {
    const CaseId id = TRY(create_case(db, project, clone.fields, AutomationKeys::shared)).id;
    TRY(copy_attachments_of_case(db, project, clone.of, id));
    made.push_back(TRY(latest_version(db, project, id)).value());
  }
  return made;
}

Result<bool> purge_case(Connection& db, ProjectId project, KeyNumber number) {
  const auto id = TRY(numbered(db, project, number, Among::the_deleted));
  if (!id) return false;
  TRY(remove_for_good(db, project, *id));
  return true;
}

Result<std::uint64_t> purge_some_cases(Connection& db, Timestamp deleted_before) {
  // What is left of one that was purged goes when the last cycle that had it has gone.
  static constexpr std::string_view sql = R"sql(
    SELECT project_id, case_id, project.key FROM test_case AS each JOIN project USING (project_id)
    WHERE deleted > 0 AND ((deleted > ?1 AND deleted < ?2) OR (deleted = ?1 AND NOT EXISTS (
      SELECT 1 FROM cycle_case WHERE cycle_case.project_id = each.project_id AND cycle_case.case_id = each.case_id)))
    LIMIT ?3
  )sql";
  std::vector<DeletedCase> old;
  {
    auto row = TRY(db.prepare(sql));
    for (bool more = TRY(row.first(purged_mark, milliseconds(deleted_before), purged_at_once)); more; more = TRY(row.next()))
      old.push_back({.project = {row.integer(0)}, .id = {row.integer(1)}, .project_key = row.text(2)});
  }
  for (const DeletedCase& each : old) TRY(purge_and_tell(db, each));
  return old.size();
}

}  // namespace testledger::sqlite
