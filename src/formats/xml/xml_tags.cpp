// Tags and what they are made of. See xml_tokenizer.cpp for the rest.
#include "core/characters.hpp"
#include "formats/xml/char_scan.hpp"
#include "formats/xml/xml_tokenizer.hpp"
#include "reports/limits.hpp"

namespace testledger {
namespace {

constexpr std::size_t reference_length_max = 64;

constexpr bool begins_name(char byte) { return scan::is_name_part(byte) && !(byte >= '0' && byte <= '9') && byte != '-' && byte != '.'; }

const char* skip_blanks(const char* at, const char* end) {
  while (at != end && is_blank(*at)) ++at;
  return at;
}

/// The bytes of a character; empty for one that XML forbids.
std::string_view encoded(char32_t character, char (&room)[4]) {
  const auto tail = [&](int shift) { return static_cast<char>(0x80 | (character >> shift & 0x3F)); };
  const bool control = character < 0x20 && character != '\t' && character != '\n' && character != '\r';
  if (control || (character >= 0xD800 && character < 0xE000) || character == 0xFFFE || character == 0xFFFF || character > 0x10FFFF)
    return {};
  if (character < 0x80) return room[0] = static_cast<char>(character), std::string_view(room, 1);
  if (character < 0x800) return room[0] = static_cast<char>(0xC0 | character >> 6), room[1] = tail(0), std::string_view(room, 2);
  if (character < 0x10000)
    return room[0] = static_cast<char>(0xE0 | character >> 12), room[1] = tail(6), room[2] = tail(0), std::string_view(room, 3);
  return room[0] = static_cast<char>(0xF0 | character >> 18), room[1] = tail(12), room[2] = tail(6), room[3] = tail(0),
         std::string_view(room, 4);
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
    if (byte == quote)
      quote = 0;
    else if (quote == 0 && (byte == '"' || byte == '\''))
      quote = byte;
  }
  return nullptr;
}

XmlTokenizer::Reference XmlTokenizer::reference_at(const char* at, const char* end) {
  const char* const last = at + std::min<std::ptrdiff_t>(end - at, reference_length_max);
  const char* stop = at + 1;
  while (stop != last && (scan::is_name_part(*stop) || *stop == '#')) ++stop;
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

const char* XmlTokenizer::read_tag(const char* at, const char* end) {
  token_ = at;
  const std::uint64_t kept = kept_;
  const char* const next = at[1] == '/' ? read_end_tag(at, end) : read_start_tag(at, end);
  if (next == nullptr) kept_ = kept;  // it will be read again
  return next;
}

const char* XmlTokenizer::read_start_tag(const char* tag, const char* end) {
  const char* at = tag + 1;
  if (tag_guess_.fits(at, end) && !scan::is_name_part(at[tag_guess_.size()])) {
    at += tag_guess_.size();
  } else {
    if (!begins_name(*at)) return wrong(tag, "a \"<\" that begins no tag; in text it is written &lt;");
    at = scan::find_name_end(at, end);
    tag_guess_.learn(tag + 1, static_cast<std::size_t>(at - tag - 1));
  }
  const std::string_view name(tag + 1, static_cast<std::size_t>(at - tag - 1));
  attribute_count_ = 0;
  names_seen_ = 0;
  if (!odd_values_.empty()) odd_values_.clear(), values_.clear();
  for (;;) {
    const char* const gap = at;
    at = skip_blanks(at, end);
    if (at == end) return nullptr;
    if (*at == '>') break;
    if (*at == '/') {
      if (at + 1 == end) return nullptr;
      if (at[1] != '>') return wrong(at, "a \"/\" that is not before the \">\" of ", name);
      resolve_odd_values();
      return deliver_empty(tag, name) ? at + 2 : nullptr;
    }
    if (at == gap) return wrong(at, "an unexpected character in the tag ", name);
    at = read_attribute(at, end);
    if (at == nullptr) return nullptr;
  }
  resolve_odd_values();
  return open_element(tag, name) ? at + 1 : nullptr;
}

/// Records repeat the same attributes in the same order: the name at this position in the last tag is tried first.
const char* XmlTokenizer::read_attribute(const char* start, const char* end) {
  scan::Guess& guess = name_guesses_[attribute_count_ % name_guesses_.size()];  // a name with its '='
  std::size_t name_size = guess.size() - 1;
  const char* at = start + guess.size();
  if (!guess.fits(start, end)) {
    at = read_attribute_name(start, end);
    if (at == nullptr) return nullptr;
    name_size = static_cast<std::size_t>(scan::find_name_end(start, at) - start);
    if (at == start + name_size + 1) guess.learn(start, name_size + 1);
  }
  const std::string_view name(start, name_size);
  at = skip_blanks(at, end);
  if (at == end) return nullptr;
  const char quote = *at;
  if (quote != '"' && quote != '\'') return wrong(at, "the value of ", name, " is not in quotes");
  if (attribute_count_ == limits::attributes_max) return beyond(start, limits::attributes_max, "attributes in one tag");
  if (is_repeated(name)) return wrong(start, "the attribute ", name, " is there twice");
  const char* const value = at + 1;
  at = scan::find_value_break(value, end, quote);
  if (at == end) return nullptr;
  attributes_[attribute_count_++] = {name, {value, static_cast<std::size_t>(at - value)}};
  return *at == quote ? at + 1 : read_odd_value(value, end, quote);
}

/// Up to and with the '='.
const char* XmlTokenizer::read_attribute_name(const char* start, const char* end) {
  if (!begins_name(*start)) return wrong(start, "an attribute's name begins with a character that names may not begin with");
  const char* const stop = scan::find_name_end(start, end);
  const char* const at = skip_blanks(stop, end);
  if (at == end) return nullptr;
  if (*at != '=') return wrong(at, "the attribute ", {start, static_cast<std::size_t>(stop - start)}, " has no value");
  return at + 1;
}

bool XmlTokenizer::is_among(std::string_view name) const {
  for (std::size_t i = 0; i < attribute_count_; ++i)
    if (attributes_[i].name == name) return true;
  return false;
}

/// A value with references or line ends in it; it becomes that of the last attribute.
const char* XmlTokenizer::read_odd_value(const char* at, const char* end, char quote) {
  const std::size_t start = values_.size();
  for (;;) {
    const char* const stop = scan::find_value_break(at, end, quote);
    values_.append(at, stop);
    if (stop == end) return nullptr;
    if (*stop == quote) {
      odd_values_.push_back({attribute_count_ - 1, start, values_.size() - start});
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

/// The values lie in values_, which may have moved while it grew.
void XmlTokenizer::resolve_odd_values() {
  for (const OddValue& odd : odd_values_) attributes_[odd.attribute].value = std::string_view(values_).substr(odd.start, odd.size);
}

const char* XmlTokenizer::read_end_tag(const char* tag, const char* end) {
  const char* const start = tag + 2;
  if (!name_starts_.empty()) {
    const std::string_view expected = open_name();
    if (static_cast<std::size_t>(end - start) > expected.size() && start[expected.size()] == '>' &&
        std::memcmp(start, expected.data(), expected.size()) == 0)
      return close_element() ? start + expected.size() + 1 : nullptr;
  }
  const char* const stop = scan::find_name_end(start, end);
  const char* const at = skip_blanks(stop, end);
  if (at == end) return nullptr;
  const std::string_view name(start, static_cast<std::size_t>(stop - start));
  if (*at != '>' || stop == start) return wrong(at, "an unexpected character in the end tag of ", name);
  if (name_starts_.empty()) return wrong(tag, "the end tag of ", name, ", which was never opened");
  if (name != open_name()) return wrong(tag, "the end tag of ", name, " where this is open: ", open_name());
  return close_element() ? at + 1 : nullptr;
}

bool XmlTokenizer::may_open(const char* tag, std::string_view name) {
  if (name_starts_.size() == limits::element_depth_max)
    beyond(tag, limits::element_depth_max, "elements inside each other");
  else if (name.size() > limits::name_length_max)
    beyond(tag, limits::name_length_max, "bytes in an element's name");
  else if (name_starts_.empty() && root_seen_)
    wrong(tag, "a second root element ", name);
  root_seen_ = true;
  return !error_;
}

bool XmlTokenizer::open_element(const char* tag, std::string_view name) {
  if (!may_open(tag, name)) return false;
  name_starts_.push_back(names_.size());
  names_ += name;
  return accepted(handler_.on_start(name, XmlAttributes({attributes_.data(), attribute_count_})));
}

bool XmlTokenizer::close_element() {
  if (!accepted(handler_.on_end(open_name()))) return false;
  names_.resize(name_starts_.back());
  name_starts_.pop_back();
  return true;
}

bool XmlTokenizer::deliver_empty(const char* tag, std::string_view name) {
  return may_open(tag, name) && accepted(handler_.on_start(name, XmlAttributes({attributes_.data(), attribute_count_}))) &&
         accepted(handler_.on_end(name));
}

}  // namespace testledger
