#include "insights/failure_message.hpp"

#include <algorithm>
#include <array>

#include "core/characters.hpp"
#include "core/letter_case.hpp"

namespace testledger {
namespace {

constexpr bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
constexpr bool is_of_word(char c) { return is_digit(c) || is_letter(c) || c == '_'; }

char at(std::string_view text, std::size_t place) { return place < text.size() ? text[place] : '\0'; }

template <class Is>
std::size_t span_of(std::string_view text, Is is) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is) - text.begin());
}

/// As many characters as match a pattern in which '9' is a digit, 'h' a hexadecimal one and all else stands for itself; 0: not all of it.
std::size_t matched(std::string_view text, std::string_view pattern) {
  if (text.size() < pattern.size()) return 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char wanted = pattern[i], found = text[i];
    if (wanted == '9' ? !is_digit(found) : wanted == 'h' ? !is_hex(found) : wanted != found) return 0;
  }
  return pattern.size();
}

bool ends_word(std::string_view text, std::size_t size) { return !is_of_word(at(text, size)); }

// Each of these gives the size of what it finds at the beginning of a text; 0: it is something else.

std::size_t uuid(std::string_view text) {
  const std::size_t size = matched(text, "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh");
  return ends_word(text, size) ? size : 0;
}

std::size_t zone(std::string_view text) {
  if (at(text, 0) == 'Z') return 1;
  if (at(text, 0) != '+' && at(text, 0) != '-') return 0;
  const std::size_t size = std::max(matched(text.substr(1), "99:99"), matched(text.substr(1), "9999"));
  return size == 0 ? 0 : size + 1;
}

std::size_t time_of_day(std::string_view text) {
  std::size_t size = std::max(matched(text, "99:99:99"), matched(text, "9:99:99"));
  if (size == 0) size = matched(text, "99:99");
  if (size == 0) return 0;
  if ((at(text, size) == '.' || at(text, size) == ',') && is_digit(at(text, size + 1)))
    size += 1 + span_of(text.substr(size + 1), is_digit);
  return size + zone(text.substr(size));
}

std::size_t moment(std::string_view text) {
  const std::size_t date = std::max(matched(text, "9999-99-99"), matched(text, "9999/99/99"));
  if (date == 0) return ends_word(text, time_of_day(text)) ? time_of_day(text) : 0;
  const bool goes_on = at(text, date) == 'T' || at(text, date) == ' ';
  const std::size_t time = goes_on ? time_of_day(text.substr(date + 1)) : 0;
  return time > 0 ? date + 1 + time : date;
}

std::size_t network_address(std::string_view text) {
  std::size_t size = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0 && at(text, size++) != '.') return 0;
    const std::size_t digits = span_of(text.substr(size), is_digit);
    if (digits < 1 || digits > 3) return 0;
    size += digits;
  }
  if (at(text, size) == ':' && is_digit(at(text, size + 1))) size += 1 + span_of(text.substr(size + 1), is_digit);
  return size;
}

std::size_t memory_address(std::string_view text) {
  if (matched(text, "0xh") == 0 && matched(text, "0Xh") == 0) return 0;
  return 2 + span_of(text.substr(2), is_hex);
}

std::size_t address(std::string_view text) { return std::max(memory_address(text), network_address(text)); }

/// At least eight digits, of both kinds: others are words or numbers.
std::size_t hexadecimal(std::string_view text) {
  constexpr std::size_t size_min = 8;
  const std::size_t size = span_of(text, is_hex);
  const std::string_view digits = text.substr(0, size);
  const bool is_mixed = std::ranges::any_of(digits, is_digit) && std::ranges::any_of(digits, is_letter);
  return size >= size_min && is_mixed && ends_word(text, size) ? size : 0;
}

std::size_t number(std::string_view text) {
  const auto is_group = [&](std::size_t place) {
    return (at(text, place) == '.' || at(text, place) == ',') && is_digit(at(text, place + 1));
  };
  std::size_t size = span_of(text, is_digit);
  while (size > 0 && is_group(size)) size += 1 + span_of(text.substr(size + 1), is_digit);
  return size;
}

std::size_t duration(std::string_view text) {
  static constexpr std::array<std::string_view, 22> units{
      "ms",     "s",       "sec", "secs", "second", "seconds", "millisecond", "milliseconds", "min",    "mins",  "m",
      "minute", "minutes", "h",   "hour", "hours",  "us",      "\xc2\xb5s",   "ns",           "millis", "nanos", "micros"};
  const std::size_t digits = number(text);
  if (digits == 0) return 0;
  const std::size_t blank = at(text, digits) == ' ' ? 1 : 0;
  const std::string_view rest = text.substr(std::min(digits + blank, text.size()));
  const auto is_here = [&](std::string_view unit) { return rest.starts_with(unit) && ends_word(rest, unit.size()); };
  const auto found = std::ranges::find_if(units, is_here);
  return found == units.end() ? 0 : digits + blank + found->size();
}

constexpr bool is_of_path(char c) {
  return static_cast<unsigned char>(c) > ' ' && std::string_view("\"'`<>|()[]{},;").find(c) == std::string_view::npos;
}

/// Up to the last name of the path, which tells something.
std::size_t temporary_path(std::string_view text) {
  static constexpr std::array<std::string_view, 5> beginnings{"/tmp/", "/var/tmp/", "/var/folders/", "/private/var/", "/dev/shm/"};
  const bool is_temporary = std::ranges::any_of(beginnings, [&](std::string_view beginning) { return text.starts_with(beginning); });
  const bool has_drive = is_letter(at(text, 0)) && at(text, 1) == ':' && at(text, 2) == '\\';
  if (!is_temporary && !has_drive) return 0;
  const std::string_view path = text.substr(0, span_of(text, is_of_path));
  if (is_temporary) return path.rfind('/');
  const std::size_t temporary = std::min(path.find("\\Temp\\"), path.find("\\tmp\\"));
  return temporary == std::string_view::npos ? 0 : path.rfind('\\');
}

struct Particular {
  std::string_view placeholder;
  std::size_t (*find)(std::string_view text);
  bool begins_word;  ///< it is none in the middle of a word
};
// Of what begins in the same way the longer comes first.
constexpr Particular particulars[] = {
    {"<tmp>", &temporary_path, true}, {"<uuid>", &uuid, true},       {"<time>", &moment, true}, {"<address>", &address, true},
    {"<duration>", &duration, true},  {"<hex>", &hexadecimal, true}, {"<n>", &number, false},
};

}  // namespace

std::string failure_message(const RunDetail& detail) {
  if (!detail.comments.empty()) return detail.comments.front();
  for (const RunStep& step : detail.steps)
    if (step.status == RunStatusType::failed) return step.actual.empty() ? step.text : step.actual;
  for (const RowExecution& row : detail.rows)
    if (row.status == RunStatusType::failed) return row.comment;
  return {};
}

std::string_view first_line(std::string_view text, std::size_t characters_max) {
  const auto start = text.find_first_not_of(text_blanks);
  if (start == std::string_view::npos) return {};
  text.remove_prefix(start);
  return cut_to_characters(without_blanks_around(text.substr(0, text.find('\n'))), characters_max);
}

std::string without_particulars(std::string_view line) {
  std::string plain;
  char before = ' ';
  while (!line.empty()) {
    std::size_t size = 0;
    for (const Particular& each : particulars) {
      if (each.begins_word && is_of_word(before)) continue;
      size = each.find(line);
      if (size == 0) continue;
      plain += each.placeholder;
      break;
    }
    if (size == 0) plain += line[size++];
    before = line[size - 1];
    line.remove_prefix(size);
  }
  return plain;
}

}  // namespace testledger
