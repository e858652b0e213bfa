#include "formats/robot/robot_record.hpp"

#include <algorithm>

#include "formats/text/kept_text.hpp"
#include "reports/limits.hpp"

namespace testledger {
namespace {

// All steps, and all images, of one test together.
constexpr std::size_t steps_size_max = 16 * 1024 * 1024;
constexpr std::size_t images_size_max = 2 * limits::attachment_size_max;

bool below_info(std::string_view level) { return level == "TRACE" || level == "DEBUG" || level == "NONE"; }

bool is_problem(std::string_view level) { return level == "FAIL" || level == "ERROR" || level == "WARN" || level == "SKIP"; }

std::size_t size_of(const ReportedStep& step) { return sizeof step + step.text.size() + step.data.size() + step.actual.size(); }

bool is_branch(std::string_view type) {
  for (const std::string_view branch : {"IF", "ELSE IF", "ELSE", "TRY", "EXCEPT", "FINALLY"})
    if (type == branch) return true;
  return false;
}

int position(const ReportedStep& step) { return step.kind == StepKind::setup ? 0 : step.kind == StepKind::teardown ? 2 : 1; }

}  // namespace

void RobotRecord::begin(Place place) {
  clear(test_);
  test_.place = place;
  verdict_ = {};
  item_depth_ = 0;
  output_.restart(limits::output_max);
  steps_size_ = 0;
  images_size_ = 0;
  open_ = true;
}

void RobotRecord::add_tag(std::string tag) {
  if (test_.tags.size() < limits::list_length_max) test_.tags.push_back(std::move(tag));
}

void RobotRecord::add_property(std::string name, std::string value) {
  if (!value.empty()) test_.properties.push_back({std::move(name), std::move(value)});
}

std::size_t RobotRecord::step_room() const {
  return std::min(limits::step_text_max, steps_size_max - std::min(steps_size_, steps_size_max));
}

void RobotRecord::begin_item(std::string_view type) {
  ++item_depth_;
  RobotItem* begun = item();
  if (begun == nullptr) return;
  begun->restart(step_room());
  begun->type = kept(type, limits::name_length_max);
}

void RobotRecord::end_item() {
  RobotItem* ended = item();
  --item_depth_;
  if (ended == nullptr) return;
  if (item_depth_ == 0) return add_step(robot_step(*ended));
  if (!is_branch(ended->type)) return;
  RobotItem& block = items_.front();
  if (!block.branches.empty()) block.branches.append("\n");
  block.branches.append(robot_line(*ended));
}

void RobotRecord::add_step(ReportedStep step) {
  if (test_.steps.size() >= limits::list_length_max) return;
  steps_size_ += size_of(step);
  test_.steps.push_back(std::move(step));
}

void RobotRecord::add_message(RobotMessage message) {
  if (below_info(message.level)) return;
  const std::string level = message.level.empty() ? "INFO" : message.level;
  RobotLogText read = robot_log_text(std::move(message));
  add_images(std::move(read.images));
  output_.append(level + "  ");
  output_.append(read.text);
  output_.append("\n");
  if (item_depth_ == 0 || !is_problem(level)) return;
  LimitedText& problems = items_.front().problems;
  if (!problems.empty()) problems.append("\n");
  problems.append(read.text);
}

void RobotRecord::add_images(std::vector<ReportedAttachment> images) {
  for (ReportedAttachment& image : images) {
    images_size_ += image.content.size();
    if (images_size_ > images_size_max || test_.attachments.size() >= limits::list_length_max) return;
    test_.attachments.push_back(std::move(image));
  }
}

/// Outcome and what explains it, from the verdict.
void RobotRecord::conclude() {
  test_.outcome = robot_outcome(verdict_.status);
  test_.raw_status = std::move(verdict_.status);
  std::string text = kept(robot_status_text(verdict_.message), limits::failure_text_max);
  if (test_.outcome == Outcome::failed)
    test_.failures.push_back({.type = {}, .message = std::move(text), .text = {}});
  else if (test_.outcome == Outcome::skipped)
    test_.skip_reason = std::move(text);
  else if (!text.empty())
    output_.append(test_.raw_status + "  " + text + "\n");
}

ReportedTest& RobotRecord::end(RobotSuites& suites) {
  suites.count(verdict_.status);
  suites.describe(test_);
  verdict_ = suites.judge(std::move(verdict_));
  conclude();
  std::ranges::stable_sort(test_.steps, {}, position);
  test_.output = output_.take();
  open_ = false;
  return test_;
}

ReportedTest& RobotRecord::cut(const RobotSuites& suites) {
  item_depth_ = std::min<std::size_t>(item_depth_, 1);
  if (RobotItem* broken = item()) {
    ReportedStep step = robot_step(*broken);
    step.outcome = Outcome::errored;
    add_step(std::move(step));
    item_depth_ = 0;
  }
  suites.describe(test_);
  conclude();
  mark_cut_short(test_);
  std::ranges::stable_sort(test_.steps, {}, position);
  test_.output = output_.take();
  open_ = false;
  return test_;
}

}  // namespace testledger
