#include "archives/tar_reader.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <new>
#include <utility>

namespace testledger {

TarReader::TarReader(UnpackedBytes tar, const ArchiveLimits& limits)
    : tar_(std::move(tar)), names_(limits.entries_max), archive_(archive_read_new()) {
  if (archive_ == nullptr) throw std::bad_alloc();
  archive_read_support_format_tar(archive_);
}

TarReader::~TarReader() { archive_read_free(archive_); }

long TarReader::more(archive*, void* reader, const void** piece) {
  auto& self = *static_cast<TarReader*>(reader);
  const auto read = self.tar_();
  if (!read) {
    self.source_error_ = read.error();
    return ARCHIVE_FATAL;
  }
  *piece = read->data();
  return static_cast<long>(read->size());
}

Error TarReader::failure() const {
  if (source_error_) return *source_error_;
  const char* told = archive_error_string(archive_);
  return {ErrorCode::unreadable_report, "the tar is damaged or cut short", {}, told ? told : ""};
}

Result<std::optional<ArchivedFile>> TarReader::next() {
  if (over_) return *over_;
  in_file_ = false;
  auto file = read_on();
  if (!file) over_ = file.error();
  return file;
}

Result<std::optional<ArchivedFile>> TarReader::read_on() {
  if (!std::exchange(opened_, true) && archive_read_open(archive_, this, nullptr, more, nullptr) != ARCHIVE_OK) return failure();
  for (;;) {
    archive_entry* entry = nullptr;
    const int told = archive_read_next_header(archive_, &entry);
    if (told == ARCHIVE_EOF) {
      TRY(read_to_the_end());
      return std::optional<ArchivedFile>();
    }
    if (told < ARCHIVE_WARN) return failure();
    std::string name = TRY(name_of(entry));
    if (archive_entry_filetype(entry) == AE_IFDIR) continue;
    in_file_ = true;
    size_ = 0;
    told_size_ = archive_entry_size(entry);
    return std::optional(ArchivedFile{.name = std::move(name)});
  }
}

/// Names come as the bytes of the header or, from an extended header, as UTF-8.
Result<std::string> TarReader::name_of(archive_entry* entry) {
  const char* utf8 = archive_entry_pathname_utf8(entry);
  const char* raw = utf8 ? utf8 : archive_entry_pathname(entry);
  if (raw == nullptr) return Error{ErrorCode::unreadable_report, "the tar has an entry without a name"};
  const auto type = archive_entry_filetype(entry);
  const bool is_link = archive_entry_hardlink(entry) != nullptr || archive_entry_symlink(entry) != nullptr;
  if (is_link || (type != AE_IFREG && type != AE_IFDIR)) return bad_entry(raw, "is a link or no ordinary file; pack the files themselves");
  return names_.take(raw, type == AE_IFDIR ? EntryNames::Kind::folder : EntryNames::Kind::file);
}

/// What is behind the tar's end counts too, and whatever packs it is checked to its own end.
Result<void> TarReader::read_to_the_end() {
  while (!TRY(tar_()).empty()) {
  }
  return {};
}

Result<std::string_view> TarReader::read() {
  if (!in_file_) return std::string_view();
  const void* piece = nullptr;
  std::size_t length = 0;
  std::int64_t offset = 0;
  do {
    const int told = archive_read_data_block(archive_, &piece, &length, &offset);
    const bool at_end = told == ARCHIVE_EOF;
    if (at_end && size_ == told_size_) {
      in_file_ = false;
      return std::string_view();
    }
    if (!at_end && told < ARCHIVE_WARN) over_ = failure();
    if (!over_ && (at_end || offset != size_))
      over_ = Error{ErrorCode::unreadable_report, "the tar has a file with holes; pack it without --sparse"};
    if (over_) return *over_;
  } while (length == 0);
  size_ += static_cast<std::int64_t>(length);
  return std::string_view(static_cast<const char*>(piece), length);
}

}  // namespace testledger
