#include "formats/xml/xml_decoder.hpp"

#include "core/characters.hpp"
#include "formats/xml/char_scan.hpp"

namespace testledger {
namespace {

constexpr std::size_t head_length_max = 1024;  // a declaration is within it, or there is none
constexpr std::size_t slice_length_max = 32 * 1024;
constexpr std::size_t clean_length_min = 256;  // shorter spans are cheaper copied than handed on by themselves
constexpr std::string_view replacement = "\xEF\xBF\xBD";

constexpr bool is_forbidden(char32_t character) {
  return (character < 0x20 && character != '\t' && character != '\n' && character != '\r') || character == 0xFFFE || character == 0xFFFF ||
         (character >= 0xD800 && character < 0xE000) || character > 0x10FFFF;
}

/// One UTF-8 sequence at the front of some bytes. Length 0: the bytes end inside it. Invalid: the longest wrong beginning.
struct Sequence {
  std::size_t length;
  bool valid;
};

Sequence sequence_at(const char* at, const char* end) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(at[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {1, true};
  if (first < 0xC2 || first > 0xF4) return {1, false};
  const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  unsigned char low = 0x80, high = 0xBF;  // of the second byte: no overlong forms, no surrogates, nothing above U+10FFFF
  if (first == 0xE0) low = 0xA0;
  if (first == 0xED) high = 0x9F;
  if (first == 0xF0) low = 0x90;
  if (first == 0xF4) high = 0x8F;
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i == end) return {0, false};
    if (byte(i) < low || byte(i) > high) return {i, false};
    low = 0x80, high = 0xBF;
  }
  const bool noncharacter = first == 0xEF && byte(1) == 0xBF && byte(2) >= 0xBE;
  return {length, !noncharacter};
}

/// The value of encoding="…" in the declaration, in small letters; empty when there is none.
std::string declared_encoding(std::string_view head) {
  const std::size_t start = head.find("<?xml");
  if (start == std::string_view::npos || head.find_first_not_of(" \t\r\n") != start) return {};
  const std::string_view declaration = head.substr(start, head.find("?>", start) - start);
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const std::size_t close = declaration.find(declaration[at], at + 1);
  if (close == std::string_view::npos) return {};
  std::string name(declaration.substr(at + 1, close - at - 1));
  for (char& letter : name) letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
  return name;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

bool is_utf16(std::string_view name) {
  return is_one_of(name, {"utf-16", "utf-16le", "utf-16be", "utf16", "ucs-2", "iso-10646-ucs-2", "unicode"});
}

/// U+0080 to U+009F as windows-1252 has them; 0 where it has nothing.
constexpr char32_t windows1252_upper[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                            0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                            0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

}  // namespace

void XmlDecoder::give(std::string_view bytes) {
  given_ += bytes.size();
  input_ = bytes;
  if (encoding_ != Encoding::undecided) return;
  const std::size_t taken = std::min(bytes.size(), head_length_max - head_.size());
  head_.append(bytes.substr(0, taken));
  input_ = {};
  rest_ = bytes.substr(taken);
}

void XmlDecoder::end(CutCharacter cut) {
  ended_ = true;
  cut_character_ = cut;
}

Result<std::string_view> XmlDecoder::take() {
  if (encoding_ == Encoding::undecided) {
    if (!head_suffices()) return std::string_view{};
    TRY(decide());
  }
  produced_ += decoded_.size();
  decoded_.clear();
  for (;;) {
    if (input_.empty()) input_ = std::exchange(rest_, {});
    if (const std::string_view slice = take_clean(); !slice.empty()) {
      produced_ += slice.size();
      return slice;
    }
    const std::string_view slice = take_decoded();
    if (!slice.empty() || rest_.empty()) return slice;
  }
}

bool XmlDecoder::head_suffices() const {
  if (ended_ || head_.size() == head_length_max) return true;
  if (head_.size() < 4) return false;
  const std::size_t start = head_.find_first_not_of(" \t\r\n", head_.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  if (start == std::string::npos) return false;
  const std::string_view seen = std::string_view(head_).substr(start);
  const std::string_view opening = "<?xml";
  if (seen.size() < opening.size()) return !opening.starts_with(seen);
  return !seen.starts_with(opening) || seen.find("?>") != std::string_view::npos;
}

Result<void> XmlDecoder::decide() {
  input_ = head_;
  const auto begins = [&](std::string_view mark) { return input_.starts_with(mark); };
  encoding_ = Encoding::utf8;
  if (begins("\xEF\xBB\xBF")) {
    input_.remove_prefix(3);
    is_declared_wrongly_ = is_utf16(declared_encoding(input_));
    return {};
  }
  if (begins("\xFF\xFE") || begins("\xFE\xFF")) {
    encoding_ = begins("\xFF\xFE") ? Encoding::utf16_little : Encoding::utf16_big;
    return input_.remove_prefix(2), Result<void>{};
  }
  const auto opens = [](char letter) { return letter == '<' || is_blank(letter); };
  if (input_.size() >= 2 && input_[1] == '\0' && opens(input_[0])) return encoding_ = Encoding::utf16_little, Result<void>{};
  if (input_.size() >= 2 && input_[0] == '\0' && opens(input_[1])) return encoding_ = Encoding::utf16_big, Result<void>{};

  // The bytes are of the ASCII family. A declared UTF-16 is then not true; .NET writes it over UTF-8. ASCII is read as UTF-8.
  const std::string name = declared_encoding(input_);
  is_declared_wrongly_ = is_utf16(name);
  if (is_one_of(name, {"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1"}))
    encoding_ = Encoding::latin1;
  else if (is_one_of(name, {"windows-1252", "cp1252", "cp-1252"}))
    encoding_ = Encoding::windows1252;
  else if (!is_utf16(name) && !is_one_of(name, {"", "utf-8", "utf8", "us-ascii", "ascii"}))
    return Error{ErrorCode::unreadable_report,
                 "encoding \"" + name.substr(0, 40) + "\" is not supported; write the report as UTF-8, UTF-16, ISO-8859-1 or windows-1252",
                 Place{}};
  return {};
}

void XmlDecoder::note_source(std::uint64_t source) {
  const Step& last = steps_.empty() ? slice_ : steps_.back();
  const std::uint64_t decoded = produced_ + decoded_.size();
  if (source != last.source + (decoded - last.decoded)) steps_.push_back({decoded, source});
}

std::uint64_t XmlDecoder::source_of(std::uint64_t offset) const {
  const auto behind = std::ranges::upper_bound(steps_, offset, {}, &Step::decoded);
  const Step& step = behind == steps_.begin() ? slice_ : *std::prev(behind);
  return step.source + (offset - step.decoded);
}

/// The clean span at the front of UTF-8 input, if it is worth handing on without a copy.
std::string_view XmlDecoder::take_clean() {
  if (encoding_ != Encoding::utf8 || !cut_.empty() || after_return_) return {};
  const char* const begin = input_.data();
  const char* const end = begin + input_.size();
  const char* at = begin;
  for (;;) {
    at = scan::find_not_plain(at, end);
    if (at == end || static_cast<signed char>(*at) >= 0) break;
    Sequence sequence{1, true};
    while (at != end && static_cast<signed char>(*at) < 0 && (sequence = sequence_at(at, end)).length > 0 && sequence.valid)
      at += sequence.length;
    if (!sequence.valid) break;
  }
  const auto length = static_cast<std::size_t>(at - begin);
  if (length < clean_length_min && at != end) return {};
  slice_ = {produced_, input_start()};
  steps_.clear();
  input_.remove_prefix(length);
  return {begin, length};
}

std::string_view XmlDecoder::take_decoded() {
  slice_ = {produced_, input_start() - cut_.size() - (high_surrogate_ != 0 ? 2 : 0)};
  steps_.clear();
  switch (encoding_) {
    case Encoding::utf8: decode_utf8(); break;
    case Encoding::utf16_little:
    case Encoding::utf16_big: decode_utf16(); break;
    default: decode_bytes(); break;
  }
  if (ended_ && input_.empty() && rest_.empty() && (!cut_.empty() || high_surrogate_ != 0)) {
    cut_.clear();
    high_surrogate_ = 0;
    if (cut_character_ == CutCharacter::replaced) put_replacement();
  }
  return decoded_;
}

void XmlDecoder::decode_utf8() {
  if (!cut_.empty()) complete_character();
  const char* at = input_.data();
  const char* const end = at + input_.size();
  const std::uint64_t start = input_start();
  while (at != end && decoded_.size() < slice_length_max) {
    const char letter = *at;
    note_source(start + static_cast<std::uint64_t>(at - input_.data()));
    if (static_cast<signed char>(letter) < 0) {
      const Sequence sequence = sequence_at(at, end);
      if (sequence.length == 0) {
        cut_.assign(at, end);
        at = end;
        break;
      }
      after_return_ = false;
      if (sequence.valid)
        decoded_.append(at, sequence.length);
      else
        put_replacement();
      at += sequence.length;
    } else if (after_return_ || static_cast<unsigned char>(letter) < 0x20) {
      put(static_cast<unsigned char>(letter));
      ++at;
    } else {
      const char* const stop = scan::find_not_plain(at, at + std::min<std::ptrdiff_t>(end - at, slice_length_max));
      decoded_.append(at, stop);
      at = stop;
    }
  }
  input_.remove_prefix(static_cast<std::size_t>(at - input_.data()));
}

/// Joins the beginning of a character that the last bytes ended in with its rest.
void XmlDecoder::complete_character() {
  const std::size_t held = cut_.size();
  cut_.append(input_.substr(0, 4 - held));
  const Sequence sequence = sequence_at(cut_.data(), cut_.data() + cut_.size());
  if (sequence.length == 0) {
    input_ = {};
    return;
  }
  after_return_ = false;
  if (sequence.valid)
    decoded_.append(cut_, 0, sequence.length);
  else
    put_replacement();
  input_.remove_prefix(sequence.length - held);
  cut_.clear();
}

void XmlDecoder::decode_utf16() {
  std::size_t taken = 0;
  const std::uint64_t start = input_start();
  for (; taken < input_.size() && decoded_.size() < slice_length_max; ++taken) {
    if (cut_.empty()) {
      if (high_surrogate_ == 0) note_source(start + taken);
      cut_ = input_[taken];
      continue;
    }
    const auto first = static_cast<unsigned char>(cut_[0]), second = static_cast<unsigned char>(input_[taken]);
    cut_.clear();
    put_unit(encoding_ == Encoding::utf16_little ? static_cast<char32_t>(second << 8 | first) : static_cast<char32_t>(first << 8 | second));
  }
  input_.remove_prefix(taken);
}

void XmlDecoder::put_unit(char32_t unit) {
  const bool low = unit >= 0xDC00 && unit < 0xE000;
  if (high_surrogate_ != 0) {
    const char32_t high = std::exchange(high_surrogate_, 0);
    if (low) return put(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
    put_replacement();
  }
  if (unit >= 0xD800 && unit < 0xDC00)
    high_surrogate_ = unit;
  else
    put(unit);
}

void XmlDecoder::decode_bytes() {
  std::size_t taken = 0;
  const std::uint64_t start = input_start();
  for (; taken < input_.size() && decoded_.size() < slice_length_max; ++taken) {
    note_source(start + taken);
    const auto byte = static_cast<unsigned char>(input_[taken]);
    const bool upper = encoding_ == Encoding::windows1252 && byte >= 0x80 && byte < 0xA0;
    put(upper ? windows1252_upper[byte - 0x80] : byte);
  }
  input_.remove_prefix(taken);
}

void XmlDecoder::put(char32_t character) {
  if (std::exchange(after_return_, character == '\r') && character == '\n') return;
  if (is_forbidden(character)) return put_replacement();
  if (character == '\r') character = '\n';
  const auto byte = [this](char32_t bits) { decoded_ += static_cast<char>(bits); };
  const auto tail = [&](int shift) { byte(0x80 | (character >> shift & 0x3F)); };
  if (character < 0x80) return byte(character);
  if (character < 0x800) return byte(0xC0 | character >> 6), tail(0);
  if (character < 0x10000) return byte(0xE0 | character >> 12), tail(6), tail(0);
  byte(0xF0 | character >> 18), tail(12), tail(6), tail(0);
}

void XmlDecoder::put_replacement() {
  if (replaced_++ == 0) first_replaced_ = produced_ + decoded_.size();
  decoded_ += replacement;
}

}  // namespace testledger
