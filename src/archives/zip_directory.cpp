#include "archives/zip_directory.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "archives/entry_name.hpp"

// The parts of a zip are told in APPNOTE.TXT 4.3 and 4.5; numbers are little-endian.

namespace testledger {
namespace {

constexpr std::uint32_t entry_mark = 0x02014b50, header_mark = 0x04034b50, end_mark = 0x06054b50;
constexpr std::uint32_t zip64_end_mark = 0x06064b50, zip64_locator_mark = 0x07064b50;
constexpr std::size_t entry_size = 46, header_size = 30, end_size = 22, zip64_end_size = 56, zip64_locator_size = 20;
constexpr std::size_t comment_length_max = 0xFFFF;
constexpr std::uint32_t told_in_zip64 = 0xFFFFFFFF;
constexpr std::uint16_t sizes_follow = 1 << 3, directory_encrypted = 1 << 13;

Error damaged(std::string what) { return {ErrorCode::unreadable_report, "the zip is damaged: " + std::move(what)}; }

/// Numbers of a piece of a zip; beyond its end they are 0.
class Fields {
 public:
  explicit Fields(std::string_view bytes) : bytes_(bytes) {}
  std::uint16_t u16(std::size_t at) const { return static_cast<std::uint16_t>(number(at, 2)); }
  std::uint32_t u32(std::size_t at) const { return static_cast<std::uint32_t>(number(at, 4)); }
  std::uint64_t u64(std::size_t at) const { return number(at, 8); }

 private:
  std::uint64_t number(std::size_t at, std::size_t size) const {
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- > 0;) value = value << 8 | (at + i < bytes_.size() ? static_cast<unsigned char>(bytes_[at + i]) : 0U);
    return value;
  }

  std::string_view bytes_;
};

Result<std::string> bytes_at(BlobReader& zip, std::uint64_t offset, std::size_t size) {
  std::string bytes(size, '\0');
  if (offset > zip.size() || zip.size() - offset < size) return damaged("it is cut short, or points behind its end");
  if (TRY(zip.read_at(offset, bytes)) < size) return Error{ErrorCode::storage_failed, "A stored file is shorter than it was."};
  return bytes;
}

struct Directory {
  std::uint64_t begin = 0, size = 0, entries = 0;
};

/// The end record is the last thing in the file, with its comment.
Result<std::uint64_t> find_end(BlobReader& zip) {
  const std::size_t size = std::min<std::uint64_t>(zip.size(), end_size + comment_length_max);
  const std::uint64_t from = zip.size() - size;
  const std::string tail = TRY(bytes_at(zip, from, size));
  for (std::size_t length = end_size; length <= size; ++length) {
    const Fields end(std::string_view(tail).substr(size - length));
    if (end.u32(0) == end_mark && end_size + end.u16(20) == length) return from + size - length;
  }
  return damaged("its directory is missing; it is cut short, or something is behind its end");
}

Result<Directory> find_directory(BlobReader& zip) {
  std::uint64_t end_at = TRY(find_end(zip));
  const std::string end_bytes = TRY(bytes_at(zip, end_at, end_size));
  const Fields end(end_bytes);
  Directory directory{.begin = end.u32(16), .size = end.u32(12), .entries = end.u16(10)};
  bool in_one_piece = end.u16(4) == 0 && end.u16(6) == 0 && end.u16(8) == end.u16(10);
  const std::string locator =
      end_at < zip64_locator_size ? std::string() : TRY(bytes_at(zip, end_at - zip64_locator_size, zip64_locator_size));
  if (Fields(locator).u32(0) == zip64_locator_mark) {
    end_at = Fields(locator).u64(8);
    const std::string end64_bytes = TRY(bytes_at(zip, end_at, zip64_end_size));
    const Fields end64(end64_bytes);
    if (end64.u32(0) != zip64_end_mark) return damaged("it points to a directory that is not there");
    directory = {.begin = end64.u64(48), .size = end64.u64(40), .entries = end64.u64(32)};
    in_one_piece = end64.u32(16) == 0 && end64.u32(20) == 0 && end64.u64(24) == end64.u64(32);
  }
  if (!in_one_piece) return damaged("it is one of several parts");
  if (directory.begin > end_at || end_at - directory.begin != directory.size) return damaged("its directory is not where its end says");
  return directory;
}

/// What does not fit into 32 bits is in an extra field, one number after another.
Result<void> read_zip64(std::string_view extra, ZipEntry& entry) {
  std::uint64_t* const wide[] = {entry.size == told_in_zip64 ? &entry.size : nullptr,
                                 entry.packed_size == told_in_zip64 ? &entry.packed_size : nullptr,
                                 entry.header == told_in_zip64 ? &entry.header : nullptr};
  const bool any = std::ranges::any_of(wide, [](const std::uint64_t* number) { return number != nullptr; });
  while (any && extra.size() >= 4) {
    const Fields fields(extra);
    const std::size_t length = fields.u16(2);
    if (extra.size() - 4 < length) break;
    if (fields.u16(0) != 1) {
      extra.remove_prefix(4 + length);
      continue;
    }
    std::size_t at = 4;
    for (std::uint64_t* number : wide) {
      if (number == nullptr) continue;
      if (at + 8 > 4 + length) return damaged("a size is missing");
      *number = fields.u64(at);
      at += 8;
    }
    return {};
  }
  return {};
}

enum class EntryType { file, folder, other };

/// Archivers of Unix tell the kind of a file in the upper half of the external attributes.
EntryType type_of(const Fields& entry, std::string_view name) {
  constexpr std::uint32_t unix_made = 3, type_mask = 0170000, regular = 0100000, folder = 0040000;
  const std::uint32_t mode = entry.u16(4) >> 8 == unix_made ? (entry.u32(38) >> 16) & type_mask : 0;
  if (mode != 0 && mode != regular && mode != folder) return EntryType::other;
  return mode == folder || name.ends_with('/') || name.ends_with('\\') ? EntryType::folder : EntryType::file;
}

/// The file's own header has to say the same as the directory; with sizes_follow it may leave the sizes out.
Result<void> check_header(BlobReader& zip, std::string_view raw_name, const Directory& directory, ZipEntry& entry) {
  const std::string bytes = TRY(bytes_at(zip, entry.header, header_size + raw_name.size()));
  const Fields header(bytes);
  ZipEntry told{.crc = header.u32(14), .packed_size = header.u32(18), .size = header.u32(22)};
  const std::size_t name_length = header.u16(26), extra_length = header.u16(28);
  const bool same_name = name_length == raw_name.size() && std::string_view(bytes).substr(header_size) == raw_name;
  constexpr std::uint16_t weighty = 1 | sizes_follow;
  const bool same_kind = header.u16(8) == entry.method && (header.u16(6) & weighty) == (entry.flags & weighty);
  if (header.u32(0) != header_mark || !same_name || !same_kind)
    return bad_entry(raw_name, "is another one in the zip's directory than where its data is");
  const std::string extra = TRY(bytes_at(zip, entry.header + header_size + name_length, extra_length));
  TRY(read_zip64(extra, told));
  const bool left_out = (entry.flags & sizes_follow) != 0;
  const auto same = [&](std::uint64_t here, std::uint64_t there) {
    return here == there || (left_out && (here == 0 || here == told_in_zip64));
  };
  if (!same(told.crc, entry.crc) || !same(told.packed_size, entry.packed_size) || !same(told.size, entry.size))
    return bad_entry(raw_name, "has another size or checksum in the zip's directory than where its data is");
  entry.data = entry.header + header_size + name_length + extra_length;
  if (entry.data > directory.begin || directory.begin - entry.data < entry.packed_size)
    return bad_entry(raw_name, "reaches into the zip's directory");
  return {};
}

Result<void> check_overlaps(const std::vector<ZipEntry>& entries) {
  std::vector<const ZipEntry*> by_place;
  for (const ZipEntry& entry : entries) by_place.push_back(&entry);
  std::ranges::sort(by_place, {}, &ZipEntry::header);
  for (std::size_t i = 1; i < by_place.size(); ++i)
    if (by_place[i - 1]->data + by_place[i - 1]->packed_size > by_place[i]->header)
      return bad_entry(by_place[i]->name, "overlaps another one");
  return {};
}

/// One record of the directory.
struct Record {
  std::string_view raw_name, extra;
  std::size_t length = 0;
  EntryType type = EntryType::file;
  ZipEntry entry;
};

Result<Record> first_record(std::string_view bytes) {
  const Fields fields(bytes);
  const std::size_t name_length = fields.u16(28), extra_length = fields.u16(30), comment_length = fields.u16(32);
  const std::size_t length = entry_size + name_length + extra_length + comment_length;
  if (fields.u32(0) != entry_mark || bytes.size() < length) return damaged("its directory cannot be read");
  const std::string_view raw_name = bytes.substr(entry_size, name_length);
  Record record{.raw_name = raw_name,
                .extra = bytes.substr(entry_size + name_length, extra_length),
                .length = length,
                .type = type_of(fields, raw_name),
                .entry = {.flags = fields.u16(8),
                          .method = fields.u16(10),
                          .crc = fields.u32(16),
                          .packed_size = fields.u32(20),
                          .size = fields.u32(24),
                          .header = fields.u32(42)}};
  TRY(read_zip64(record.extra, record.entry));
  if ((record.entry.flags & directory_encrypted) != 0) return damaged("its directory is encrypted");
  if (record.type == EntryType::other) return bad_entry(raw_name, "is a link or no ordinary file; pack the files themselves");
  return record;
}

Result<std::string> bytes_of(BlobReader& zip, const Directory& directory) {
  if (directory.size <= zip_directory_size_max) return bytes_at(zip, directory.begin, directory.size);
  return Error{ErrorCode::limit_exceeded,
               fmt::format("the zip's directory is larger than {} MiB (zip_directory_size_max)", zip_directory_size_max >> 20)};
}

}  // namespace

Result<std::vector<ZipEntry>> read_zip_directory(BlobReader& zip, const ArchiveLimits& limits) {
  const Directory directory = TRY(find_directory(zip));
  const std::string bytes = TRY(bytes_of(zip, directory));
  EntryNames names(limits.entries_max);
  std::vector<ZipEntry> files;
  std::uint64_t records = 0;
  for (std::string_view rest(bytes); !rest.empty(); ++records) {
    Record record = TRY(first_record(rest));
    const bool is_file = record.type == EntryType::file;
    record.entry.name = TRY(names.take(record.raw_name, is_file ? EntryNames::Kind::file : EntryNames::Kind::folder));
    TRY(check_header(zip, record.raw_name, directory, record.entry));
    rest.remove_prefix(record.length);
    if (is_file) files.push_back(std::move(record.entry));
  }
  if (records != directory.entries) return damaged("its directory has another number of entries than its end says");
  TRY(check_overlaps(files));
  return files;
}

}  // namespace testledger
