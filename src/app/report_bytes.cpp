#include "app/report_bytes.hpp"

namespace testledger {
namespace {

constexpr std::size_t piece_size = 256 * 1024;

}  // namespace

Result<std::string_view> ReportBytes::read() {
  buffer_.resize(piece_size);
  const std::size_t length = TRY(file_.read_at(at_, buffer_));
  at_ += length;
  return std::string_view(buffer_.data(), length);
}

}  // namespace testledger
