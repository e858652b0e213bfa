#pragma once

#include "blobs/blob_store.hpp"
#include "storage/store.hpp"

namespace testledger {

/// Removes blobs that nobody needs: of refused reports, of imports that failed or were killed. Those kept since `time` stay:
/// their import may be on its way. Returns how many were removed.
Result<std::uint64_t> sweep_blobs(ImportStore& store, BlobStore& blobs, BlobStore::Time time);

}  // namespace testledger
