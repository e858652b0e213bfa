#pragma once

#include <memory>

#include "archives/archive_reader.hpp"
#include "archives/entry_name.hpp"
#include "archives/unpacking.hpp"

struct archive;
struct archive_entry;

namespace testledger {

/// Reads the files of a tar as it comes.
class TarReader final : public ArchiveReader {
 public:
  TarReader(UnpackedBytes tar, const ArchiveLimits& limits);
  TarReader(const TarReader&) = delete;
  ~TarReader() override;

  Result<std::optional<ArchivedFile>> next() override;
  Result<std::string_view> read() override;

 private:
  static long more(archive*, void* reader, const void** piece);
  /// What libarchive says, or why it got no more bytes.
  Error failure() const;
  Result<std::optional<ArchivedFile>> read_on();
  Result<std::string> name_of(archive_entry* entry);
  Result<void> read_to_the_end();

  UnpackedBytes tar_;
  EntryNames names_;
  archive* archive_;
  std::optional<Error> source_error_;
  std::optional<Error> over_;
  bool opened_ = false;
  bool in_file_ = false;
  std::int64_t size_ = 0;       ///< of the current file, so far ...
  std::int64_t told_size_ = 0;  ///< ... and as its header has it
};

}  // namespace testledger
