#include "http/wire/header_value.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/characters.hpp"
#include "core/letter_case.hpp"
#include "formats/json/utf8.hpp"

namespace testledger {
namespace {

constexpr std::string_view blanks = " \t";

/// Takes a quoted text from the front. A backslash escapes only a quote or a backslash: some clients send folders of Windows.
std::string take_quoted(std::string_view& rest) {
  std::string text;
  rest.remove_prefix(1);
  while (!rest.empty() && rest.front() != '"') {
    if (rest.front() == '\\' && rest.size() > 1 && (rest[1] == '"' || rest[1] == '\\')) rest.remove_prefix(1);
    text += rest.front();
    rest.remove_prefix(1);
  }
  return text;
}

std::string take_text(std::string_view& rest) {
  const auto start = rest.find_first_not_of(blanks);
  rest.remove_prefix(std::min(start, rest.size()));
  const std::string text = rest.starts_with('"') ? take_quoted(rest) : std::string(without_blanks_around(rest.substr(0, rest.find(';'))));
  rest.remove_prefix(std::min(rest.find(';'), rest.size()));
  return text;
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string utf8_of_latin1(std::string_view text) {
  std::string decoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) decoded += static_cast<char>(0xc0 | (byte >> 6));
    decoded += byte < 0x80 ? c : static_cast<char>(0x80 | (byte & 0x3f));
  }
  return decoded;
}

/// One character of UTF-8 from the front; a byte that is none counts as U+FFFD.
struct Character {
  char32_t code = 0xfffd;
  std::size_t size = 1;
};

Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return {.code = lead, .size = 1};
  const std::size_t size = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (size == 0 || size > text.size()) return {};
  char32_t code = lead & (0x7fU >> size);
  for (const char c : text.substr(1, size - 1)) {
    if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) return {};
    code = (code << 6) | (static_cast<unsigned char>(c) & 0x3f);
  }
  return {.code = code, .size = size};
}

/// Control characters, and those that turn the direction of writing: "exe.lmx" must not look like "lmx.exe".
bool is_control(char32_t code) {
  const auto within = [code](char32_t first, char32_t last) { return code >= first && code <= last; };
  return code < 0x20 || within(0x7f, 0x9f) || within(0x200e, 0x200f) || within(0x2028, 0x202e) || within(0x2066, 0x2069);
}

/// What may stand in the text of RFC 5987 as it is.
bool is_attribute_character(char c) {
  const bool letter_or_digit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return letter_or_digit || std::string_view("!#$&+-.^_`|~").find(c) != std::string_view::npos;
}

std::string extended_text_of(std::string_view text) {
  std::string encoded = "UTF-8''";
  for (const char c : text)
    encoded += is_attribute_character(c) ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return encoded;
}

}  // namespace

const std::string* HeaderValue::parameter(std::string_view name) const {
  const auto found = std::ranges::find(parameters, name, &std::pair<std::string, std::string>::first);
  return found == parameters.end() ? nullptr : &found->second;
}

HeaderValue read_header_value(std::string_view text) {
  const auto end = std::min(text.find(';'), text.size());
  HeaderValue read{.value = lower(without_blanks_around(text.substr(0, end)))};
  std::string_view rest = text.substr(end);
  while (rest.starts_with(';')) {
    rest.remove_prefix(1);
    const auto name_end = rest.find_first_of("=;");
    if (name_end == std::string_view::npos) break;
    const std::string name = lower(without_blanks_around(rest.substr(0, name_end)));
    const bool has_text = rest[name_end] == '=';
    rest.remove_prefix(name_end + (has_text ? 1 : 0));
    if (has_text) read.parameters.emplace_back(name, take_text(rest));
  }
  return read;
}

std::string attachment_as(std::string_view name, std::string_view fallback) {
  const auto folders_end = name.find_last_of("/\\");
  std::string_view rest = folders_end == std::string_view::npos ? name : name.substr(folders_end + 1);
  std::string shown, plain;
  while (!rest.empty()) {
    const auto [code, size] = first_character(rest);
    const bool kept = !is_control(code);
    if (kept) shown += code == 0xfffd ? "_" : rest.substr(0, size);
    if (kept) plain += code < 0x80 && code != '"' && code != '%' ? static_cast<char>(code) : '_';
    rest.remove_prefix(size);
  }
  if (shown.find_first_not_of(". ") == std::string::npos) plain = shown = fallback;
  const std::string extended = plain == shown ? "" : "; filename*=" + extended_text_of(shown);
  return fmt::format("attachment; filename=\"{}\"{}", plain, extended);
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && digit_of(text[i + 1]) >= 0 && digit_of(text[i + 2]) >= 0;
    decoded += escape ? static_cast<char>(digit_of(text[i + 1]) * 16 + digit_of(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  return decoded;
}

std::string extended_text(std::string_view text) {
  const auto charset_end = text.find('\'');
  const auto language_end = charset_end == std::string_view::npos ? charset_end : text.find('\'', charset_end + 1);
  if (language_end == std::string_view::npos) return {};
  const std::string charset = lower(text.substr(0, charset_end));
  std::string decoded = percent_decoded(text.substr(language_end + 1));
  if (charset == "utf-8") return decoded;
  return charset == "iso-8859-1" ? utf8_of_latin1(decoded) : std::string();
}

std::string as_utf8(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const Utf8Sequence sequence = utf8_sequence(bytes);
    text += sequence.status == Utf8Sequence::Status::valid ? bytes.substr(0, sequence.length) : replacement_character;
    bytes.remove_prefix(sequence.length);
  }
  return text;
}

}  // namespace testledger
