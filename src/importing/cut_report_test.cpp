// Reports that are cut short, taken as far as they go (allowPartial).
#include <gmock/gmock.h>

#include "importing/report_reading.hpp"
#include "importing/testing/imported_reports.hpp"

namespace testledger {
namespace {

using testing::HasSubstr;

class CutReport : public ImportedReports {
 protected:
  CutReport() { options_.allow_partial = true; }

  /// The run that the last case of the summary got.
  RunDetail last_run(const ImportSummary& summary) { return detail(summary.processed.back().run_id); }
};

const std::string three = "<testsuites>\n<testsuite name=\"s\"><testcase name=\"a\"/><testcase name=\"b\"><skipped/></testcase>";
const std::string cut_in_c = three + "\n<testcase name=\"c\"><failure message=\"expected 1\">at Log";

TEST_F(CutReport, IsTakenAsFarAsItGoes) {
  const ImportSummary summary = import("junit", cut_in_c);
  EXPECT_EQ(summary.requests, 3U);
  EXPECT_EQ(summary.successes, 3U);
  ASSERT_EQ(summary.processed.size(), 3U);
  EXPECT_EQ(summary.processed[0].status, RunStatusType::passed);
  EXPECT_EQ(summary.processed[1].status, RunStatusType::not_run);
  EXPECT_EQ(summary.processed[2].status, RunStatusType::failed);
  EXPECT_THAT(last_run(summary).comments.at(0), testing::StartsWith("report ends here\n"));
  EXPECT_THAT(last_run(summary).comments.at(0), HasSubstr("expected 1"));
  ASSERT_EQ(summary.warnings.size(), 1U);
  EXPECT_EQ(summary.warnings[0].code, "report_cut_short");
  EXPECT_EQ(summary.warnings[0].message,
            "the report ends at line 3, column 56, inside the test c: 2 results before it were taken; the rest is missing");
  EXPECT_EQ(summary.warnings[0].place->line, 3U);
}

TEST_F(CutReport, IsRefusedWithoutTheOption) {
  options_.allow_partial = false;
  EXPECT_TRUE(import("junit", cut_in_c).failed());
  EXPECT_TRUE(runs().empty());
}

TEST_F(CutReport, EndsBetweenTests) {
  const ImportSummary summary = import("junit", three);
  EXPECT_EQ(summary.successes, 2U);
  EXPECT_THAT(summary.warnings.at(0).message, HasSubstr("column 81: 2 results before it"));
}

TEST_F(CutReport, IsNoticedBeforeAHundredOtherWarnings) {
  std::string suites;
  for (int i = 0; i < 200; ++i) suites += "<testsuite name=\"s\" tests=\"9\"><testcase name=\"a" + std::to_string(i) + "\"/></testsuite>";
  const ImportSummary summary = import("junit", "<testsuites>" + suites);
  EXPECT_EQ(summary.warnings.size(), listed_warnings_max);
  EXPECT_EQ(summary.warnings[0].code, "report_cut_short");
  EXPECT_GT(summary.warning_count, listed_warnings_max);
}

TEST_F(CutReport, IsStillRefusedWhereItIsDamagedOrHoldsNothing) {
  for (const std::string report : {"", "<testsuites><testsuite name=\"s\">", "<testsuites><testcase name=\"a\"/></testsuite>",
                                   "<testsuites><testcase name=\"a\"/><a b=1>", "<html><body>"}) {
    const ImportSummary summary = import("junit", report);
    EXPECT_TRUE(summary.failed()) << report;
    EXPECT_EQ(summary.error_list.at(0).code, ProblemCode::invalid_report) << report;
  }
  EXPECT_TRUE(runs().empty());
}

TEST_F(CutReport, OfAWholeReportIsNothingSpecial) {
  const ImportSummary summary = import("junit", three + "</testsuite></testsuites>");
  EXPECT_EQ(summary.successes, 2U);
  EXPECT_TRUE(summary.warnings.empty());
}

TEST_F(CutReport, KnowsWhatWasToldTooLateForItsTests) {
  const ImportSummary summary = import(
      "robot", R"(<robot generator="Robot 7"><suite name="R"><suite name="S"><test name="t"><status status="PASS"/></test>)"
               R"(<kw name="Down" type="TEARDOWN"><status status="FAIL">disk full</status></kw></suite><suite name="T"><test name="u">)");
  ASSERT_EQ(summary.processed.size(), 2U);
  EXPECT_EQ(summary.processed[0].status, RunStatusType::failed);
  EXPECT_THAT(detail(summary.processed[0].run_id).comments.at(0), HasSubstr("disk full"));
  EXPECT_EQ(summary.warnings.at(0).code, "report_cut_short");
  EXPECT_EQ(summary.warnings.at(1).code, "suite_teardown_failed");
}

std::string outline(std::string_view rows) {
  std::string elements;
  for (const char row : rows)
    elements += std::string(elements.empty() ? "" : ",") + R"({"type":"scenario","keyword":"Scenario Outline","name":"o","id":"f;o;;)" +
                row + R"(","line":)" + row + R"(,"steps":[{"keyword":"Given ","name":"x)" + row + R"(","result":{"status":"passed"}}]})";
  return R"([{"uri":"f.feature","name":"F","elements":[)" + elements;
}

TEST_F(CutReport, TakesNoRowsAndNoStepsFromCases) {
  options_.bdd_force_update_case = true;
  import("cucumber", outline("234") + "]}]");
  const TestCase before = found_case(1);
  ASSERT_EQ(before.fields.dataset.rows.size(), 3U);
  const ImportSummary less = import("cucumber", outline("2"));
  EXPECT_EQ(less.warnings.at(0).code, "report_cut_short");
  EXPECT_EQ(found_case(1).fields.dataset, before.fields.dataset);
  const ImportSummary none =
      import("cucumber", R"([{"uri":"f.feature","name":"F","elements":[{"type":"scenario","name":"o","id":"f;o","line":2,"steps":[)");
  EXPECT_EQ(none.processed.at(0).status, RunStatusType::failed);
  EXPECT_EQ(found_case(1).fields.steps, before.fields.steps);
  import("cucumber", outline("2") + "]}]");
  EXPECT_EQ(found_case(1).fields.dataset.rows.size(), 1U);
}

}  // namespace
}  // namespace testledger
