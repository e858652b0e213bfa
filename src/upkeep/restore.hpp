#pragma once

#include "upkeep/verification.hpp"

namespace testledger {

/// A data directory that is open for use, as restoring needs it.
struct OpenData {
  std::shared_ptr<void> owner;  ///< of both
  StoredData* data = nullptr;
  BlobStore* blobs = nullptr;
};
/// Opens it the way a server does, which brings an older schema up to date.
using OpenForUse = std::function<Result<OpenData>(const std::filesystem::path& directory)>;

/// Makes a data directory from a backup, which stays as it is and shares nothing with it. Gets its name only when every file has
/// the content that the manifest says, all is on disk, and the result was verified. storage_failed, naming the file, when the
/// backup is damaged; conflict when it is a newer program's, or the data directory is not free.
Result<Verification> restore(const std::filesystem::path& backup, const std::filesystem::path& data, const OpenForUse& open);

}  // namespace testledger
