#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <utility>

#include "core/result.hpp"

namespace testledger {

/// A failure of the operating system's, from errno, at a path.
Error file_failure(std::string_view doing, const std::filesystem::path& path);

/// An open file or directory; closed on scope exit.
class OpenFile {
 public:
  OpenFile(int descriptor, std::filesystem::path path) : descriptor_(descriptor), path_(std::move(path)) {}
  OpenFile(OpenFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}
  OpenFile& operator=(OpenFile&&) = delete;
  ~OpenFile();

  /// A new file of a name of its own in a directory.
  static Result<OpenFile> create_in(const std::filesystem::path& directory);
  /// not_found when it does not exist.
  static Result<OpenFile> read_only(const std::filesystem::path& path);

  Result<void> write(std::string_view piece);
  /// Fills the buffer as far as there are bytes; fewer only at the end.
  Result<std::size_t> read(std::span<char> buffer);
  /// The same from a place, which reading on does not follow.
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> buffer);
  Result<std::uint64_t> size() const;
  /// Returns when the content, or a directory's entries, are on disk.
  Result<void> synchronize();
  const std::filesystem::path& path() const { return path_; }

 private:
  int descriptor_;
  std::filesystem::path path_;
};

}  // namespace testledger
