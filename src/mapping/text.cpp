#include "mapping/text.hpp"

namespace testledger {

std::string_view without_at_sign(std::string_view tag) {
  tag = without_blanks_around(tag);
  if (tag.starts_with('@')) tag.remove_prefix(1);
  return tag;
}

namespace {

constexpr bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

}  // namespace

std::string_view last_characters(std::string_view text, std::size_t size_max) {
  if (text.size() <= size_max) return text;
  text.remove_prefix(text.size() - size_max);
  while (!text.empty() && !begins_character(text.front())) text.remove_prefix(1);
  return text;
}

}  // namespace testledger
