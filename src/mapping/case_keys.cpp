#include "mapping/case_keys.hpp"

#include <algorithm>
#include <charconv>

#include "core/letter_case.hpp"
#include "mapping/text.hpp"

namespace testledger {
namespace {

constexpr std::string_view case_letters = "TC";
constexpr std::size_t told_key_length_max = 80;

/// The key that `text` begins with, written with that separator.
std::optional<KeyMention> key_at_start(std::string_view project_key, std::string_view text, char separator) {
  const std::size_t digits = project_key.size() + case_letters.size() + 2;
  if (text.size() <= digits || text[project_key.size()] != separator || text[digits - 1] != separator) return std::nullopt;
  if (!starts_ignoring_case(text, project_key)) return std::nullopt;
  if (!starts_ignoring_case(text.substr(project_key.size() + 1), case_letters)) return std::nullopt;
  std::size_t end = digits;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == digits) return std::nullopt;
  KeyMention mention{.number = 0, .written = text.substr(0, end)};
  std::from_chars(text.data() + digits, text.data() + end, mention.number);  // out of range leaves 0
  return mention;
}

/// Collects mentions in order, each once.
class Mentions {
 public:
  explicit Mentions(std::string_view project_key) : project_key_(project_key), first_(lower(project_key.front())) {}

  void add(const KeyMention& mention) {
    const auto is_same = [&](const KeyMention& other) {
      return other.number == mention.number && (mention.number != 0 || equal_ignoring_case(other.written, mention.written));
    };
    if (std::ranges::none_of(found_, is_same)) found_.push_back(mention);
  }

  void search(std::string_view text) {
    for (std::size_t at = 0; at + project_key_.size() + 4 < text.size(); ++at) {
      if (lower(text[at]) != first_ || (at > 0 && is_alphanumeric(text[at - 1]))) continue;
      const std::string_view rest = text.substr(at);
      auto mention = key_at_start(project_key_, rest, '-');
      if (!mention) mention = key_at_start(project_key_, rest, '_');
      if (!mention) continue;
      add(*mention);
      at += mention->written.size() - 1;
    }
  }

  std::vector<KeyMention> take() { return std::move(found_); }
  bool empty() const { return found_.empty(); }

 private:
  std::string_view project_key_;
  char first_;
  std::vector<KeyMention> found_;
};

/// Contract C.4.1: `name="…key…"`.
bool says_key(std::string_view name) {
  constexpr std::string_view word = "key";
  for (std::size_t at = 0; at + word.size() <= name.size(); ++at)
    if (starts_ignoring_case(name.substr(at), word)) return true;
  return false;
}

void add_parameters_that_are_keys(Mentions& mentions, const ReportedTest& test, std::string_view project_key) {
  for (const ReportedProperty& parameter : test.parameters) {
    const std::string_view value = without_at_sign(parameter.value);
    const auto mention = key_at_start(project_key, value, '-');
    if (mention && mention->written.size() == value.size()) mentions.add(*mention);
  }
}

}  // namespace

std::vector<KeyMention> keys_in_text(std::string_view project_key, std::string_view text) {
  Mentions mentions(project_key);
  mentions.search(text);
  return mentions.take();
}

std::optional<KeyMention> key_in_tag(std::string_view project_key, std::string_view tag) {
  tag = without_at_sign(tag);
  const auto mention = key_at_start(project_key, tag, '-');
  if (!mention || (mention->written.size() < tag.size() && is_alphanumeric(tag[mention->written.size()]))) return std::nullopt;
  return mention;
}

std::vector<KeyMention> keys_of(const ReportedTest& test, KeyPlaces places, std::string_view project_key) {
  Mentions mentions(project_key);
  if (places.parameters) add_parameters_that_are_keys(mentions, test, project_key);
  if (!mentions.empty()) return mentions.take();
  if (places.name) mentions.search(test.name);
  if (places.tags)
    for (const std::string& tag : test.tags)
      if (const auto mention = key_in_tag(project_key, tag)) mentions.add(*mention);
  for (const ReportedProperty& property : test.properties)
    if (places.properties || (places.key_properties && says_key(property.name))) mentions.search(property.value);
  return mentions.take();
}

std::string case_key(std::string_view project_key, const KeyMention& mention) {
  if (mention.number > 0) return case_key(project_key, mention.number);
  std::string key = upper(mention.written.substr(0, told_key_length_max));
  std::ranges::replace(key.begin() + static_cast<std::ptrdiff_t>(project_key.size()), key.end(), '_', '-');
  return key;
}

}  // namespace testledger
