#pragma once

#include <atomic>

#include "storage/store.hpp"

namespace testledger {

/// Undoes what is there of a batch's import, a part at a time, so that others get their turn. Ends with unavailable when it is
/// interrupted; whoever has the batch next goes on. conflict when the lease has gone.
Result<void> undo_import(BatchStore& store, ProjectId project, const BatchLease& lease, const std::atomic<bool>* interrupted = nullptr);

}  // namespace testledger
