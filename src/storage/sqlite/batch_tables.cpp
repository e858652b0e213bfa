#include <fmt/format.h>

#include "core/crash_point.hpp"
#include "storage/sqlite/columns.hpp"
#include "storage/sqlite/tables.hpp"
#include "storage/summary_codec.hpp"

namespace testledger::sqlite {
namespace {

std::uint64_t count_in(const Statement& row, int column) { return static_cast<std::uint64_t>(row.integer(column)); }

Shard shard_in(const Statement& row) {
  return {.run_key = row.text(33),
          .number = static_cast<int>(row.integer(34)),
          .of = static_cast<int>(row.integer(35)),
          .attempt = static_cast<int>(row.integer(36))};
}

/// Of a row of batch_head.
Batch batch_in(const Statement& row) {
  Batch batch{.id = {row.integer(1)},
              .cycle_key = cycle_key(row.text(38), static_cast<KeyNumber>(row.integer(39))),
              .start = {.project = {row.integer(0)},
                        .cycle = {row.integer(2)},
                        .user = {row.integer(3)},
                        .user_name = row.text(4),
                        .format = row.text(6),
                        .file_name = row.text(7),
                        .sha256 = row.text(8),
                        .size = row.integer(9),
                        .options = options_of(row.integer(10)),
                        .case_edits = static_cast<CaseEdits>(row.integer(5)),
                        .source = row.text(30),
                        .request_key = row.text(31),
                        .fingerprint = row.text(32)},
              .state = static_cast<BatchState>(row.integer(12)),
              .attempts = static_cast<int>(row.integer(13)),
              .postponed = static_cast<int>(row.integer(14)),
              .origin = static_cast<Batch::Origin>(row.integer(23)),
              .failure = row.text(16),
              .requests = count_in(row, 17),
              .successes = count_in(row, 18),
              .errors = count_in(row, 19),
              .processed = count_in(row, 25),
              .cancel_requested = row.flag(26),
              .queued = timestamp(row.integer(20)),
              .started = optional_time(row, 21),
              .finished = optional_time(row, 22),
              .undo = static_cast<Batch::Undo>(row.integer(27)),
              .undone_by = row.text(28),
              .undone = optional_time(row, 29)};
  if (!row.is_null(11)) batch.start.options.default_folder = FolderId{row.integer(11)};
  if (!row.is_null(15)) batch.import = ImportId{row.integer(15)};
  if (!row.is_null(24)) batch.total = count_in(row, 24);
  if (!row.is_null(33)) batch.start.shard = shard_in(row);
  if (!row.is_null(37)) batch.start.replaces = BatchId{row.integer(37)};
  return batch;
}

struct NextBatch {
  ProjectId project;
  BatchId batch;
};

/// Of each cycle only the oldest open batch may be next, and none while another is processed there. Only open batches are walked. Projects
/// take turns, so that one that has queued thousands does not hold up another: not with one worker either.
Result<std::optional<NextBatch>> next_candidate(Connection& db, const BatchStore::Claim& claim) {
  static constexpr std::string_view sql = R"sql(
    SELECT candidate.project_id, candidate.batch_id
    FROM (SELECT project_id, cycle_id, min(batch_id) AS batch_id FROM batch WHERE state < 2 GROUP BY project_id, cycle_id) AS head
    JOIN batch AS candidate ON candidate.project_id = head.project_id AND candidate.batch_id = head.batch_id
    WHERE candidate.state = 0 AND candidate.next_at <= ?1 AND candidate.size <= ?2 AND NOT EXISTS (
      SELECT 1 FROM batch AS busy
      WHERE busy.state = 1 AND busy.project_id = candidate.project_id AND busy.cycle_id = candidate.cycle_id)
    ORDER BY (SELECT count(*) FROM batch AS busy WHERE busy.state = 1 AND busy.project_id = candidate.project_id),
             coalesce((SELECT next_value FROM project_counter WHERE project_id = candidate.project_id AND name = 'batch turn'), 0),
             candidate.queued, candidate.batch_id
    LIMIT 1
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(milliseconds(claim.now), claim.size_max))) return std::optional<NextBatch>();
  return std::optional(NextBatch{.project = {row.integer(0)}, .batch = {row.integer(1)}});
}

/// When a batch of the project was last claimed; it stands with the counters, for like them it only grows, also when the clock is put back.
Result<void> note_turn(Connection& db, ProjectId project, Timestamp time) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO project_counter (project_id, name, next_value) VALUES (?, 'batch turn', ?)
    ON CONFLICT (project_id, name) DO UPDATE SET next_value = max(excluded.next_value, next_value + 1)
  )sql";
  return TRY(db.prepare(sql)).run(project, milliseconds(time));
}

Result<std::optional<NextBatch>> abandoned_undo(Connection& db, Timestamp now) {
  static constexpr std::string_view sql = "SELECT project_id, batch_id FROM batch WHERE undo = 1 AND lease_until < ? LIMIT 1";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(milliseconds(now)))) return std::optional<NextBatch>();
  return std::optional(NextBatch{.project = {row.integer(0)}, .batch = {row.integer(1)}});
}

Result<std::optional<Batch>> batch_without_summary(Connection& db, ProjectId project, BatchId id) {
  static constexpr std::string_view sql = R"sql(
    SELECT * FROM batch_head WHERE project_id = ? AND batch_id = ?
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, id))) return std::optional<Batch>();
  return std::optional(batch_in(row));
}

/// Why a batch in its state does not allow what was asked for.
Result<void> refuse_change(Connection& db, ProjectId project, BatchId id, std::string_view allowed) {
  const auto found = TRY(batch_without_summary(db, project, id));
  if (!found) return no_batch(id);
  return Error{.code = ErrorCode::conflict, .message = fmt::format("Batch {} is {}; only {}.", id.value, name_of(found->state), allowed)};
}

/// Its time is over: another request may have it.
Result<void> forget_old_key(Connection& db, const ImportStart& start) {
  static constexpr std::string_view sql = "UPDATE batch SET request_key = NULL WHERE project_id = ? AND request_key = ? AND queued < ?";
  if (start.request_key.empty()) return {};
  return TRY(db.prepare(sql)).run(start.project, start.request_key, milliseconds(now() - request_key_life));
}

/// Of several batches that take the place of one, the results would be there several times.
Result<void> require_not_replaced(Connection& db, ProjectId project, const std::optional<BatchId>& id) {
  static constexpr std::string_view sql =
      "SELECT batch_id FROM batch WHERE project_id = ? AND replaces = ? AND state < 3 AND undo = 0 ORDER BY batch_id DESC LIMIT 1";
  auto row = TRY(db.prepare(sql));
  if (!id || !TRY(row.first(project, *id))) return {};
  return Error{.code = ErrorCode::conflict,
               .message = fmt::format("Batch {} takes the place of batch {} already. Process that one again.", row.integer(0), id->value)};
}

/// Its place among the queued of its project (state < 2 is what their index says). They are taken up in this order within a cycle; between
/// cycles others may come first.
Result<std::uint64_t> queue_position(Connection& db, ProjectId project, BatchId id) {
  static constexpr std::string_view sql = R"sql(
    SELECT count(*) FROM (SELECT 1 FROM batch WHERE project_id = ? AND batch_id <= ? AND state = 0 AND state < 2 LIMIT ?)
  )sql";
  auto row = TRY(db.prepare(sql));
  TRY(row.first(project, id, static_cast<std::int64_t>(Batch::position_max)));
  return count_in(row, 0);
}

}  // namespace

Error no_batch(BatchId id) { return {.code = ErrorCode::not_found, .message = fmt::format("Batch not found : {}", id.value)}; }

Error lease_gone(BatchId id) {
  return {.code = ErrorCode::conflict, .message = fmt::format("Batch {} is no longer processed by this worker.", id.value)};
}

Result<void> require_lease(Connection& db, ProjectId project, const BatchLease& lease) {
  static constexpr std::string_view sql = R"sql(
    SELECT 1 FROM batch WHERE project_id = ? AND batch_id = ? AND state = 1 AND lease_token = ? AND NOT cancel_requested
  )sql";
  auto row = TRY(db.prepare(sql));
  return TRY(row.first(project, lease.batch, lease.token)) ? Result<void>() : lease_gone(lease.batch);
}

Result<Batch> insert_batch(Connection& db, const NewBatch& made) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO batch (project_id, batch_id, cycle_id, user_id, user_name, case_edits, format, file_name, sha256, size, options,
                       default_folder_id, state, attempts, postponed, next_at, failure, import_id, requests, successes, errors, summary,
                       queued, started, finished, lease_token, lease_until, direct, total, processed, source, request_key, fingerprint,
                       run_key, shard, shards, shard_attempt, replaces)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  )sql";
  Batch batch = made.batch;
  const ImportStart& start = batch.start;
  const auto ms = [](const std::optional<Timestamp>& time) { return time ? std::optional(milliseconds(*time)) : std::nullopt; };
  const auto filled = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional<std::string_view>(text); };
  const auto of_shard = [&](int Shard::* number) { return start.shard ? std::optional((*start.shard).*number) : std::nullopt; };
  const auto run_key = start.shard ? std::optional<std::string_view>(start.shard->run_key) : std::nullopt;
  batch.id = {TRY(take_numbers(db, start.project, "batch", 1))};
  TRY(require_not_replaced(db, start.project, start.replaces));
  CRASH_POINT("batch.numbered");
  TRY(forget_old_key(db, start));
  TRY(TRY(db.prepare(sql))
          .run(start.project, batch.id, start.cycle, start.user, start.user_name, start.case_edits, start.format, start.file_name,
               start.sha256, start.size, bits_of(start.options), start.options.default_folder, batch.state, batch.attempts, batch.failure,
               batch.import, batch.requests, batch.successes, batch.errors,
               made.summary ? std::optional(Blob{*made.summary}) : std::nullopt, milliseconds(batch.queued), ms(batch.started),
               ms(batch.finished), made.token, ms(made.lease_until), batch.origin, batch.total, batch.processed, start.source,
               filled(start.request_key), filled(start.fingerprint), run_key, of_shard(&Shard::number), of_shard(&Shard::of),
               of_shard(&Shard::attempt), start.replaces));
  CRASH_POINT("batch.inserted");
  return batch;
}

Result<Batch> enqueue_batch(Connection& db, const ImportStart& start) {
  CRASH_POINT("enqueue.begun");
  TRY(require_open_cycle(db, start.project, start.cycle));
  return insert_batch(db, {.batch = {.start = start, .queued = now()}});
}

Result<std::optional<ClaimedBatch>> claim_batch(Connection& db, const BatchStore::Claim& claim) {
  static constexpr std::string_view queued_sql = R"sql(
    UPDATE batch SET state = 1, attempts = attempts + 1, lease_token = ?, lease_until = ?, started = max(?, queued)
    WHERE project_id = ? AND batch_id = ? AND state = 0
  )sql";  // the worker's time is from before it waited for its turn
  static constexpr std::string_view undone_sql =
      "UPDATE batch SET lease_token = ?, lease_until = ? WHERE project_id = ? AND batch_id = ? AND undo = 1";
  const Timestamp until = claim.now + claim.lease;
  auto candidate = TRY(abandoned_undo(db, claim.now));
  if (candidate) {
    TRY(TRY(db.prepare(undone_sql)).run(claim.token, milliseconds(until), candidate->project, candidate->batch));
  } else {
    candidate = TRY(next_candidate(db, claim));
    if (!candidate) return std::optional<ClaimedBatch>();
    CRASH_POINT("claim.selected");
    TRY(TRY(db.prepare(queued_sql)).run(claim.token, milliseconds(until), milliseconds(claim.now), candidate->project, candidate->batch));
    TRY(note_turn(db, candidate->project, claim.now));
  }
  CRASH_POINT("claim.updated");
  const BatchLease lease{.batch = candidate->batch, .token = claim.token};
  return std::optional(ClaimedBatch{.batch = TRY(batch_without_summary(db, candidate->project, candidate->batch)).value(), .lease = lease});
}

Result<void> extend_lease(Connection& db, ProjectId project, const BatchLease& lease, std::chrono::milliseconds time) {
  static constexpr std::string_view sql = "UPDATE batch SET lease_until = ? WHERE project_id = ? AND batch_id = ? AND lease_token = ?";
  TRY(TRY(db.prepare(sql)).run(milliseconds(now() + time), project, lease.batch, lease.token));
  CRASH_POINT("heartbeat.extended");
  return db.changes() == 1 ? Result<void>() : lease_gone(lease.batch);
}

Result<void> fail_batch(Connection& db, ProjectId project, const BatchLease& lease, const ImportSummary& summary,
                        std::string_view failure) {
  static constexpr std::string_view sql = R"sql(
    UPDATE batch SET state = 3, lease_token = NULL, lease_until = NULL, requests = ?, successes = 0, errors = ?, summary = ?, failure = ?,
                     finished = ?, request_key = CASE WHEN direct THEN NULL ELSE request_key END
    WHERE project_id = ? AND batch_id = ? AND state = 1 AND lease_token = ? AND import_id IS NULL
  )sql";
  TRY(TRY(db.prepare(sql))
          .run(summary.requests, summary.errors, Blob{encode(summary)}, failure, milliseconds(now()), project, lease.batch, lease.token));
  CRASH_POINT("batch.failed");
  return db.changes() == 1 ? Result<void>() : lease_gone(lease.batch);
}

Result<void> release_batch(Connection& db, ProjectId project, const BatchLease& lease, const BatchStore::Release& release) {
  static constexpr std::string_view sql = R"sql(
    UPDATE batch SET state = 0, lease_token = NULL, lease_until = NULL, started = NULL, next_at = ?, attempts = attempts - ?,
                     postponed = postponed + ?, failure = ?
    WHERE project_id = ? AND batch_id = ? AND state = 1 AND lease_token = ?
  )sql";
  const int forgiven = release.attempt == BatchStore::Attempt::is_forgiven ? 1 : 0;
  TRY(TRY(db.prepare(sql))
          .run(milliseconds(release.when), forgiven, release.reason.empty() ? 0 : 1, release.reason, project, lease.batch, lease.token));
  return db.changes() == 1 ? Result<void>() : lease_gone(lease.batch);
}

Result<std::uint64_t> requeue_abandoned_batches(Connection& db, Timestamp now) {
  static constexpr std::string_view sql = R"sql(
    UPDATE batch SET state = 0, lease_token = NULL, lease_until = NULL, started = NULL, next_at = 0 WHERE state = 1 AND lease_until < ?
  )sql";
  TRY(TRY(db.prepare(sql)).run(milliseconds(now)));
  CRASH_POINT("sweep.requeued");
  return static_cast<std::uint64_t>(db.changes());
}

Result<void> end_leases(Connection& db) { return db.execute("UPDATE batch SET lease_until = 0 WHERE lease_token IS NOT NULL"); }

Result<BatchStore::Backlog> backlog(Connection& db) {
  static constexpr std::string_view sql = "SELECT state, count(*), sum(size), min(queued) FROM batch WHERE state < 2 GROUP BY state";
  BatchStore::Backlog backlog;
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first()); more; more = TRY(row.next())) {
    const bool waits = static_cast<BatchState>(row.integer(0)) == BatchState::queued;
    (waits ? backlog.queued : backlog.processing) = count_in(row, 1);
    backlog.bytes += row.integer(2);
    if (waits) backlog.oldest = timestamp(row.integer(3));
  }
  return backlog;
}

Result<std::optional<BatchStore::BatchWithSummary>> find_batch(Connection& db, ProjectId project, BatchId id) {
  static constexpr std::string_view sql = "SELECT summary FROM batch WHERE project_id = ? AND batch_id = ? AND summary IS NOT NULL";
  auto batch = TRY(batch_without_summary(db, project, id));
  if (!batch) return std::optional<BatchStore::BatchWithSummary>();
  BatchStore::BatchWithSummary found{.batch = *std::move(batch), .summary = {}};
  if (found.batch.state == BatchState::queued) found.batch.position = TRY(queue_position(db, project, id));
  auto row = TRY(db.prepare(sql));
  if (TRY(row.first(project, id))) found.summary = TRY(decode_summary(row.bytes(0)));
  return std::optional(std::move(found));
}

Result<std::optional<BatchStore::BatchWithSummary>> find_batch_of_key(Connection& db, ProjectId project, std::string_view key) {
  static constexpr std::string_view sql = "SELECT batch_id FROM batch WHERE project_id = ? AND request_key = ? AND queued >= ?";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, key, milliseconds(now() - request_key_life)))) return std::optional<BatchStore::BatchWithSummary>();
  return find_batch(db, project, {row.integer(0)});
}

Result<std::vector<Batch>> same_reports(Connection& db, const ImportStart& start, Timestamp since) {
  static constexpr std::string_view sql = R"sql(
    SELECT * FROM batch_head
    WHERE sha256 = ? AND project_id = ? AND cycle_id = ? AND queued >= ? AND state < 3 AND undo = 0
    ORDER BY batch_id DESC LIMIT ?
  )sql";
  std::vector<Batch> found;
  auto row = TRY(db.prepare(sql));
  bool more = TRY(row.first(start.sha256, start.project, start.cycle, milliseconds(since), BatchStore::same_reports_max));
  for (; more; more = TRY(row.next())) found.push_back(batch_in(row));
  return found;
}

Result<std::vector<Batch>> shards(Connection& db, ProjectId project, CycleId cycle, std::string_view run_key) {
  static constexpr std::string_view sql = R"sql(
    SELECT * FROM batch_head WHERE project_id = ? AND cycle_id = ? AND run_key = ? AND state < 3 AND undo = 0 ORDER BY shard, batch_id
  )sql";
  std::vector<Batch> found;
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(project, cycle, run_key)); more; more = TRY(row.next())) found.push_back(batch_in(row));
  return found;
}

Result<std::vector<BatchStore::ShardedRun>> sharded_runs(Connection& db, ProjectId project, CycleId cycle) {
  static constexpr std::string_view sql = R"sql(
    SELECT run_key, count(DISTINCT CASE WHEN state = 2 THEN shard END), max(shards) FROM batch
    WHERE project_id = ? AND cycle_id = ? AND run_key IS NOT NULL AND state < 3 AND undo = 0
    GROUP BY run_key ORDER BY max(batch_id) DESC LIMIT ?
  )sql";
  std::vector<BatchStore::ShardedRun> found;
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(project, cycle, BatchStore::sharded_runs_max)); more; more = TRY(row.next()))
    found.push_back({.run_key = row.text(0), .reported = static_cast<int>(row.integer(1)), .of = static_cast<int>(row.integer(2))});
  return found;
}

Result<Page<Batch>> batches(Connection& db, ProjectId project, const BatchStore::BatchQuery& query, PageRequest page) {
  static constexpr std::string_view of_project = R"sql(
    SELECT * FROM batch_head WHERE project_id = ?1 AND ?2 IS NULL AND (?3 IS NULL OR state = ?3) AND batch_id < ?6
    ORDER BY batch_id DESC LIMIT ?4 OFFSET ?5
  )sql";
  static constexpr std::string_view of_cycle = R"sql(
    SELECT * FROM batch_head WHERE project_id = ?1 AND cycle_id = ?2 AND (?3 IS NULL OR state = ?3) AND batch_id < ?6
    ORDER BY batch_id DESC LIMIT ?4 OFFSET ?5
  )sql";
  auto row = TRY(db.prepare(query.cycle ? of_cycle : of_project));
  std::vector<Batch> found;
  bool more = TRY(row.first(project, query.cycle, query.state, page.size + 1, page.skipped(), page.after.value_or(INT64_MAX)));
  for (; more; more = TRY(row.next())) found.push_back(batch_in(row));
  return page_of(std::move(found), page, [](const Batch& batch) { return batch.id.value; });
}

Result<void> cancel_batch(Connection& db, ProjectId project, BatchId id, Timestamp when) {
  static constexpr std::string_view queued_sql =
      "UPDATE batch SET state = 4, finished = ? WHERE project_id = ? AND batch_id = ? AND state = 0 AND import_id IS NULL AND NOT direct";
  static constexpr std::string_view running_sql =
      "UPDATE batch SET cancel_requested = 1 WHERE project_id = ? AND batch_id = ? AND state < 2 AND NOT direct";
  TRY(TRY(db.prepare(queued_sql)).run(milliseconds(when), project, id));
  if (db.changes() == 1) return {};
  TRY(TRY(db.prepare(running_sql)).run(project, id));
  CRASH_POINT("cancel.asked");
  return db.changes() == 1
             ? Result<void>()
             : refuse_change(db, project, id, "a batch that is queued or in processing, and for which nobody waits, can be cancelled");
}

Result<void> end_cancelled_batch(Connection& db, ProjectId project, const BatchLease& lease) {
  static constexpr std::string_view sql = R"sql(
    UPDATE batch SET state = 4, lease_token = NULL, lease_until = NULL, cancel_requested = 0, failure = '', finished = ?
    WHERE project_id = ? AND batch_id = ? AND state = 1 AND lease_token = ? AND import_id IS NULL
  )sql";
  TRY(TRY(db.prepare(sql)).run(milliseconds(now()), project, lease.batch, lease.token));
  CRASH_POINT("cancel.ended");
  return db.changes() == 1 ? Result<void>() : lease_gone(lease.batch);
}

Result<void> retry_batch(Connection& db, ProjectId project, BatchId id, Timestamp when) {
  static constexpr std::string_view sql = R"sql(
    UPDATE batch SET state = 0, attempts = 0, postponed = 0, next_at = 0, cancel_requested = 0, failure = '',
                     requests = 0, successes = 0, errors = 0, summary = NULL, direct = 0, total = NULL, processed = 0,
                     queued = ?, started = NULL, finished = NULL
    WHERE project_id = ? AND batch_id = ? AND state IN (3, 4) AND report_expired IS NULL
  )sql";
  TRY(require_not_replaced(db, project, id));
  TRY(TRY(db.prepare(sql)).run(milliseconds(when), project, id));
  return db.changes() == 1 ? Result<void>()
                           : refuse_change(db, project, id, "a failed or cancelled batch whose report is still kept can be retried");
}

}  // namespace testledger::sqlite
