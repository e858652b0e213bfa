#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {

Result<std::optional<ExpiredImport>> expire_next_import(Connection& db, const ExpiredImport& after, Timestamp before, Timestamp now) {
  // One that is being undone keeps what that needs until the next time.
  static constexpr std::string_view sql = R"sql(
    SELECT project_id, import_id FROM import
    WHERE (project_id, import_id) > (?, ?) AND finished < ? AND report_expired IS NULL AND NOT EXISTS (
      SELECT 1 FROM batch WHERE batch.project_id = import.project_id AND batch.import_id = import.import_id AND undo = 1)
    ORDER BY project_id, import_id LIMIT 1
  )sql";
  static constexpr std::string_view chunks_sql = "DELETE FROM import_chunk WHERE project_id = ? AND import_id = ?";
  static constexpr std::string_view import_sql = "UPDATE import SET report_expired = ? WHERE project_id = ? AND import_id = ?";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(after.project, after.import, milliseconds(before)))) return std::optional<ExpiredImport>();
  const ExpiredImport found{.project = {row.integer(0)}, .import = {row.integer(1)}};
  TRY(TRY(db.prepare(chunks_sql)).run(found.project, found.import));
  TRY(TRY(db.prepare(import_sql)).run(milliseconds(now), found.project, found.import));
  return std::optional(found);
}

Result<std::uint64_t> expire_batches(Connection& db, Timestamp before, Timestamp now) {
  static constexpr std::string_view sql = R"sql(
    UPDATE batch SET report_expired = ?2 WHERE finished < ?1 AND report_expired IS NULL AND finished IS NOT NULL AND state >= 2
  )sql";
  TRY(TRY(db.prepare(sql)).run(milliseconds(before), milliseconds(now)));
  return static_cast<std::uint64_t>(db.changes());
}

Result<std::optional<Timestamp>> report_expired(Connection& db, ProjectId project, std::string_view sha256) {
  // NULL, a report that is needed, comes first.
  static constexpr std::string_view sql = R"sql(
    SELECT report_expired FROM (
      SELECT report_expired FROM import WHERE project_id = ?1 AND sha256 = ?2
      UNION ALL SELECT report_expired FROM batch WHERE project_id = ?1 AND sha256 = ?2)
    ORDER BY report_expired IS NOT NULL, report_expired DESC LIMIT 1
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, sha256)) || row.is_null(0)) return std::optional<Timestamp>();
  return std::optional(timestamp(row.integer(0)));
}

Result<std::vector<std::string>> needed_blobs(Connection& db, std::string_view after, std::int64_t count) {
  static constexpr std::string_view sql = R"sql(
    SELECT sha256 FROM import WHERE sha256 > ?1 AND report_expired IS NULL
    UNION SELECT sha256 FROM batch WHERE sha256 > ?1 AND report_expired IS NULL
    UNION SELECT sha256 FROM attachment_file WHERE sha256 > ?1
    UNION SELECT sha256 FROM attachment WHERE sha256 > ?1
    ORDER BY sha256 LIMIT ?2
  )sql";
  std::vector<std::string> names;
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(after, count)); more; more = TRY(row.next())) names.push_back(row.text(0));
  return names;
}

}  // namespace testledger::sqlite
