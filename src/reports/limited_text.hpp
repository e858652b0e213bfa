#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace testledger {

/// Text of a report that arrives in pieces, kept up to a number of bytes. `take()` ends a cut text in "[+N bytes]",
/// never inside a UTF-8 sequence, and leaves this empty for reuse.
class LimitedText {
 public:
  explicit LimitedText(std::size_t bytes_max = 0) : bytes_max_(bytes_max) {}

  void restart(std::size_t bytes_max);
  void append(std::string_view piece);
  bool empty() const { return text_.empty() && dropped_ == 0; }
  std::string take();

 private:
  std::string text_;
  std::size_t bytes_max_;
  std::uint64_t dropped_ = 0;
};

}  // namespace testledger
