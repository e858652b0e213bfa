#include <gmock/gmock.h>

#include "formats/collected_report.hpp"
#include "formats/sample_reports_test.hpp"
#include "reports/limits.hpp"

namespace testledger {

extern const ReportFormat robot_format;

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::chrono_literals;

CollectedReport reread(const std::string& bytes) {
  CollectedReport second = collect_again(robot_format, bytes);
  EXPECT_TRUE(second.warnings == collect(robot_format, bytes).warnings) << "a second reading warns of the same";
  return second;
}

bool wants_second_reading(const std::string& bytes) {
  CollectedReport report;
  const auto reader = robot_format.make_reader();
  EXPECT_TRUE(reader->feed(bytes, report) && reader->finish(report));
  return reader->second_reading() != nullptr;
}

std::string in_suite(const std::string& inside) {
  return R"(<robot generator="Robot 7.3.2"><suite name="S">)" + inside + "</suite></robot>";
}

std::string in_test(const std::string& inside) { return in_suite(R"(<test name="T">)" + inside + R"(<status status="PASS"/></test>)"); }

struct Version7 : testing::Test {
  const CollectedReport report = collect(robot_format, testdata("robot/version_7_steps_and_statuses.xml"));
  const ReportedTest& first = report.tests.at(0);
};

TEST_F(Version7, TellsTheProducer) {
  EXPECT_EQ(report.header.producer, "Robot");
  EXPECT_EQ(report.header.version, "7.3.2");
}

TEST_F(Version7, TellsWhatATestIs) {
  ASSERT_EQ(report.tests.size(), 4u);
  EXPECT_THAT(first.suites, ElementsAre("Shop", "Cart"));
  EXPECT_EQ(first.class_name, "Shop.Cart");
  EXPECT_EQ(first.name, "Add And Pay");
  EXPECT_EQ(first.description, "Adds to the cart\nand pays.");
  EXPECT_THAT(first.tags, ElementsAre("AT-TC-12", "smoke"));
  EXPECT_THAT(first.properties, ElementsAre(ReportedProperty{"timeout", "1 minute"}));
  EXPECT_EQ(first.file, "/shop/cart.robot");
  EXPECT_EQ(first.line, 7);
  EXPECT_EQ(first.place.line, 9u);
  EXPECT_EQ(first.duration, 2100ms);
  EXPECT_EQ(first.started, TimePoint(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + 10h + 900ms));
}

TEST_F(Version7, KeepsTestsOfOneNameApart) {
  EXPECT_EQ(report.tests[1].name, first.name);
  EXPECT_EQ(report.tests[1].line, 40);
}

TEST_F(Version7, TellsHowATestEnded) {
  const struct {
    std::string_view why;
    std::size_t test;
    Outcome outcome;
    std::string raw_status, failure, skip_reason;
  } rows[] = {
      {"a failure has the status text", 0, Outcome::failed, "FAIL", "Non-existing setting 'Setpu'.", ""},
      {"a skip has its reason", 1, Outcome::skipped, "SKIP", "", "Not today."},
      {"of HTML the text is told", 2, Outcome::failed, "FAIL", "1 < 2\nsecond line", ""},
      {"a passed test has neither", 3, Outcome::passed, "PASS", "", ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    const ReportedTest& test = report.tests.at(row.test);
    EXPECT_EQ(test.outcome, row.outcome);
    EXPECT_EQ(test.raw_status, row.raw_status);
    EXPECT_EQ(test.skip_reason, row.skip_reason);
    ASSERT_EQ(test.failures.size(), row.failure.empty() ? 0u : 1u);
    EXPECT_EQ(test.failures.empty() ? "" : test.failures[0].message, row.failure);
  }
  EXPECT_EQ(report.tests[3].output, "PASS  good enough\n");
}

TEST_F(Version7, TellsTopLevelItemsAsSteps) {
  const struct {
    StepKind kind;
    std::string text, data, actual;
    Outcome outcome;
    Duration duration;
  } rows[] = {
      {StepKind::setup, "SeleniumLibrary.Open Browser", "https://shop.example", "", Outcome::passed, 1s},
      {StepKind::step, "Shop.Get Total", "${total}    ${currency} =    cart    round=no", "deep warning", Outcome::passed, 2ms},
      {StepKind::step, "FOR    ${i}    ${x}    IN ENUMERATE    a    b    start=1", "", "", Outcome::passed, 4ms},
      {StepKind::step, "IF    ${total} > 5", "ELSE IF    ${total} == 2\nELSE", "", Outcome::passed, 1ms},
      {StepKind::step, "TRY", "EXCEPT    cau*    other*    type=GLOB    AS    ${err}\nFINALLY", "caught", Outcome::passed, 3ms},
      {StepKind::step, "WHILE    $x < 3    limit=10    on_limit=pass", "", "", Outcome::passed, 1ms},
      {StepKind::step, "GROUP    Check out", "", "", Outcome::passed, 1ms},
      {StepKind::step, "VAR    @{list}    1    2    scope=SUITE", "", "", Outcome::passed, 1ms},
      {StepKind::step, "PARALLEL    of a later version", "", "kept from the unknown", Outcome::passed, 1ms},
      {StepKind::step, "ERROR    [Setpu]", "", "Non-existing setting 'Setpu'.", Outcome::failed, 0s},
      {StepKind::teardown, "SeleniumLibrary.Close Browser", "", "", Outcome::passed, 0s},
  };
  ASSERT_EQ(first.steps.size(), std::size(rows));
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    SCOPED_TRACE(rows[i].text);
    const ReportedStep& step = first.steps[i];
    EXPECT_EQ(step.kind, rows[i].kind);
    EXPECT_EQ(step.text, rows[i].text);
    EXPECT_EQ(step.data, rows[i].data);
    EXPECT_EQ(step.actual, rows[i].actual);
    EXPECT_EQ(step.outcome, rows[i].outcome);
    EXPECT_EQ(step.duration, rows[i].duration);
  }
}

TEST_F(Version7, TellsTheLogAndItsImages) {
  EXPECT_EQ(first.output,
            "WARN  deep warning\nINFO  a <b>\nFAIL  caught\nERROR  kept from the unknown\nFAIL  Non-existing setting 'Setpu'.\n"
            "INFO  <a><img src=\"image.png\" width=\"80\"></a><img src=\"shots/end.png\">\n");
  ASSERT_EQ(first.attachments.size(), 2u);
  EXPECT_EQ(first.attachments[0], (ReportedAttachment{"image.png", "image/png", "\x89PNG\r", ""}));
  EXPECT_EQ(first.attachments[1], (ReportedAttachment{"end.png", "", "", "shots/end.png"}));
}

TEST_F(Version7, TellsMetadataOnceItIsKnown) {
  const CollectedReport again = reread(testdata("robot/version_7_steps_and_statuses.xml"));
  EXPECT_THAT(again.tests.at(1).properties, ElementsAre(ReportedProperty{"Version", "1.2"}, ReportedProperty{"Browser", "Firefox"}));
}

TEST_F(Version7, KeepsThePromisesOfAReader) { expect_reader_promises(robot_format, testdata("robot/version_7_steps_and_statuses.xml")); }

struct Version3 : testing::Test {
  const CollectedReport report = collect(robot_format, testdata("robot/version_3_wrappers_and_loops.xml"));
};

TEST_F(Version3, ReadsWhatWasWrittenOtherwise) {
  const ReportedTest& test = report.test("Loops");
  EXPECT_EQ(report.header.version, "3.1.2");
  EXPECT_THAT(test.tags, ElementsAre("AT-TC-3", "slow"));
  EXPECT_EQ(test.duration, 148ms);
  EXPECT_EQ(test.started, TimePoint(std::chrono::sys_days(std::chrono::year(2019) / 9 / 8) + 18h + 40min + 27980ms));
  EXPECT_EQ(test.failures.at(0).message, "Teardown failed:\nno disk");
  EXPECT_THAT(test.properties,
              ElementsAre(ReportedProperty{"timeout", "30 seconds"}, ReportedProperty{"critical", "no"}, ReportedProperty{"Owner", "ops"}));
  ASSERT_EQ(test.steps.size(), 4u);
  EXPECT_EQ(test.steps[0].kind, StepKind::setup);
  EXPECT_EQ(test.steps[1].text, "FOR    ${x} IN [ a | b ]");
  EXPECT_EQ(test.steps[1].actual, "<i>careful</i>");
  EXPECT_EQ(test.steps[2].text, "BuiltIn.Set Variable");
  EXPECT_EQ(test.steps[2].data, "${a} =    1    2");
  EXPECT_EQ(test.steps[2].outcome, Outcome::skipped) << "not run";
  EXPECT_EQ(test.steps[3].kind, StepKind::teardown);
  EXPECT_EQ(test.steps[3].outcome, Outcome::failed);
}

TEST_F(Version3, ReadsADurationWithoutTimes) {
  const ReportedTest& merged = report.test("Merged");
  EXPECT_EQ(merged.duration, 1500ms);
  EXPECT_FALSE(merged.started);
}

TEST_F(Version3, KeepsThePromisesOfAReader) { expect_reader_promises(robot_format, testdata("robot/version_3_wrappers_and_loops.xml")); }

TEST(RobotSuiteTeardown, LeavesTheFirstReadingToTheFile) {
  const CollectedReport report = collect(robot_format, testdata("robot/suite_teardowns.xml"));
  EXPECT_EQ(report.test("Passing").outcome, Outcome::passed);
  EXPECT_EQ(report.test("Below").outcome, Outcome::passed);
}

TEST(RobotSuiteTeardown, JudgesTestsInTheSecondReadingAsRobotDoes) {
  const CollectedReport report = reread(testdata("robot/suite_teardowns.xml"));
  const struct {
    std::string_view why, name;
    Outcome outcome;
    std::string message;
  } rows[] = {
      {"a passed test fails", "Passing", Outcome::failed, "Parent suite teardown failed:\nbroke"},
      {"a failed one adds to its message", "Failing", Outcome::failed, "own\n\nAlso parent suite teardown failed:\nbroke"},
      {"the innermost suite comes first", "Below", Outcome::failed,
       "Parent suite teardown failed:\ninner broke\n\nAlso parent suite teardown failed:\nbroke"},
      {"a skipped one stays skipped", "Skipped Below", Outcome::skipped,
       "no need\n\nAlso parent suite teardown failed:\ninner broke\n\nAlso parent suite teardown failed:\nbroke"},
      {"a skipped teardown skips what ran", "Ran", Outcome::skipped,
       "Skipped in parent suite teardown:\nno matter\n\nEarlier message:\nfine"},
      {"suites beside are not concerned", "Elsewhere", Outcome::passed, ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    const ReportedTest& test = report.test(row.name);
    EXPECT_EQ(test.outcome, row.outcome);
    EXPECT_EQ(row.outcome == Outcome::failed ? test.failures.at(0).message : test.skip_reason, row.message);
  }
}

TEST(RobotSuiteTeardown, WarnsOfTheTestsThatItChanges) {
  const CollectedReport report = collect(robot_format, testdata("robot/suite_teardowns.xml"));
  ASSERT_EQ(report.warnings.size(), 3u) << "and the statistics agree, as the teardowns explain them";
  EXPECT_EQ(report.warnings[0].code, "suite_teardown_failed");
  EXPECT_THAT(report.warnings[0].message, HasSubstr("\"Top.Broken.Inner\" failed: 1 of its 2 tests"));
  EXPECT_EQ(report.warnings[0].place.line, 9u);
  EXPECT_THAT(report.warnings[1].message, HasSubstr("\"Top.Broken\" failed: 1 of its 4 tests"));
  EXPECT_EQ(report.warnings[2].code, "suite_teardown_skipped");
}

TEST(RobotSuiteTeardown, IsLeftToRebotWhereRebotWrote) {
  std::string bytes = testdata("robot/suite_teardowns.xml");
  bytes.replace(bytes.find("\"Robot"), 6, "\"Rebot");
  EXPECT_EQ(collect(robot_format, bytes).warning("suite_teardown_failed"), "");
  EXPECT_EQ(reread(bytes).test("Passing").outcome, Outcome::passed);
}

TEST(RobotReport, IsReadAgainOnlyForASake) {
  EXPECT_FALSE(wants_second_reading(in_test("")));
  EXPECT_FALSE(wants_second_reading(in_suite(R"(<meta name="a">b</meta>)"))) << "no test came before it";
  EXPECT_TRUE(wants_second_reading(in_suite(R"(<test name="T"><status status="PASS"/></test><meta name="a">b</meta>)")));
}

TEST(RobotReport, WarnsWhenThingsDoNotAddUp) {
  const std::string test = R"(<test name="T"><status status="PASS"/></test>)";
  const auto with_statistics = [&](const std::string& figures) {
    return "<robot><suite name=\"S\">" + test + "</suite><statistics><total><stat " + figures +
           ">All Tasks</stat></total></statistics></robot>";
  };
  const struct {
    std::string_view why, code;
    std::string bytes, message;
  } rows[] = {
      {"statistics that say otherwise", "counts_disagree", with_statistics(R"(pass="0" fail="1")"), "say 0 passed, 1 failed, 0 skipped"},
      {"statistics that agree", "counts_disagree", with_statistics(R"(pass="1" fail="0" skip="0")"), ""},
      {"a suite in another file", "fragmented_report", in_suite(R"(<suite src="output-001.xml" name="A"/>)"), "output-001.xml"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    const std::string message = collect(robot_format, row.bytes).warning(row.code);
    EXPECT_EQ(message.empty(), row.message.empty());
    EXPECT_THAT(message, HasSubstr(row.message));
  }
}

TEST(RobotReport, ReadsASuiteAlone) {
  const CollectedReport report = collect(robot_format, R"(<suite name="S"><test name="T"><status status="PASS"/></test></suite>)");
  EXPECT_FALSE(report.error);
  EXPECT_EQ(report.test("T").class_name, "S");
}

TEST(RobotReport, TakesTestsWithoutAStatusAsOther) {
  EXPECT_EQ(collect(robot_format, in_suite(R"(<test name="T"/>)")).test("T").outcome, Outcome::other);
  EXPECT_EQ(collect(robot_format, in_suite(R"(<test name="T"><status status="NOT RUN"/></test>)")).test("T").outcome, Outcome::other);
}

TEST(RobotReport, HandsOnTheTestThatAFileEndsIn) {
  const CollectedReport report = collect(robot_format, R"(<robot><suite name="S"><test name="T">)"
                                                       R"(<kw name="Done"><status status="PASS"/></kw><kw name="Broke off">)"
                                                       R"(<kw name="Inside"><msg level="FAIL">last words</msg>)");
  ASSERT_TRUE(report.error && report.error->place);
  const ReportedTest& test = report.test("T");
  EXPECT_EQ(test.origin, TestOrigin::cut_short);
  EXPECT_EQ(test.outcome, Outcome::failed);
  EXPECT_EQ(test.failures.front().message, "report ends here");
  EXPECT_EQ(test.class_name, "S");
  ASSERT_EQ(test.steps.size(), 2u);
  EXPECT_EQ(test.steps[0].outcome, Outcome::passed);
  EXPECT_EQ(test.steps[1].text, "Broke off");
  EXPECT_EQ(test.steps[1].outcome, Outcome::errored);
  EXPECT_EQ(test.steps[1].actual, "last words");
}

TEST(RobotReport, RefusesWhatIsNone) {
  for (const std::string bytes : {"", " \n ", "<html/>", "{}", "[]", "[1]", "nothing", "{\"run\":{}}"}) {
    SCOPED_TRACE(bytes);
    const CollectedReport report = collect(robot_format, bytes);
    ASSERT_TRUE(report.error);
    EXPECT_EQ(report.error->code, ErrorCode::unreadable_report);
    EXPECT_TRUE(report.error->place);
  }
}

TEST(RobotReport, KeepsStepsWithinTheirLimits) {
  std::string many;
  for (std::size_t i = 0; i < limits::list_length_max + 10; ++i) many += "<kw name=\"K\"/>";
  EXPECT_EQ(collect(robot_format, in_test(many)).test("T").steps.size(), limits::list_length_max);

  std::string deep;
  for (int i = 0; i < 1'000; ++i) deep += "<kw name=\"K\"><arg>a</arg>";
  for (int i = 0; i < 1'000; ++i) deep += "</kw>";
  EXPECT_EQ(collect(robot_format, in_test(deep)).test("T").steps.size(), 1u);

  const std::string large(limits::step_text_max + 100, 'x');
  const CollectedReport report = collect(robot_format, in_test("<kw name=\"K\"><arg>" + large + "</arg><arg>more</arg></kw>"));
  const ReportedStep& step = report.test("T").steps.at(0);
  EXPECT_LT(step.data.size(), limits::step_text_max + 100);
  EXPECT_THAT(step.data, HasSubstr("bytes]"));
}

TEST(RobotReport, LimitsWhatItRemembersOfSuites) {
  std::string bytes = R"(<robot generator="Robot 7"><suite name="S"><test name="T"><status status="PASS"/></test>)";
  const std::string value(limits::step_text_max, 'x');
  for (int i = 0; i < 300; ++i) bytes += "<meta name=\"m\">" + value + "</meta>";
  const CollectedReport report = collect(robot_format, bytes + "</suite></robot>");
  ASSERT_TRUE(report.error);
  EXPECT_EQ(report.error->code, ErrorCode::limit_exceeded);
}

}  // namespace
}  // namespace testledger
