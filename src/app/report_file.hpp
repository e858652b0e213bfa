#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/result.hpp"

namespace testledger {

/// A report to be read, wherever it comes from: a file, a pipe, or standard input ("-"). Errors name the remedy, and leave the path to who
/// shows them.
class ReportFile {
 public:
  /// Opens for reading once, from the beginning. Refuses a directory.
  static Result<ReportFile> open(const std::string& path);
  /// Opens for reading as often as wanted: what is no regular file is copied into a temporary one without a name.
  static Result<ReportFile> open_to_reread(const std::string& path);

  ReportFile(ReportFile&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_), regular_(other.regular_) {}
  ReportFile& operator=(ReportFile&&) = delete;
  ~ReportFile();

  /// Fills the buffer as far as there are bytes; fewer only at the end.
  Result<std::size_t> read(std::span<char> buffer);
  /// Of a file that was opened to be read again: its first bytes, and those from a place as far as the buffer and the file go.
  Result<std::string> head(std::size_t length_max) const;
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> buffer) const;

  int descriptor() const { return descriptor_; }
  std::uint64_t size() const { return size_; }  ///< of a file that was opened to be read again
  bool is_regular() const { return regular_; }  ///< it can be opened again by its path

 private:
  explicit ReportFile(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
  std::uint64_t size_ = 0;
  bool regular_ = false;
};

/// Why a file that begins like this can hold no report of any format: it is empty, or packed in a way that nobody unpacks here.
Result<void> check_begin(std::string_view begin);

/// All of it, also when it takes several turns; false with `errno` set.
bool write_all(int file, std::string_view piece);

/// The file's name without folders; "standard-input" for "-".
std::string name_of_report(const std::string& path);

}  // namespace testledger
