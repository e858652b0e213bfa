#include "storage/receipt_codec.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

std::optional<std::string> optional_bytes(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(std::string(row.bytes(column)));
}

Result<ImportJournal::ChangedCase::Content> content_before(Connection& db, ProjectId project, CaseId id) {
  static constexpr std::string_view sql = "SELECT description, steps, dataset FROM case_content WHERE project_id = ? AND case_id = ?";
  ImportJournal::ChangedCase::Content content;
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, id))) return content;
  content.description = optional_bytes(row, 0);
  content.steps = optional_bytes(row, 1);
  content.dataset = optional_bytes(row, 2);
  return content;
}

Result<std::vector<std::string>> details_before(Connection& db, ProjectId project, RunId run) {
  static constexpr std::string_view sql = "SELECT body FROM run_detail WHERE project_id = ? AND run_id = ? ORDER BY part";
  std::vector<std::string> bodies;
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(project, run)); more; more = TRY(row.next())) bodies.emplace_back(row.bytes(0));
  return bodies;
}

}  // namespace

Result<void> insert_chunk(Connection& db, const ChunkPlace& place, const ImportJournal& journal, std::string_view receipt) {
  static constexpr std::string_view sql =
      "INSERT INTO import_chunk (project_id, import_id, chunk, journal, receipt) VALUES (?, ?, ?, ?, ?)";
  const std::string packed = encode(journal);
  return TRY(db.prepare(sql)).run(place.project, place.import, place.chunk, Blob{packed}, Blob{receipt});
}

Result<std::optional<std::vector<ReceiptEntry>>> receipt(Connection& db, ProjectId project, BatchId id, std::int64_t chunk) {
  static constexpr std::string_view sql = R"sql(
    SELECT receipt FROM batch JOIN import_chunk USING (project_id, import_id) WHERE project_id = ? AND batch_id = ? AND chunk = ?
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, id, chunk))) return std::optional<std::vector<ReceiptEntry>>();
  return std::optional(TRY(decode_receipt(row.bytes(0))));
}

Result<ImportJournal::OverwrittenRun> run_before(Connection& db, ProjectId project, RunId run) {
  static constexpr std::string_view sql = R"sql(
    SELECT import_id, ordinal, status_id, status_type, row_statuses, automated, updated, effort
    FROM test_run WHERE project_id = ? AND run_id = ?
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, run)))
    return Error{.code = ErrorCode::storage_failed, .message = "A run is missing.", .detail = std::to_string(run.value)};
  return ImportJournal::OverwrittenRun{.run = run,
                                       .import = row.integer(0),
                                       .ordinal = row.integer(1),
                                       .status = row.integer(2),
                                       .status_type = row.integer(3),
                                       .row_statuses = row.integer(4),
                                       .automated = row.integer(5),
                                       .updated = row.integer(6),
                                       .effort_s = row.real(7),
                                       .details = TRY(details_before(db, project, run))};
}

Result<ImportJournal::ChangedCase> case_before(Connection& db, ProjectId project, const CaseUpdate& update) {
  static constexpr std::string_view sql = R"sql(
    SELECT title, automation_key, automation_owner, automation_status_id, has_dataset, updated
    FROM test_case WHERE project_id = ? AND case_id = ?
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, update.id)))
    return Error{.code = ErrorCode::storage_failed, .message = "A case is missing.", .detail = std::to_string(update.id.value)};
  ImportJournal::ChangedCase before{.id = update.id,
                                    .title = row.text(0),
                                    .automation_key = optional_bytes(row, 1),
                                    .automation_owner = optional_bytes(row, 2),
                                    .automation_status = row.integer(3),
                                    .has_dataset = row.integer(4),
                                    .updated = row.integer(5)};
  if (update.description || update.steps || update.dataset) before.content = TRY(content_before(db, project, update.id));
  return before;
}

}  // namespace testledger::sqlite
