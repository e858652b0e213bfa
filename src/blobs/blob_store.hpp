#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace testledger {

/// A stored file's name: the SHA-256 of its bytes in lower-case hex, and their number.
struct Blob {
  std::string sha256;
  std::uint64_t size = 0;
};

/// A file being written. Nothing of it stays unless it is kept. Not for use by two threads at once.
class BlobWriter {
 public:
  virtual ~BlobWriter() = default;
  virtual Result<void> write(std::string_view piece) = 0;
  /// Makes what was written durable and gives its name; the same bytes are stored once. Ends the writer.
  virtual Result<Blob> keep() = 0;
};

/// Reads a blob in pieces.
class BlobReader {
 public:
  virtual ~BlobReader() = default;
  /// The next bytes, empty at the end; valid until the next call.
  virtual Result<std::string_view> read() = 0;
  /// Bytes from a place of it, wherever read() is: fills the buffer as far as there are any. Returns how many.
  virtual Result<std::size_t> read_at(std::uint64_t offset, std::span<char> buffer) = 0;
  virtual std::uint64_t size() const = 0;
};

/// Raw reports and attachments by their content. Every method may be called from any thread.
class BlobStore {
 public:
  virtual ~BlobStore() = default;
  virtual Result<std::unique_ptr<BlobWriter>> create() = 0;
  /// not_found when there is no such blob.
  virtual Result<std::unique_ptr<BlobReader>> open(std::string_view sha256) = 0;
  /// Removing what is not there is no error.
  virtual Result<void> remove(std::string_view sha256) = 0;

  /// Bytes that the disk has room for.
  virtual Result<std::uint64_t> free_bytes() = 0;

  using Time = std::chrono::system_clock::time_point;
  /// Names of the blobs whose hash begins with that byte and that nobody has kept since.
  virtual Result<std::vector<std::string>> not_kept_since(Time time, std::uint8_t first_byte) = 0;
  /// Removes a blob unless somebody has kept it, again or for the first time, since.
  virtual Result<void> remove_if_not_kept_since(Time time, std::string_view sha256) = 0;

  using Hold = std::shared_ptr<void>;
  /// While it lives, remove_if_not_kept_since() leaves everything where it is.
  virtual Hold hold() = 0;
  /// Puts a blob at a place outside, a new file: as another name for the same bytes, which never change, where the file system can,
  /// else as a copy that is not yet on disk for certain. Returns its size.
  virtual Result<std::uint64_t> put_at(std::string_view sha256, const std::filesystem::path& place) = 0;
};

}  // namespace testledger
