#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/result.hpp"

namespace testledger {

/// A failure of the operating system's, from errno; told with the path, because it is for who runs the server.
Error path_failure(std::string_view doing, const std::filesystem::path& path);

struct FileContent {
  std::uint64_t size = 0;
  std::string sha256;

  bool operator==(const FileContent&) const = default;
};

Result<FileContent> content_of(const std::filesystem::path& file);
/// Copies into a new file, which is not yet on disk for certain, and tells what was copied.
Result<FileContent> copy_hashed(const std::filesystem::path& from, const std::filesystem::path& to);

/// A directory that gets its name only when it is complete: until then it is beside it, NAME.partial-XXXXXX, and it goes away
/// unless it is settled.
class UnfinishedDirectory {
 public:
  /// conflict when the name is that of a file, or of a directory that is not empty.
  static Result<UnfinishedDirectory> for_name(const std::filesystem::path& name);
  UnfinishedDirectory(UnfinishedDirectory&& other) noexcept;
  UnfinishedDirectory& operator=(UnfinishedDirectory&&) = delete;
  ~UnfinishedDirectory();

  const std::filesystem::path& path() const { return path_; }
  /// Everything written below it so far is on disk.
  Result<void> synchronize() const;
  /// Gives the directory its name, durably.
  Result<void> settle();

 private:
  UnfinishedDirectory(std::filesystem::path name, std::filesystem::path path) : name_(std::move(name)), path_(std::move(path)) {}

  std::filesystem::path name_;
  std::filesystem::path path_;  ///< empty: settled
};

}  // namespace testledger
