#pragma once

#include <memory>

#include "archives/archive_limits.hpp"
#include "archives/archive_reader.hpp"
#include "blobs/blob_store.hpp"

namespace testledger {

/// What a file is packed as; `other` for what is not unpacked here.
enum class Packing { none, gzip, zip, tar, other };

/// Told from a file's first bytes, never from its name. packing_head_size of them suffice.
Packing packing_of(std::string_view head);
inline constexpr std::size_t packing_head_size = 512;

/// "a zip", "a bzip2 file". Empty for what is not packed.
std::string_view packing_name(std::string_view head);

struct OpenedArchive {
  enum class Holds { one_file, files } holds = Holds::one_file;
  std::unique_ptr<ArchiveReader> files;
};

/// The files in a blob: those of a zip, a tar or a packed tar; of a gzip file the one that is in it, by the name without its ending;
/// the blob itself, as `name`, when it is not packed. unreadable_report for what is packed in any other way, also inside a gzip file.
Result<OpenedArchive> open_archive(std::unique_ptr<BlobReader> blob, std::string_view name, const ArchiveLimits& limits = {});

}  // namespace testledger
