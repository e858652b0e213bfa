#include <gmock/gmock.h>

#include "formats/collected_report.hpp"
#include "formats/sample_reports_test.hpp"

namespace testledger {

extern const ReportFormat robot_format;

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::chrono_literals;

/// As Robot writes it: names, metadata and status of a suite come after its tests.
struct NamesAfterTests : testing::Test {
  const CollectedReport first = collect(robot_format, testdata("robot/names_after_tests.json"));
  const CollectedReport second = collect_again(robot_format, testdata("robot/names_after_tests.json"));
};

TEST_F(NamesAfterTests, CountTheFilesOwnStatusFirst) {
  ASSERT_EQ(first.tests.size(), 2u);
  EXPECT_EQ(first.tests[1].outcome, Outcome::passed);
  EXPECT_THAT(first.tests[1].suites, ElementsAre()) << "none is named yet";
  EXPECT_EQ(first.header.producer, "Robot");
  EXPECT_THAT(first.warning("suite_teardown_failed"), HasSubstr("\"Cart\" failed: 1 of its 2 tests"));
  EXPECT_EQ(first.warnings.size(), 1u) << "the statistics agree, as the teardown explains them";
}

TEST_F(NamesAfterTests, AreKnownToTheSecondReading) {
  const ReportedTest& test = second.test("Add And Pay");
  EXPECT_THAT(test.suites, ElementsAre("Shop", "Cart"));
  EXPECT_EQ(test.class_name, "Shop.Cart");
  EXPECT_EQ(test.file, "/shop/cart.robot");
  EXPECT_THAT(test.properties, ElementsAre(ReportedProperty{"timeout", "1 minute"}, ReportedProperty{"Browser", "Firefox"}));
  EXPECT_EQ(second.test("Pays").outcome, Outcome::failed);
  EXPECT_EQ(second.test("Pays").failures.at(0).message, "Parent suite teardown failed:\nstill busy");
}

TEST_F(NamesAfterTests, TellWhatATestIs) {
  const ReportedTest& test = first.test("Add And Pay");
  EXPECT_EQ(test.description, "Adds to the cart.");
  EXPECT_THAT(test.tags, ElementsAre("AT-TC-12", "smoke"));
  EXPECT_EQ(test.line, 7);
  EXPECT_EQ(test.duration, 2100ms);
  EXPECT_TRUE(test.started);
  EXPECT_EQ(test.outcome, Outcome::failed);
  EXPECT_EQ(test.failures.at(0).message, "bold");
  EXPECT_EQ(test.output, "INFO  opened\nWARN  deep warning\nFAIL  <b>bold</b><img src=\"image.png\">\n");
  ASSERT_EQ(test.attachments.size(), 1u);
  EXPECT_EQ(test.attachments[0].content, "\x89PNG\r");
}

TEST_F(NamesAfterTests, TellTopLevelItemsAsSteps) {
  const struct {
    StepKind kind;
    std::string text, data, actual;
    Outcome outcome;
  } rows[] = {
      {StepKind::setup, "SeleniumLibrary.Open Browser", "https://shop.example", "", Outcome::passed},
      {StepKind::step, "Shop.Get Total", "${total} =    cart", "deep warning", Outcome::passed},
      {StepKind::step, "IF    ${total} > 5", "ELSE", "", Outcome::passed},
      {StepKind::step, "TRY", "EXCEPT    cau*    type=GLOB    AS    ${err}", "", Outcome::passed},
      {StepKind::step, "FOR    ${x}    IN    a    b", "", "", Outcome::passed},
      {StepKind::step, "VAR    @{list}    1    2    scope=SUITE", "", "", Outcome::passed},
      {StepKind::step, "BuiltIn.Fail", "", "<b>bold</b><img src=\"image.png\">", Outcome::failed},
      {StepKind::teardown, "SeleniumLibrary.Close Browser", "", "", Outcome::passed},
  };
  const ReportedTest& test = first.test("Add And Pay");
  ASSERT_EQ(test.steps.size(), std::size(rows));
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    SCOPED_TRACE(rows[i].text);
    EXPECT_EQ(test.steps[i].kind, rows[i].kind);
    EXPECT_EQ(test.steps[i].text, rows[i].text);
    EXPECT_EQ(test.steps[i].data, rows[i].data);
    EXPECT_EQ(test.steps[i].actual, rows[i].actual);
    EXPECT_EQ(test.steps[i].outcome, rows[i].outcome);
  }
  EXPECT_EQ(test.steps[1].duration, 50us);
}

/// As Rebot writes it.
TEST(NamesBeforeTests, NeedNoSecondReading) {
  const CollectedReport report = collect(robot_format, testdata("robot/names_before_tests.json"));
  const ReportedTest& test = report.test("Pays");
  EXPECT_EQ(test.class_name, "Shop");
  EXPECT_EQ(test.file, "/shop.robot");
  EXPECT_THAT(test.properties, ElementsAre(ReportedProperty{"Version", "1.2"}));
  EXPECT_EQ(test.failures.at(0).message, "Parent suite teardown failed:\nstill busy");
  ASSERT_EQ(test.steps.size(), 2u);
  EXPECT_EQ(test.steps[0].text, "Shop.Pay");
  EXPECT_EQ(test.steps[1].kind, StepKind::teardown) << "although it comes first in the file";
  EXPECT_TRUE(report.warnings.empty()) << "Rebot has judged the tests itself";
}

TEST(RobotJson, TellsAMessageByATypeThatComesLast) {
  const CollectedReport report =
      collect(robot_format, R"({"rpa":false,"suite":{"name":"S","tests":[{"name":"T","status":"PASS","body":[{"name":"K","body":[)"
                            R"({"message":"odd","level":"WARN","body":[{"message":"inner","type":"MESSAGE"}]},)"
                            R"({"message":"m","level":"WARN","type":"MESSAGE"}]}]}]}})");
  const ReportedTest& test = report.test("T");
  EXPECT_EQ(test.output, "INFO  inner\nWARN  m\n");
  ASSERT_EQ(test.steps.size(), 1u);
  EXPECT_EQ(test.steps[0].actual, "m");
}

TEST(RobotJson, ReadsASuiteAlone) {
  const CollectedReport report = collect(robot_format, R"({"name":"S","tests":[{"name":"T","status":"PASS"}],)"
                                                       R"("suites":[{"name":"I","tests":[{"name":"U","status":"SKIP"}]}]})");
  ASSERT_FALSE(report.error) << report.error->message;
  EXPECT_EQ(report.test("T").class_name, "S");
  EXPECT_EQ(report.test("U").class_name, "S.I");
}

TEST(RobotJson, KeepsThePromisesOfAReader) {
  for (const std::string name : {"names_after_tests.json", "names_before_tests.json"}) {
    const std::string bytes = testdata(std::string("robot/") + name);
    const CollectedReport whole = collect(robot_format, bytes);
    for (const std::size_t chunk : {1, 2, 3, 7, 64}) {
      const CollectedReport chunked = collect(robot_format, bytes, chunk);
      EXPECT_TRUE(chunked.tests == whole.tests && chunked.warnings == whole.warnings) << name << " in chunks of " << chunk;
    }
    for (std::size_t length = 0; length <= bytes.find_last_of('}'); ++length) {
      const CollectedReport cut = collect(robot_format, std::string_view(bytes).substr(0, length));
      ASSERT_TRUE(cut.error && cut.error->place) << "cut at " << length;
      if (cut.tests.empty() || cut.tests.back().origin == TestOrigin::reported) continue;
      EXPECT_EQ(cut.tests.back().outcome, Outcome::failed) << "cut at " << length;
    }
  }
}

}  // namespace
}  // namespace testledger
