#pragma once

#include <filesystem>

#include "core/result.hpp"

namespace testledger::sqlite {

/// The right to be the one process that has a data directory open: two writers of one database can damage it.
/// Given back on scope exit, or by the system when the process dies.
class DirectoryLock {
 public:
  /// Makes the directory when it is missing. conflict when another process has it; invalid_argument on a network file
  /// system, where locks cannot be trusted.
  static Result<DirectoryLock> take(const std::filesystem::path& directory);

  DirectoryLock(DirectoryLock&& other) noexcept : file_(std::exchange(other.file_, -1)), last_stop_(other.last_stop_) {}
  DirectoryLock& operator=(DirectoryLock&&) = delete;
  ~DirectoryLock();

  enum class LastStop { clean, unclean };
  /// How the process that had the directory before ended.
  LastStop last_stop() const { return last_stop_; }
  /// Notes that everything is closed in good order.
  void stopped_cleanly();

 private:
  explicit DirectoryLock(int file) : file_(file) {}
  Result<void> note_owner();

  int file_;
  LastStop last_stop_ = LastStop::clean;
};

/// By the type number that statfs(2) gives.
bool is_network_file_system(std::int64_t type);

}  // namespace testledger::sqlite
