#include "core/case_folding.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "core/letter_case.hpp"

namespace testledger {
namespace {

/// Every `step`th character from first to last folds to the one `distance` away.
struct FoldingRange {
  std::int32_t first, last, step, distance;
};
constexpr FoldingRange ranges[] = {
#include "core/case_folding_table.inc"
};
static_assert(std::ranges::is_sorted(ranges, {}, &FoldingRange::first));

std::int32_t folded(std::int32_t character) {
  const auto* range = std::ranges::lower_bound(ranges, character, {}, &FoldingRange::last);
  if (range == std::end(ranges) || character < range->first || (character - range->first) % range->step != 0) return character;
  return character + range->distance;
}

struct Character {
  std::int32_t code = -1;  ///< negative: the byte is no beginning of a character
  std::size_t size = 1;
};

/// Overlong forms are no characters: folding one would make it equal to what it only looks like.
Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const std::size_t size = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : 2;
  if (byte(0) < 0xc2 || byte(0) > 0xf4 || text.size() < size) return {};
  std::int32_t code = byte(0) & (0x7f >> size);
  for (std::size_t at = 1; at < size; ++at) {
    if ((byte(at) & 0xc0) != 0x80) return {};
    code = code << 6 | (byte(at) & 0x3f);
  }
  const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
  return overlong ? Character{} : Character{code, size};
}

void append(std::string& text, std::int32_t code) {
  const auto tail = [&](int shift) { text += static_cast<char>(0x80 | (code >> shift & 0x3f)); };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xc0 | code >> 6);
    tail(0);
  } else if (code < 0x10000) {
    text += static_cast<char>(0xe0 | code >> 12);
    tail(6), tail(0);
  } else {
    text += static_cast<char>(0xf0 | code >> 18);
    tail(12), tail(6), tail(0);
  }
}

}  // namespace

std::string case_folded(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Character next = static_cast<unsigned char>(text.front()) < 0x80 ? Character{} : first_character(text);
    if (next.code < 0)
      result += lower(text.front());
    else
      append(result, folded(next.code));
    text.remove_prefix(next.size);
  }
  return result;
}

}  // namespace testledger
