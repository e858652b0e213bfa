#include "storage/detail_codec.hpp"
#include "storage/sqlite/run_edit_tables.hpp"

namespace testledger::sqlite {
namespace {

Result<std::string> shared_text(Connection& db, ProjectId project, std::string_view hash) {
  static constexpr std::string_view sql = "SELECT body FROM run_text WHERE project_id = ? AND hash = ?";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, Blob{hash})))
    return Error{.code = ErrorCode::storage_failed, .message = "A stored text is missing.", .detail = "run_text"};
  return row.text(0);
}

}  // namespace

Result<RunDetail> detail_of(Connection& db, ProjectId project, RunId run) {
  static constexpr std::string_view sql = "SELECT body FROM run_detail WHERE project_id = ? AND run_id = ? ORDER BY part";
  const FindText find_text = [&](std::string_view hash) { return shared_text(db, project, hash); };
  auto row = TRY(db.prepare(sql));
  RunDetail detail;
  for (bool more = TRY(row.first(project, run)); more; more = TRY(row.next()))
    detail = TRY(decode_detail(row.bytes(0), find_text, std::move(detail)));
  return detail;
}

Result<void> put_detail(Connection& db, ProjectId project, RunId run, const RunDetail& detail) {
  static constexpr std::string_view drop_sql = "DELETE FROM run_detail WHERE project_id = ? AND run_id = ?";
  static constexpr std::string_view sql = "INSERT INTO run_detail (project_id, run_id, part, body) VALUES (?, ?, 1, ?)";
  const EncodedDetail encoded = encode(detail);
  TRY(TRY(db.prepare(drop_sql)).run(project, run));
  for (const SharedText& text : encoded.texts) TRY(keep_text(db, project, text));
  if (encoded.body.empty()) return {};
  return TRY(db.prepare(sql)).run(project, run, Blob{encoded.body});
}

Result<void> keep_text(Connection& db, ProjectId project, const SharedText& text) {
  static constexpr std::string_view sql = "INSERT INTO run_text (project_id, hash, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
  return TRY(db.prepare(sql)).run(project, Blob{text.hash}, Blob{text.body});
}

}  // namespace testledger::sqlite
