// TestNG's testng-results.xml and the parts of a fragmented one. See docs/formats/testng.md.
#include "core/characters.hpp"
#include "core/letter_case.hpp"
#include "formats/testng/testng_counts.hpp"
#include "formats/testng/testng_groups.hpp"
#include "formats/text/kept_text.hpp"
#include "formats/text/row_numbers.hpp"
#include "formats/text/time_text.hpp"
#include "formats/xml/element_reader.hpp"

namespace testledger {
namespace {

/// "AT-TC-12" or "AT_TC_12" somewhere in the text, of whatever project.
bool looks_like_case_key(std::string_view text) {
  const std::string name = lower(text);
  for (const std::string_view infix : {"-tc-", "_tc_"})
    for (std::size_t at = name.find(infix); at != std::string::npos; at = name.find(infix, at + 1))
      if (at > 0 && is_alphanumeric(name[at - 1]) && at + 4 < name.size() && is_digit(name[at + 4])) return true;
  return false;
}

/// The attribute duration-ms.
std::optional<Duration> parse_milliseconds(std::string_view text) {
  const auto count = parse_count(text);
  if (!count || *count > 365ull * 86'400'000) return std::nullopt;
  return std::chrono::milliseconds(*count);
}

Outcome outcome_of(std::string_view status) {
  const std::string word = lower(status);
  if (word == "pass") return Outcome::passed;
  if (word == "fail") return Outcome::failed;
  if (word == "skip") return Outcome::skipped;
  return Outcome::other;
}

/// Adds the names of a `groups` attribute: "fast, smoke" or "[fast, smoke]".
void append_groups(std::vector<std::string>& tags, std::string_view groups) {
  constexpr std::string_view separators = ",[] \t\r\n";
  while (!groups.empty()) {
    const std::string_view entry = groups.substr(0, groups.find(','));
    groups.remove_prefix(std::min(groups.size(), entry.size() + 1));
    const std::size_t first = entry.find_first_not_of(separators);
    if (first != std::string_view::npos) append_tag(tags, entry.substr(first, entry.find_last_not_of(separators) - first + 1));
  }
}

class TestngReader : public ElementReader<TestngReader> {
 public:
  ReportHeader header() const override { return {"TestNG", ""}; }

 private:
  friend ElementReader<TestngReader>;

  static Table roots() {
    static constexpr Row rows[] = {
        {.name = "testng-results", .start = &TestngReader::begin_results, .children = in_results},
        {.name = "suite", .start = &TestngReader::begin_suite, .children = in_suite},
        {.name = "test", .start = &TestngReader::begin_test, .children = in_test},
    };
    return rows;
  }

  static Table in_results() {
    static constexpr Row rows[] = {{.name = "suite", .start = &TestngReader::begin_suite, .children = in_suite}};
    return rows;
  }

  static Table in_suite() {
    static constexpr Row rows[] = {
        {.name = "groups", .children = in_groups},
        {.name = "test", .start = &TestngReader::begin_test, .children = in_test},
    };
    return rows;
  }

  static Table in_groups() {
    static constexpr Row rows[] = {{.name = "group", .start = &TestngReader::begin_group, .children = in_group}};
    return rows;
  }

  static Table in_group() {
    static constexpr Row rows[] = {{.name = "method", .start = &TestngReader::group_member}};
    return rows;
  }

  static Table in_test() {
    static constexpr Row rows[] = {{.name = "class", .start = &TestngReader::begin_class, .children = in_class}};
    return rows;
  }

  static Table in_class() {
    static constexpr Row rows[] = {{.name = "test-method",
                                    .start = &TestngReader::begin_method,
                                    .end = &TestngReader::end_method,
                                    .children = in_method,
                                    .test = true}};
    return rows;
  }

  static Table in_method() {
    static constexpr Row rows[] = {
        {.name = "params", .children = in_params},
        {.name = "exception", .start = &TestngReader::begin_exception, .end = &TestngReader::end_exception, .children = in_exception},
        {.name = "reporter-output", .children = in_output},
        {.name = "attributes", .children = in_attributes},
    };
    return rows;
  }

  static Table in_params() {
    static constexpr Row rows[] = {
        {.name = "param", .start = &TestngReader::begin_param, .end = &TestngReader::end_param, .children = in_param}};
    return rows;
  }

  static Table in_param() {
    static constexpr Row rows[] = {
        {.name = "value", .start = &TestngReader::begin_value, .end = &TestngReader::end_value, .text_max = limits::step_text_max}};
    return rows;
  }

  static Table in_exception() {
    static constexpr Row rows[] = {
        {.name = "message", .end = &TestngReader::end_message, .text_max = limits::failure_text_max},
        {.name = "short-stacktrace", .end = &TestngReader::end_short_stack, .text_max = limits::failure_text_max},
        {.name = "full-stacktrace", .end = &TestngReader::end_full_stack, .text_max = limits::failure_text_max},
    };
    return rows;
  }

  static Table in_output() {
    static constexpr Row rows[] = {{.name = "line", .end = &TestngReader::end_line, .text_max = limits::output_max}};
    return rows;
  }

  static Table in_attributes() {
    static constexpr Row rows[] = {{.name = "attribute",
                                    .start = &TestngReader::begin_attribute,
                                    .end = &TestngReader::end_attribute,
                                    .text_max = limits::step_text_max}};
    return rows;
  }

  void begin_results(const XmlAttributes& attributes) {
    for (std::size_t i = 0; i < TestngCounts::names.size(); ++i) counts_.declare(i, attributes[TestngCounts::names[i]]);
  }

  void begin_suite(const XmlAttributes& attributes) {
    note_part(attributes["url"]);
    suite_ = kept(attributes["name"]);
    groups_.restart();
  }

  void begin_test(const XmlAttributes& attributes) {
    note_part(attributes["url"]);
    test_name_ = kept(attributes["name"]);
  }

  /// A fragmented report says where a suite or a test is, instead of holding it.
  void note_part(std::string_view url) {
    if (url.empty()) return;
    if (++parts_count_ <= parts_named_max) parts_ += (parts_.empty() ? "" : ", ") + kept(url);
  }

  void begin_group(const XmlAttributes& attributes) { groups_.open(attributes["name"]); }

  void group_member(const XmlAttributes& attributes) {
    const bool was_full = groups_.is_full();
    groups_.add(attributes["class"], attributes["name"], attributes["signature"]);
    if (groups_.is_full() && !was_full) warn("groups_left_out", "the suite has more groups or methods in groups than are kept");
  }

  void begin_class(const XmlAttributes& attributes) {
    class_ = kept(attributes["name"]);
    row_numbers_.restart();
  }

  void begin_method(const XmlAttributes& attributes) {
    is_configuration_ = lower(attributes["is-config"]) == "true";
    test_.place = place();
    for (const std::string& suite : {suite_, test_name_})
      if (!suite.empty()) test_.suites.push_back(suite);
    test_.class_name = class_;
    test_.name = kept(attributes["name"]);
    test_.description = kept(attributes["description"], limits::step_text_max);
    test_.raw_status = kept(attributes["status"]);
    test_.outcome = outcome_of(attributes["status"]);
    test_.retried = lower(attributes["retried"]) == "true";
    test_.duration = parse_milliseconds(attributes["duration-ms"]);
    test_.started = parse_time(attributes["started-at"]);
    append_groups(test_.tags, attributes["groups"]);
    groups_.append_to(test_.tags, class_, attributes["name"], attributes["signature"]);
    instance_ = kept(attributes["test-instance-name"]);
    if (!instance_.empty()) test_.properties.push_back({"test-instance-name", instance_});
    has_data_provider_ = !attributes["data-provider"].empty();
    output_.restart(limits::output_max);
  }

  void begin_param(const XmlAttributes&) { parameter_ = {"param" + std::to_string(test_.parameters.size() + 1), ""}; }
  void end_param(std::string) { append_kept(test_.parameters, std::move(parameter_)); }

  void begin_value(const XmlAttributes& attributes) {
    if (lower(attributes["is-null"]) == "true") parameter_.value = "null";
  }

  void end_value(std::string text) {
    if (parameter_.value.empty()) parameter_.value = without_margins(std::move(text));
  }

  void begin_exception(const XmlAttributes& attributes) { failure_ = {.type = kept(attributes["class"])}; }
  void end_message(std::string text) { failure_.message = without_margins(std::move(text)); }

  void end_short_stack(std::string text) {
    if (failure_.text.empty()) failure_.text = without_margins(std::move(text));
  }

  void end_full_stack(std::string text) {
    text = without_margins(std::move(text));
    if (!text.empty()) failure_.text = std::move(text);
  }

  void end_exception(std::string) { append_kept(test_.failures, std::exchange(failure_, {})); }

  void end_line(std::string text) {
    if (!output_.empty()) output_.append("\n");
    output_.append(without_margins(std::move(text)));
  }

  void begin_attribute(const XmlAttributes& attributes) { property_name_ = kept(attributes["name"]); }

  void end_attribute(std::string text) { append_kept(test_.properties, {std::move(property_name_), without_margins(std::move(text))}); }

  void end_method(std::string) {
    if (is_configuration_) return leave_out_configuration();
    finish_record();
    counts_.count(test_);
    hand_on(test_);
  }

  void finish_record() {
    test_.output = output_.take();
    if (test_.outcome == Outcome::skipped && !test_.failures.empty()) {
      const ReportedFailure& reason = test_.failures.front();
      test_.skip_reason = reason.message.empty() ? reason.type : reason.message;
      // A SkipException is how a test skips itself; any other exception is a failure that a retry or a dependency made a skip.
      if (reason.type.ends_with("SkipException")) test_.failures.clear();
    }
    if (instance_.empty() && (!has_data_provider_ || test_.parameters.empty())) return;
    std::string row = instance_;
    for (const ReportedProperty& parameter : test_.parameters) row.append("\n").append(parameter.value);
    test_.row = ReportedRow{instance_, row_numbers_.number_of(test_.name, row)};
  }

  /// Contract H-8: set-up and tear-down are never results, not even with a case key on them.
  void leave_out_configuration() {
    ++configurations_;
    const std::string method = test_.class_name + "." + test_.name;
    if (test_.outcome == Outcome::failed) {
      const ReportedFailure reason = test_.failures.empty() ? ReportedFailure{} : test_.failures.front();
      const std::string text = kept(reason.message.empty() ? reason.type : reason.message, 500);
      warn("config_method_failed", "the configuration method " + method + " failed" + (text.empty() ? "" : ": " + text));
    }
    bool has_key = looks_like_case_key(test_.name) || looks_like_case_key(test_.description);
    for (const std::string& tag : test_.tags) has_key |= looks_like_case_key(tag);
    for (const ReportedProperty& property : test_.properties) has_key |= looks_like_case_key(property.value);
    if (has_key)
      warn("config_method_with_key",
           "the configuration method " + method + " carries a case key; only test methods are reported, put the key on one");
    clear(test_);
  }

  void cut_short() {
    if (is_configuration_) return;
    if (failure_ != ReportedFailure{}) append_kept(test_.failures, std::move(failure_));
    finish_record();
    mark_cut_short(test_);
    hand_on(test_);
  }

  void at_end() {
    if (configurations_ > 0)
      warn("config_method_skipped",
           std::to_string(configurations_) + " configuration methods (set-up, tear-down) are no tests and were left out");
    if (parts_count_ == 0) {
      if (const auto disagreement = counts_.disagreement()) warn("counts_disagree", *disagreement);
      return;
    }
    warn("fragmented_report", std::to_string(parts_count_) +
                                  " parts of this report are files of their own and hold its tests; import "
                                  "them too: " +
                                  parts_ + (parts_count_ > parts_named_max ? ", …" : ""));
  }

  static constexpr std::uint64_t parts_named_max = 20;

  TestngCounts counts_;
  std::uint64_t configurations_ = 0;
  std::uint64_t parts_count_ = 0;
  std::string parts_;

  std::string suite_;
  std::string test_name_;
  std::string class_;
  TestngGroups groups_;
  RowNumbers row_numbers_;

  ReportedTest test_;
  bool is_configuration_ = false;
  bool has_data_provider_ = false;
  std::string instance_;
  std::string property_name_;
  ReportedProperty parameter_;
  ReportedFailure failure_;
  LimitedText output_;
};

bool has_key(std::span<const std::string> keys, std::string_view key) { return std::ranges::find(keys, key) != keys.end(); }

bool looks_like_testng(const ReportHead& head) {
  if (head.syntax != ReportHead::Syntax::xml) return false;
  if (head.root == "testng-results") return true;
  // The parts of a fragmented report.
  return (head.root == "suite" || head.root == "test") && has_key(head.root_keys, "started-at") && has_key(head.root_keys, "duration-ms");
}

constexpr std::string_view media_types[] = {"text/xml", "application/xml"};

}  // namespace

extern const ReportFormat testng_format;
const ReportFormat testng_format = {
    .name = "testng",
    .title = "TestNG",
    .description = "TestNG's testng-results.xml",
    .media_types = media_types,
    .kind = {.keys = {.name = true, .tags = true, .parameters = true, .key_properties = true},
             .force_update = true,
             .output_in_comments = true},
    .looks_like = looks_like_testng,
    .make_reader = []() -> std::unique_ptr<ReportReader> { return std::make_unique<TestngReader>(); },
};

}  // namespace testledger
