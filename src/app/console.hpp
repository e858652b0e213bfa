#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/result.hpp"

namespace testledger {

/// Prints "testledger: message (line 3, column 7)" to stderr and returns exit_failure.
int report_failure(const Error& error);

/// Lines of a table with columns as wide as their widest cell; the first row is the head. Control characters of cells are
/// shown as "?", so that a report's text cannot steer the terminal.
std::string render_table(const std::vector<std::vector<std::string>>& rows);

/// Text from a report, safe for a terminal and cut at `length_max` characters.
std::string printable(std::string_view text, std::size_t length_max);

/// The first line of a file that holds a secret. Refuses an empty file.
Result<std::string> read_secret(const std::string& path);

/// A new file of mode 0600 for a secret. Made before what the secret belongs to, so that a path that cannot be written is told
/// while nothing is done yet; removed again unless the secret was written.
class SecretFile {
 public:
  /// An existing file is refused, so that no other secret is lost.
  static Result<SecretFile> create(std::string path);
  SecretFile(SecretFile&& other) noexcept : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}
  SecretFile& operator=(SecretFile&&) = delete;
  ~SecretFile();

  Result<void> write(std::string_view secret);

 private:
  SecretFile(std::string path, int file) : path_(std::move(path)), file_(file) {}

  std::string path_;
  int file_;
};

}  // namespace testledger
