#include "batches/batch_workers.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

#include "core/clock.hpp"
#include "core/crash_point.hpp"
#include "core/log.hpp"
#include "formats/report_format.hpp"
#include "importing/import_report.hpp"
#include "importing/undo_import.hpp"
#include "storage/lease_token.hpp"

namespace testledger {
namespace {

constexpr std::chrono::seconds back_off_max{300};
constexpr std::chrono::seconds back_off_of_unavailable_max{5};  // it is not the batch that fails, and others wait too
constexpr std::chrono::seconds pause_after_failure{5};
constexpr std::chrono::seconds pause_before_settling_again{1};

/// Between 2^attempt seconds and half of that, at random so that batches that failed together do not come back together.
std::chrono::milliseconds back_off(int attempt, std::chrono::milliseconds max) {
  const auto limit = std::min<std::chrono::milliseconds>(max, std::chrono::seconds(1LL << std::clamp(attempt, 0, 16)));
  return limit / 2 + std::chrono::milliseconds(randombytes_uniform(static_cast<std::uint32_t>(limit.count() / 2)));
}

void note(log::Level level, std::string_view what, const Batch& batch, std::string_view detail = {}) {
  log::write(level, what,
             {{"project", batch.start.project.value},
              {"batch", batch.id.value},
              {"attempt", std::int64_t{batch.attempts}},
              {"format", batch.start.format},
              {"size", batch.start.size},
              {"detail", detail}});
}

}  // namespace

BatchWorkers::BatchWorkers(Store& store, BlobStore& blobs, Options options) : store_(store), blobs_(blobs), options_(options) {
  for (int worker = 0; worker < options_.workers; ++worker) {
    const bool small_only = worker == 0 && options_.workers > 1;
    threads_.emplace_back([this, size_max = small_only ? options_.small_report_max : INT64_MAX] { work(size_max); });
  }
  threads_.emplace_back([this] { keep_leases(); });
}

BatchWorkers::~BatchWorkers() {
  stopping_ = true;
  {
    const std::scoped_lock lock(mutex_);
    ++wakes_;
  }
  changed_.notify_all();
  for (Thread& thread : threads_) thread.join();
}

BatchWorkers::Load BatchWorkers::load() const {
  const std::scoped_lock lock(mutex_);
  return {.workers = options_.workers, .busy = static_cast<int>(held_.size())};
}

void BatchWorkers::wake() {
  {
    const std::scoped_lock lock(mutex_);
    ++wakes_;
  }
  changed_.notify_all();
}

std::uint64_t BatchWorkers::wakes() {
  const std::scoped_lock lock(mutex_);
  return wakes_;
}

void BatchWorkers::pause(std::chrono::milliseconds time, std::uint64_t seen) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, time, [&] { return stopping_ || wakes_ != seen; });
}

void BatchWorkers::work(std::int64_t size_max) {
  while (!stopping_) {
    const std::uint64_t seen = wakes();
    const auto processed = process_next(size_max);
    if (!processed) log::write(log::Level::error, "the queue of batches does not answer", {{"detail", processed.error().message}});
    if (!processed)
      pause(pause_after_failure, seen);
    else if (!*processed)
      pause(options_.poll, seen);
  }
}

/// Its own leases first: after a pause of the whole process they have ended without anybody being dead.
void BatchWorkers::keep_leases() {
  while (!stopping_) {
    const Timestamp before = now();
    std::vector<Held> held;
    {
      const std::scoped_lock lock(mutex_);
      held = held_;
    }
    for (const Held& each : held) (void)store_.extend_lease(each.project, each.lease, options_.lease);  // gone: the commit tells
    const auto requeued = store_.requeue_abandoned_batches(before);
    if (requeued && *requeued > 0) {
      log::write(log::Level::warning, "batches of dead workers are queued again", {{"batches", static_cast<std::int64_t>(*requeued)}});
      wake();
    }
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, options_.heartbeat, [this] { return stopping_.load(); });
  }
}

Result<bool> BatchWorkers::process_next(std::int64_t size_max) {
  const BatchStore::Claim claim{.token = new_lease_token(), .now = now(), .lease = options_.lease, .size_max = size_max};
  const auto claimed = TRY(store_.claim_batch(claim));
  if (!claimed) return false;
  CRASH_POINT("claim.committed");
  hold(*claimed);
  auto processed = process(*claimed);
  if (!processed) processed = settle_at_last(*claimed, processed.error());
  release(*claimed);
  TRY(std::move(processed));
  return true;
}

void BatchWorkers::hold(const ClaimedBatch& claimed) {
  const std::scoped_lock lock(mutex_);
  held_.push_back({.project = claimed.batch.start.project, .lease = claimed.lease});
}

void BatchWorkers::release(const ClaimedBatch& claimed) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(held_, [&](const Held& held) { return held.lease.token == claimed.lease.token; });
}

/// What an earlier try has left is undone first.
Result<void> BatchWorkers::process(const ClaimedBatch& claimed) try {
  const Batch& batch = claimed.batch;
  if (batch.import) {
    TRY(undo(claimed));
    note(log::Level::info, "what a batch did is undone", batch);
  }
  if (batch.undo != Batch::Undo::none) return {};
  if (batch.cancel_requested) return end_cancelled(claimed);
  const ImportSummary nothing_imported{.requests = 1, .errors = 1};
  if (batch.origin == Batch::Origin::direct)
    return fail(claimed, nothing_imported, "The server was stopped while it imported the report. Send it again, or retry the batch.");
  if (batch.attempts > batch_attempts_max)
    return fail(claimed, nothing_imported,
                fmt::format("Its worker did not come to an end {} times: the report stops the server, or the server was stopped. "
                            "Retry the batch when the cause is known.",
                            batch_attempts_max));
  return import(claimed);
} catch (const std::exception& thrown) {
  return Error{ErrorCode::internal, "The import failed.", {}, thrown.what()};
}

Result<void> BatchWorkers::undo(const ClaimedBatch& claimed) {
  return undo_import(store_, claimed.batch.start.project, claimed.lease, &stopping_);
}

Result<void> BatchWorkers::end_cancelled(const ClaimedBatch& claimed) {
  TRY(store_.end_cancelled_batch(claimed.batch.start.project, claimed.lease));
  note(log::Level::info, "batch cancelled", claimed.batch);
  return {};
}

Result<void> BatchWorkers::import(const ClaimedBatch& claimed) {
  const Batch& batch = claimed.batch;
  const ReportFormat* format = find_format(batch.start.format);
  const auto project = TRY(store_.find_project(std::to_string(batch.start.project.value)));
  if (format == nullptr || !project)
    return Error{ErrorCode::invalid_argument, "The format or the project of the batch is not there any more."};
  const auto configuration = TRY(store_.configuration(project->id));
  ImportRequest request{
      .format = *format, .project = *project, .configuration = configuration, .start = batch.start, .interrupted = &stopping_};
  request.start.batch = claimed.lease;
  const ImportSummary summary = TRY(import_report(request, store_, blobs_));
  if (summary.import_id == 0) return fail(claimed, summary, summary.error_list.empty() ? "" : summary.error_list.front().message);
  note(log::Level::info, "batch completed", batch);
  return {};
}

/// As often as it takes: where nothing can be written, because the disk is full, that a batch is given back cannot be either, and it
/// would stay with a worker that does nothing until its lease ends. What fails otherwise may never pass: that is left to the lease.
Result<void> BatchWorkers::settle_at_last(const ClaimedBatch& claimed, const Error& error) {
  if (!stopping_ && error.code != ErrorCode::conflict)
    note(log::Level::error, "batch did not complete", claimed.batch, error.message + " " + error.detail);
  const auto enough = steady_now() + options_.lease;
  while (true) {
    auto settled = settle(claimed, error);
    const ErrorCode code = settled ? ErrorCode::internal : settled.error().code;
    const bool may_pass = code == ErrorCode::unavailable || (code == ErrorCode::storage_failed && steady_now() < enough);
    if (!may_pass || stopping_) return settled;
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, pause_before_settling_again, [this] { return stopping_.load(); });
  }
}

/// What becomes of a batch whose import gave an error instead of a summary.
Result<void> BatchWorkers::settle(const ClaimedBatch& claimed, const Error& error) {
  const Batch& batch = claimed.batch;
  const ProjectId project = batch.start.project;
  using Attempt = BatchStore::Attempt;
  if (batch.undo != Batch::Undo::none) return {};  // it stays completed; when the lease has ended, another goes on with undoing it
  if (stopping_) return store_.release_batch(project, claimed.lease, {.when = now(), .attempt = Attempt::is_forgiven});
  if (error.code == ErrorCode::conflict) return settle_conflict(claimed);
  const int tries = batch.attempts + batch.postponed;
  if (error.code == ErrorCode::unavailable)
    return store_.release_batch(
        project, claimed.lease,
        {.when = now() + back_off(tries, back_off_of_unavailable_max), .attempt = Attempt::is_forgiven, .reason = error.message});
  const bool may_pass = error.code == ErrorCode::storage_failed || error.code == ErrorCode::internal;
  if (may_pass && batch.attempts < batch_attempts_max)
    return store_.release_batch(project, claimed.lease,
                                {.when = now() + back_off(tries, back_off_max), .attempt = Attempt::counts, .reason = error.message});
  TRY(undo(claimed));
  return fail(claimed, {.requests = 1, .errors = 1}, error.message);
}

/// It is to be cancelled, or another worker has it.
Result<void> BatchWorkers::settle_conflict(const ClaimedBatch& claimed) {
  const auto found = TRY(store_.find_batch(claimed.batch.start.project, claimed.batch.id));
  if (!found || !found->batch.cancel_requested) {
    note(log::Level::warning, "a batch was taken from its worker", claimed.batch);
    return {};
  }
  TRY(undo(claimed));
  return end_cancelled(claimed);
}

Result<void> BatchWorkers::fail(const ClaimedBatch& claimed, const ImportSummary& summary, const std::string& failure) {
  TRY(store_.fail_batch(claimed.batch.start.project, claimed.lease, summary, failure));
  note(log::Level::warning, "batch failed", claimed.batch, failure);
  return {};
}

}  // namespace testledger
