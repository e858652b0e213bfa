#include "archives/open_archive.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "archives/tar_reader.hpp"
#include "archives/zip_reader.hpp"

namespace testledger {
namespace {

struct Magic {
  std::size_t at;
  std::string_view bytes;
  Packing packing;
  std::string_view name;
};

using namespace std::string_view_literals;

constexpr std::array magics{
    Magic{0, "\x1F\x8B"sv, Packing::gzip, "a gzip file"},
    Magic{0, "PK\x03\x04"sv, Packing::zip, "a zip"},
    Magic{0, "PK\x05\x06"sv, Packing::zip, "an empty zip"},
    Magic{0, "PK\x07\x08"sv, Packing::other, "a zip in several parts"},
    Magic{257, "ustar"sv, Packing::tar, "a tar"},
    Magic{0, "BZh"sv, Packing::other, "a bzip2 file"},
    Magic{0, "\xFD\x37zXZ\0"sv, Packing::other, "an xz file"},
    Magic{0, "\x28\xB5\x2F\xFD"sv, Packing::other, "a zstd file"},
    Magic{0, "7z\xBC\xAF\x27\x1C"sv, Packing::other, "a 7z archive"},
    Magic{0, "Rar!\x1A\x07"sv, Packing::other, "a RAR archive"},
};

const Magic* magic_of(std::string_view head) {
  for (const Magic& magic : magics)
    if (head.size() > magic.at && head.substr(magic.at).starts_with(magic.bytes)) return &magic;
  return nullptr;
}

Error not_unpacked(std::string_view head) {
  return {ErrorCode::unreadable_report,
          fmt::format("it is {}, which is not unpacked here; send a .zip, .tar.gz, .tar or .gz", packing_name(head))};
}

/// One file, wherever its bytes come from.
class OneFile final : public ArchiveReader {
 public:
  OneFile(std::string name, UnpackedBytes bytes) : name_(std::move(name)), bytes_(std::move(bytes)) {}

  Result<std::optional<ArchivedFile>> next() override {
    if (over_) return *over_;
    if (given_) return std::optional<ArchivedFile>();
    given_ = true;
    return std::optional(ArchivedFile{.name = name_});
  }
  Result<std::string_view> read() override {
    auto piece = bytes_();
    if (!piece) over_ = piece.error();
    return piece;
  }

 private:
  std::string name_;
  UnpackedBytes bytes_;
  bool given_ = false;
  std::optional<Error> over_;
};

UnpackedBytes plain_bytes(std::unique_ptr<BlobReader> blob) {
  return [blob = std::shared_ptr<BlobReader>(std::move(blob))] { return blob->read(); };
}

UnpackedBytes counted_bytes(std::unique_ptr<BlobReader> blob, const ArchiveLimits& limits) {
  return [bytes = plain_bytes(std::move(blob)), count = UnpackedCount(limits)]() mutable -> Result<std::string_view> {
    const std::string_view piece = TRY(bytes());
    TRY(count.add(piece.size(), piece.size()));
    return piece;
  };
}

/// A gzip file that is looked into before it is read.
class GzipFile {
 public:
  GzipFile(std::unique_ptr<BlobReader> blob, const ArchiveLimits& limits) : blob_(std::move(blob)), gunzip_(*blob_, limits) {}

  Result<std::string_view> head() {
    while (head_.size() < packing_head_size) {
      const std::string_view piece = TRY(gunzip_.read());
      if (piece.empty()) break;
      head_ += piece;
    }
    return std::string_view(head_);
  }
  Result<std::string_view> read() {
    if (std::exchange(head_is_given_, true) || head_.empty()) return gunzip_.read();
    return std::string_view(head_);
  }

 private:
  std::unique_ptr<BlobReader> blob_;
  Gunzip gunzip_;
  std::string head_;
  bool head_is_given_ = false;
};

std::string without_ending(std::string_view name) {
  constexpr std::string_view ending = ".gz";
  return std::string(name.size() > ending.size() && name.ends_with(ending) ? name.substr(0, name.size() - ending.size()) : name);
}

OpenedArchive tar_of(UnpackedBytes bytes, const ArchiveLimits& limits) {
  return {.holds = OpenedArchive::Holds::files, .files = std::make_unique<TarReader>(std::move(bytes), limits)};
}

OpenedArchive one_file(std::string name, UnpackedBytes bytes) {
  return {.files = std::make_unique<OneFile>(std::move(name), std::move(bytes))};
}

Result<OpenedArchive> open_gzip(std::unique_ptr<BlobReader> blob, std::string_view name, const ArchiveLimits& limits) {
  const auto gzip = std::make_shared<GzipFile>(std::move(blob), limits);
  const std::string_view head = TRY(gzip->head());
  UnpackedBytes bytes = [gzip] { return gzip->read(); };
  const Packing inner = packing_of(head);
  if (inner == Packing::tar) return tar_of(std::move(bytes), limits);
  if (inner != Packing::none)
    return Error{ErrorCode::unreadable_report,
                 fmt::format("it holds {} packed once more; unpack it once before it is sent", packing_name(head))};
  return one_file(without_ending(name), std::move(bytes));
}

}  // namespace

Packing packing_of(std::string_view head) {
  const Magic* magic = magic_of(head);
  return magic == nullptr ? Packing::none : magic->packing;
}

std::string_view packing_name(std::string_view head) {
  const Magic* magic = magic_of(head);
  return magic == nullptr ? std::string_view() : magic->name;
}

Result<OpenedArchive> open_archive(std::unique_ptr<BlobReader> blob, std::string_view name, const ArchiveLimits& limits) {
  std::array<char, packing_head_size> buffer{};
  const std::string_view head(buffer.data(), TRY(blob->read_at(0, buffer)));
  switch (packing_of(head)) {
    case Packing::zip: return OpenedArchive{OpenedArchive::Holds::files, TRY(ZipReader::open(std::move(blob), limits))};
    case Packing::gzip: return open_gzip(std::move(blob), name, limits);
    case Packing::tar: return tar_of(counted_bytes(std::move(blob), limits), limits);
    case Packing::other: return not_unpacked(head);
    case Packing::none: return one_file(std::string(name), plain_bytes(std::move(blob)));
  }
  return not_unpacked(head);
}

}  // namespace testledger
