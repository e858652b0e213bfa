#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "blobs/blob_store.hpp"
#include "core/result.hpp"

namespace testledger {

/// Puts files as they come into one zip, unpacked ones: the same files give the same bytes. Up to 4 GiB in all.
class ZipWriter {
 public:
  explicit ZipWriter(std::unique_ptr<BlobWriter> blob) : blob_(std::move(blob)) {}

  /// Begins a file. A name that is there already, or that no zip may have, is changed: "a.xml" to "a (2).xml".
  Result<void> begin(std::string_view name);
  Result<void> write(std::string_view piece);
  /// As BlobWriter::keep().
  Result<Blob> keep();

 private:
  struct Entry {
    std::string name;
    std::uint64_t header = 0, size = 0;
    unsigned long crc = 0;
  };

  std::string free_name(std::string_view wanted);
  Result<void> end_file();
  Result<void> put(std::string_view bytes);

  std::unique_ptr<BlobWriter> blob_;
  std::vector<Entry> entries_;
  std::unordered_set<std::string> names_;
  std::uint64_t size_ = 0;
};

}  // namespace testledger
