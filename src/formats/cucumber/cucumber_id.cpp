#include "formats/cucumber/cucumber_id.hpp"

#include <algorithm>
#include <vector>

namespace testledger {
namespace {

constexpr char placeholder = '*';  // never in a folded text

/// Letters and digits alone, in lower case: what runners leave alone when they make an id of a name.
std::string folded(std::string_view text) {
  std::string word;
  word.reserve(text.size());
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z')
      word += static_cast<char>(c - 'A' + 'a');
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80)
      word += c;
  }
  return word;
}

std::string folded_with_placeholders(std::string_view text) {
  std::string word;
  while (!text.empty()) {
    const std::size_t open = text.find('<');
    const std::size_t close = open == std::string_view::npos ? open : text.find('>', open);
    if (close == std::string_view::npos) return word + folded(text);
    word += folded(text.substr(0, open)) + placeholder;
    text.remove_prefix(close + 1);
  }
  return word;
}

/// Whether `text` is `pattern` with some text in place of each placeholder.
bool fits(std::string_view pattern, std::string_view text) {
  const std::size_t first = pattern.find(placeholder);
  if (first == std::string_view::npos) return pattern == text;
  if (!text.starts_with(pattern.substr(0, first))) return false;
  text.remove_prefix(first);
  pattern.remove_prefix(first + 1);
  for (;;) {
    const std::size_t next = pattern.find(placeholder);
    if (next == std::string_view::npos) return text.ends_with(pattern);
    const std::size_t found = text.find(pattern.substr(0, next));
    if (found == std::string_view::npos) return false;
    text.remove_prefix(found + next);
    pattern.remove_prefix(next + 1);
  }
}

bool names(std::string_view part, std::string_view name) { return fits(folded_with_placeholders(part), folded(name)); }

std::vector<std::string_view> split(std::string_view id) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = id.find(';');
    parts.push_back(id.substr(0, end));
    if (end == std::string_view::npos) return parts;
    id.remove_prefix(end + 1);
  }
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string joined(const std::vector<std::string_view>& parts, std::size_t from, std::size_t to) {
  std::string text;
  for (std::size_t i = from; i < to; ++i) text.append(i == from ? "" : ";").append(parts[i]);
  return text;
}

}  // namespace

CucumberId read_cucumber_id(std::string_view id, std::string_view name) {
  const std::vector<std::string_view> parts = split(id);
  if (parts.size() < 2) return {};
  const bool is_row = parts.size() >= 4 && is_number(parts.back());
  const std::size_t last = is_row ? parts.size() - 3 : parts.size() - 1;
  std::size_t scenario = last;
  while (is_row && scenario > 1 && !names(parts[scenario], name)) --scenario;  // Ruby: "feature;scenario;examples;;3"
  const bool certain = names(parts[scenario], name);
  if (!certain) scenario = last;

  CucumberId read;
  // An id that is not made of the scenario's name may be that of others too (hand-made and merged files); a row's cannot be told,
  // since values stand in its name for the placeholders of the id.
  if (!parts[0].empty() && !parts[scenario].empty() && (certain || is_row)) read.scenario = joined(parts, 0, scenario + 1);
  if (certain) read.rule = joined(parts, 1, scenario);
  std::ranges::replace(read.rule, '-', ' ');
  read.row = joined(parts, scenario + 1, parts.size());
  return read;
}

}  // namespace testledger
