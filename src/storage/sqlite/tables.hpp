#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/case_folding.hpp"
#include "core/clock.hpp"
#include "storage/case_codec.hpp"
#include "storage/import_journal.hpp"
#include "storage/migration.hpp"
#include "storage/sqlite/columns.hpp"
#include "storage/sqlite/configuration_tables.hpp"
#include "storage/sqlite/cycle_tables.hpp"
#include "storage/sqlite/engine/connection.hpp"
#include "storage/sqlite/folder_tables.hpp"
#include "storage/store.hpp"

// What is done to the tables, by kind of thing, on a connection that is in a transaction. Contracts as in store.hpp.

namespace testledger::sqlite {

Migrations migrations();

// project_tables.cpp
Result<Project> create_project(Connection& db, std::string_view key, std::string_view name);
Result<std::optional<Project>> find_project(Connection& db, std::string_view key_or_id);
Result<std::vector<Project>> projects(Connection& db);

// counter_table.cpp
/// The first of `count` new ids or numbers of a kind. limit_exceeded beyond 31 bits, which clients rely on.
Result<std::int64_t> take_numbers(Connection& db, ProjectId project, std::string_view kind, std::int64_t count);
Result<std::int64_t> next_number(Connection& db, ProjectId project, std::string_view kind);
Result<void> set_next_number(Connection& db, ProjectId project, std::string_view kind, std::int64_t next);
inline constexpr std::int64_t id_max = 0x7fff'ffff;
Error out_of_numbers(std::string_view kind);

// case_tables.cpp
struct CaseRow {
  CaseId id;
  KeyNumber number = 0;
  const CaseDraft& fields;
};
/// Writes one case with its content and tags; choices of 0 become the configuration's defaults.
Result<void> insert_case(Connection& db, ProjectId project, const Configuration& configuration, const CaseRow& row, Timestamp now);
Result<void> update_case(Connection& db, ProjectId project, const CaseUpdate& update, Timestamp now);
/// The description, precondition, steps, dataset and requirements of a case, into a draft that has the rest.
Result<CaseDraft> with_content(Connection& db, ProjectId project, CaseId id, CaseDraft fields);
Result<TestCase> create_case(Connection& db, ProjectId project, const CaseDraft& draft, AutomationKeys keys);
Result<std::vector<KeyNumber>> missing_cases(Connection& db, ProjectId project, const std::vector<KeyNumber>& numbers);
Result<std::vector<CaseTag>> find_tags(Connection& db, ProjectId project, const std::vector<TagId>& ids);

// case_reading.cpp
Result<std::optional<TestCase>> find_case(Connection& db, ProjectId project, const Reference& reference, std::optional<int> version = {});
Result<Page<TestCase>> cases(Connection& db, ProjectId project, PageRequest page, CaseShelf shelf);
/// The latest version of a case, also of one that was deleted.
Result<std::optional<TestCase>> latest_version(Connection& db, ProjectId project, CaseId id);

// case_search.cpp
Result<Page<TestCase>> find_cases(Connection& db, ProjectId project, const CaseCriteria& criteria, PageRequest page);
/// In the order of their numbers.
Result<std::vector<CaseId>> matching_cases(Connection& db, ProjectId project, const CaseCriteria& criteria);

// case_versions.cpp
Result<TestCase> revise_case(Connection& db, ProjectId project, const CaseRevision& revision);
/// What an older version says, as it is kept; nothing when there is none.
Result<std::optional<KeptVersion>> kept_version(Connection& db, ProjectId project, CaseId id, int version);

// case_shelves.cpp
Result<CasesChanged> change_cases(Connection& db, ProjectId project, const CasesChange& change);
Result<std::vector<TestCase>> cases_of(Connection& db, ProjectId project, const std::vector<CaseId>& ids);
Result<std::vector<TestCase>> clone_cases(Connection& db, ProjectId project, const std::vector<CaseClone>& clones);
Result<bool> purge_case(Connection& db, ProjectId project, KeyNumber number);
/// Some of those that were deleted before, each with an audit entry; 0 when none is left.
Result<std::uint64_t> purge_some_cases(Connection& db, Timestamp deleted_before);

// run_tables.cpp
Result<Page<CaseInCycle>> runs(Connection& db, ProjectId project, CycleId cycle, PageRequest page);
Result<std::optional<RunStore::RunWithDetail>> find_run(Connection& db, ProjectId project, CycleId cycle, RunId run);

// import_tables.cpp
/// Writes it, or what has become of it since.
Result<void> put_import(Connection& db, const ImportRecord& record);
Result<std::optional<ImportRecord>> find_import(Connection& db, ProjectId project, ImportId id);
Result<std::vector<std::string>> unused_blobs(Connection& db, const std::vector<std::string>& sha256s);

/// An import's options as one number and back; the default folder is kept beside them.
std::int64_t bits_of(const ImportOptions& options);
ImportOptions options_of(std::int64_t bits);

// batch_tables.cpp
Result<void> end_cancelled_batch(Connection& db, ProjectId project, const BatchLease& lease);
Error lease_gone(BatchId id);
Error no_batch(BatchId id);
struct NewBatch {
  Batch batch;                              ///< without its id
  std::optional<std::string> summary = {};  ///< encoded
  std::optional<std::string> token = {};    ///< of its lease
  std::optional<Timestamp> lease_until = {};
};
Result<Batch> insert_batch(Connection& db, const NewBatch& made);
Result<Batch> enqueue_batch(Connection& db, const ImportStart& start);
Result<std::optional<BatchStore::BatchWithSummary>> find_batch_of_key(Connection& db, ProjectId project, std::string_view key);
Result<std::vector<Batch>> same_reports(Connection& db, const ImportStart& start, Timestamp since);
Result<std::vector<Batch>> shards(Connection& db, ProjectId project, CycleId cycle, std::string_view run_key);
Result<std::vector<BatchStore::ShardedRun>> sharded_runs(Connection& db, ProjectId project, CycleId cycle);
Result<std::optional<ClaimedBatch>> claim_batch(Connection& db, const BatchStore::Claim& claim);
/// conflict when the lease has gone or the batch is to be cancelled.
Result<void> require_lease(Connection& db, ProjectId project, const BatchLease& lease);
Result<void> extend_lease(Connection& db, ProjectId project, const BatchLease& lease, std::chrono::milliseconds time);
Result<void> fail_batch(Connection& db, ProjectId project, const BatchLease& lease, const ImportSummary& summary, std::string_view failure);
Result<void> release_batch(Connection& db, ProjectId project, const BatchLease& lease, const BatchStore::Release& release);
Result<std::uint64_t> requeue_abandoned_batches(Connection& db, Timestamp now);
/// The workers of an earlier process are dead: their leases end at once.
Result<void> end_leases(Connection& db);
Result<BatchStore::Backlog> backlog(Connection& db);
Result<std::optional<BatchStore::BatchWithSummary>> find_batch(Connection& db, ProjectId project, BatchId id);
Result<Page<Batch>> batches(Connection& db, ProjectId project, const BatchStore::BatchQuery& query, PageRequest page);
Result<void> cancel_batch(Connection& db, ProjectId project, BatchId id, Timestamp when);
Result<void> retry_batch(Connection& db, ProjectId project, BatchId id, Timestamp when);

// import_batch.cpp
struct ImportProgress {
  ImportId import;
  std::uint64_t processed = 0;
};
/// Of an import that goes on beyond this transaction: its batch tells what is done. conflict when the lease has gone or the batch is to
/// be cancelled.
Result<void> note_progress(Connection& db, const ImportStart& start, const ImportProgress& progress);
/// The batch of a direct import that is not finished with this transaction.
Result<BatchLease> insert_direct_batch(Connection& db, const ImportStart& start);
/// The batch of a direct import that has ended: with a failure nothing of it is there. unavailable as below.
Result<BatchId> insert_ended_batch(Connection& db, const ImportRecord& record, const ImportSummary& summary, std::string_view failure);
/// In the transaction of the import itself. conflict when the lease has gone or the batch is to be cancelled; unavailable while
/// another attempt of its shard counts.
Result<void> complete_batch(Connection& db, const ImportRecord& record, const ImportSummary& summary);

// chunk_tables.cpp
struct ChunkPlace {
  ProjectId project;
  ImportId import;
  std::int64_t chunk = 0;
};
Result<void> insert_chunk(Connection& db, const ChunkPlace& place, const ImportJournal& journal, std::string_view receipt);
Result<std::optional<std::vector<ReceiptEntry>>> receipt(Connection& db, ProjectId project, BatchId id, std::int64_t chunk);
/// A run and a case as they are, for the journal.
Result<ImportJournal::OverwrittenRun> run_before(Connection& db, ProjectId project, RunId run);
Result<ImportJournal::ChangedCase> case_before(Connection& db, ProjectId project, const CaseUpdate& update);

// undo_tables.cpp
Result<bool> undo_chunk(Connection& db, ProjectId project, const BatchLease& lease);
Result<BatchLease> undo_batch(Connection& db, ProjectId project, BatchId id, const BatchStore::UndoRequest& request);

// undo_remains.cpp
/// What could not be undone of a chunk because other imports have written or used it since.
struct UndoRemains {
  ProjectId project;
  CycleId cycle;
  ImportId import;
  std::int64_t time = 0;    ///< that the chunk wrote
  std::vector<RunId> runs;  ///< that it made
  std::vector<ImportJournal::OverwrittenRun> overwritten;
  std::vector<CaseId> joined;
  std::vector<ImportJournal::ChangedCase> changed;
  std::vector<ImportJournal::MadeCase> cases;
};

/// Leaves it to the journals of those others: undoing them later leads to what was before both.
Result<void> hand_on(Connection& db, UndoRemains remains);

// undo_obstacles.cpp
/// Why what an import did cannot be undone any more, for people; nothing when it can.
Result<std::optional<std::string>> undo_obstacle(Connection& db, const ImportRecord& record);

// retention_tables.cpp
struct ExpiredImport {
  ProjectId project;
  ImportId import;
};
/// Gives up the report, receipt and journals of the next import after that one which ended before the time; nothing when none is left.
Result<std::optional<ExpiredImport>> expire_next_import(Connection& db, const ExpiredImport& after, Timestamp before, Timestamp now);
Result<std::uint64_t> expire_batches(Connection& db, Timestamp before, Timestamp now);
Result<std::optional<Timestamp>> report_expired(Connection& db, ProjectId project, std::string_view sha256);
Result<std::vector<std::string>> needed_blobs(Connection& db, std::string_view after, std::int64_t count);

// What several of them need.
std::string_view trimmed(std::string_view text);

/// Makes a page of rows that were asked for with one more than its size, which tells whether it is the last. `place_of` tells by which
/// number the list is ordered.
template <class Item, class PlaceOf>
Page<Item> page_of(std::vector<Item> items, PageRequest request, PlaceOf place_of) {
  Page<Item> page{.items = std::move(items), .start = request.start, .size = request.size};
  page.is_last = std::ssize(page.items) <= request.size;
  if (page.is_last) return page;
  page.items.pop_back();
  page.next = std::invoke(place_of, page.items.back());
  return page;
}

}  // namespace testledger::sqlite
