#include "importing/replaced_imports.hpp"

#include "importing/undo_import.hpp"
#include "storage/lease_token.hpp"

namespace testledger {
namespace {

Timestamp now() { return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

bool is_earlier_attempt(const Batch& other, const ImportStart& start) {
  const bool is_itself = start.batch && start.batch->batch == other.id;
  return !is_itself && other.state == BatchState::completed && other.start.shard->number == start.shard->number &&
         other.start.shard->attempt <= start.shard->attempt;
}

Result<std::vector<BatchId>> replaced_by(const ImportStart& start, BatchStore& store) {
  std::vector<BatchId> replaced;
  if (start.replaces) replaced.push_back(*start.replaces);
  if (!start.shard) return replaced;
  for (const Batch& other : TRY(store.shards(start.project, start.cycle, start.shard->run_key)))
    if (is_earlier_attempt(other, start)) replaced.push_back(other.id);
  return replaced;
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
  for (const BatchId id : TRY(replaced_by(start, store))) TRY(undo(start, id, store, interrupted));
  return {};
}

}  // namespace testledger
