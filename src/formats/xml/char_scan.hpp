#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

// Finding bytes in long spans, sixteen at a time where the machine can. All return `end` when nothing is found.
namespace testledger::scan {

inline const char* find(const char* at, const char* end, char wanted) {
  const void* found = at == end ? nullptr : std::memchr(at, wanted, static_cast<std::size_t>(end - at));
  return found ? static_cast<const char*>(found) : end;
}

/// The first byte that is not printable ASCII, tab or line feed: a control character, a carriage return or a byte above 0x7F.
inline const char* find_not_plain(const char* at, const char* end) {
  const auto plain = [](char byte) { return static_cast<signed char>(byte) >= 0x20 || byte == '\t' || byte == '\n'; };
#ifdef __SSE2__
  const auto odd = [](const char* from) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    const __m128i allowed = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
    return _mm_andnot_si128(allowed, _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)));  // signed: bytes above 0x7F are negative
  };
  for (; end - at >= 64; at += 64)
    if (_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(odd(at), odd(at + 16)), _mm_or_si128(odd(at + 32), odd(at + 48)))) != 0) break;
  for (; end - at >= 16; at += 16)
    if (const int mask = _mm_movemask_epi8(odd(at))) return at + __builtin_ctz(static_cast<unsigned>(mask));
#endif
  while (at != end && plain(*at)) ++at;
  return at;
}

/// The first byte that ends or interrupts a plain attribute value: the quote, '&', '<' or a control character.
inline const char* find_value_break(const char* at, const char* end, char quote) {
#ifdef __SSE2__
  const __m128i quotes = _mm_set1_epi8(quote), ampersand = _mm_set1_epi8('&'), less = _mm_set1_epi8('<'),
                last_control = _mm_set1_epi8(0x1F);
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i marks =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quotes), _mm_cmpeq_epi8(bytes, ampersand)), _mm_cmpeq_epi8(bytes, less));
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes);
    if (const int mask = _mm_movemask_epi8(_mm_or_si128(marks, control))) return at + __builtin_ctz(static_cast<unsigned>(mask));
  }
#endif
  while (at != end && *at != quote && *at != '&' && *at != '<' && static_cast<unsigned char>(*at) >= 0x20) ++at;
  return at;
}

/// The first '<' or '&'. Text between tags is mostly short: this costs less than two calls of memchr.
inline const char* find_text_break(const char* at, const char* end) {
#ifdef __SSE2__
  const __m128i ampersand = _mm_set1_epi8('&'), less = _mm_set1_epi8('<');
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(bytes, ampersand), _mm_cmpeq_epi8(bytes, less));
    if (const int mask = _mm_movemask_epi8(marks)) return at + __builtin_ctz(static_cast<unsigned>(mask));
  }
#endif
  while (at != end && *at != '&' && *at != '<') ++at;
  return at;
}

struct LineFeeds {
  std::uint64_t count = 0;
  const char* last = nullptr;
};

inline LineFeeds line_feeds(const char* at, const char* end) {
  LineFeeds found;
  const auto note = [&](const char* from, std::uint64_t mask) {
    if (mask == 0) return;
    found.last = from + (63 - __builtin_clzll(mask));
    for (; mask != 0; mask &= mask - 1) ++found.count;
  };
#ifdef __SSE2__
  const auto feeds = [](const char* from) {
    const __m128i same = _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from)), _mm_set1_epi8('\n'));
    return static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(same)));
  };
  const bool is_long = end - at >= 16;
  for (; end - at >= 64; at += 64) note(at, feeds(at) | feeds(at + 16) << 16 | feeds(at + 32) << 32 | feeds(at + 48) << 48);
  for (; end - at >= 16; at += 16) note(at, feeds(at));
  if (is_long && at != end) {  // the rest, together with bytes before it that have been counted
    const auto counted = static_cast<unsigned>(16 - (end - at));
    return note(end - 16, feeds(end - 16) >> counted << counted), found;
  }
#endif
  for (; at != end; ++at)
    if (*at == '\n') note(at, 1);
  return found;
}

/// What names are made of: letters, digits, '_', ':', '-', '.' and every byte above 0x7F. Which letters of other alphabets
/// may be in a name is not worth refusing a report for.
constexpr bool is_name_part(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= ':') || byte == '_' || byte == '-' ||
         byte == '.' || static_cast<signed char>(byte) < 0;
}

/// The first byte that is no part of a name.
inline const char* find_name_end(const char* at, const char* end) {
#ifdef __SSE2__
  const auto within = [](__m128i bytes, char low, char high) {  // signed: bytes above 0x7F are below every `low`
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(low - 1))),
                         _mm_cmplt_epi8(bytes, _mm_set1_epi8(static_cast<char>(high + 1))));
  };
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i letters = within(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z');
    const __m128i rest =
        _mm_or_si128(_mm_or_si128(within(bytes, '0', ':'), within(bytes, '-', '.')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('_')));
    const auto names =
        static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(letters, rest), bytes)));  // `bytes` for its high bits
    if (names != 0xFFFF) return at + __builtin_ctz(~names);
  }
#endif
  while (at != end && is_name_part(*at)) ++at;
  return at;
}

/// A short text that was met before and is likely to come again: telling so is cheaper than reading it.
class Guess {
 public:
  /// Whether the bytes begin with it.
  bool fits(const char* at, const char* end) const {
    if (size_ == 0 || end - at < static_cast<std::ptrdiff_t>(sizeof text_)) return false;
#ifdef __SSE2__
    const __m128i same =
        _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)), _mm_loadu_si128(reinterpret_cast<const __m128i*>(text_)));
    return (static_cast<unsigned>(_mm_movemask_epi8(same)) & mask_) == mask_;
#else
    return std::memcmp(at, text_, size_) == 0;
#endif
  }
  std::size_t size() const { return size_; }

  void learn(const char* text, std::size_t size) {
    size_ = size < sizeof text_ ? size : 0;  // less: one may look at the byte behind it
    std::memcpy(text_, text, size_);
    mask_ = (1u << size_) - 1;
  }

 private:
  char text_[16] = {};
  unsigned mask_ = 0;
  std::size_t size_ = 0;
};

}  // namespace testledger::scan
