#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "domain/account.hpp"
#include "domain/batch.hpp"
#include "domain/folder.hpp"
#include "domain/import_chunk.hpp"
#include "domain/import_record.hpp"
#include "domain/page.hpp"
#include "domain/project.hpp"
#include "domain/test_case.hpp"
#include "domain/test_cycle.hpp"
#include "domain/test_run.hpp"
#include "storage/account_store.hpp"
#include "storage/case_store.hpp"
#include "storage/configuration_store.hpp"
#include "storage/cycle_store.hpp"
#include "storage/folder_store.hpp"
#include "storage/identity_store.hpp"
#include "storage/run_edit_store.hpp"
#include "storage/run_store.hpp"
#include "storage/stored_data.hpp"
#include "storage/tag_store.hpp"

// The store as the rest of the program sees it: coarse and set-based, so that an engine may loop over prepared statements
// or use arrays; nothing here is an engine's idea. Every method may be called from any thread and blocks until what it
// wrote is durable. Failures are storage_failed or unavailable unless said otherwise; a failed method wrote nothing.

namespace testledger {

class InsightStore;

class ProjectStore {
 public:
  virtual ~ProjectStore() = default;
  /// Makes a project with the default configuration and its ad-hoc cycle. conflict when the key is taken.
  virtual Result<Project> create_project(std::string_view key, std::string_view name) = 0;
  /// By key in any letter case, or by numeric id.
  virtual Result<std::optional<Project>> find_project(std::string_view key_or_id) = 0;
  virtual Result<std::vector<Project>> projects() = 0;
};

/// One import in progress. A small one becomes visible at once with commit(), a large one in parts, so that others get their
/// turn in between; until commit() its batch is Processing. Each part is durable with its journal, its progress and the proof
/// that the lease still holds. Destroying it without commit undoes what was direct; of a batch it leaves what is there to
/// undo_chunk. Used by one thread, which must not call another method that writes while a session is open: it may wait for the
/// session's end. Large imports into one cycle come one after another; small ones may come in between. A case that joined the
/// cycle but got no run is told with a pristine latest run of id 0; such a case is written with RunAction::create.
class ImportSession {
 public:
  virtual ~ImportSession() = default;
  /// Every case that the query names, with what this import already did to it. Unknown numbers and keys are absent.
  virtual Result<std::vector<KnownCase>> find_cases(const CaseQuery& query) = 0;
  /// Ids and numbers for `count` new cases, in ascending order.
  struct ReservedCases {
    CaseId first_id;
    KeyNumber first_number = 0;
  };
  virtual Result<ReservedCases> reserve_cases(std::int32_t count) = 0;
  /// Takes the chunk. May return before it is written; a failure is then told by the next call.
  /// Returns the first of the run ids that were given to the chunk's creating writes, counting up in their order.
  virtual Result<RunId> apply(ImportChunk chunk) = 0;
  /// Makes everything durable, records the import and completes its batch, which a direct one gets here; no call may follow.
  /// unavailable while another completed batch of its shard counts: that is to be undone first.
  virtual Result<ImportRecord> commit(const ImportSummary& summary) = 0;
};

class ImportStore {
 public:
  virtual ~ImportStore() = default;
  /// The batch of a direct import of a report that was refused as a whole.
  virtual Result<BatchId> record_refusal(const ImportStart& start, const ImportSummary& summary, std::string_view failure) = 0;
  virtual Result<std::unique_ptr<ImportSession>> begin_import(const ImportStart& start) = 0;
  virtual Result<std::optional<ImportRecord>> find_import(ProjectId project, ImportId id) = 0;
  /// Those of the given blobs, by their SHA-256 in hex, that are no report of an import or a batch, nor an attachment.
  virtual Result<std::vector<std::string>> unused_blobs(const std::vector<std::string>& sha256s) = 0;
};

/// The queue of reports to be imported later. Batches of one cycle are processed one after another, in the order in which they
/// were accepted, so that what is the latest run never depends on the workers.
class BatchStore {
 public:
  virtual ~BatchStore() = default;
  virtual Result<Batch> enqueue_batch(const ImportStart& start) = 0;

  /// Which batches a worker takes, and for how long it has them unless it extends the lease.
  struct Claim {
    std::string token;  ///< of the lease
    Timestamp now;
    std::chrono::milliseconds lease{30'000};
    std::int64_t size_max = INT64_MAX;  ///< of the report, in bytes
  };
  /// The next batch that may be processed, of the project with the fewest in processing; nothing when there is none. Before
  /// others one whose undoing did not come to its end. A batch with an import has effects that are to be undone first.
  virtual Result<std::optional<ClaimedBatch>> claim_batch(const Claim& claim) = 0;
  /// From the moment it is written. conflict when the lease has gone.
  virtual Result<void> extend_lease(ProjectId project, const BatchLease& lease, std::chrono::milliseconds time) = 0;
  /// Ends a batch whose report was refused or whose import failed for good; `summary` has the reasons. Nothing of it may be left.
  /// conflict as above.
  virtual Result<void> fail_batch(ProjectId project, const BatchLease& lease, const ImportSummary& summary, std::string_view failure) = 0;

  enum class Attempt { counts, is_forgiven };
  struct Release {
    Timestamp when;
    Attempt attempt = Attempt::counts;
    std::string reason = {};  ///< told while it is queued; with one the batch counts as postponed
  };
  /// Gives a batch back, to be claimed again at `when`. conflict when the lease has gone.
  virtual Result<void> release_batch(ProjectId project, const BatchLease& lease, const Release& release) = 0;
  /// Queues again the batches whose leases ended before `now`. Returns how many.
  virtual Result<std::uint64_t> requeue_abandoned_batches(Timestamp now) = 0;

  /// Undoes what the newest part that is left of the batch's import did: removes what it made and restores what it changed,
  /// except for what others have used or changed since. False once nothing is left; what undo_batch began is then done.
  /// conflict when the lease has gone.
  virtual Result<bool> undo_chunk(ProjectId project, const BatchLease& lease) = 0;
  /// Ends a batch that was to be cancelled; nothing of it may be left. conflict when the lease has gone.
  virtual Result<void> end_cancelled_batch(ProjectId project, const BatchLease& lease) = 0;

  struct UndoRequest {
    std::string user_name;
    std::string token;  ///< of the lease
    Timestamp now;
    std::chrono::milliseconds lease{30'000};
    /// What about things that others have used or changed since: they stand in the way, or they stay.
    enum class Used { refuses, stays } used = Used::refuses;
    std::optional<AuditEntry> audit = {};  ///< written with it
  };
  /// Begins to undo a completed batch; undo_chunk goes on. conflict, saying why, when it is not completed, is undone already, or
  /// as the request has it; not_found when there is none.
  virtual Result<BatchLease> undo_batch(ProjectId project, BatchId id, const UndoRequest& request) = 0;
  /// One part of what a batch's import did, record by record, from 0; nothing beyond the last.
  virtual Result<std::optional<std::vector<ReceiptEntry>>> receipt(ProjectId project, BatchId id, std::int64_t chunk) = 0;

  /// What waits and what is at work, of all projects.
  struct Backlog {
    std::uint64_t queued = 0;
    std::uint64_t processing = 0;
    std::int64_t bytes = 0;           ///< of all their reports
    std::optional<Timestamp> oldest;  ///< when the one that waits longest was queued
  };
  virtual Result<Backlog> backlog() = 0;

  struct BatchWithSummary {
    Batch batch;
    ImportSummary summary;  ///< empty until the batch has ended
  };
  virtual Result<std::optional<BatchWithSummary>> find_batch(ProjectId project, BatchId id) = 0;

  /// The batch of a request that had that key, for request_key_life after it was sent.
  virtual Result<std::optional<BatchWithSummary>> find_batch_of_key(ProjectId project, std::string_view key) = 0;
  static constexpr int same_reports_max = 100;
  /// Batches since then with the same report for the same cycle that have not failed and are not undone, newest first.
  virtual Result<std::vector<Batch>> same_reports(const ImportStart& start, Timestamp since) = 0;
  /// Those of a pipeline run into a cycle that have not failed and are not undone, by shard, then by age.
  virtual Result<std::vector<Batch>> shards(ProjectId project, CycleId cycle, std::string_view run_key) = 0;

  /// How many of the shards of a pipeline run are imported.
  struct ShardedRun {
    std::string run_key;
    int reported = 0;
    int of = 0;
  };
  static constexpr int sharded_runs_max = 20;
  /// Of the newest runs into a cycle, newest first.
  virtual Result<std::vector<ShardedRun>> sharded_runs(ProjectId project, CycleId cycle) = 0;

  struct BatchQuery {
    std::optional<CycleId> cycle;
    std::optional<BatchState> state;
  };
  /// Newest first.
  virtual Result<Page<Batch>> batches(ProjectId project, const BatchQuery& query, PageRequest page) = 0;
  /// Cancels a queued batch; one in processing ends soon, and nothing of it stays. conflict, saying its state, when it has ended or its
  /// sender waits for it; not_found when there is none.
  virtual Result<void> cancel_batch(ProjectId project, BatchId id, Timestamp when) = 0;
  /// Queues a failed or cancelled batch again. conflict and not_found as above.
  virtual Result<void> retry_batch(ProjectId project, BatchId id, Timestamp when) = 0;
};

/// Reports, receipts and what undoing needs are kept for a time after the import or batch has ended; what an import did is kept for ever.
class RetentionStore {
 public:
  virtual ~RetentionStore() = default;
  /// Notes that the imports and batches that ended before `before` need their reports no longer. A file that none needs is then
  /// one of unused_blobs(), and a batch without its report cannot be retried. Returns how many rows were noted.
  virtual Result<std::uint64_t> expire_reports(Timestamp before, Timestamp now) = 0;
  /// Removes cases for good that were deleted before that time, each with an audit entry. Of one that cycles have, number and title stay,
  /// with its runs. Returns how many.
  virtual Result<std::uint64_t> purge_cases(Timestamp deleted_before) = 0;
  /// When the last import or batch that had this report gave it up; nothing while one needs it, or when none ever had it.
  virtual Result<std::optional<Timestamp>> report_expired(ProjectId project, std::string_view sha256) = 0;
};

class Store : public ProjectStore,
              public ConfigurationStore,
              public FolderStore,
              public TagStore,
              public CaseStore,
              public CycleStore,
              public RunStore,
              public RunEditStore,
              public ImportStore,
              public BatchStore,
              public RetentionStore,
              public AccountStore,
              public IdentityStore,
              public TokenStore,
              public SessionStore,
              public CodeStore,
              public AuditStore {
 public:
  /// Whether the store answers; for readiness checks.
  virtual Result<void> ping() = 0;
  virtual StoredData& data() = 0;
  /// What people look at results with; in a header of its own (storage/insight_store.hpp), which few need.
  virtual InsightStore& insights() = 0;
};

}  // namespace testledger
