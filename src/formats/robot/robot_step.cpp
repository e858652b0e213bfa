#include "formats/robot/robot_step.hpp"

#include "reports/limits.hpp"

namespace testledger {
namespace {

constexpr std::string_view separator = "    ";

bool is_keyword(std::string_view type) {
  return type.empty() || type == "KEYWORD" || type == "KW" || type == "SETUP" || type == "TEARDOWN";
}

StepKind kind_of(std::string_view type) {
  if (type == "SETUP") return StepKind::setup;
  return type == "TEARDOWN" ? StepKind::teardown : StepKind::step;
}

/// A keyword that was not run is "NOT RUN", before version 4 "NOT_RUN".
Outcome step_outcome(std::string_view status) { return status.starts_with("NOT") ? Outcome::skipped : robot_outcome(status); }

std::string keyword_name(const RobotItem& item) {
  // Before version 7 old files have the owner in the name already.
  if (item.owner.empty() || item.name.starts_with(item.owner + ".")) return item.name;
  return item.owner + "." + item.name;
}

std::string keyword_data(RobotItem& item) {
  if (item.assign.empty()) return item.values.take();
  std::string data = item.assign.take();
  if (!data.ends_with('=')) data += " =";
  if (!item.values.empty()) data += std::string(separator) + item.values.take();
  return data;
}

void name_block(ReportedStep& step, RobotItem& item) {
  const std::string branches = item.branches.take();
  const auto end = branches.find('\n');
  step.text = branches.substr(0, end);
  if (end != std::string::npos) step.data = branches.substr(end + 1);
  if (branches.empty()) step.text = robot_line(item);
}

void add_if_told(RobotWords& words, std::string_view word) {
  if (!word.empty()) words.add(word);
}

/// The keyword that opens a block whose branches are gone (Rebot can remove them).
std::string_view first_word(std::string_view type) {
  if (type == "IF/ELSE ROOT") return "IF";
  return type == "TRY/EXCEPT ROOT" ? "TRY" : type;
}

}  // namespace

void RobotWords::restart(std::size_t bytes_max) {
  text_.restart(bytes_max);
  count_ = 0;
}

void RobotWords::add(std::string_view word) {
  if (count_++ > 0) text_.append(separator);
  text_.append(word);
}

void RobotWords::add_option(std::string_view name, std::string_view value) {
  if (!value.empty()) add(std::string(name) + "=" + std::string(value));
}

std::string RobotWords::take() {
  count_ = 0;
  return text_.take();
}

void RobotItem::restart(std::size_t bytes_max) {
  for (std::string* text : {&type, &name, &owner, &flavor, &condition, &status, &message}) text->clear();
  for (RobotWords* words : {&assign, &values, &options}) words->restart(bytes_max);
  branches.restart(bytes_max);
  problems.restart(bytes_max);
  duration.reset();
}

Outcome robot_outcome(std::string_view status) {
  if (status == "PASS") return Outcome::passed;
  if (status == "FAIL") return Outcome::failed;
  return status == "SKIP" ? Outcome::skipped : Outcome::other;
}

std::string robot_line(RobotItem& item) {
  RobotWords line;
  line.restart(limits::step_text_max);
  line.add(first_word(item.type));
  const bool catches = item.type == "EXCEPT";
  const std::string assign = item.assign.take();
  add_if_told(line, item.name);
  if (!catches) add_if_told(line, assign);
  add_if_told(line, item.flavor);
  add_if_told(line, item.condition);
  add_if_told(line, item.values.take());
  add_if_told(line, item.options.take());
  if (catches && !assign.empty()) line.add("AS    " + assign);
  return line.take();
}

ReportedStep robot_step(RobotItem& item) {
  ReportedStep step;
  step.kind = kind_of(item.type);
  if (is_keyword(item.type)) {
    step.text = keyword_name(item);
    step.data = keyword_data(item);
  } else if (item.type.ends_with(" ROOT")) {
    name_block(step, item);
  } else {
    step.text = robot_line(item);
  }
  step.actual = item.problems.take();
  if (step.actual.empty()) step.actual = std::move(item.message);
  step.outcome = step_outcome(item.status);
  step.raw_status = std::move(item.status);
  step.duration = item.duration;
  return step;
}

}  // namespace testledger
