#include "formats/robot/robot_suites.hpp"

#include "formats/text/kept_text.hpp"
#include "reports/limits.hpp"

namespace testledger {
namespace {

// Names and metadata of suites that one test repeats: nested ones could make much of little.
constexpr std::size_t test_facts_max = 64 * 1024;

std::size_t size_of(const RobotSuite& suite) {
  std::size_t size = suite.name.value_or("").size() + suite.source.size() + suite.teardown.message.size();
  for (const ReportedProperty& item : suite.metadata) size += item.name.size() + item.value.size() + sizeof item;
  return size;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](char a, char b) { return (a | 0x20) == (b | 0x20); });
}

}  // namespace

std::string robot_suite_facts_message() {
  return "what the report says of its suites takes more than " + std::to_string(robot_suite_facts_max) + " bytes";
}

RobotVerdict after_suite_teardown(RobotVerdict test, const RobotVerdict& teardown) {
  if (teardown.status == "FAIL") {
    if (test.status != "SKIP") test.status = "FAIL";
    test.message += test.message.empty() ? "Parent suite teardown failed:\n" : "\n\nAlso parent suite teardown failed:\n";
    test.message += teardown.message;
  } else if (teardown.status == "SKIP") {
    test.status = "SKIP";
    const std::string earlier = test.message.empty() ? "" : "\n\nEarlier message:\n" + test.message;
    test.message = "Skipped in parent suite teardown:\n" + teardown.message + earlier;
  }
  return test;
}

RobotSuites::Tally& RobotSuites::Tally::operator+=(const Tally& other) {
  passed += other.passed;
  failed += other.failed;
  skipped += other.skipped;
  return *this;
}

void RobotSuites::begin(Place place) {
  Open& opened = open_.emplace_back();
  opened.number = ++begun_;
  opened.place = place;
  opened.counted_before = counted_;
  const auto known = known_.find(begun_);
  if (known == known_.end()) return;
  opened.suite = known->second;
  opened.known_teardown = std::exchange(opened.suite.teardown, {});
  opened.from = Open::From::earlier_reading;
}

RobotSuite* RobotSuites::told(std::size_t size) {
  Open& open = open_.back();
  if (open.from == Open::From::earlier_reading) return nullptr;
  if (counted_ > open.counted_before) open.told = Open::Told::late;
  facts_size_ += size;
  return &open.suite;
}

void RobotSuites::set_name(std::string name) {
  if (RobotSuite* suite = told(name.size())) suite->name = std::move(name);
}

void RobotSuites::set_source(std::string source) {
  if (RobotSuite* suite = told(source.size())) suite->source = std::move(source);
}

void RobotSuites::add_metadata(ReportedProperty item) {
  RobotSuite* suite = told(item.name.size() + item.value.size() + sizeof item);
  if (suite && within_limits()) suite->metadata.push_back(std::move(item));
}

void RobotSuites::set_teardown(RobotVerdict teardown) {
  facts_size_ += teardown.message.size();
  open_.back().suite.teardown = std::move(teardown);
}

void RobotSuites::end() {
  Open& ended = open_.back();
  if (counted_ > ended.counted_before) judge_tests(ended);
  const std::size_t size = size_of(ended.suite);
  facts_size_ -= std::min(facts_size_, size);
  if (ended.told == Open::Told::late && ended.from == Open::From::report) {
    facts_size_ += size;
    facts_.insert_or_assign(ended.number, std::move(ended.suite));
  }
  const Tally written = ended.written;
  const Tally judged = ended.judged;
  open_.pop_back();
  (open_.empty() ? written_ : open_.back().written) += written;
  (open_.empty() ? judged_ : open_.back().judged) += judged;
}

void RobotSuites::judge_tests(Open& ended) {
  const std::string& status = ended.suite.teardown.status;
  if (status != "FAIL" && status != "SKIP") return;
  ended.told = Open::Told::late;
  teardowns_.push_back({kept(path()), status, ended.judged, ended.place});
  facts_size_ += teardowns_.back().suite.size() + sizeof(Teardown);
  Tally& tests = ended.judged;
  if (status == "FAIL")
    tests = {0, tests.passed + tests.failed, tests.skipped};
  else
    tests = {0, 0, tests.total()};
}

std::string RobotSuites::path() const {
  std::string path;
  std::string_view separator;
  for (const Open& open : open_) {
    if (!open.suite.name || path.size() > limits::name_length_max) continue;
    path.append(separator).append(*open.suite.name);
    separator = ".";
  }
  return path;
}

void RobotSuites::describe(ReportedTest& test) const {
  std::size_t room = test_facts_max;
  const auto fits = [&room](std::size_t size) { return size <= room && (room -= size, true); };
  for (const Open& open : open_) {
    if (open.suite.name && fits(open.suite.name->size() + 1)) test.suites.push_back(*open.suite.name);
    for (const ReportedProperty& item : open.suite.metadata)
      if (fits(item.name.size() + item.value.size() + 1)) test.properties.push_back(item);
  }
  test.class_name = kept(path());
  if (!open_.empty()) test.file = open_.back().suite.source;
}

RobotVerdict RobotSuites::judge(RobotVerdict verdict) const {
  for (auto open = open_.rbegin(); open != open_.rend(); ++open) {
    const bool has_room = verdict.message.size() <= limits::failure_text_max;
    std::string message = has_room ? std::string{} : std::exchange(verdict.message, {});
    verdict = after_suite_teardown(std::move(verdict), open->known_teardown);
    if (!has_room) verdict.message = std::move(message);
  }
  return verdict;
}

void RobotSuites::count(std::string_view status) {
  ++counted_;
  const Tally one = status == "PASS" ? Tally{1, 0, 0} : status == "SKIP" ? Tally{0, 0, 1} : Tally{0, 1, 0};
  (open_.empty() ? written_ : open_.back().written) += one;
  (open_.empty() ? judged_ : open_.back().judged) += one;
}

void RobotSuites::set_generator(std::string_view generator) {
  from_robot_ = equal_ignoring_case(generator.substr(0, generator.find(' ')), "robot");
}

RobotSuiteFacts RobotSuites::late_facts() const {
  RobotSuiteFacts facts = facts_;
  if (!from_robot_)
    for (auto& [number, suite] : facts) suite.teardown = {};
  return facts;
}

bool RobotSuites::statistics_agree() const { return !told_ || *told_ == written_ || (from_robot_ && *told_ == judged_); }

ReportWarning RobotSuites::warning(const Teardown& teardown) {
  const bool failed = teardown.status == "FAIL";
  return {failed ? "suite_teardown_failed" : "suite_teardown_skipped",
          "the teardown of suite \"" + teardown.suite + "\" " + (failed ? "failed: " : "was skipped: ") +
              std::to_string(teardown.changed()) + " of its " + std::to_string(teardown.tests.total()) + " tests count as " +
              (failed ? "failed" : "skipped") + " for that reason alone",
          teardown.place};
}

std::vector<ReportWarning> RobotSuites::cut(Place end) {
  const auto is_unnamed = [this](const Open& open) { return counted_ > open.counted_before && !open.suite.name; };
  const auto unnamed = std::ranges::count_if(open_, is_unnamed);
  while (!open_.empty()) this->end();
  std::vector<ReportWarning> all = warnings(end);
  if (unnamed > 0)
    all.push_back({"names_cut_off",
                   "the report ends before it names " + std::to_string(unnamed) +
                       " of its suites: their tests without a case key are known by shorter names than in the whole report",
                   end});
  return all;
}

std::vector<ReportWarning> RobotSuites::warnings(Place end) const {
  std::vector<ReportWarning> warnings;
  if (from_robot_)
    for (const Teardown& teardown : teardowns_)
      if (teardown.changed() > 0) warnings.push_back(warning(teardown));
  const auto figures = [](const Tally& tally) {
    return std::to_string(tally.passed) + " passed, " + std::to_string(tally.failed) + " failed, " + std::to_string(tally.skipped) +
           " skipped";
  };
  if (!statistics_agree())
    warnings.push_back({"counts_disagree", "the report's statistics say " + figures(*told_) + "; its tests say " + figures(written_), end});
  return warnings;
}

}  // namespace testledger
