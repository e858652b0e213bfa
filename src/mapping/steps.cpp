#include "mapping/steps.hpp"

#include "mapping/bdd_keywords.hpp"
#include "mapping/status.hpp"
#include "mapping/text.hpp"

namespace testledger {
namespace {

bool is_fixture(const ReportedStep& step) { return step.kind == StepKind::setup || step.kind == StepKind::teardown; }

/// What the step is called in a case: a classic step names its role, because it has no keyword to do so.
std::string text_of(const ReportedStep& step, const ReportKind& kind) {
  std::string text(without_blanks_around(step.text));
  if (text.empty()) text = step.keyword;
  if (kind.bdd && is_fixture(step) && text.empty()) return step.kind == StepKind::setup ? "Before hook" : "After hook";
  if (kind.bdd || !is_fixture(step)) return text;
  return (step.kind == StepKind::setup ? "Setup: " : "Teardown: ") + text;
}

RunStep run_step(ReportedStep step, const ReportKind& kind) {
  const RunStatusType status = step_status_of(step);
  std::string text = text_of(step, kind);
  return {.keyword = std::move(step.keyword),
          .text = std::move(text),
          .data = std::move(step.data),
          .expected = {},
          .actual = std::move(step.actual),
          .status = status};
}

RunStep run_step_of(const CaseStep& step) {
  return {.keyword = std::string(keyword_of(step.type)),
          .text = step.text,
          .data = step.data,
          .expected = step.expected,
          .actual = {},
          .status = RunStatusType::not_run};
}

bool belongs_to_case(const ReportedStep& step, const ReportKind& kind) { return !kind.bdd || !is_fixture(step); }

}  // namespace

std::vector<CaseStep> case_steps(const std::vector<ReportedStep>& steps, const ReportKind& kind) {
  std::vector<CaseStep> made;
  made.reserve(steps.size());
  BddKeywords keywords;
  for (const ReportedStep& step : steps) {
    if (!belongs_to_case(step, kind)) continue;
    made.push_back(
        {.type = kind.bdd ? keywords.type_of(step) : StepType::text, .text = text_of(step, kind), .data = step.data, .expected = {}});
  }
  return made;
}

std::vector<RunStep> run_steps(std::vector<ReportedStep> steps, const ReportKind& kind) {
  std::vector<RunStep> made;
  made.reserve(steps.size());
  for (ReportedStep& step : steps)
    if (belongs_to_case(step, kind) || step_status_of(step) == RunStatusType::failed) made.push_back(run_step(std::move(step), kind));
  return made;
}

ComparedSteps compare_steps(std::vector<ReportedStep> reported, const std::vector<CaseStep>& expected, const ReportKind& kind) {
  ComparedSteps compared;
  compared.steps.reserve(expected.size());
  for (const CaseStep& step : expected) compared.steps.push_back(run_step_of(step));
  std::vector<RunStep> failed_setup;
  std::size_t position = 0, matched = 0;
  for (ReportedStep& step : reported) {
    if (!belongs_to_case(step, kind)) {
      if (step_status_of(step) != RunStatusType::failed) continue;
      std::vector<RunStep>& side = step.kind == StepKind::setup ? failed_setup : compared.steps;
      side.push_back(run_step(std::move(step), kind));
      continue;
    }
    const std::size_t at = position++;
    if (at >= expected.size() || without_blanks_around(expected[at].text) != text_of(step, kind)) continue;
    ++matched;
    compared.steps[at].status = step_status_of(step);
    compared.steps[at].actual = std::move(step.actual);
  }
  compared.steps.insert(compared.steps.begin(), std::make_move_iterator(failed_setup.begin()), std::make_move_iterator(failed_setup.end()));
  compared.unmatched = std::max(position, expected.size()) - matched;
  return compared;
}

std::vector<RunStep> steps_by_run_status(const std::vector<CaseStep>& steps, RunStatusType run_status) {
  std::vector<RunStep> made;
  made.reserve(steps.size());
  for (const CaseStep& step : steps) {
    made.push_back(run_step_of(step));
    if (run_status == RunStatusType::passed) made.back().status = RunStatusType::passed;
  }
  return made;
}

}  // namespace testledger
