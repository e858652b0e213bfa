#pragma once

#include <vector>

#include "app/report_file.hpp"
#include "blobs/blob_store.hpp"

namespace testledger {

/// A report that was opened to be read again, as bytes that can be unpacked.
class ReportBytes final : public BlobReader {
 public:
  explicit ReportBytes(const ReportFile& file) : file_(file) {}  ///< which has to outlive it

  Result<std::string_view> read() override;
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> buffer) override { return file_.read_at(offset, buffer); }
  std::uint64_t size() const override { return file_.size(); }

 private:
  const ReportFile& file_;
  std::uint64_t at_ = 0;
  std::vector<char> buffer_;
};

}  // namespace testledger
