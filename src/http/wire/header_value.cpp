#include "http/wire/header_value.hpp"

#include <algorithm>

#include "core/letter_case.hpp"

namespace testledger {
namespace {

constexpr std::string_view blanks = " \t";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string in_small_letters(std::string_view text) {
  std::string small(text);
  for (char& c : small) c = lower(c);
  return small;
}

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
  const std::string text = rest.starts_with('"') ? take_quoted(rest) : std::string(trimmed(rest.substr(0, rest.find(';'))));
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

}  // namespace

const std::string* HeaderValue::parameter(std::string_view name) const {
  const auto found = std::ranges::find(parameters, name, &std::pair<std::string, std::string>::first);
  return found == parameters.end() ? nullptr : &found->second;
}

HeaderValue read_header_value(std::string_view text) {
  const auto end = std::min(text.find(';'), text.size());
  HeaderValue read{.value = in_small_letters(trimmed(text.substr(0, end)))};
  std::string_view rest = text.substr(end);
  while (rest.starts_with(';')) {
    rest.remove_prefix(1);
    const auto name_end = rest.find_first_of("=;");
    if (name_end == std::string_view::npos) break;
    const std::string name = in_small_letters(trimmed(rest.substr(0, name_end)));
    const bool has_text = rest[name_end] == '=';
    rest.remove_prefix(name_end + (has_text ? 1 : 0));
    if (has_text) read.parameters.emplace_back(name, take_text(rest));
  }
  return read;
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
  const std::string charset = in_small_letters(text.substr(0, charset_end));
  const std::string decoded = percent_decoded(text.substr(language_end + 1));
  if (charset == "utf-8") return decoded;
  return charset == "iso-8859-1" ? utf8_of_latin1(decoded) : std::string();
}

}  // namespace testledger
