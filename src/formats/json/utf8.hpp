#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace testledger {

/// U+FFFD, what stands for bytes that are no character.
inline constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

/// What the first bytes of a text are: one whole sequence, the beginning of one, or `length` bytes that are none.
struct Utf8Sequence {
  enum class Status { valid, incomplete, invalid } status;
  std::size_t length;
};

/// Looks at the sequence that begins `bytes` (not empty). Overlong forms, surrogates and beyond U+10FFFF are invalid; the
/// length of an invalid one is its longest part that could have begun a valid one, at least 1 (Unicode 3.9, table 3-7).
Utf8Sequence utf8_sequence(std::string_view bytes);

void append_utf8(std::string& text, std::uint32_t code_point);

}  // namespace testledger
