#include "mapping/test_identity.hpp"

#include <functional>

#include "mapping/row_suffix.hpp"
#include "mapping/text.hpp"

namespace testledger {
namespace {

/// Contract C.4: "classname.name", the name alone when there is no class. Newlines and padding are part of neither.
std::string joined_key(std::string_view class_name, std::string_view name) {
  if (class_name.empty()) return std::string(name);
  if (name.empty()) return std::string(class_name);
  std::string key;
  key.reserve(class_name.size() + 1 + name.size());
  return key.append(class_name).append(1, '.').append(name);
}

std::uint32_t fingerprint_of(const ReportedTest& test) {
  const std::hash<std::string_view> hash;
  std::size_t all = hash(test.name);
  const auto mix = [&all](std::size_t more) { all = (all ^ more) * 0x9E3779B97F4A7C15ULL; };
  mix(hash(test.class_name));
  for (const ReportedProperty& parameter : test.parameters) mix(hash(parameter.value));
  if (test.row) mix(hash(test.row->name) + static_cast<std::size_t>(test.row->number));
  return static_cast<std::uint32_t>(all >> 32);
}

/// A key inside the suffix belongs to that row alone: then the whole name stays the test's name.
bool has_key_in(const std::vector<KeyMention>& keys, std::string_view part) {
  const auto is_inside = [&](const KeyMention& key) {
    return !std::less<>()(key.written.data(), part.data()) && std::less<>()(key.written.data(), part.data() + part.size());
  };
  return std::ranges::any_of(keys, is_inside);
}

std::string_view name_of_unnamed(const ReportedTest& test) {
  const std::string_view suite = test.suites.empty() ? std::string_view{} : without_blanks_around(test.suites.back());
  return suite.empty() ? unnamed_test : suite;
}

SplitName split(const ReportedTest& test, std::string_view name, std::string_view class_name, const TestIdentity& identity,
                const MappingRules& rules) {
  const SplitName whole{.base = name, .row = {}};
  if (!rules.kind.row_suffixes || test.origin == TestOrigin::suite_failure) return whole;
  const SplitName parts = split_row_suffix(name);
  const bool leaves_nothing = parts.base.empty() && class_name.empty();
  return leaves_nothing || has_key_in(identity.keys, parts.row) ? whole : parts;
}

int number_in(std::string_view text) {
  int number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  return status == std::errc{} && end == text.data() + text.size() ? number : 0;
}

std::optional<RowLabel> row_of(const ReportedTest& test, std::string_view suffix) {
  if (test.row) return RowLabel{.name = without_blanks_around(test.row->name), .number = test.row->number};
  if (!suffix.empty()) return RowLabel{.name = suffix, .number = number_in(suffix)};
  if (!test.parameters.empty()) return RowLabel{};
  return std::nullopt;
}

/// A row's name without its arguments, when the test is known under that: "Add(1,2)" of "Sums.Add" is "Add".
std::string_view without_arguments(const ReportedTest& test, std::string_view name) {
  const std::string_view base = name.substr(0, name.find('('));
  return test.row && !base.empty() && test.identity.ends_with(base) ? base : name;
}

}  // namespace

TestIdentity identify(const ReportedTest& test, const MappingRules& rules) {
  TestIdentity identity;
  identity.keys = keys_of(test, rules.kind.keys, rules.project_key);
  identity.fingerprint = fingerprint_of(test);
  const bool ignores_class = rules.kind.ignores_class_on_request && rules.options.ignore_class_in_auto_key;
  std::string_view class_name = without_blanks_around(test.class_name);
  std::string_view name = without_blanks_around(test.name);
  if (name.empty() && class_name.empty()) name = name_of_unnamed(test);
  const SplitName parts = split(test, name, class_name, identity, rules);
  identity.title = !parts.base.empty() ? parts.base : class_name;
  identity.row = row_of(test, parts.row);
  if (!test.identity.empty()) {
    identity.automation_key = test.identity;
    identity.title = without_arguments(test, identity.title);
    return identity;
  }
  if (ignores_class && !parts.base.empty()) class_name = {};
  identity.automation_key = joined_key(class_name, parts.base);
  if (!parts.row.empty()) identity.exact_key = joined_key(class_name, name);
  return identity;
}

}  // namespace testledger
