#pragma once

#include <filesystem>
#include <memory>

#include "blobs/blob_store.hpp"

namespace testledger {

/// Blobs as files: DIRECTORY/ab/ab34..., written under DIRECTORY/tmp first and moved when complete and on disk. Makes the
/// directory when it is missing and removes what an earlier process left unfinished, so only one process may have it open.
/// A full disk is unavailable, other failures are storage_failed. keep() waits for the disk: not for an io thread.
Result<std::unique_ptr<BlobStore>> open_filesystem_blobs(const std::filesystem::path& directory);

/// The blobs of a directory that may not be changed, e.g. a backup's: for reading only.
std::unique_ptr<BlobStore> look_at_filesystem_blobs(const std::filesystem::path& directory);

/// 64 lower-case hex digits; nothing else ever becomes part of a path.
bool is_blob_name(std::string_view text);

}  // namespace testledger
