#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "archives/archive_reader.hpp"
#include "archives/unpacking.hpp"
#include "archives/zip_directory.hpp"

namespace testledger {

/// Reads the files of a zip, stored or deflated ones. One that is damaged does not keep from reading the others.
class ZipReader final : public ArchiveReader {
 public:
  static Result<std::unique_ptr<ArchiveReader>> open(std::unique_ptr<BlobReader> zip, const ArchiveLimits& limits);

  Result<std::optional<ArchivedFile>> next() override;
  Result<std::string_view> read() override;

 private:
  ZipReader(std::unique_ptr<BlobReader> zip, std::vector<ZipEntry> entries, const ArchiveLimits& limits);
  Result<std::string_view> read_stored();
  Result<std::string_view> read_deflated();
  /// Notes a piece of the current file.
  Result<std::string_view> given(std::size_t packed, std::string_view piece);
  Result<std::string_view> ended();

  std::unique_ptr<BlobReader> zip_;
  std::vector<ZipEntry> entries_;
  std::size_t next_ = 0;
  UnpackedCount count_;
  std::optional<Error> over_;  ///< a limit was met: nothing of the archive is read any more

  std::optional<Stretch> packed_;  ///< of the current file, while it may be read
  std::size_t to_take_ = 0;        ///< of its packed bytes, those that were given
  std::unique_ptr<Inflater> inflater_;
  std::vector<char> out_;
  std::uint64_t size_ = 0;
  unsigned long crc_ = 0;
};

}  // namespace testledger
