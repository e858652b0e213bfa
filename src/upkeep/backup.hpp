#pragma once

#include "upkeep/verification.hpp"

namespace testledger {

struct BackupSource {
  StoredData& data;
  BlobStore& blobs;
  OpenCopy open_copy;
  std::string_view version;  ///< of the program
};

struct BackupResult {
  Inventory inventory;
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  double seconds = 0;
};

/// Writes a backup to a new directory: the database as of one moment not before the call, every stored file it needs, and the
/// manifest. Others may go on writing. Done only when all of it is on disk and was verified; else nothing of it stays. conflict when
/// the directory is not free; storage_failed, naming the first violation, when what is stored is not in good order.
Result<BackupResult> back_up(const BackupSource& source, const std::filesystem::path& destination, const std::atomic<bool>& interrupted);

}  // namespace testledger
