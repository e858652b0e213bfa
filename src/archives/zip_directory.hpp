#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "archives/archive_limits.hpp"
#include "blobs/blob_store.hpp"
#include "core/result.hpp"

namespace testledger {

/// A file in a zip, as its directory and its own header say it alike.
struct ZipEntry {
  static constexpr std::uint16_t stored = 0, deflated = 8;  ///< methods

  std::string name;  ///< as people see it
  std::uint16_t flags = 0, method = 0;
  std::uint32_t crc = 0;
  std::uint64_t packed_size = 0, size = 0;
  std::uint64_t header = 0;  ///< where its own header is
  std::uint64_t data = 0;    ///< where its packed bytes begin

  bool encrypted() const { return (flags & 1) != 0; }
};

/// The files of a zip in the order of its directory, without the folders. Everything is checked that could make two programs see
/// two different archives: refused are entries that overlap, links, headers that say something else than the directory, bytes
/// behind the end, and what EntryNames refuses.
Result<std::vector<ZipEntry>> read_zip_directory(BlobReader& zip, const ArchiveLimits& limits);

}  // namespace testledger
