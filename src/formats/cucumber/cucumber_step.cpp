#include "formats/cucumber/cucumber_step.hpp"

#include <charconv>
#include <cmath>

#include "core/characters.hpp"
#include "core/letter_case.hpp"
#include "formats/text/kept_text.hpp"

namespace testledger {
namespace {

/// From worst to best; a word that is none of them stands between undefined and pending.
constexpr std::string_view statuses[] = {"failed", "ambiguous", "undefined", "", "pending", "skipped", "untested", "passed"};
constexpr int unknown_rank = 3;

int rank_of(std::string_view status) {
  for (int rank = 0; rank < static_cast<int>(std::size(statuses)); ++rank)
    if (status == statuses[rank]) return rank;
  return unknown_rank;
}

bool is_python(std::string_view match_location) {
  const std::size_t colon = match_location.rfind(':');
  return colon != std::string_view::npos && match_location.substr(0, colon).ends_with(".py");
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find_first_of("\r\n")); }

/// "java.lang.AssertionError" of "java.lang.AssertionError: expected 1"; empty when the text does not begin with a class.
std::string_view exception_type(std::string_view message) {
  const std::string_view word = message.substr(0, message.find_first_of(": \t\r\n"));
  const bool is_type = word.ends_with("Error") || word.ends_with("Exception") || word.ends_with("Failure");
  return is_type ? word : std::string_view{};
}

ReportedFailure failure_of(const ReportedStep& step, std::string_view error) {
  if (error.empty()) return {{}, kept(step.raw_status + " step: " + step.keyword + (step.keyword.empty() ? "" : " ") + step.text), {}};
  const std::string_view type = exception_type(error);
  std::string_view message = first_line(error);
  if (!type.empty() && message.substr(type.size()).starts_with(": ")) message.remove_prefix(type.size() + 2);
  return {std::string(type), kept(message), std::string(error)};
}

}  // namespace

Outcome cucumber_outcome(std::string_view status) {
  const std::string word = lower(status);
  if (word == "passed") return Outcome::passed;
  if (word == "failed") return Outcome::failed;
  if (word == "ambiguous" || word == "undefined") return Outcome::errored;
  if (word == "skipped" || word == "pending" || word == "untested") return Outcome::skipped;
  return Outcome::other;
}

void CucumberRollUp::add(std::string_view status) {
  const int rank = rank_of(lower(status));
  if (!worst_.empty() && rank >= rank_) return;
  worst_ = status;
  rank_ = rank;
}

void CucumberRollUp::add(const CucumberRollUp& other) {
  if (!other.empty()) add(other.worst_);
}

void CucumberStep::restart() {
  for (auto* text : {&keyword, &name, &status, &location, &match_location, &row_, &duration_}) text->clear();
  hidden = background = has_attachments = false;
  error_.restart(limits::failure_text_max);
  output_.restart(limits::step_text_max);
  data_.restart(limits::step_text_max);
}

void CucumberStep::add_line(LimitedText& text, std::string_view line) {
  if (!text.empty()) text.append("\n");
  text.append(line);
}

/// Tables are kept as Gherkin writes them, "| a | b |" a line.
void CucumberStep::add_cell(std::string_view cell) {
  if (row_.size() > limits::step_text_max) return;
  row_ += row_.empty() ? "| " : " ";
  for (const char c : cell) {
    if (c == '|' || c == '\\') row_ += '\\';
    if (c == '\n')
      row_ += "\\n";
    else
      row_ += c;
  }
  row_ += " |";
}

void CucumberStep::end_row() {
  if (row_.empty()) return;
  add_data(row_);
  row_.clear();
}

/// Nanoseconds, but behave writes seconds: a Python runner's number with a fraction.
std::optional<Duration> CucumberStep::duration() const {
  double number = 0;
  const auto [end, status_code] = std::from_chars(duration_.data(), duration_.data() + duration_.size(), number);
  if (status_code != std::errc{} || end != duration_.data() + duration_.size()) return std::nullopt;
  const bool seconds = duration_.find_first_of(".eE") != std::string::npos && (!location.empty() || is_python(match_location));
  const double microseconds = seconds ? number * 1e6 : number / 1e3;
  constexpr double longest = 1e6 * 60 * 60 * 24 * 365;
  if (!(microseconds >= 0 && microseconds <= longest)) return std::nullopt;
  return Duration(std::llround(microseconds));
}

bool CucumberStep::failed_or_left_something() const {
  const Outcome outcome = cucumber_outcome(status);
  return outcome == Outcome::failed || outcome == Outcome::errored || !error_.empty() || !output_.empty() || has_attachments;
}

FinishedStep CucumberStep::take(StepKind kind) {
  FinishedStep finished;
  ReportedStep& step = finished.step;
  step.kind = kind;
  step.keyword = without_blanks_around(keyword);
  step.duration = duration();  // before the locations are gone
  step.text = name.empty() ? std::move(match_location) : std::move(name);
  step.data = data_.take();
  step.raw_status = status.empty() ? "untested" : std::move(status);
  step.outcome = cucumber_outcome(step.raw_status);
  std::string error = error_.take();
  error.resize(error.find_last_not_of(text_blanks) + 1);
  if (step.outcome == Outcome::failed || step.outcome == Outcome::errored) finished.failure = failure_of(step, error);
  LimitedText actual(limits::step_text_max);
  actual.append(error);
  if (const std::string output = output_.take(); !output.empty()) add_line(actual, output);
  step.actual = actual.take();
  return finished;
}

}  // namespace testledger
