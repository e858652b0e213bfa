#include "upkeep/durable_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "blobs/open_file.hpp"
#include "blobs/sha256.hpp"

namespace testledger {
namespace {

using std::filesystem::path;

constexpr std::size_t piece_size = 256 * 1024;

/// Reads a file to its end, piece by piece.
template <class Take>
Result<FileContent> read_all(const path& file, const Take& take) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return path_failure("open", file);
  std::string buffer(piece_size, '\0');
  Sha256 hash;
  FileContent content;
  while (in) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    const std::string_view piece(buffer.data(), static_cast<std::size_t>(in.gcount()));
    hash.add(piece);
    content.size += piece.size();
    TRY(take(piece));
  }
  if (in.bad()) return path_failure("read", file);
  content.sha256 = hash.hex();
  return content;
}

/// Below the parent that is there or can be made.
path parent_of(const path& name) { return name.has_parent_path() ? name.parent_path() : path("."); }

Result<void> require_free(const path& name) {
  std::error_code failure;
  const auto status = std::filesystem::status(name, failure);
  if (!std::filesystem::exists(status)) return {};
  if (!std::filesystem::is_directory(status))
    return Error{ErrorCode::conflict, fmt::format("{} is there already and is no directory. Name another one.", name.native())};
  if (std::filesystem::is_empty(name, failure) && !failure) return {};
  return Error{ErrorCode::conflict, fmt::format("{} is not empty. Name a directory that does not exist yet.", name.native())};
}

}  // namespace

Error path_failure(std::string_view doing, const path& path) {
  const int code = errno;
  const auto kind = code == ENOSPC || code == EDQUOT ? ErrorCode::unavailable : ErrorCode::storage_failed;
  return {kind, fmt::format("cannot {} {}: {}", doing, path.native(), std::strerror(code))};
}

Result<FileContent> content_of(const path& file) {
  return read_all(file, [](std::string_view) -> Result<void> { return {}; });
}

Result<FileContent> copy_hashed(const path& from, const path& to) {
  errno = 0;
  std::ofstream out(to, std::ios::binary);
  if (!out) return path_failure("write", to);
  FileContent content = TRY(read_all(from, [&](std::string_view piece) -> Result<void> {
    if (!out.write(piece.data(), static_cast<std::streamsize>(piece.size()))) return path_failure("write", to);
    return {};
  }));
  out.close();
  if (!out) return path_failure("write", to);
  return content;
}

Result<UnfinishedDirectory> UnfinishedDirectory::for_name(const std::filesystem::path& name) {
  TRY(require_free(name));
  std::error_code failure;
  std::filesystem::create_directories(parent_of(name), failure);
  std::string pattern = name.native() + ".partial-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) return path_failure("make", pattern);  // mode 0700
  return UnfinishedDirectory(name, pattern);
}

UnfinishedDirectory::UnfinishedDirectory(UnfinishedDirectory&& other) noexcept
    : name_(std::move(other.name_)), path_(std::exchange(other.path_, {})) {}

UnfinishedDirectory::~UnfinishedDirectory() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

/// The whole file system at once: an fsync for each of 100,000 small files takes minutes.
Result<void> UnfinishedDirectory::synchronize() const {
  const int directory = ::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return path_failure("open", path_);
  const bool done = syncfs(directory) == 0;
  const Error problem = path_failure("synchronize", path_);
  ::close(directory);
  return done ? Result<void>() : problem;
}

Result<void> UnfinishedDirectory::settle() {
  TRY(synchronize());
  if (std::rename(path_.c_str(), name_.c_str()) != 0) return path_failure("rename to", name_);
  path_.clear();
  return TRY(OpenFile::read_only(parent_of(name_))).synchronize();
}

}  // namespace testledger
