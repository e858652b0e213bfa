// JUnit XML: what Ant once wrote, in the dialects of the hundred tools that write it today. See docs/formats/junit.md.
#include "core/characters.hpp"
#include "core/letter_case.hpp"
#include "formats/junit/junit_markers.hpp"
#include "formats/junit/junit_suite.hpp"
#include "formats/text/kept_text.hpp"
#include "formats/text/time_text.hpp"
#include "formats/xml/element_reader.hpp"

namespace testledger {
namespace {

constexpr std::size_t status_length_max = 256;

struct StatusWord {
  std::string_view word;
  Outcome outcome;
};
/// What runners write in status= and result=, in small letters. Any other word says nothing: "run", "completed", "passed".
constexpr StatusWord status_words[] = {
    {"notrun", Outcome::skipped},  {"not run", Outcome::skipped},    {"not_run", Outcome::skipped},     {"disabled", Outcome::skipped},
    {"skipped", Outcome::skipped}, {"skip", Outcome::skipped},       {"ignored", Outcome::skipped},     {"suppressed", Outcome::skipped},
    {"pending", Outcome::skipped}, {"incomplete", Outcome::skipped}, {"notexecuted", Outcome::skipped}, {"not executed", Outcome::skipped},
    {"failed", Outcome::failed},   {"fail", Outcome::failed},        {"failure", Outcome::failed},      {"error", Outcome::errored},
    {"broken", Outcome::errored},
};

Outcome outcome_of(std::string_view status) {
  if (status.empty() || status.size() > 16) return Outcome::passed;
  const std::string word = lower(status);
  const auto row = std::ranges::find(status_words, std::string_view(word), &StatusWord::word);
  return row == std::end(status_words) ? Outcome::passed : row->outcome;
}

int number_of(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::max(number, 0);
}

class JunitReader : public ElementReader<JunitReader> {
 public:
  static Table roots();
  ReportHeader header() const override { return producer_; }
  void cut_short();

 private:
  static Table in_suites();
  static Table in_case();
  static Table in_try();
  static Table in_properties();

  void start_root(const XmlAttributes& attributes);
  void start_suite(const XmlAttributes& attributes);
  void end_suite(std::string);
  void start_case(const XmlAttributes& attributes);
  void end_case(std::string);
  void start_failure(const XmlAttributes& attributes);
  void end_failure(std::string text);
  void start_error(const XmlAttributes& attributes);
  void end_error(std::string text);
  void end_suite_failure(std::string text);
  void start_skip(const XmlAttributes& attributes);
  void end_skip(std::string text);
  void start_failed_try(const XmlAttributes& attributes) { start_try(attributes, Outcome::failed); }
  void start_errored_try(const XmlAttributes& attributes) { start_try(attributes, Outcome::errored); }
  void start_try(const XmlAttributes& attributes, Outcome outcome);
  void end_try(std::string text);
  void end_try_stack(std::string text) { attempt_.failure.text = std::move(text); }
  void end_try_output(std::string text) { attempt_.output += without_margins(std::move(text)); }
  void start_property(const XmlAttributes& attributes);
  void end_property(std::string text);
  void end_output(std::string text) { add_output(test_.output, std::move(text)); }
  void end_error_output(std::string text) { add_output(test_.error_output, std::move(text)); }

  void open_suite(const XmlAttributes& attributes, JunitSuite::Kind kind);
  void set_case(std::string_view name, std::string_view value);
  void set_rare(std::string_view name, std::string_view value);
  void add_output(std::string& output, std::string text);
  std::string budgeted(std::string text);
  Outcome case_outcome() const;
  void hand_on_with_path();
  void hand_on_suite_failure(JunitSuite& suite);

  ReportHeader producer_;
  std::vector<JunitSuite> suites_;  ///< open ones, the root first
  std::vector<std::string> path_;   ///< names of the open suites that have one
  std::uint64_t warned_ = 0;

  ReportedTest test_;
  ReportedFailure failure_;
  ReportedAttempt attempt_;
  ReportedProperty property_;
  std::string status_, result_;
  std::size_t failure_text_kept_ = 0;  ///< bytes of all failure texts of the test
  bool in_case_ = false, has_failure_ = false, has_error_ = false, has_skip_ = false;
};

JunitReader::Table JunitReader::roots() {
  using R = JunitReader;
  static constexpr Row rows[] = {
      {.name = "testsuites", .start = &R::start_root, .end = &R::end_suite, .children = in_suites, .test = true},
      {.name = "testsuite", .start = &R::start_suite, .end = &R::end_suite, .children = in_suites, .test = true},
      {.name = "testrun", .start = &R::start_root, .end = &R::end_suite, .children = in_suites, .test = true},  // Eclipse
  };
  return rows;
}

JunitReader::Table JunitReader::in_suites() {
  using R = JunitReader;
  static constexpr Row rows[] = {
      {.name = "testcase", .start = &R::start_case, .end = &R::end_case, .children = in_case, .test = true},
      {.name = "testsuite", .start = &R::start_suite, .end = &R::end_suite, .children = in_suites, .test = true},
      {.name = "failure", .start = &R::start_failure, .end = &R::end_suite_failure, .text_max = limits::failure_text_max},
      {.name = "error", .start = &R::start_failure, .end = &R::end_suite_failure, .text_max = limits::failure_text_max},
  };
  return rows;
}

JunitReader::Table JunitReader::in_case() {
  using R = JunitReader;
  static constexpr Row rows[] = {
      {.name = "failure", .start = &R::start_failure, .end = &R::end_failure, .text_max = limits::failure_text_max},
      {.name = "skipped", .start = &R::start_skip, .end = &R::end_skip, .text_max = limits::failure_text_max},
      {.name = "system-out", .end = &R::end_output, .text_max = limits::output_max},
      {.name = "system-err", .end = &R::end_error_output, .text_max = limits::output_max},
      {.name = "error", .start = &R::start_error, .end = &R::end_error, .text_max = limits::failure_text_max},
      {.name = "properties", .children = in_properties},
      {.name = "ignored", .start = &R::start_skip, .end = &R::end_skip, .text_max = limits::failure_text_max},  // TestNG
      {.name = "disabled", .start = &R::start_skip, .end = &R::end_skip, .text_max = limits::failure_text_max},
      {.name = "skip", .start = &R::start_skip, .end = &R::end_skip, .text_max = limits::failure_text_max},
      // Surefire and nextest: a test that passed at last has flaky tries, one that never did has reruns.
      {.name = "flakyFailure", .start = &R::start_failed_try, .end = &R::end_try, .text_max = limits::failure_text_max, .children = in_try},
      {.name = "flakyError", .start = &R::start_errored_try, .end = &R::end_try, .text_max = limits::failure_text_max, .children = in_try},
      {.name = "rerunFailure", .start = &R::start_failed_try, .end = &R::end_try, .text_max = limits::failure_text_max, .children = in_try},
      {.name = "rerunError", .start = &R::start_errored_try, .end = &R::end_try, .text_max = limits::failure_text_max, .children = in_try},
  };
  return rows;
}

JunitReader::Table JunitReader::in_try() {
  using R = JunitReader;
  static constexpr Row rows[] = {
      {.name = "stackTrace", .end = &R::end_try_stack, .text_max = limits::failure_text_max},
      {.name = "system-out", .end = &R::end_try_output, .text_max = limits::failure_text_max},
      {.name = "system-err", .end = &R::end_try_output, .text_max = limits::failure_text_max},
  };
  return rows;
}

JunitReader::Table JunitReader::in_properties() {
  using R = JunitReader;
  static constexpr Row rows[] = {
      {.name = "property", .start = &R::start_property, .end = &R::end_property, .text_max = limits::failure_text_max},
  };
  return rows;
}

void JunitReader::start_root(const XmlAttributes& attributes) { open_suite(attributes, JunitSuite::Kind::root); }
void JunitReader::start_suite(const XmlAttributes& attributes) { open_suite(attributes, JunitSuite::Kind::suite); }

void JunitReader::open_suite(const XmlAttributes& attributes, JunitSuite::Kind kind) {
  if (suites_.size() < 2 && producer_.producer.empty()) producer_ = junit_producer(attributes);
  suites_.push_back(junit_suite(kind, attributes, place()));
  JunitSuite& suite = suites_.back();
  if (suite.file.empty() && suites_.size() > 1) suite.file = suites_[suites_.size() - 2].file;
  if (suite.in_path()) path_.push_back(suite.name);
}

void JunitReader::end_suite(std::string) {
  JunitSuite suite = std::move(suites_.back());
  suites_.pop_back();
  if (suite.in_path()) path_.pop_back();
  if (const auto difference = suite.difference(); difference && warned_++ < junit_count_warnings_max)
    sink().on_warning({"counts_disagree", *difference, suite.place});
  hand_on_suite_failure(suite);
  if (!suites_.empty()) suites_.back().inside += suite.own + suite.inside;
}

/// A suite that failed outside its tests is one record of its own.
void JunitReader::hand_on_suite_failure(JunitSuite& suite) {
  if (suite.failures.empty()) return;
  ReportedTest test;
  test.suites = path_;
  test.name = suite.name.empty() ? "unnamed suite" : suite.name;
  test.outcome = Outcome::errored;
  test.origin = TestOrigin::suite_failure;
  test.failures = std::move(suite.failures);
  test.file = suite.file;
  test.place = suite.place;
  hand_on(test);
}

void JunitReader::start_case(const XmlAttributes& attributes) {
  in_case_ = true;
  test_.place = place();
  for (const auto& [name, value] : attributes) set_case(name, value);
  if (const std::string& file = suites_.back().file; test_.file.empty() && !file.empty()) test_.file = file;
}

/// Short values, which nearly all are, go into storage that the record has already.
void keep_in(std::string& text, std::string_view value) {
  if (value.size() <= limits::name_length_max)
    text.assign(value);
  else
    text = kept(value);
}

/// By length first: of every attribute of every test at most two names are compared, and none with a call.
void JunitReader::set_case(std::string_view name, std::string_view value) {
  switch (name.size()) {
    case 4:
      if (name == "name") return keep_in(test_.name, value);
      if (name == "time") return void(test_.duration = parse_seconds(value));
      if (name == "file") return keep_in(test_.file, value);
      if (name == "line") test_.line = number_of(value);
      return;
    case 9:
      if (name == "classname" && !value.empty()) return keep_in(test_.class_name, value);
      if (name == "timestamp") test_.started = parse_time(value);
      return;
    default: return set_rare(name, value);
  }
}

void JunitReader::set_rare(std::string_view name, std::string_view value) {
  if (name == "status")
    status_ = kept(without_blanks_around(value), status_length_max);
  else if (name == "result")
    result_ = kept(without_blanks_around(value), status_length_max);
  else if (name == "lineno")
    test_.line = number_of(value);
  else if (name == "duration" && !test_.duration)
    test_.duration = parse_seconds(value);
  else if (name == "class" && test_.class_name.empty())
    keep_in(test_.class_name, value);  // PHPUnit, beside or without classname
  else if (name == "value_param" || name == "type_param")
    append_kept(test_.parameters, {std::string(name), kept(value)});  // GoogleTest
}

void JunitReader::end_case(std::string) {
  test_.outcome = case_outcome();
  if (!status_.empty() || !result_.empty()) test_.raw_status = status_.empty() ? std::move(result_) : std::move(status_);
  suites_.back().count(test_.outcome, test_.failures.size(), test_.attempts.size());
  hand_on_with_path();
  status_.clear();
  result_.clear();
  failure_text_kept_ = 0;
  in_case_ = has_failure_ = has_error_ = has_skip_ = false;
}

/// Thousands of tests have the same suites: the list is lent to each and taken back, unless the sink keeps it. What a sink
/// moves away leaves an empty name or none, so lengths tell.
void JunitReader::hand_on_with_path() {
  test_.suites.swap(path_);
  give(test_);
  path_.swap(test_.suites);
  clear(test_);
  std::size_t depth = 0;
  for (const JunitSuite& suite : suites_) {
    if (!suite.in_path()) continue;
    if (depth == path_.size())
      path_.push_back(suite.name);
    else if (path_[depth].size() != suite.name.size())
      path_[depth] = suite.name;
    ++depth;
  }
}

/// What a case holds counts more than what its attributes say; the worst of what it holds decides.
Outcome JunitReader::case_outcome() const {
  if (has_error_) return Outcome::errored;
  if (has_failure_) return Outcome::failed;
  if (has_skip_) return Outcome::skipped;
  if (status_.empty() && result_.empty()) return Outcome::passed;
  const Outcome status = outcome_of(status_), result = outcome_of(result_);
  for (const Outcome outcome : {Outcome::skipped, Outcome::failed, Outcome::errored})
    if (status == outcome || result == outcome) return outcome;
  return Outcome::passed;
}

/// Each failure's text has its limit; all of one test together have one too, so that a test of many failures stays small.
std::string JunitReader::budgeted(std::string text) {
  const std::size_t room = limits::output_max - std::min(limits::output_max, failure_text_kept_);
  if (text.size() > room) text = kept(text, room);
  failure_text_kept_ += text.size();
  return text;
}

void JunitReader::start_failure(const XmlAttributes& attributes) {
  has_failure_ = in_case_;
  failure_.type = kept(attributes["type"]);
  failure_.message = budgeted(kept(attributes["message"], limits::failure_text_max));
}

void JunitReader::end_failure(std::string text) {
  failure_.text = budgeted(without_margins(std::move(text)));
  append_kept(test_.failures, std::exchange(failure_, {}));
}

void JunitReader::start_error(const XmlAttributes& attributes) {
  const bool had_failure = has_failure_;
  start_failure(attributes);
  has_failure_ = had_failure;
  has_error_ = true;
}

void JunitReader::end_error(std::string text) { end_failure(std::move(text)); }

void JunitReader::end_suite_failure(std::string text) {
  failure_.text = budgeted(without_margins(std::move(text)));
  append_kept(suites_.back().failures, std::exchange(failure_, {}));
  failure_text_kept_ = 0;
}

void JunitReader::start_skip(const XmlAttributes& attributes) {
  has_skip_ = true;
  if (test_.skip_reason.empty()) test_.skip_reason = kept(attributes["message"], limits::failure_text_max);
}

void JunitReader::end_skip(std::string text) {
  if (test_.skip_reason.empty()) test_.skip_reason = without_margins(std::move(text));
}

void JunitReader::start_try(const XmlAttributes& attributes, Outcome outcome) {
  attempt_.outcome = outcome;
  attempt_.failure.type = kept(attributes["type"]);
  attempt_.failure.message = budgeted(kept(attributes["message"], limits::failure_text_max));
  attempt_.duration = parse_seconds(attributes["time"]);
}

/// Surefire wraps the trace in <stackTrace>; others write it as text.
void JunitReader::end_try(std::string text) {
  if (attempt_.failure.text.empty()) attempt_.failure.text = std::move(text);
  attempt_.failure.text = budgeted(without_margins(std::move(attempt_.failure.text)));
  attempt_.output = budgeted(std::move(attempt_.output));
  append_kept(test_.attempts, std::exchange(attempt_, {}));
}

void JunitReader::start_property(const XmlAttributes& attributes) {
  property_.name = kept(attributes.has("name") ? attributes["name"] : attributes["key"]);
  property_.value = kept(attributes["value"], limits::failure_text_max);
}

void JunitReader::end_property(std::string text) {
  if (property_.value.empty()) property_.value = without_margins(std::move(text));
  property_.value = budgeted(std::move(property_.value));
  if (is_attachment_property(property_.name)) add_attachment(test_, property_.value);
  append_kept(test_.properties, std::exchange(property_, {}));
}

void JunitReader::add_output(std::string& output, std::string text) {
  add_markers(test_, text);
  text = without_margins(std::move(text));
  if (output.empty())
    output = std::move(text);
  else if (!text.empty())
    output = kept(output + "\n" + text, limits::output_max);
}

void JunitReader::cut_short() {
  if (in_case_) {
    if (failure_ != ReportedFailure{}) append_kept(test_.failures, std::exchange(failure_, {}));
    test_.raw_status = std::move(status_);
    mark_cut_short(test_);
    hand_on_with_path();
  }
  for (; !suites_.empty(); suites_.pop_back()) {
    if (suites_.back().in_path()) path_.pop_back();
    hand_on_suite_failure(suites_.back());
  }
}

bool looks_like_junit(const ReportHead& head) {
  if (head.syntax != ReportHead::Syntax::xml) return false;
  const auto holds = [&](std::string_view name) { return std::ranges::find(head.inner_keys, name) != head.inner_keys.end(); };
  if (head.root != "testsuites" && head.root != "testsuite" && head.root != "testrun") return false;
  if (holds("node_order")) return false;                                                     // TestLink's test plans
  return !(holds("suite") || holds("datetime")) || holds("testsuite") || holds("testcase");  // libcheck's own XML
}

constexpr std::string_view media_types[] = {"application/xml", "text/xml"};

}  // namespace

extern const ReportFormat junit_format;
const ReportFormat junit_format = {
    .name = "junit",
    .title = "JUnit",
    .description = "JUnit XML, as Surefire, Gradle, pytest, Jest, GoogleTest and most other runners write it",
    .media_types = media_types,
    .kind = {.keys = {.name = true, .key_properties = true}, .ignores_class_on_request = true, .force_update = true, .row_suffixes = true},
    .looks_like = looks_like_junit,
    .make_reader = []() -> std::unique_ptr<ReportReader> { return std::make_unique<JunitReader>(); },
};

}  // namespace testledger
