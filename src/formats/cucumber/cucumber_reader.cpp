#include "formats/cucumber/cucumber_reader.hpp"

#include <charconv>

#include "core/characters.hpp"
#include "core/letter_case.hpp"
#include "formats/cucumber/cucumber_id.hpp"
#include "formats/json/base64.hpp"
#include "formats/json/utf8.hpp"
#include "formats/text/kept_text.hpp"
#include "formats/text/time_text.hpp"

namespace testledger {
namespace {

constexpr std::size_t learnt_size_max = 16 * 1024 * 1024;
constexpr std::size_t attachments_size_max = 2 * limits::attachment_size_max;  // of one scenario together
constexpr std::string_view log_media_type = "text/x.cucumber.log+plain";

/// "features/a.feature:7" in its parts.
struct SourcePlace {
  std::string_view file;
  int line = 0;
};

SourcePlace source_place(std::string_view location) {
  const std::size_t colon = location.rfind(':');
  if (colon == std::string_view::npos) return {location};
  const std::string_view digits = location.substr(colon + 1);
  int line = 0;
  const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), line);
  if (digits.empty() || status != std::errc{} || end != digits.data() + digits.size()) return {location};
  return {location.substr(0, colon), line};
}

/// Who matched a step, where the kind of source file tells it for certain.
std::string_view producer_of(std::string_view match_location) {
  const std::string_view file = source_place(match_location).file;
  if (file == "karate") return "karate";
  if (file.ends_with(".go")) return "godog";
  if (file.ends_with(".rb")) return "cucumber-ruby";
  if (file.ends_with(".py")) return "behave";
  if (match_location.ends_with(")") && match_location.find('(') != std::string_view::npos) return "cucumber-jvm";
  return {};
}

bool is_text(std::string_view bytes) {
  while (!bytes.empty()) {
    const Utf8Sequence sequence = utf8_sequence(bytes);
    if (sequence.status != Utf8Sequence::Status::valid) return false;
    bytes.remove_prefix(sequence.length);
  }
  return true;
}

/// Runners write base64, some write text as it is. "pass" is both: text that decodes to no text was not encoded.
std::string decoded(std::string&& data, std::string_view media_type) {
  auto bytes = decode_base64(data);
  if (!bytes || (media_type.starts_with("text/") && !is_text(*bytes))) return std::move(data);
  return *std::move(bytes);
}

/// "good-cards 1" of "good-cards;2", as the headings are the first line of a table; nothing where the examples have no name.
std::string row_name_in(std::string_view id_row) {
  const std::size_t mark = id_row.find(';');
  if (mark == 0 || mark == std::string_view::npos) return std::string(id_row.substr(0, mark));
  const std::string_view line = id_row.substr(id_row.rfind(';') + 1);
  int number = 0;
  const auto [end, status] = std::from_chars(line.data(), line.data() + line.size(), number);
  const bool counts = status == std::errc{} && end == line.data() + line.size() && number > 1;
  return std::string(id_row.substr(0, mark)) + " " + (counts ? std::to_string(number - 1) : std::string(line));
}

std::size_t size_of(const CucumberFeature& feature) {
  std::size_t size = sizeof feature + feature.name.size() + feature.uri.size();
  for (const std::string& tag : feature.tags) size += sizeof(std::string) + tag.size();
  return size;
}

}  // namespace

// ---- features

void CucumberReader::begin_feature() {
  const std::size_t number = features_++;
  feature_is_known_ = known_ && number < known_->size() && (*known_)[number].has_value();
  feature_ = feature_is_known_ ? *(*known_)[number] : CucumberFeature{};
  feature_has_tests_ = feature_came_late_ = false;
  background_.restart();
  background_places_.clear();
}

void CucumberReader::end_feature() {
  if (!feature_came_late_) return;
  feature_came_late_ = false;
  learnt_size_ += size_of(feature_);
  if (learnt_size_ > learnt_size_max) return;
  learnt_->resize(features_);
  learnt_->back() = std::move(feature_);
}

bool CucumberReader::may_learn() {
  if (feature_is_known_) return false;
  feature_came_late_ = feature_came_late_ || feature_has_tests_;
  return true;
}

void CucumberReader::refuse_messages() {
  fail(ErrorCode::unreadable_report, "these are Cucumber messages, not a report; let the runner write its \"json\" format instead");
}

void CucumberReader::feature_name(std::string text) {
  if (may_learn()) feature_.name = std::move(text);
}

void CucumberReader::feature_uri(std::string text) {
  recognise();
  if (may_learn()) feature_.uri = std::move(text);
}

void CucumberReader::feature_location(std::string text) {
  if (feature_.uri.empty() && may_learn()) feature_.uri = source_place(text).file;
}

void CucumberReader::feature_tag(std::string text) {
  if (may_learn()) append_tag(feature_.tags, text);
}

std::unique_ptr<ReportReader> CucumberReader::second_reading() const {
  if (learnt_->empty()) return nullptr;
  return std::make_unique<CucumberReader>(learnt_);
}

void CucumberReader::at_end() {
  const bool nothing_like_it = features_ == 0 && (stray_values_ || !lists_);
  if (nothing_like_it || (features_ > 0 && !recognised_))
    return fail(ErrorCode::unreadable_report, "this JSON is no Cucumber report: no object in it has the \"elements\" of a feature");
  if (learnt_size_ > learnt_size_max)
    warn("features_dropped", "the names and tags of some features are written after their scenarios and were too many to keep", {});
}

// ---- scenarios and backgrounds

void CucumberReader::Part::restart() {
  roll_up = {};
  has_untested = false;
  for (auto* list : {&setup, &steps, &teardown}) list->clear();
  attachments.clear();
  attachments_size = 0;
  duration.reset();
}

void CucumberReader::restart_element() {
  element_ = {};
  part_.restart();
  clear(test_);
}

void CucumberReader::begin_children() {
  rule_ = test_.name;
  restart_element();
}

void CucumberReader::end_children() { element_.is_rule = true; }

void CucumberReader::end_element() {
  if (element_.is_rule)
    rule_.clear();
  else if (is_background())
    end_background();
  else if (!is_template())
    end_scenario();
  restart_element();
}

void CucumberReader::element_line(std::string text) { std::from_chars(text.data(), text.data() + text.size(), test_.line); }

void CucumberReader::element_location(std::string text) {
  const SourcePlace source = source_place(text);
  test_.file = source.file;
  test_.line = source.line;
}

void CucumberReader::element_started(std::string text) { test_.started = parse_time(text); }

void CucumberReader::element_tag(std::string text) { append_tag(test_.tags, text); }

bool CucumberReader::is_background() const {
  return lower(element_.type.empty() ? without_blanks_around(element_.keyword) : element_.type) == "background";
}

/// Gherkin 2 also wrote the outline itself, beside its rows.
bool CucumberReader::is_template() const {
  return lower(element_.type) == "scenario_outline" && !part_.steps.empty() && part_.roll_up.empty();
}

void CucumberReader::end_background() {
  if (part_.roll_up.empty()) return;  // behave: told once, its steps are repeated in each scenario
  background_.roll_up.add(part_.roll_up);
  background_.has_untested = background_.has_untested || part_.has_untested;
  for (auto* steps : {&part_.setup, &part_.steps, &part_.teardown})
    for (FinishedStep& finished : *steps) {
      if (finished.step.kind == StepKind::step) finished.step.kind = StepKind::background;
      append_kept(background_.steps, std::move(finished));
    }
  for (ReportedAttachment& attachment : part_.attachments) append_kept(background_.attachments, std::move(attachment));
  if (part_.duration) background_.duration = background_.duration.value_or(Duration{}) + *part_.duration;
}

void CucumberReader::end_scenario() {
  take_outcome();
  put_together();
  explain_outcome();
  background_.restart();
  feature_has_tests_ = true;
  hand_on(test_);
}

void CucumberReader::put_together() {
  take_feature_facts();
  take_identity();
  test_.steps.reserve(
      std::min(part_.setup.size() + background_.steps.size() + part_.steps.size() + part_.teardown.size(), limits::list_length_max));
  take_steps(part_.setup);
  take_steps(background_.steps);
  take_steps(part_.steps);
  take_steps(part_.teardown);
  for (Part* part : {&background_, &part_})
    for (ReportedAttachment& attachment : part->attachments) append_kept(test_.attachments, std::move(attachment));
  if (background_.duration || part_.duration)
    test_.duration = background_.duration.value_or(Duration{}) + part_.duration.value_or(Duration{});
}

/// The worst of all steps and hooks; an element's own word (behave) counts more, as hook errors show only there.
void CucumberReader::take_outcome() {
  CucumberRollUp roll_up = background_.roll_up;
  roll_up.add(part_.roll_up);
  if (background_.has_untested || part_.has_untested) roll_up.add("untested");
  test_.raw_status = !element_.status.empty() ? element_.status : roll_up.empty() ? "passed" : roll_up.worst();
  test_.outcome = cucumber_outcome(test_.raw_status);
}

void CucumberReader::take_feature_facts() {
  test_.suites.clear();
  if (!feature_.name.empty()) test_.suites.push_back(feature_.name);
  test_.class_name = feature_.name;
  test_.description = feature_.name;
  if (test_.file.empty()) test_.file = feature_.uri;
  std::vector<std::string> own_tags = std::exchange(test_.tags, feature_.tags);
  for (const std::string& tag : own_tags) append_tag(test_.tags, tag);
}

void CucumberReader::take_identity() {
  const CucumberId id = read_cucumber_id(element_.id, test_.name);
  const std::string& rule = rule_.empty() ? id.rule : rule_;
  if (!rule.empty()) {
    test_.suites.push_back(rule);
    test_.description += "\n" + rule;
  }
  std::string row = id.row;
  if (const std::size_t mark = test_.name.rfind(" -- @"); mark != std::string::npos) {  // behave: "name -- @1.2 examples"
    row = test_.name.substr(mark + 4);
    test_.name.resize(mark);
  }
  test_.identity = id.scenario;
  if (test_.identity.empty()) test_.identity = (test_.file.empty() ? feature_.name : test_.file) + ";" + test_.name;
  const std::string keyword = lower(element_.keyword);
  const bool is_outline = lower(element_.type) == "scenario_outline" || keyword.find("outline") != std::string::npos ||
                          keyword.find("template") != std::string::npos;
  if (row.empty() && !is_outline) return;
  std::string row_name = id.row.empty() ? row : row_name_in(id.row);
  if (row.empty()) row = std::to_string(++unnamed_rows_);
  // Unnamed and same-named Examples count their rows from 1 again; the line tells them apart, and a repeat has the same.
  test_.row = ReportedRow{std::move(row_name), rows_.number_of(test_.identity, row + "\n" + std::to_string(test_.line))};
}

void CucumberReader::take_steps(std::vector<FinishedStep>& steps) {
  for (FinishedStep& finished : steps) {
    append_kept(test_.steps, std::move(finished.step));
    if (finished.failure) append_kept(test_.failures, *std::move(finished.failure));
  }
}

void CucumberReader::explain_outcome() {
  const bool broke = test_.outcome == Outcome::failed || test_.outcome == Outcome::errored;
  if (!broke) test_.failures.clear();
  if (broke && test_.failures.empty())
    test_.failures.push_back({{}, "the scenario failed outside its steps, in a hook or in cleaning up", {}});
  if (test_.outcome != Outcome::skipped) return;
  for (const ReportedStep& step : test_.steps)
    if (step.outcome == Outcome::skipped && !step.actual.empty()) {
      test_.skip_reason = kept(step.actual);
      return;
    }
}

/// Keys come in any order: what has no more than a name yet may be a background or a rule.
bool CucumberReader::is_known_scenario() const {
  const std::string kind = lower(element_.type.empty() ? without_blanks_around(element_.keyword) : element_.type);
  if (element_.is_rule || kind == "rule" || is_background() || is_template()) return false;
  return !element_.id.empty() || !test_.tags.empty() || (!test_.name.empty() && !kind.empty());
}

void CucumberReader::cut_short() {
  if (!is_known_scenario()) return;
  put_together();
  test_.raw_status = element_.status;
  feature_has_tests_ = true;
  mark_cut_short(test_);
  hand_on(test_);
}

void CucumberReader::at_cut() {
  if (feature_has_tests_ && feature_.name.empty())
    warn("names_cut_off", "the report ends before it tells the name and the tags of its last feature, which its scenarios now lack");
  end_feature();
}

// ---- steps and hooks

void CucumberReader::begin_step() {
  step_.restart();
  open_ = &step_;
  before_step_.clear();
  after_step_.clear();
}

void CucumberReader::end_step() {
  if (step_.status.empty())
    part_.has_untested = true;
  else
    part_.roll_up.add(step_.status);
  const StepKind kind = kind_of_step();
  if (producer_.empty() && step_.hidden) producer_ = "cucumber-js";
  const bool is_hook = kind == StepKind::setup || kind == StepKind::teardown;
  if (is_hook && step_.name.empty() && step_.match_location.empty()) step_.name = step_.keyword;
  const bool keep = !is_hook || step_.failed_or_left_something();
  FinishedStep finished = step_.take(kind);
  note_duration(finished.step.duration);
  for (FinishedStep& hook : before_step_) append_kept(part_.steps, std::move(hook));
  if (keep) append_kept(part_.steps, std::move(finished));
  for (FinishedStep& hook : after_step_) append_kept(part_.steps, std::move(hook));
}

/// cucumber-js writes hooks as hidden steps; behave repeats the steps of the background in each scenario.
StepKind CucumberReader::kind_of_step() {
  if (step_.hidden) return lower(step_.keyword).starts_with("after") ? StepKind::teardown : StepKind::setup;
  if (step_.background) return StepKind::background;
  if (step_.location.empty()) return StepKind::step;
  if (is_background()) append_kept(background_places_, step_.location);
  const bool of_background = std::ranges::find(background_places_, step_.location) != background_places_.end();
  return of_background ? StepKind::background : StepKind::step;
}

void CucumberReader::begin_hook() {
  hook_.restart();
  open_ = &hook_;
}

void CucumberReader::end_hook(StepKind kind, std::vector<FinishedStep>& kept_in) {
  open_ = &step_;
  if (!hook_.status.empty()) part_.roll_up.add(hook_.status);
  const bool keep = hook_.failed_or_left_something();
  FinishedStep finished = hook_.take(kind);
  note_duration(finished.step.duration);
  if (keep) append_kept(kept_in, std::move(finished));
}

void CucumberReader::note_duration(const std::optional<Duration>& duration) {
  if (duration) part_.duration = part_.duration.value_or(Duration{}) + *duration;
}

void CucumberReader::match_location(std::string text) {
  if (producer_.empty()) producer_ = producer_of(text);
  open_->match_location = std::move(text);
}

/// The first counts: a few merged reports have a list of results.
void CucumberReader::status(std::string text) {
  if (open_->status.empty()) open_->status = std::move(text);
}

// ---- attachments

void CucumberReader::embedding_data(std::string text) {
  embedding_.too_large = text.size() > limits::attachment_size_max / 3 * 4 + 4;
  if (!embedding_.too_large) embedding_.data = std::move(text);
}

void CucumberReader::end_embedding() {
  const bool too_large = embedding_.too_large || part_.attachments_size + embedding_.data.size() / 4 * 3 > attachments_size_max;
  if (too_large) return warn("attachment_dropped", "an attachment of scenario \"" + test_.name + "\" is larger than the server keeps");
  if (!embedding_.media_type.starts_with("text/") && !embedding_.data.empty() && !decode_base64(embedding_.data))
    return warn("attachment_dropped", "an attachment of scenario \"" + test_.name + "\" is no base64 text");
  std::string content = decoded(std::move(embedding_.data), embedding_.media_type);
  open_->has_attachments = true;
  if (embedding_.media_type == log_media_type) return open_->add_output(content);
  part_.attachments_size += content.size();
  append_kept(part_.attachments, ReportedAttachment{std::move(embedding_.name), std::move(embedding_.media_type), std::move(content), {}});
}

}  // namespace testledger
