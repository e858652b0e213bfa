#pragma once

#include <atomic>

#include "domain/import_record.hpp"
#include "storage/store.hpp"

namespace testledger {

/// Undoes the imports that this one takes the place of: the batch that it replaces, and earlier attempts of its shard. What others
/// have used of them since stays. What of them is completed later than now is told by ImportSession::commit. invalid_argument when
/// a later attempt is there; unavailable while somebody else undoes one of them.
Result<void> undo_replaced_imports(const ImportStart& start, BatchStore& store, const std::atomic<bool>* interrupted);

}  // namespace testledger
