#include <fmt/format.h>

#include <charconv>
#include <set>

#include "storage/sqlite/run_edit_tables.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

Result<void> require_room(Connection& db, const AttachmentPlace& place) {
  static constexpr std::string_view sql = "SELECT count(*) FROM attachment WHERE project_id = ? AND owner_kind = ? AND owner_id = ?";
  auto row = TRY(db.prepare(sql));
  TRY(row.first(place.project, place.kind, place.id));
  if (row.integer(0) < attachments_max) return {};
  return Error{.code = ErrorCode::limit_exceeded,
               .message = fmt::format("It has {} attachments already (attachments_max). Remove some first.", attachments_max)};
}

}  // namespace

Result<ShownAttachment> insert_attachment(Connection& db, const AttachmentPlace& place, const Attachment& file,
                                          std::string_view user_name) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO attachment (project_id, attachment_id, owner_kind, owner_id, name, media_type, sha256, size, added_by, added)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  )sql";
  TRY(require_room(db, place));
  const std::int64_t id = TRY(take_numbers(db, place.project, "attachment", 1));
  if (id >= imported_attachments.value) return out_of_numbers("attachment");
  ShownAttachment made{.id = {id}, .file = file, .added_by = std::string(user_name), .added = now(), .owner = place.kind};
  TRY(TRY(db.prepare(sql))
          .run(place.project, made.id, place.kind, place.id, file.name, file.media_type, file.sha256, file.size, user_name,
               milliseconds(made.added)));
  return made;
}

Result<std::vector<ShownAttachment>> attachments_of(Connection& db, const AttachmentPlace& place) {
  static constexpr std::string_view sql = R"sql(
    SELECT attachment_id, name, media_type, sha256, size, added_by, added
    FROM attachment WHERE project_id = ? AND owner_kind = ? AND owner_id = ? ORDER BY attachment_id
  )sql";
  std::vector<ShownAttachment> found;
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(place.project, place.kind, place.id)); more; more = TRY(row.next()))
    found.push_back({.id = {row.integer(0)},
                     .file = {.name = row.text(1), .media_type = row.text(2), .sha256 = row.text(3), .size = row.integer(4)},
                     .added_by = row.text(5),
                     .added = timestamp(row.integer(6)),
                     .owner = place.kind});
  return found;
}

Result<void> copy_attachments(Connection& db, const AttachmentPlace& from, std::int64_t to) {
  for (const ShownAttachment& each : TRY(attachments_of(db, from)))
    TRY(insert_attachment(db, {.project = from.project, .kind = from.kind, .id = to}, each.file, each.added_by));
  return {};
}

Result<bool> delete_attachment(Connection& db, const AttachmentPlace& place, AttachmentId id) {
  static constexpr std::string_view sql =
      "DELETE FROM attachment WHERE project_id = ? AND attachment_id = ? AND owner_kind = ? AND owner_id = ?";
  TRY(TRY(db.prepare(sql)).run(place.project, id, place.kind, place.id));
  return db.changes() > 0;
}

Result<void> delete_attachments_of(Connection& db, const AttachmentPlace& place) {
  static constexpr std::string_view sql = "DELETE FROM attachment WHERE project_id = ? AND owner_kind = ? AND owner_id = ?";
  return TRY(db.prepare(sql)).run(place.project, place.kind, place.id);
}

std::vector<ShownAttachment> imported(const std::vector<Attachment>& files, const TestRun& run) {
  constexpr std::size_t digits = 7;
  std::set<std::int64_t> taken;
  std::vector<ShownAttachment> shown;
  for (const Attachment& file : files) {
    std::int64_t of_content = 0;
    std::from_chars(file.sha256.data(), file.sha256.data() + std::min(digits, file.sha256.size()), of_content, 16);
    std::int64_t id = imported_attachments.value + of_content;
    while (!taken.insert(id).second) ++id;
    shown.push_back({.id = {id}, .file = file, .added_by = run.executed_by, .added = run.updated});
  }
  return shown;
}

}  // namespace testledger::sqlite
