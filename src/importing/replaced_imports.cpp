#include "importing/replaced_imports.hpp"

#include <fmt/format.h>

#include "core/clock.hpp"
#include "importing/undo_import.hpp"
#include "storage/lease_token.hpp"

namespace testledger {
namespace {

/// The completed batches of the shard that count, the latest attempt last.
Result<std::vector<Batch>> completed_of_shard(const ImportStart& start, BatchStore& store) {
  std::vector<Batch> completed;
  if (!start.shard) return completed;
  for (Batch& other : TRY(store.shards(start.project, start.cycle, start.shard->run_key)))
    if (other.state == BatchState::completed && other.start.shard->number == start.shard->number) completed.push_back(std::move(other));
  std::ranges::sort(completed, {}, [](const Batch& each) { return each.start.shard->attempt; });
  return completed;
}

Result<void> undo(const ImportStart& start, BatchId id, BatchStore& store, const std::atomic<bool>* interrupted) {
  const auto found = TRY(store.find_batch(start.project, id));
  if (!found || found->batch.state != BatchState::completed || found->batch.undo == Batch::Undo::done) return {};
  if (found->batch.undo == Batch::Undo::begun)
    return Error{ErrorCode::unavailable, "What the import replaces is being undone. It goes on then."};
  const BatchStore::UndoRequest request{
      .user_name = start.user_name, .token = new_lease_token(), .now = now(), .used = BatchStore::UndoRequest::Used::stays};
  return undo_import(store, start.project, TRY(store.undo_batch(start.project, id, request)), interrupted);
}

}  // namespace

Result<void> undo_replaced_imports(const ImportStart& start, BatchStore& store, const std::atomic<bool>* interrupted) {
  const std::vector<Batch> completed = TRY(completed_of_shard(start, store));
  if (!completed.empty() && completed.back().start.shard->attempt > start.shard->attempt)
    return Error{ErrorCode::invalid_argument,
                 fmt::format("Attempt {} of shard {}/{} is there already (batch {}); attempt {} comes too late.",
                             completed.back().start.shard->attempt, start.shard->number, start.shard->of, completed.back().id.value,
                             start.shard->attempt)};
  if (start.replaces) TRY(undo(start, *start.replaces, store, interrupted));
  for (const Batch& other : completed) TRY(undo(start, other.id, store, interrupted));
  return {};
}

}  // namespace testledger
