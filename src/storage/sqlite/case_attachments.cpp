// The files of cases: as other changes by people they make the latest version later than it was.
#include <fmt/format.h>

#include "storage/sqlite/case_rows.hpp"
#include "storage/sqlite/run_edit_tables.hpp"

namespace testledger::sqlite {
namespace {

/// False when there is no such case, or it was deleted.
Result<bool> note_change(Connection& db, ProjectId project, CaseId id) {
  static constexpr std::string_view find_sql = "SELECT updated FROM test_case WHERE project_id = ? AND case_id = ? AND deleted = 0";
  static constexpr std::string_view sql = "UPDATE test_case SET updated = ? WHERE project_id = ? AND case_id = ?";
  auto row = TRY(db.prepare(find_sql));
  if (!TRY(row.first(project, id))) return false;
  const Timestamp time = later_than(timestamp(row.integer(0)));
  TRY(TRY(db.prepare(sql)).run(milliseconds(time), project, id));
  return true;
}

}  // namespace

Result<std::vector<ShownAttachment>> attachments_of_case(Connection& db, ProjectId project, CaseId id) {
  std::vector<ShownAttachment> all;
  for (const AttachmentOwner kind : case_attachment_kinds)
    std::ranges::move(TRY(attachments_of(db, {.project = project, .kind = kind, .id = id.value})), std::back_inserter(all));
  return all;
}

Result<void> copy_attachments_of_case(Connection& db, ProjectId project, CaseId from, CaseId to) {
  for (const AttachmentOwner kind : case_attachment_kinds)
    TRY(copy_attachments(db, {.project = project, .kind = kind, .id = from.value}, to.value));
  return {};
}

Result<void> delete_attachments_of_case(Connection& db, ProjectId project, CaseId id) {
  for (const AttachmentOwner kind : case_attachment_kinds)
    TRY(delete_attachments_of(db, {.project = project, .kind = kind, .id = id.value}));
  return {};
}

Result<ShownAttachment> attach_to_case(Connection& db, const AttachmentPlace& place, const Attachment& file, std::string_view user_name) {
  if (TRY(note_change(db, place.project, {place.id}))) return insert_attachment(db, place, file, user_name);
  return Error{.code = ErrorCode::not_found, .message = fmt::format("Case '{}' not found", place.id)};
}

Result<bool> remove_case_attachment(Connection& db, ProjectId project, CaseId id, AttachmentId attachment) {
  for (const AttachmentOwner kind : case_attachment_kinds)
    if (TRY(delete_attachment(db, {.project = project, .kind = kind, .id = id.value}, attachment))) return note_change(db, project, id);
  return false;
}

}  // namespace testledger::sqlite
