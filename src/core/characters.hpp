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

/// Without the blanks around it.
constexpr std::string_view without_blanks_around(std::string_view text) {
  const auto first = text.find_first_not_of(text_blanks);
  return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(text_blanks) - first + 1);
}

}  // namespace testledger
