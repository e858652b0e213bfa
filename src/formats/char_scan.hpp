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
#ifdef __SSE2__
  const __m128i blank = _mm_set1_epi8(0x20), tab = _mm_set1_epi8('\t'), line_feed = _mm_set1_epi8('\n');
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i low = _mm_cmplt_epi8(bytes, blank);  // signed: bytes above 0x7F are negative
    const __m128i allowed = _mm_or_si128(_mm_cmpeq_epi8(bytes, tab), _mm_cmpeq_epi8(bytes, line_feed));
    if (const int mask = _mm_movemask_epi8(_mm_andnot_si128(allowed, low))) return at + __builtin_ctz(static_cast<unsigned>(mask));
  }
#endif
  while (at != end && (static_cast<signed char>(*at) >= 0x20 || *at == '\t' || *at == '\n')) ++at;
  return at;
}

/// The first byte that ends or interrupts a plain attribute value: the quote, '&', '<' or a control character.
inline const char* find_value_break(const char* at, const char* end, char quote) {
#ifdef __SSE2__
  const __m128i quotes = _mm_set1_epi8(quote), ampersand = _mm_set1_epi8('&'), less = _mm_set1_epi8('<'), last_control = _mm_set1_epi8(0x1F);
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i marks = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quotes), _mm_cmpeq_epi8(bytes, ampersand)), _mm_cmpeq_epi8(bytes, less));
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes);
    if (const int mask = _mm_movemask_epi8(_mm_or_si128(marks, control))) return at + __builtin_ctz(static_cast<unsigned>(mask));
  }
#endif
  while (at != end && *at != quote && *at != '&' && *at != '<' && static_cast<unsigned char>(*at) >= 0x20) ++at;
  return at;
}

inline std::uint64_t count_line_feeds(const char* at, const char* end) {
  std::uint64_t count = 0;
#ifdef __SSE2__
  const __m128i line_feed = _mm_set1_epi8('\n');
  while (end - at >= 16) {
    __m128i found = _mm_setzero_si128();
    for (int round = 0; round < 255 && end - at >= 16; ++round, at += 16)
      found = _mm_sub_epi8(found, _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)), line_feed));
    const __m128i sums = _mm_sad_epu8(found, _mm_setzero_si128());
    count += static_cast<std::uint64_t>(_mm_cvtsi128_si64(sums)) + static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums)));
  }
#endif
  for (; at != end; ++at) count += *at == '\n';
  return count;
}

}  // namespace testledger::scan
