#include "archives/zip_reader.hpp"

#include <fmt/format.h>

namespace testledger {

ZipReader::ZipReader(std::unique_ptr<BlobReader> zip, std::vector<ZipEntry> entries, const ArchiveLimits& limits)
    : zip_(std::move(zip)), entries_(std::move(entries)), count_(limits), out_(unpacked_piece_size) {}

Result<std::unique_ptr<ArchiveReader>> ZipReader::open(std::unique_ptr<BlobReader> zip, const ArchiveLimits& limits) {
  std::vector<ZipEntry> entries = TRY(read_zip_directory(*zip, limits));
  return std::unique_ptr<ArchiveReader>(new ZipReader(std::move(zip), std::move(entries), limits));
}

Result<std::optional<ArchivedFile>> ZipReader::next() {
  packed_.reset();
  if (over_) return *over_;
  if (next_ == entries_.size()) return std::optional<ArchivedFile>();
  const ZipEntry& entry = entries_[next_++];
  ArchivedFile file{.name = entry.name};
  if (entry.encrypted())
    file.unreadable = unreadable("it is encrypted; pack it without a password");
  else if (entry.method != ZipEntry::stored && entry.method != ZipEntry::deflated)
    file.unreadable = unreadable(fmt::format("it is packed by method {}; pack it with deflate, as zip does by itself", entry.method));
  if (file.unreadable) return std::optional(std::move(file));
  packed_.emplace(*zip_, entry.data, entry.packed_size);
  if (entry.method == ZipEntry::deflated) inflater_ = std::make_unique<Inflater>(Inflater::Wrapping::none);
  to_take_ = 0;
  size_ = 0;
  crc_ = crc32(0, nullptr, 0);
  return std::optional(std::move(file));
}

Result<std::string_view> ZipReader::read() {
  if (!packed_) return std::string_view();
  auto piece = entries_[next_ - 1].method == ZipEntry::stored ? read_stored() : read_deflated();
  if (piece && piece->empty()) piece = ended();
  if (!piece || piece->empty()) packed_.reset();
  if (!piece && piece.error().code != ErrorCode::unreadable_report) over_ = piece.error();
  return piece;
}

Result<std::string_view> ZipReader::read_stored() {
  packed_->take(to_take_);
  const std::string_view piece = TRY(packed_->rest());
  to_take_ = piece.size();
  return given(piece.size(), piece);
}

Result<std::string_view> ZipReader::read_deflated() {
  for (;;) {
    if (!inflater_) return std::string_view();
    const std::string_view in = TRY(packed_->rest());
    const Inflater::Step step = TRY(inflater_->step(in, out_));
    packed_->take(step.taken);
    if (step.ended) inflater_.reset();
    if (!step.ended && step.made == 0 && in.empty()) return unreadable("its packed bytes are cut short");
    if (step.made > 0 || step.ended) return given(step.taken, {out_.data(), step.made});
    TRY(count_.add(step.taken, 0));
  }
}

Result<std::string_view> ZipReader::given(std::size_t packed, std::string_view piece) {
  TRY(count_.add(packed, piece.size()));
  size_ += piece.size();
  if (size_ > entries_[next_ - 1].size) return unreadable("it is longer than the zip says");
  crc_ = crc32(crc_, reinterpret_cast<const Bytef*>(piece.data()), static_cast<uInt>(piece.size()));
  return piece;
}

Result<std::string_view> ZipReader::ended() {
  const ZipEntry& entry = entries_[next_ - 1];
  if (size_ != entry.size || packed_->left() > 0) return unreadable("it is shorter than the zip says");
  if (crc_ != entry.crc) return unreadable("its checksum is wrong: it is damaged");
  return std::string_view();
}

}  // namespace testledger
