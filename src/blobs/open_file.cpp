#include "blobs/open_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/crash_point.hpp"
#include "core/read_fully.hpp"

namespace testledger {

Error file_failure(std::string_view doing, const std::filesystem::path& path) {
  const int code = errno;
  std::string detail = fmt::format("{} {}: {}", doing, path.native(), std::strerror(code));
  if (code == ENOENT) return {.code = ErrorCode::not_found, .message = "The stored file does not exist.", .detail = std::move(detail)};
  if (code == ENOSPC || code == EDQUOT)
    return {.code = ErrorCode::unavailable,
            .message = "The disk of the data directory is full. Free some space and send the request again.",
            .detail = std::move(detail)};
  return {.code = ErrorCode::storage_failed, .message = "A stored file cannot be read or written.", .detail = std::move(detail)};
}

OpenFile::~OpenFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<OpenFile> OpenFile::create_in(const std::filesystem::path& directory) {
  std::string pattern = (directory / "XXXXXX").native();
  const int descriptor = mkostemp(pattern.data(), O_CLOEXEC);  // which writes the name into the pattern
  if (descriptor < 0) return file_failure("create", directory);
  CRASH_POINT("upload.opened");
  return OpenFile(descriptor, std::move(pattern));
}

Result<OpenFile> OpenFile::read_only(const std::filesystem::path& path) {
  OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC), path);
  if (file.descriptor_ < 0) return file_failure("open", path);
  return file;
}

Result<void> OpenFile::write(std::string_view piece) {
  while (!piece.empty()) {
    const ssize_t written = ::write(descriptor_, piece.data(), piece.size());
    if (written >= 0)
      piece.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      return file_failure("write", path_);
  }
  return {};
}

Result<std::size_t> OpenFile::read(std::span<char> buffer) {
  const auto filled = read_fully(descriptor_, buffer);
  return filled ? Result<std::size_t>(*filled) : file_failure("read", path_);
}

Result<std::size_t> OpenFile::read_at(std::uint64_t offset, std::span<char> buffer) {
  const auto filled = read_fully_at(descriptor_, offset, buffer);
  return filled ? Result<std::size_t>(*filled) : file_failure("read", path_);
}

Result<std::uint64_t> OpenFile::size() const {
  struct stat status{};
  if (::fstat(descriptor_, &status) != 0) return file_failure("look at", path_);
  return static_cast<std::uint64_t>(status.st_size);
}

Result<void> OpenFile::synchronize() {
  if (fsync(descriptor_) != 0) return file_failure("fsync", path_);
  return {};
}

}  // namespace testledger
