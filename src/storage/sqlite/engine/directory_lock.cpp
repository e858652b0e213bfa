#include "storage/sqlite/engine/directory_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace testledger::sqlite {
namespace {

Error failed(const std::filesystem::path& path, std::string_view doing) {
  return {.code = ErrorCode::storage_failed, .message = fmt::format("Cannot {} \"{}\": {}.", doing, path.native(), std::strerror(errno))};
}

Error in_use(const std::filesystem::path& directory, std::string_view owner) {
  return {.code = ErrorCode::conflict,
          .message = fmt::format("The data directory \"{}\" is in use by another process ({}). Stop it first, or use another directory.",
                                 directory.native(), owner.empty() ? "unknown" : owner)};
}

std::string content_of(int file) {
  char buffer[64];
  const ssize_t size = pread(file, buffer, sizeof buffer, 0);
  return {buffer, static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

}  // namespace

bool is_network_file_system(std::int64_t type) {
  static constexpr std::int64_t network[] = {0x6969 /* NFS */,
                                             0xff534d42 /* CIFS */,
                                             0xfe534d42 /* SMB2 */,
                                             0x517b /* SMB */,
                                             0x5346414f /* AFS */,
                                             0x00c36400 /* Ceph */,
                                             0x0bd00bd0 /* Lustre */,
                                             0x73757245 /* Coda */,
                                             0x564c /* NCP */,
                                             0x47504653 /* GPFS */,
                                             0x01161970 /* GFS2 */};
  return std::ranges::find(network, type & 0xffffffff) != std::end(network);
}

Result<DirectoryLock> DirectoryLock::take(const std::filesystem::path& directory) {
  std::error_code status;
  // What is stored is for the server's own account alone.
  if (std::filesystem::create_directories(directory, status))
    std::filesystem::permissions(directory, std::filesystem::perms::owner_all, status);
  struct statfs system{};
  if (statfs(directory.c_str(), &system) != 0) return failed(directory, "open the data directory");
  if (is_network_file_system(system.f_type))
    return Error{.code = ErrorCode::invalid_argument,
                 .message = fmt::format("The data directory \"{}\" is on a network file system, where a database file can be damaged. "
                                        "Use a local disk.",
                                        directory.native())};

  const std::filesystem::path path = directory / "lock";
  DirectoryLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (lock.file_ < 0) return failed(path, "open");
  if (flock(lock.file_, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return in_use(directory, content_of(lock.file_));
    return failed(path, "lock");
  }
  lock.last_stop_ = content_of(lock.file_).empty() ? LastStop::clean : LastStop::unclean;
  TRY(lock.note_owner());
  return lock;
}

Result<void> DirectoryLock::note_owner() {
  const std::string owner = fmt::format("process {}", getpid());
  const bool written = ftruncate(file_, 0) == 0 && pwrite(file_, owner.data(), owner.size(), 0) == static_cast<ssize_t>(owner.size());
  if (!written || fdatasync(file_) != 0) return failed("lock", "write");
  return {};
}

void DirectoryLock::stopped_cleanly() {
  if (ftruncate(file_, 0) != 0) return;  // the next start checks the database once more than needed
}

DirectoryLock::~DirectoryLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace testledger::sqlite
