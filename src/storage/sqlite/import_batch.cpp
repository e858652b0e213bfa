// What an import writes of its own batch, in its own transactions.
#include <fmt/format.h>

#include "core/crash_point.hpp"
#include "storage/lease_token.hpp"
#include "storage/sqlite/tables.hpp"
#include "storage/summary_codec.hpp"

namespace testledger::sqlite {
namespace {

/// Nobody extends it: its import does with each part that it commits. After a stop of the server it ends at once, as all leases do.
constexpr std::chrono::minutes direct_lease{10};

/// What a completed batch says wherever it is listed: that the report was cut short, which nobody is to overlook. It is the first warning.
std::string remark_of(const ImportSummary& summary) {
  if (summary.warnings.empty() || summary.warnings.front().code != report_cut_short) return {};
  const ImportWarning& cut = summary.warnings.front();
  return cut.file.empty() ? cut.message : cut.file + ": " + cut.message;
}

/// In the transaction that makes an import count, so that of a shard's attempts never two do, wherever the server is stopped.
Result<void> require_sole_attempt(Connection& db, const ImportStart& start) {
  static constexpr std::string_view sql = R"sql(
    SELECT batch_id FROM batch WHERE project_id = ? AND cycle_id = ? AND run_key = ? AND shard = ? AND state = 2 AND undo = 0 LIMIT 1
  )sql";
  if (!start.shard) return {};
  const Shard& shard = *start.shard;
  auto other = TRY(db.prepare(sql));
  if (!TRY(other.first(start.project, start.cycle, shard.run_key, shard.number))) return {};
  return Error{ErrorCode::unavailable, fmt::format("Batch {} of shard {}/{} was imported in the meantime; the next try takes its place.",
                                                   other.integer(0), shard.number, shard.of)};
}

}  // namespace

Result<BatchLease> insert_direct_batch(Connection& db, const ImportStart& start) {
  const Timestamp time = now();
  const std::string token = new_lease_token();
  const Batch made = TRY(insert_batch(db, {.batch = {.start = start,
                                                     .state = BatchState::processing,
                                                     .attempts = 1,
                                                     .origin = Batch::Origin::direct,
                                                     .total = start.results,
                                                     .queued = time,
                                                     .started = time},
                                           .token = token,
                                           .lease_until = time + direct_lease}));
  return BatchLease{.batch = made.id, .token = token};
}

Result<BatchId> insert_ended_batch(Connection& db, const ImportRecord& record, const ImportSummary& summary, std::string_view failure) {
  Batch batch{.start = record.start,
              .state = failure.empty() ? BatchState::completed : BatchState::failed,
              .attempts = 1,
              .origin = Batch::Origin::direct,
              .failure = failure.empty() ? remark_of(summary) : std::string(failure),
              .requests = summary.requests,
              .successes = summary.successes,
              .errors = summary.errors,
              .total = record.start.results,
              .processed = record.start.results,
              .queued = record.started,
              .started = record.started,
              .finished = record.finished};
  if (record.id) batch.import = record.id;
  if (record.id) TRY(require_sole_attempt(db, record.start));
  if (!record.id) TRY(require_open_cycle(db, record.start.project, record.start.cycle));
  return TRY(insert_batch(db, {.batch = batch, .summary = encode(summary)})).id;
}

Result<void> note_progress(Connection& db, const ImportStart& start, const ImportProgress& progress) {
  static constexpr std::string_view sql = R"sql(
    UPDATE batch SET import_id = ?1, total = ?2, processed = ?3, lease_until = max(lease_until, CASE WHEN direct THEN ?4 ELSE 0 END)
    WHERE project_id = ?5 AND batch_id = ?6 AND state = 1 AND lease_token = ?7 AND NOT cancel_requested
  )sql";
  TRY(TRY(db.prepare(sql))
          .run(progress.import, start.results, progress.processed, milliseconds(now() + direct_lease), start.project, start.batch->batch,
               start.batch->token));
  CRASH_POINT("part.before_commit");
  return db.changes() == 1 ? Result<void>() : lease_gone(start.batch->batch);
}

Result<void> complete_batch(Connection& db, const ImportRecord& record, const ImportSummary& summary) {
  static constexpr std::string_view sql = R"sql(
    UPDATE batch SET state = 2, lease_token = NULL, lease_until = NULL, failure = ?, import_id = ?, requests = ?, successes = ?, errors = ?,
                     summary = ?, total = ?, processed = ?, finished = ?
    WHERE project_id = ? AND batch_id = ? AND state = 1 AND lease_token = ? AND NOT cancel_requested
  )sql";
  const BatchLease& lease = *record.start.batch;
  TRY(require_sole_attempt(db, record.start));
  TRY(TRY(db.prepare(sql))
          .run(remark_of(summary), record.id, summary.requests, summary.successes, summary.errors, Blob{encode(summary)},
               record.start.results, record.start.results, milliseconds(record.finished), record.start.project, lease.batch, lease.token));
  CRASH_POINT("import.before_commit");
  return db.changes() == 1 ? Result<void>() : lease_gone(lease.batch);
}

}  // namespace testledger::sqlite
