#include "reports/limited_text.hpp"

#include <algorithm>

namespace testledger {

void LimitedText::restart(std::size_t bytes_max) {
  text_.clear();
  bytes_max_ = bytes_max;
  dropped_ = 0;
}

void LimitedText::append(std::string_view piece) {
  const std::size_t room = dropped_ == 0 ? bytes_max_ - text_.size() : 0;
  text_.append(piece.substr(0, room));
  dropped_ += piece.size() - std::min(room, piece.size());
}

std::string LimitedText::take() {
  if (dropped_ > 0) {
    std::size_t end = text_.size();
    while (end > 0 && (static_cast<unsigned char>(text_[end - 1]) & 0xC0) == 0x80) --end;  // back over a sequence's tail
    if (end > 0 && static_cast<unsigned char>(text_[end - 1]) >= 0xC0) --end;              // and over its first byte
    dropped_ += text_.size() - end;
    text_.resize(end);
    text_ += "[+" + std::to_string(dropped_) + " bytes]";
  }
  std::string taken = std::move(text_);
  restart(bytes_max_);
  return taken;
}

}  // namespace testledger
