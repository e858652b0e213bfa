#include "blobs/filesystem_blobs.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <vector>

#include "blobs/open_file.hpp"
#include "blobs/sha256.hpp"
#include "core/crash_point.hpp"

namespace testledger {
namespace {

using std::filesystem::path;

constexpr std::size_t read_size = 256 * 1024;

path place_of(const path& directory, std::string_view sha256) { return directory / sha256.substr(0, 2) / sha256; }

Result<void> synchronize_directory(const path& directory) {
  auto file = TRY(OpenFile::read_only(directory));
  return file.synchronize();
}

/// Makes a directory below another durably; one that is there already is fine, so one that may not be durable must not stay.
Result<void> make_directory(const path& parent, const path& name) {
  std::error_code failure;
  const bool made = std::filesystem::create_directory(parent / name, failure);
  if (failure) {
    errno = failure.value();
    return file_failure("make", parent / name);
  }
  if (!made) return {};
  auto durable = synchronize_directory(parent);
  if (!durable) std::filesystem::remove(parent / name, failure);
  return durable;
}

/// Not when its time cannot be told: then it has gone already.
bool is_older(const path& place, BlobStore::Time time) {
  std::error_code failure;
  const auto written = std::filesystem::last_write_time(place, failure);
  return !failure && std::chrono::file_clock::to_sys(written) < time;
}

class FileWriter final : public BlobWriter {
 public:
  FileWriter(path directory, OpenFile file, std::mutex& places)
      : directory_(std::move(directory)), file_(std::move(file)), places_(places) {}
  ~FileWriter() override {
    std::error_code ignored;
    if (!kept_) std::filesystem::remove(file_.path(), ignored);
  }

  Result<void> write(std::string_view piece) override {
    CRASH_POINT("upload.piece");
    hash_.add(piece);
    size_ += piece.size();
    return file_.write(piece);
  }

  Result<Blob> keep() override {
    const std::string name = hash_.hex();
    const path place = place_of(directory_, name);
    CRASH_POINT("upload.before_fsync");
    TRY(file_.synchronize());
    // Also over a file of the same content: that one's writer may not have reached the disk yet, and its time is renewed.
    const std::scoped_lock lock(places_);  // who finds the directory finds it durable
    TRY(make_directory(directory_, place.parent_path().filename()));
    CRASH_POINT("upload.before_rename");
    if (std::rename(file_.path().c_str(), place.c_str()) != 0) return file_failure("rename", place);
    kept_ = true;
    CRASH_POINT("upload.before_directory_fsync");
    TRY(synchronize_directory(place.parent_path()));
    CRASH_POINT("upload.kept");
    return Blob{.sha256 = name, .size = size_};
  }

 private:
  path directory_;
  OpenFile file_;
  std::mutex& places_;
  Sha256 hash_;
  std::uint64_t size_ = 0;
  bool kept_ = false;
};

class FileReader final : public BlobReader {
 public:
  FileReader(OpenFile file, std::uint64_t size) : file_(std::move(file)), size_(size) {}
  Result<std::string_view> read() override {
    buffer_.resize(read_size);
    return std::string_view(buffer_.data(), TRY(file_.read(buffer_)));
  }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> buffer) override { return file_.read_at(offset, buffer); }
  std::uint64_t size() const override { return size_; }

 private:
  OpenFile file_;
  std::uint64_t size_;
  std::vector<char> buffer_;
};

/// Whether a link failed because of the two places, and not for a reason that a copy would meet too.
bool needs_copy(int code) { return code == EXDEV || code == EPERM || code == EMLINK || code == EOPNOTSUPP || code == ENOSYS; }

class FilesystemBlobs final : public BlobStore {
 public:
  explicit FilesystemBlobs(path directory) : directory_(std::move(directory)) {}

  Result<std::unique_ptr<BlobWriter>> create() override {
    return std::unique_ptr<BlobWriter>(std::make_unique<FileWriter>(directory_, TRY(OpenFile::create_in(directory_ / "tmp")), places_));
  }

  Result<std::unique_ptr<BlobReader>> open(std::string_view sha256) override {
    if (!is_blob_name(sha256)) return Error{.code = ErrorCode::not_found, .message = "The stored file does not exist."};
    OpenFile file = TRY(OpenFile::read_only(place_of(directory_, sha256)));
    const std::uint64_t size = TRY(file.size());
    return std::unique_ptr<BlobReader>(std::make_unique<FileReader>(std::move(file), size));
  }

  Result<std::uint64_t> free_bytes() override {
    std::error_code failure;
    const auto space = std::filesystem::space(directory_, failure);
    if (failure) return Error{ErrorCode::storage_failed, "The free space of the disk cannot be told.", {}, failure.message()};
    return space.available;
  }
  Result<void> remove(std::string_view sha256) override {
    if (!is_blob_name(sha256)) return {};
    const path place = place_of(directory_, sha256);
    if (std::remove(place.c_str()) != 0 && errno != ENOENT) return file_failure("remove", place);
    return {};
  }

  Result<std::vector<std::string>> not_kept_since(Time time, std::uint8_t first_byte) override {
    std::vector<std::string> names;
    std::error_code failure;
    const path folder = directory_ / fmt::format("{:02x}", first_byte);
    for (std::filesystem::directory_iterator file(folder, failure), end; !failure && file != end; file.increment(failure))
      if (is_blob_name(file->path().filename().string()) && is_older(file->path(), time)) names.push_back(file->path().filename().string());
    return names;
  }

  Result<void> remove_if_not_kept_since(Time time, std::string_view sha256) override {
    const std::scoped_lock lock(places_);
    if (*holds_ > 0) return {};
    return is_blob_name(sha256) && is_older(place_of(directory_, sha256), time) ? remove(sha256) : Result<void>();
  }

  Hold hold() override {
    const std::scoped_lock lock(places_);
    ++*holds_;
    return {this, [holds = holds_](void*) { --*holds; }};
  }

  Result<std::uint64_t> put_at(std::string_view sha256, const path& place) override {
    if (!is_blob_name(sha256)) return Error{.code = ErrorCode::not_found, .message = "The stored file does not exist."};
    const path from = place_of(directory_, sha256);
    if (::link(from.c_str(), place.c_str()) != 0) {
      if (!needs_copy(errno)) return file_failure("link", from);
      return copy_to(from, place);
    }
    std::error_code failure;
    return std::filesystem::file_size(place, failure);
  }

 private:
  static Result<std::uint64_t> copy_to(const path& from, const path& place) {
    std::error_code failure;
    std::filesystem::copy_file(from, place, failure);
    if (!failure) return std::filesystem::file_size(place, failure);
    errno = failure.value();
    return file_failure("copy", from);
  }

  path directory_;
  std::shared_ptr<std::atomic<int>> holds_ = std::make_shared<std::atomic<int>>(0);
  std::mutex places_;  ///< held while a file gets or loses its place, so that none goes between a look at its time and its removal
};

}  // namespace

bool is_blob_name(std::string_view text) {
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return text.size() == 64 && std::ranges::all_of(text, is_digit);
}

Result<std::unique_ptr<BlobStore>> open_filesystem_blobs(const path& directory) {
  std::error_code failure;
  std::filesystem::create_directories(directory, failure);
  if (!failure) std::filesystem::remove_all(directory / "tmp", failure);
  if (failure) {
    errno = failure.value();
    return file_failure("prepare", directory);
  }
  TRY(make_directory(directory, "tmp"));
  return std::unique_ptr<BlobStore>(std::make_unique<FilesystemBlobs>(directory));
}

std::unique_ptr<BlobStore> look_at_filesystem_blobs(const path& directory) { return std::make_unique<FilesystemBlobs>(directory); }

}  // namespace testledger
