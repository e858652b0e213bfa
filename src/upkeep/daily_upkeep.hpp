#pragma once

#include <optional>

#include "storage/store.hpp"
#include "upkeep/verification.hpp"

namespace testledger {

/// Gives up the reports of imports and batches that ended `days` whole days ago or earlier; their files go with the next sweep.
Result<std::uint64_t> expire_reports(RetentionStore& store, std::chrono::days days, Timestamp now);

/// Removes for good the cases that were deleted longer ago than they can be restored.
Result<std::uint64_t> purge_cases(RetentionStore& store, Timestamp now);

/// Verifies rows and the presence of stored files, and writes each violation into the log. Repairs nothing. Returns how many kinds
/// of violation there are; unavailable when interrupted.
Result<std::size_t> verify_into_log(StoredData& data, BlobStore& blobs, const std::atomic<bool>& interrupted);

}  // namespace testledger
