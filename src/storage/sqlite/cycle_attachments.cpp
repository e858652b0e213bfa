// The files of cycles themselves: as other changes by people they make the cycle later than it was.
#include <fmt/format.h>

#include "storage/sqlite/run_edit_tables.hpp"

namespace testledger::sqlite {
namespace {

/// False when there is no such cycle.
Result<bool> note_cycle_change(Connection& db, const AttachmentPlace& place) {
  static constexpr std::string_view sql =
      "UPDATE test_cycle SET updated = max(?, updated) WHERE project_id = ? AND cycle_id = ? AND removed = 0";
  TRY(TRY(db.prepare(sql)).run(milliseconds(now()), place.project, place.id));
  return db.changes() > 0;
}

}  // namespace

Result<ShownAttachment> attach_to_cycle(Connection& db, const AttachmentPlace& place, const Attachment& file, std::string_view user_name) {
  if (TRY(note_cycle_change(db, place))) return insert_attachment(db, place, file, user_name);
  return Error{.code = ErrorCode::not_found, .message = fmt::format("There is no cycle {}.", place.id)};
}

Result<bool> remove_cycle_attachment(Connection& db, const AttachmentPlace& place, AttachmentId attachment) {
  if (!TRY(delete_attachment(db, place, attachment))) return false;
  return note_cycle_change(db, place);
}

}  // namespace testledger::sqlite
