// Tags and what they are made of. See xml_tokenizer.cpp for the rest.
#include "formats/char_scan.hpp"
#include "formats/xml_tokenizer.hpp"
#include "reports/limits.hpp"

namespace testledger {
namespace {

constexpr std::size_t reference_length_max = 64;

enum Letter : std::uint8_t { name_start = 1, name_part = 2, blank = 4 };

/// What a byte may be. Every byte above 0x7F may be part of a name: which letters may is not worth refusing a report for.
constexpr auto letters = [] {
  std::array<std::uint8_t, 256> table{};
  for (int c = 0; c < 256; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || c >= 0x80;
    const bool more = (c >= '0' && c <= '9') || c == '-' || c == '.';
    table[static_cast<std::size_t>(c)] = static_cast<std::uint8_t>((letter ? name_start | name_part : 0) | (more ? name_part : 0) |
                                                                   (c == ' ' || c == '\t' || c == '\n' || c == '\r' ? blank : 0));
  }
  return table;
}();

bool is(char byte, Letter what) { return (letters[static_cast<unsigned char>(byte)] & what) != 0; }

const char* skip(const char* at, const char* end, Letter what) {
  while (at != end && is(*at, what)) ++at;
  return at;
}

/// The bytes of a character; empty for one that XML forbids.
std::string_view encoded(char32_t character, char (&room)[4]) {
  const auto tail = [&](int shift) { return static_cast<char>(0x80 | (character >> shift & 0x3F)); };
  const bool control = character < 0x20 && character != '\t' && character != '\n' && character != '\r';
  if (control || (character >= 0xD800 && character < 0xE000) || character == 0xFFFE || character == 0xFFFF || character > 0x10FFFF) return {};
  if (character < 0x80) return room[0] = static_cast<char>(character), std::string_view(room, 1);
  if (character < 0x800) return room[0] = static_cast<char>(0xC0 | character >> 6), room[1] = tail(0), std::string_view(room, 2);
  if (character < 0x10000) return room[0] = static_cast<char>(0xE0 | character >> 12), room[1] = tail(6), room[2] = tail(0), std::string_view(room, 3);
  return room[0] = static_cast<char>(0xF0 | character >> 18), room[1] = tail(12), room[2] = tail(6), room[3] = tail(0), std::string_view(room, 4);
}

/// The number of "#65" or "#x41"; beyond every character when it is too great; nothing when it is no number.
std::optional<char32_t> referred_number(std::string_view name) {
  name.remove_prefix(1);
  const bool hexadecimal = name.starts_with('x');
  if (hexadecimal) name.remove_prefix(1);
  std::uint32_t number = 0;
  const auto [stop, status] = std::from_chars(name.data(), name.data() + name.size(), number, hexadecimal ? 16 : 10);
  if (stop != name.data() + name.size() || name.empty()) return std::nullopt;
  return status == std::errc::result_out_of_range ? char32_t{0x110000} : char32_t{number};
}

char named_character(std::string_view name) {
  if (name == "lt") return '<';
  if (name == "gt") return '>';
  if (name == "amp") return '&';
  if (name == "quot") return '"';
  if (name == "apos") return '\'';
  return 0;
}

}  // namespace

const char* XmlTokenizer::TagEnd::find(const char* at, const char* end) {
  while (at != end) {
    if (quote != 0) {
      at = scan::find_value_break(at, end, quote);
      if (at == end) return nullptr;
    }
    const char byte = *at++;
    if (byte == '<' || (byte == '>' && quote == 0)) return at;
    if (byte == quote) quote = 0;
    else if (quote == 0 && (byte == '"' || byte == '\'')) quote = byte;
  }
  return nullptr;
}

XmlTokenizer::Reference XmlTokenizer::reference_at(const char* at, const char* end) {
  const char* const last = at + std::min<std::ptrdiff_t>(end - at, reference_length_max);
  const char* stop = at + 1;
  while (stop != last && (is(*stop, name_part) || *stop == '#')) ++stop;
  if (stop == end && stop - at < static_cast<std::ptrdiff_t>(reference_length_max)) return {0, {}};
  const Reference bare{1, "&", Reference::Is::wrong};
  if (stop == last || *stop != ';' || stop == at + 1) return bare;
  const std::string_view whole(at, static_cast<std::size_t>(stop + 1 - at));
  const std::string_view name = whole.substr(1, whole.size() - 2);
  if (const char character = named_character(name); character != 0) return {whole.size(), {&(character_[0] = character), 1}};
  if (name[0] != '#') return {whole.size(), whole, Reference::Is::wrong};
  const auto number = referred_number(name);
  if (!number) return {whole.size(), whole, Reference::Is::wrong};
  const std::string_view text = encoded(*number, character_);
  return text.empty() ? Reference{whole.size(), "\xEF\xBF\xBD", Reference::Is::wrong} : Reference{whole.size(), text};
}

Result<const char*> XmlTokenizer::read_tag(const char* at, const char* end) {
  token_ = at;
  const std::uint64_t kept = kept_;
  auto next = end - at > 1 && at[1] == '/' ? read_end_tag(at, end) : read_start_tag(at, end);
  if (next && *next == nullptr) kept_ = kept;  // it will be read again
  return next;
}

Result<const char*> XmlTokenizer::read_start_tag(const char* tag, const char* end) {
  const char* at = tag + 1;
  if (at != end && !is(*at, name_start)) return wrong(tag, "a \"<\" that begins no tag; in text it is written &lt;");
  at = skip(at, end, name_part);
  const std::string_view name(tag + 1, static_cast<std::size_t>(at - tag - 1));
  attributes_.clear();
  odd_values_.clear();
  values_.clear();
  for (;;) {
    const char* const gap = at;
    at = skip(at, end, blank);
    if (at == end) return nullptr;
    if (*at == '>' || *at == '/') break;
    if (at == gap) return wrong(at, "an unexpected character in the tag <" + std::string(name.substr(0, 100)) + ">");
    at = TRY(read_attribute(at, end));
    if (at == nullptr) return nullptr;
  }
  const bool empty = *at == '/';
  if (empty && ++at == end) return nullptr;
  if (*at != '>') return wrong(at, "a \"/\" in the tag <" + std::string(name.substr(0, 100)) + "> that is not before its \">\"");
  for (const OddValue& odd : odd_values_) attributes_[odd.attribute].value = std::string_view(values_).substr(odd.start, odd.size);
  TRY(open_element(tag, name));
  if (empty) TRY(close_element());
  return at + 1;
}

Result<const char*> XmlTokenizer::read_attribute(const char* at, const char* end) {
  const char* const start = at;
  if (!is(*at, name_start)) return wrong(at, "an attribute's name begins with a character that names may not begin with");
  if (attributes_.size() == limits::attributes_max) return beyond(at, "more than " + std::to_string(limits::attributes_max) + " attributes in one tag");
  at = skip(at, end, name_part);
  const std::string_view name(start, static_cast<std::size_t>(at - start));
  at = skip(at, end, blank);
  if (at == end) return nullptr;
  if (*at != '=') return wrong(at, "the attribute \"" + std::string(name.substr(0, 100)) + "\" has no value");
  at = skip(at + 1, end, blank);
  if (at == end) return nullptr;
  const char quote = *at;
  if (quote != '"' && quote != '\'') return wrong(at, "the value of \"" + std::string(name.substr(0, 100)) + "\" is not in quotes");
  const char* const value = at + 1;
  TRY(refuse_twice(name));
  at = scan::find_value_break(value, end, quote);
  if (at == end) return nullptr;
  attributes_.push_back({name, {value, static_cast<std::size_t>(at - value)}});
  return *at == quote ? Result<const char*>(at + 1) : read_odd_value(value, end, quote);
}

Result<void> XmlTokenizer::refuse_twice(std::string_view name) const {
  for (const XmlAttribute& attribute : attributes_)
    if (attribute.name == name) return wrong(name.data(), "the attribute \"" + std::string(name.substr(0, 100)) + "\" is there twice");
  return {};
}

/// A value with references or line ends in it; it becomes that of the last attribute.
Result<const char*> XmlTokenizer::read_odd_value(const char* at, const char* end, char quote) {
  const std::size_t start = values_.size();
  for (;;) {
    const char* const stop = scan::find_value_break(at, end, quote);
    values_.append(at, stop);
    if (stop == end) return nullptr;
    if (*stop == quote) {
      odd_values_.push_back({attributes_.size() - 1, start, values_.size() - start});
      return stop + 1;
    }
    if (*stop == '<') return wrong(stop, "a \"<\" in an attribute's value; it is written &lt;");
    at = stop + 1;
    if (*stop != '&') {
      values_ += ' ';
      continue;
    }
    const Reference reference = reference_at(stop, end);
    if (reference.size == 0) return nullptr;
    if (reference.is == Reference::Is::wrong) note_kept(stop);
    values_ += reference.text;
    at = stop + reference.size;
  }
}

Result<const char*> XmlTokenizer::read_end_tag(const char* tag, const char* end) {
  const char* const start = tag + 2;
  if (!name_starts_.empty()) {
    const std::string_view expected = open_name();
    if (static_cast<std::size_t>(end - start) > expected.size() && start[expected.size()] == '>' &&
        std::memcmp(start, expected.data(), expected.size()) == 0) {
      TRY(close_element());
      return start + expected.size() + 1;
    }
  }
  const char* const stop = skip(start, end, name_part);
  const char* const at = skip(stop, end, blank);
  if (at == end) return nullptr;
  const std::string name(start, std::min<std::ptrdiff_t>(stop - start, 100));
  if (*at != '>' || stop == start) return wrong(at, "an unexpected character in the end tag </" + name + ">");
  if (name_starts_.empty()) return wrong(tag, "</" + name + "> closes an element that was never opened");
  if (std::string_view(start, static_cast<std::size_t>(stop - start)) != open_name())
    return wrong(tag, "</" + name + "> where </" + std::string(open_name().substr(0, 100)) + "> is due");
  TRY(close_element());
  return at + 1;
}

Result<void> XmlTokenizer::open_element(const char* tag, std::string_view name) {
  if (name_starts_.empty() && root_seen_) return wrong(tag, "a second root element <" + std::string(name.substr(0, 100)) + ">");
  if (name_starts_.size() == limits::element_depth_max)
    return beyond(tag, "elements nested deeper than " + std::to_string(limits::element_depth_max));
  if (name.size() > limits::name_length_max) return beyond(tag, "an element's name longer than " + std::to_string(limits::name_length_max) + " bytes");
  root_seen_ = true;
  name_starts_.push_back(names_.size());
  names_ += name;
  return handler_.on_start(name, XmlAttributes(attributes_));
}

Result<void> XmlTokenizer::close_element() {
  TRY(handler_.on_end(open_name()));
  names_.resize(name_starts_.back());
  name_starts_.pop_back();
  return {};
}

}  // namespace testledger
