#include "formats/nunit/nunit_values.hpp"

#include "core/letter_case.hpp"
#include "formats/text/kept_text.hpp"
#include "formats/text/time_text.hpp"

namespace testledger {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

Outcome outcome_of(const std::string& result, const std::string& label) {
  if (is_one_of(result, {"passed", "success"})) return Outcome::passed;
  if (is_one_of(result, {"failed", "failure"}))
    return is_one_of(label, {"error", "invalid", "cancelled"}) ? Outcome::errored : Outcome::failed;
  if (is_one_of(result, {"error", "notrunnable", "cancelled"})) return Outcome::errored;
  if (is_one_of(result, {"skipped", "ignored"})) return Outcome::skipped;
  return Outcome::other;  // Inconclusive, Warning
}

}  // namespace

// Up to 2.4 there is no result, only two flags; a list of tests (--explore) has none of them.
NunitStatus nunit_status(const XmlAttributes& attributes) {
  const std::string_view result = attributes["result"], label = attributes["label"], site = attributes["site"];
  if (attributes.has("result")) {
    std::string raw(result);
    if (!label.empty()) raw.append(":").append(label);
    if (!site.empty()) raw.append("@").append(site);
    return {outcome_of(lower(result), lower(label)), kept(raw)};
  }
  if (!attributes.has("executed") && !attributes.has("success")) return {Outcome::other, ""};
  if (lower(attributes["executed"]) == "false") return {Outcome::skipped, "executed=False"};
  if (lower(attributes["success"]) == "true") return {Outcome::passed, "success=True"};
  return {Outcome::failed, "success=False"};
}

std::optional<TimePoint> nunit_start(std::string_view text) {
  const auto time = parse_time(text);
  return time && *time > TimePoint{} ? time : std::nullopt;  // what never started started in the year 1
}

std::optional<Duration> nunit_duration(const XmlAttributes& attributes) {
  for (const std::string_view name : {"duration", "time"})
    if (const auto duration = parse_seconds(attributes[name])) return duration;
  const auto start = nunit_start(attributes["start-time"]), end = nunit_start(attributes["end-time"]);
  if (start && end && *end >= *start) return *end - *start;
  return std::nullopt;
}

std::string_view file_name_of(std::string_view suite) {
  const std::string name = lower(suite);
  const bool is_file = name.ends_with(".dll") || name.ends_with(".exe") || name.ends_with(".nunit");
  return is_file ? suite.substr(suite.find_last_of("/\\") + 1) : suite;  // npos + 1 is 0
}

std::string exception_in(std::string_view message) {
  for (const std::string_view site : {"SetUp", "TearDown", "OneTimeSetUp", "OneTimeTearDown", "TestFixtureSetUp", "TestFixtureTearDown"})
    for (const std::string_view colon : {" : ", ": "})
      if (message.starts_with(site) && message.substr(site.size()).starts_with(colon)) message.remove_prefix(site.size() + colon.size());
  const std::string_view word = message.substr(0, message.find(" : "));
  const bool is_type = word.find('.') != std::string_view::npos && word.find_first_of(" \t\r\n\"'(),;:") == std::string_view::npos;
  if (word.size() == message.size() || !is_type) return {};
  return kept(word);
}

std::string without_news_of_children(std::string message) {
  for (const std::string_view news : {"One or more child tests", "Child test"})
    if (message.starts_with(news)) {
      const std::size_t line_end = message.find('\n');
      return line_end == std::string::npos ? std::string{} : message.substr(line_end + 1);
    }
  return message;
}

}  // namespace testledger
