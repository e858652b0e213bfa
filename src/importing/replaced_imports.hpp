#pragma once

#include <atomic>

#include "domain/import_record.hpp"
#include "storage/store.hpp"

namespace testledger {

/// Undoes the imports that this one takes the place of: the batch that it replaces, and earlier attempts of its shard. What others
/// have used of them since stays. invalid_argument when a later attempt is there; unavailable while somebody else undoes one of them.
Result<void> undo_replaced_imports(const ImportStart& start, BatchStore& store, const std::atomic<bool>* interrupted);

/// After the import: of attempts that were imported at the same time all but the last are undone.
Result<void> settle_shard(const ImportStart& start, BatchStore& store);

}  // namespace testledger
