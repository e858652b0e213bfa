#pragma once

#include <string>
#include <string_view>

#include "core/characters.hpp"

namespace testledger {

/// Without blanks, tabs and line ends at either end.
std::string_view stripped(std::string_view text);

/// The longest end of `text` that has at most that many bytes and begins with a character.
std::string_view last_characters(std::string_view text, std::size_t size_max);

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_alphanumeric(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace testledger
