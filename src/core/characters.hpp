#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace testledger {

/// How many characters a UTF-8 text has.
inline std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

constexpr std::string_view text_blanks = " \t\r\n";

constexpr std::string_view line_blanks = " \t";

constexpr bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_alphanumeric(char c) { return is_digit(c) || is_letter(c); }

/// Without the blanks around it.
constexpr std::string_view without_blanks_around(std::string_view text, std::string_view blanks = text_blanks) {
  const auto first = text.find_first_not_of(blanks);
  return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The longest beginning of a UTF-8 text that has at most that many characters.
constexpr std::string_view cut_to_characters(std::string_view text, std::size_t characters_max) {
  if (text.size() <= characters_max) return text;
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++at)
    if ((static_cast<unsigned char>(text[at]) & 0xc0) != 0x80 && ++characters > characters_max) return text.substr(0, at);
  return text;
}

}  // namespace testledger
