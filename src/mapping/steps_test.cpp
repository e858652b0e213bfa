#include "mapping/steps.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

constexpr ReportKind bdd{.bdd = true, .steps = true};
constexpr ReportKind robot{.steps = true};

ReportedStep step(std::string keyword, std::string text, Outcome outcome = Outcome::passed) {
  return {.keyword = std::move(keyword), .text = std::move(text), .actual = outcome == Outcome::failed ? "bang" : "", .outcome = outcome};
}

struct KeywordRow {
  const char* why;
  std::vector<std::string> keywords;
  const char* types;
};

const KeywordRow keyword_rows[] = {
    {"English", {"Given", "And", "When", "Then", "But", "*"}, "GIVEN AND WHEN THEN BUT STAR"},
    {"any letter case and padding", {"given ", " THEN"}, "GIVEN THEN"},
    {"German", {"Angenommen", "Und", "Wenn", "Dann", "Aber"}, "GIVEN AND WHEN THEN BUT"},
    {"French", {"Étant donné", "Et", "Quand", "Alors"}, "GIVEN AND WHEN THEN"},
    {"Russian", {"Допустим", "Когда", "Тогда", "И"}, "GIVEN WHEN THEN AND"},
    {"a language nobody knows goes by place", {"Foo", "Foo", "Bar", "Baz", "Qux"}, "GIVEN AND WHEN THEN AND"},
    {"an unknown word after a known Given", {"Given", "Bar"}, "GIVEN WHEN"},
    {"no words at all", {"", "", ""}, "GIVEN AND AND"},
};

TEST(CaseSteps, HaveTheirTypesFromKeywords) {
  for (const KeywordRow& row : keyword_rows) {
    SCOPED_TRACE(row.why);
    std::vector<ReportedStep> steps;
    for (const std::string& keyword : row.keywords) steps.push_back(step(keyword, "x"));
    std::string types;
    for (const CaseStep& made : case_steps(steps, bdd)) types.append(types.empty() ? "" : " ").append(name_of(made.type).substr(4));
    EXPECT_EQ(types, row.types);
  }
}

TEST(CaseSteps, OfARequestAreGivenThenAnd) {
  std::vector<ReportedStep> steps = {step("Given", "GET /cart"), step("", "is 200"), step("", "has items")};
  steps[1].kind = steps[2].kind = StepKind::assertion;
  const auto made = case_steps(steps, bdd);
  ASSERT_EQ(made.size(), 3U);
  EXPECT_EQ(made[1].type, StepType::bdd_then);
  EXPECT_EQ(made[2].type, StepType::bdd_and);
}

std::vector<ReportedStep> with_fixtures() {
  std::vector<ReportedStep> steps = {step("", "open"), step("Given", "a cart"), step("When", "it pays", Outcome::failed),
                                     step("", "close", Outcome::failed)};
  steps[0].kind = StepKind::setup;
  steps[1].kind = StepKind::background;
  steps[2].data = "| a | b |";
  steps[3].kind = StepKind::teardown;
  return steps;
}

TEST(CaseSteps, LeaveOutHooksAndKeepBackgroundsAndData) {
  const std::vector<CaseStep> expected = {{StepType::bdd_given, "a cart", "", ""}, {StepType::bdd_when, "it pays", "| a | b |", ""}};
  EXPECT_EQ(case_steps(with_fixtures(), bdd), expected);
}

TEST(CaseSteps, OfRobotNameTheirSetUpAndTearDown) {
  const auto made = case_steps(with_fixtures(), robot);
  ASSERT_EQ(made.size(), 4U);
  EXPECT_EQ(made[0], (CaseStep{StepType::text, "Setup: open", "", ""}));
  EXPECT_EQ(made[3].text, "Teardown: close");
}

TEST(RunSteps, KeepFailedHooksOnly) {
  const auto made = run_steps(with_fixtures(), bdd);
  ASSERT_EQ(made.size(), 3U);
  EXPECT_EQ(made[0].text, "a cart");
  EXPECT_EQ(made[1], (RunStep{"When", "it pays", "| a | b |", "", "bang", RunStatusType::failed}));
  EXPECT_EQ(made[2].text, "close");
}

const std::vector<CaseStep> expected_steps = {{StepType::bdd_given, "a cart", "", "is there"}, {StepType::bdd_when, "it pays", "", ""}};

TEST(CompareSteps, MatchesByPositionAndText) {
  auto compared = compare_steps(with_fixtures(), expected_steps, bdd);
  EXPECT_EQ(compared.unmatched, 0U);
  ASSERT_EQ(compared.steps.size(), 3U) << "a failed hook is told besides";
  EXPECT_EQ(compared.steps[0], (RunStep{"Given", "a cart", "", "is there", "", RunStatusType::passed}));
  EXPECT_EQ(compared.steps[1].status, RunStatusType::failed);
  EXPECT_EQ(compared.steps[1].actual, "bang");
}

TEST(CompareSteps, TellsAFailedHookWhereItRan) {
  std::vector<ReportedStep> reported = {step("Given", "a cart", Outcome::skipped), step("", "", Outcome::failed)};
  reported[1].kind = StepKind::setup;
  const auto compared = compare_steps(reported, expected_steps, bdd);
  ASSERT_EQ(compared.steps.size(), 3U);
  EXPECT_EQ(compared.steps[0], (RunStep{"", "Before hook", "", "", "bang", RunStatusType::failed}));
  EXPECT_EQ(compared.steps[1].text, "a cart");
}

struct CompareRow {
  const char* why;
  std::vector<ReportedStep> reported;
  std::size_t unmatched;
  std::vector<RunStatusType> statuses;
};

using enum RunStatusType;

const CompareRow compare_rows[] = {
    {"another text is another step (H-10)", {step("Given", "a basket"), step("When", "it pays")}, 1, {not_run, passed}},
    {"part of a text is another step", {step("Given", "a car"), step("When", "it pays now")}, 2, {not_run, not_run}},
    {"a step more in the report is left out",
     {step("Given", "a cart"), step("When", "it pays"), step("Then", "thanks")},
     1,
     {passed, passed}},
    {"a step less leaves the case's Not Run", {step("Given", "a cart")}, 1, {passed, not_run}},
    {"another place is another step", {step("When", "it pays"), step("Given", "a cart")}, 2, {not_run, not_run}},
    {"padding is no difference", {step("Given", " a cart "), step("When", "it pays")}, 0, {passed, passed}},
};

TEST(CompareSteps, TellsHowManyDoNotMatch) {
  for (const CompareRow& row : compare_rows) {
    SCOPED_TRACE(row.why);
    const auto compared = compare_steps(row.reported, expected_steps, bdd);
    EXPECT_EQ(compared.unmatched, row.unmatched);
    std::vector<RunStatusType> statuses;
    for (const RunStep& made : compared.steps) statuses.push_back(made.status);
    EXPECT_EQ(statuses, row.statuses);
  }
}

TEST(StepsByRunStatus, HaveTheKeywordsOfTheirTypes) {
  using enum StepType;
  constexpr std::pair<StepType, std::string_view> types[] = {{bdd_given, "Given"}, {bdd_when, "When"}, {bdd_then, "Then"}, {bdd_and, "And"},
                                                             {bdd_but, "But"},     {bdd_star, "*"},    {text, ""},         {reference, ""}};
  for (const auto& [type, keyword] : types) EXPECT_EQ(steps_by_run_status({{type, "x", "", ""}}, passed)[0].keyword, keyword);
}

TEST(StepsByRunStatus, PassOnlyWithAPassedRun) {
  EXPECT_EQ(steps_by_run_status(expected_steps, RunStatusType::passed)[1].status, RunStatusType::passed);
  EXPECT_EQ(steps_by_run_status(expected_steps, RunStatusType::failed)[1].status, RunStatusType::not_run);
  EXPECT_EQ(steps_by_run_status(expected_steps, RunStatusType::failed)[0].text, "a cart");
}

}  // namespace
}  // namespace testledger
