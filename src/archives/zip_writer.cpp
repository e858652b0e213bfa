#include "archives/zip_writer.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <initializer_list>

#include "archives/entry_name.hpp"
#include "archives/zip_directory.hpp"

namespace testledger {
namespace {

constexpr std::uint64_t zip_size_max = 0xFFFFFFFE;  // beyond it a zip would need the wide fields of zip64
constexpr std::uint32_t version = 20, sizes_follow_and_utf8 = 1 << 3 | 1 << 11, first_of_1980 = 0x0021;

struct Number {
  std::uint64_t value;
  int bytes;
};

std::string record(std::initializer_list<Number> numbers) {
  std::string bytes;
  for (const Number& number : numbers)
    for (int i = 0; i < number.bytes; ++i) bytes += static_cast<char>(number.value >> (8 * i) & 0xFF);
  return bytes;
}

}  // namespace

Result<void> ZipWriter::begin(std::string_view wanted) {
  TRY(end_file());
  const Entry& entry = entries_.emplace_back(Entry{.name = free_name(wanted), .header = size_, .crc = crc32(0, nullptr, 0)});
  const std::string header = record({{0x04034b50, 4},
                                     {version, 2},
                                     {sizes_follow_and_utf8, 2},
                                     {ZipEntry::stored, 2},
                                     {0, 2},
                                     {first_of_1980, 2},
                                     {0, 4},
                                     {0, 4},
                                     {0, 4},
                                     {entry.name.size(), 2},
                                     {0, 2}});
  return put(header + entry.name);
}

Result<void> ZipWriter::write(std::string_view piece) {
  Entry& entry = entries_.back();
  entry.size += piece.size();
  entry.crc = crc32(entry.crc, reinterpret_cast<const Bytef*>(piece.data()), static_cast<uInt>(piece.size()));
  return put(piece);
}

Result<Blob> ZipWriter::keep() {
  TRY(end_file());
  const std::uint64_t directory = size_;
  for (const Entry& entry : entries_)
    TRY(put(record({{0x02014b50, 4},
                    {version, 2},
                    {version, 2},
                    {sizes_follow_and_utf8, 2},
                    {ZipEntry::stored, 2},
                    {0, 2},
                    {first_of_1980, 2},
                    {entry.crc, 4},
                    {entry.size, 4},
                    {entry.size, 4},
                    {entry.name.size(), 2},
                    {0, 2},
                    {0, 2},
                    {0, 2},
                    {0, 2},
                    {0, 4},
                    {entry.header, 4}}) +
            entry.name));
  TRY(put(record(
      {{0x06054b50, 4}, {0, 2}, {0, 2}, {entries_.size(), 2}, {entries_.size(), 2}, {size_ - directory, 4}, {directory, 4}, {0, 2}})));
  return blob_->keep();
}

Result<void> ZipWriter::end_file() {
  if (entries_.empty()) return {};
  const Entry& entry = entries_.back();
  return put(record({{0x08074b50, 4}, {entry.crc, 4}, {entry.size, 4}, {entry.size, 4}}));
}

/// Files of several folders often have one name, and clients send names without folders.
std::string ZipWriter::free_name(std::string_view wanted) {
  std::string name = shown_name(wanted);
  if (!EntryNames(1).take(name, EntryNames::Kind::file)) name = "file";
  const std::size_t dot = std::min(name.rfind('.'), name.size());
  std::string candidate = name;
  for (int number = 2; !names_.insert(candidate).second; ++number)
    candidate = fmt::format("{} ({}){}", name.substr(0, dot), number, name.substr(dot));
  return candidate;
}

Result<void> ZipWriter::put(std::string_view bytes) {
  size_ += bytes.size();
  if (size_ > zip_size_max) return Error{ErrorCode::limit_exceeded, "The files of one request are larger than 4 GiB together."};
  return blob_->write(bytes);
}

}  // namespace testledger
