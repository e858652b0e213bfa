#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>

#include "blobs/blob_store.hpp"
#include "storage/stored_data.hpp"

namespace testledger {

/// What was looked at and what was wrong.
struct Verification {
  std::vector<Violation> violations;
  Inventory inventory;
  std::uint64_t files = 0;  ///< stored files that are needed
  std::uint64_t bytes = 0;  ///< that were read of them
};

/// Whether the stored files are only looked for, or read and compared with their names.
enum class FileCheck { presence, content };

/// Checks the rows and the stored files they need; unavailable when interrupted.
Result<Verification> verify(StoredData& data, BlobStore& blobs, FileCheck files, const std::atomic<bool>& interrupted);

/// Opens the database in a directory for reading, without changing anything.
using OpenCopy = std::function<Result<std::unique_ptr<StoredData>>(const std::filesystem::path& directory)>;

/// The same of a backup where it lies, every file's content included.
Result<Verification> verify_backup(const std::filesystem::path& backup, const OpenCopy& open_copy, const std::atomic<bool>& interrupted);

}  // namespace testledger
