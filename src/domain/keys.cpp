#include "domain/keys.hpp"

#include <charconv>

#include "core/letter_case.hpp"

namespace testledger {
namespace {

constexpr std::string_view case_mark = "-TC-";
constexpr std::string_view cycle_mark = "-CY-";
constexpr std::string_view adhoc_name = "Adhoc";
constexpr std::size_t project_key_length_max = 20;

template <class Number>
std::optional<Number> positive_number(std::string_view digits) {
  Number number = 0;
  const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (status != std::errc{} || end != digits.data() + digits.size() || number <= 0) return std::nullopt;
  return number;
}

/// What follows "AT" and the mark in a key of this project; nothing when the text is no such key.
std::optional<std::string_view> tail_of_key(std::string_view project_key, std::string_view mark, std::string_view text) {
  if (!starts_ignoring_case(text, project_key)) return std::nullopt;
  text.remove_prefix(project_key.size());
  if (!starts_ignoring_case(text, mark)) return std::nullopt;
  return text.substr(mark.size());
}

std::string key(std::string_view project_key, std::string_view mark, std::string_view tail) {
  std::string text;
  text.reserve(project_key.size() + mark.size() + tail.size());
  return text.append(project_key).append(mark).append(tail);
}

std::optional<Reference> reference(std::string_view project_key, std::string_view mark, std::string_view text) {
  if (const auto id = positive_number<std::int64_t>(text)) return Reference{.number = std::nullopt, .id = *id};
  const auto tail = tail_of_key(project_key, mark, text);
  if (!tail) return std::nullopt;
  const auto number = positive_number<KeyNumber>(*tail);
  return number ? std::optional(Reference{.number = number}) : std::nullopt;
}

}  // namespace

std::string case_key(std::string_view project_key, KeyNumber number) { return key(project_key, case_mark, std::to_string(number)); }

std::string cycle_key(std::string_view project_key, KeyNumber number) {
  if (number == adhoc_cycle_number) return key(project_key, cycle_mark, adhoc_name);
  return key(project_key, cycle_mark, std::to_string(number));
}

std::optional<Reference> case_reference(std::string_view project_key, std::string_view text) {
  return reference(project_key, case_mark, text);
}

std::optional<Reference> cycle_reference(std::string_view project_key, std::string_view text) {
  const auto tail = tail_of_key(project_key, cycle_mark, text);
  if (tail && equal_ignoring_case(*tail, adhoc_name)) return Reference{.number = adhoc_cycle_number};
  return reference(project_key, cycle_mark, text);
}

std::optional<std::string> project_key(std::string_view text) {
  if (text.size() < 2 || text.size() > project_key_length_max) return std::nullopt;
  std::string key = upper(text);
  const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_allowed = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; };
  if (!is_letter(key.front()) || !std::ranges::all_of(key, is_allowed)) return std::nullopt;
  return key;
}

}  // namespace testledger
