#include "http/endpoints/media_type.hpp"

#include <array>

#include "formats/json/utf8.hpp"
#include "http/response.hpp"

namespace testledger {
namespace {

struct Magic {
  std::string_view media_type;
  std::string_view start;
  std::string_view further = {};  ///< at further_at
};
constexpr std::size_t further_at = 8;

using namespace std::string_view_literals;
constexpr std::array images{
    Magic{"image/png", "\x89PNG\r\n\x1a\n"sv},
    Magic{"image/jpeg", "\xff\xd8\xff"sv},
    Magic{"image/gif", "GIF87a"sv},
    Magic{"image/gif", "GIF89a"sv},
    Magic{"image/webp", "RIFF"sv, "WEBP"sv},
};

bool begins(std::string_view head, const Magic& magic) {
  return head.starts_with(magic.start) &&
         (magic.further.empty() || (head.size() > further_at && head.substr(further_at).starts_with(magic.further)));
}

/// Colours of terminals count as text.
bool is_control(char c) {
  constexpr std::string_view allowed = "\t\n\r\f\x1b";
  return (c >= '\0' && c < ' ' && allowed.find(c) == std::string_view::npos) || c == '\x7f';
}

bool is_text(std::string_view head) {
  while (!head.empty()) {
    if (is_control(head.front())) return false;
    const Utf8Sequence next = utf8_sequence(head);
    if (next.status == Utf8Sequence::Status::invalid) return false;
    if (next.status == Utf8Sequence::Status::incomplete) return true;
    head.remove_prefix(next.length);
  }
  return true;
}

}  // namespace

std::string_view media_type_of(std::string_view head) {
  head = head.substr(0, media_type_head_size);
  for (const Magic& image : images)
    if (begins(head, image)) return image.media_type;
  return is_text(head) ? text_type : bytes_type;
}

}  // namespace testledger
