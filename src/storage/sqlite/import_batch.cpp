// What an import writes of its own batch, in its own transactions.
#include "storage/lease_token.hpp"
#include "storage/sqlite/tables.hpp"
#include "storage/summary_codec.hpp"

namespace testledger::sqlite {
namespace {

/// Nobody extends it: its import does with each part that it commits. After a stop of the server it ends at once, as all leases do.
constexpr std::chrono::minutes direct_lease{10};

}  // namespace

Result<BatchLease> insert_direct_batch(Connection& db, const ImportStart& start) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO batch (project_id, batch_id, cycle_id, user_id, user_name, case_edits, format, file_name, sha256, size, options,
                       default_folder_id, state, attempts, postponed, next_at, failure, requests, successes, errors, queued, started,
                       lease_token, lease_until, direct, total)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1, 1, 0, 0, '', 0, 0, 0, ?13, ?13, ?14, ?15, 1, ?16)
  )sql";
  const BatchId id{TRY(take_numbers(db, start.project, "batch", 1))};
  const Timestamp time = now();
  const std::string token = new_lease_token();
  TRY(TRY(db.prepare(sql))
          .run(start.project, id, start.cycle, start.user, start.user_name, start.case_edits, start.format, start.file_name, start.sha256,
               start.size, bits_of(start.options), start.options.default_folder, milliseconds(time), token,
               milliseconds(time + direct_lease), start.results));
  return BatchLease{.batch = id, .token = token};
}

Result<BatchId> insert_finished_batch(Connection& db, const ImportRecord& record, const ImportSummary& summary) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO batch (project_id, batch_id, cycle_id, user_id, user_name, case_edits, format, file_name, sha256, size, options,
                       default_folder_id, state, attempts, postponed, next_at, failure, import_id, requests, successes, errors, summary,
                       queued, started, finished, direct, total, processed)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 2, 1, 0, 0, '', ?13, ?14, ?15, ?16, ?17, ?18, ?18, ?19, 1, ?20, ?20)
  )sql";
  const ImportStart& start = record.start;
  const BatchId id{TRY(take_numbers(db, start.project, "batch", 1))};
  TRY(TRY(db.prepare(sql))
          .run(start.project, id, start.cycle, start.user, start.user_name, start.case_edits, start.format, start.file_name, start.sha256,
               start.size, bits_of(start.options), start.options.default_folder, record.id, summary.requests, summary.successes,
               summary.errors, Blob{encode(summary)}, milliseconds(record.started), milliseconds(record.finished), start.results));
  return id;
}

Result<void> note_progress(Connection& db, const ImportStart& start, const ImportProgress& progress) {
  static constexpr std::string_view sql = R"sql(
    UPDATE batch SET import_id = ?1, total = ?2, processed = ?3, lease_until = max(lease_until, CASE WHEN direct THEN ?4 ELSE 0 END)
    WHERE project_id = ?5 AND batch_id = ?6 AND state = 1 AND lease_token = ?7 AND NOT cancel_requested
  )sql";
  TRY(TRY(db.prepare(sql))
          .run(progress.import, start.results, progress.processed, milliseconds(now() + direct_lease), start.project, start.batch->batch,
               start.batch->token));
  return db.changes() == 1 ? Result<void>() : lease_gone(start.batch->batch);
}

Result<void> complete_batch(Connection& db, const ImportRecord& record, const ImportSummary& summary) {
  static constexpr std::string_view sql = R"sql(
    UPDATE batch SET state = 2, lease_token = NULL, lease_until = NULL, failure = '', import_id = ?, requests = ?, successes = ?, errors = ?,
                     summary = ?, total = ?, processed = ?, finished = ?
    WHERE project_id = ? AND batch_id = ? AND state = 1 AND lease_token = ? AND NOT cancel_requested
  )sql";
  const BatchLease& lease = *record.start.batch;
  TRY(TRY(db.prepare(sql))
          .run(record.id, summary.requests, summary.successes, summary.errors, Blob{encode(summary)}, record.start.results,
               record.start.results, milliseconds(record.finished), record.start.project, lease.batch, lease.token));
  return db.changes() == 1 ? Result<void>() : lease_gone(lease.batch);
}

}  // namespace testledger::sqlite
