#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "blobs/blob_store.hpp"
#include "core/crash_point.hpp"
#include "core/result.hpp"
#include "core/threads.hpp"
#include "domain/batch.hpp"
#include "storage/store.hpp"

namespace testledger {

/// Processes queued batches with the same import_report() as a direct import. A batch is claimed with a lease, which a
/// heartbeat extends; whatever is written, is written in a transaction that a lease that has gone cannot commit. Who takes a batch
/// whose worker died undoes what is there of it and begins anew, so nothing of it is there twice. Undoing that was interrupted is
/// gone on with. The destructor gives back what is not done.
class BatchWorkers {
 public:
  struct Options {
    int workers = 2;
    std::chrono::milliseconds lease{30'000};
    /// How often leases are extended, and those that have ended looked for: together at most the 40 s after which what a dead worker had
    /// is in work again.
    std::chrono::milliseconds heartbeat{LESS_IN_CRASH_TESTS(50, 9'000)};
    std::chrono::milliseconds poll{250};      ///< how often the queue is looked at without being woken
    std::int64_t small_report_max = 1 << 20;  ///< with several workers, one takes only reports up to this size
  };

  BatchWorkers(Store& store, BlobStore& blobs, Options options);
  ~BatchWorkers();

  /// A batch was queued. From any thread.
  void wake();

  struct Load {
    int workers = 0;
    int busy = 0;
  };
  Load load() const;

 private:
  struct Held {
    ProjectId project;
    BatchLease lease;
  };

  void work(std::int64_t size_max);
  void keep_leases();
  /// False when there was nothing to do.
  Result<bool> process_next(std::int64_t size_max);
  Result<void> process(const ClaimedBatch& claimed);
  Result<void> import(const ClaimedBatch& claimed);
  Result<void> undo(const ClaimedBatch& claimed);
  Result<void> end_cancelled(const ClaimedBatch& claimed);
  Result<void> settle_at_last(const ClaimedBatch& claimed, const Error& error);
  Result<void> settle_conflict(const ClaimedBatch& claimed);
  Result<void> settle(const ClaimedBatch& claimed, const Error& error);
  Result<void> fail(const ClaimedBatch& claimed, const ImportSummary& summary, const std::string& failure);
  void hold(const ClaimedBatch& claimed);
  void release(const ClaimedBatch& claimed);
  std::uint64_t wakes();
  /// Until that time is over or there was a wake that is not among those seen.
  void pause(std::chrono::milliseconds time, std::uint64_t seen);

  Store& store_;
  BlobStore& blobs_;
  const Options options_;

  std::atomic<bool> stopping_ = false;  ///< also ends imports between two chunks
  mutable std::mutex mutex_;
  Condition changed_;
  std::uint64_t wakes_ = 0;
  std::vector<Held> held_;  ///< by workers of this process
  std::vector<Thread> threads_;
};

}  // namespace testledger
