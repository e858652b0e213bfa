#include <gtest/gtest.h>

#include "formats/collected_report.hpp"
#include "formats/sample_reports_test.hpp"
#include "reports/limits.hpp"

namespace testledger {

extern const ReportFormat nunit_format;

namespace {

using namespace std::chrono;
using Texts = std::vector<std::string>;
using Properties = std::vector<ReportedProperty>;

class Nunit3Report : public testing::Test {
 protected:
  const CollectedReport report = collect(nunit_format, testdata("nunit/nunit3_suites_rows_and_failures.xml"));
};

TEST_F(Nunit3Report, TellsWhereATestIsAndHowItWent) {
  ASSERT_FALSE(report.error);
  const ReportedTest& adds = report.test("Adds");
  EXPECT_EQ(adds.suites, (Texts{"shop.dll", "Shop", "CartTest"}));
  EXPECT_EQ(adds.class_name, "Shop.CartTest");
  EXPECT_EQ(adds.identity, "Shop.CartTest.Adds");
  EXPECT_EQ(adds.description, "Adds a thing");
  EXPECT_EQ(adds.outcome, Outcome::passed);
  EXPECT_EQ(adds.raw_status, "Passed");
  EXPECT_EQ(adds.duration, milliseconds(250));
  EXPECT_EQ(adds.started, sys_days{March / 1 / 2024} + hours(10));
  EXPECT_EQ(adds.output, "hello\nwell done");
  EXPECT_EQ(adds.properties, (Properties{{"seed", "17"}, {"asserts", "2"}, {"Description", "Adds a thing"}, {"TestCaseId", "4843"}}));
  EXPECT_EQ(adds.skip_reason, "") << "what Assert.Pass says is no reason to skip";
  EXPECT_EQ(adds.place.line, 19u);
}

TEST_F(Nunit3Report, PointsToAttachments) {
  const auto& attachments = report.test("Adds").attachments;
  ASSERT_EQ(attachments.size(), 2u);
  EXPECT_EQ(attachments[0], (ReportedAttachment{.name = "Screen <after>", .reference = "C:\\shots\\a & b.png"}));
  EXPECT_EQ(attachments[1], (ReportedAttachment{.name = "log.txt", .reference = "/abs/log.txt"}));
}

TEST_F(Nunit3Report, InheritsCategoriesFromEverySuite) {
  EXPECT_EQ(report.test("Adds").tags, (Texts{"fast", "nightly", "AT-TC-5"}));
  EXPECT_EQ(report.test("Opens").tags, (Texts{"nightly"})) << "another fixture";
  EXPECT_EQ(report.test("Alone").tags, Texts{});
}

TEST_F(Nunit3Report, GivesEachRowWhatIsSaidOfItsMethod) {
  const ReportedTest& row = report.test("Pays(\"a,b\",1)");
  EXPECT_EQ(row.suites, (Texts{"shop.dll", "Shop", "CartTest"})) << "the suite of a method's rows is no folder";
  EXPECT_EQ(row.identity, "Shop.CartTest.Pays");
  EXPECT_EQ(row.parameters, (Properties{{"param1", "\"a,b\""}, {"param2", "1"}}));
  EXPECT_EQ(row.row, (ReportedRow{"", 1}));
  EXPECT_EQ(row.description, "Pays with each card");
  EXPECT_EQ(row.properties, (Properties{{"asserts", "1"}, {"Description", "Pays with each card"}, {"TestCaseId", "4844"}}));
  EXPECT_EQ(row.tags, (Texts{"nightly", "AT-TC-5", "rows"}));
  EXPECT_EQ(row.duration, microseconds(97));
}

TEST_F(Nunit3Report, NumbersRowsEvenWhenTheyLookTheSame) {
  std::vector<int> numbers;
  for (const ReportedTest& test : report.tests)
    if (test.name == "Pays(System.Object)") numbers.push_back(test.row->number);
  EXPECT_EQ(numbers, (std::vector{2, 3}));
  EXPECT_FALSE(report.test("pays nothing").row) << "a name set by hand makes a test of its own";
  EXPECT_EQ(report.test("pays nothing").identity, "Shop.CartTest.pays nothing");
}

TEST_F(Nunit3Report, TellsTheOneFailureOnceAndSeveralApart) {
  const auto& once = report.test("Pays(\"a,b\",1)").failures;
  ASSERT_EQ(once.size(), 1u);
  EXPECT_EQ(once[0], (ReportedFailure{"", "  Expected: 10\n  But was:  25", "   at Shop.CartTest.Pays()"}));
  const auto& several = report.test("Checks").failures;
  ASSERT_EQ(several.size(), 2u);
  EXPECT_EQ(several[0], (ReportedFailure{"", "first", "at A"}));
  EXPECT_EQ(several[1], (ReportedFailure{"System.IO.IOException", "System.IO.IOException : second", ""}));
}

TEST_F(Nunit3Report, TellsWhyATestWarnedOrWasSkipped) {
  EXPECT_EQ(report.test("Warns").outcome, Outcome::other);
  ASSERT_EQ(report.test("Warns").failures.size(), 1u);
  EXPECT_EQ(report.test("Warns").failures[0].message, "careful");
  EXPECT_EQ(report.test("Later").skip_reason, "JIRA-12");
  EXPECT_EQ(report.test("Later").raw_status, "Skipped:Ignored");
  EXPECT_FALSE(report.test("Later").started) << "the year 1 stands for never";
}

TEST_F(Nunit3Report, ReportsSuitesThatFailedByThemselves) {
  Texts failed;
  for (const ReportedTest& test : report.tests)
    if (test.origin == TestOrigin::suite_failure) failed.push_back(test.name);
  EXPECT_EQ(failed, (Texts{"EmptyTest", "DoorTest"})) << "what befell StockTest is told by its test";

  const ReportedTest& empty = report.test("EmptyTest");
  EXPECT_EQ(empty.outcome, Outcome::errored);
  EXPECT_EQ(empty.suites, (Texts{"shop.dll", "Shop"}));
  ASSERT_EQ(empty.failures.size(), 1u);
  EXPECT_EQ(empty.failures[0].message, "No suitable constructor was found");

  const ReportedTest& door = report.test("DoorTest");
  EXPECT_EQ(door.raw_status, "Failed:Error@TearDown");
  EXPECT_EQ(door.identity, "Shop.DoorTest");
  EXPECT_EQ(door.duration, milliseconds(500));
  ASSERT_EQ(door.failures.size(), 1u);
  EXPECT_EQ(door.failures[0].type, "System.Exception");
  EXPECT_EQ(door.failures[0].message, "TearDown : System.Exception : stuck");
}

TEST_F(Nunit3Report, NamesItsProducer) {
  EXPECT_EQ(report.header.producer, "NUnit");
  EXPECT_EQ(report.header.version, "3.16.0.0 (CLR 4.0.30319)");
  EXPECT_TRUE(report.warnings.empty());
}

TEST_F(Nunit3Report, KeepsThePromisesOfAReader) {
  expect_reader_promises(nunit_format, testdata("nunit/nunit3_suites_rows_and_failures.xml"));
}

class Nunit2Report : public testing::Test {
 protected:
  const CollectedReport report = collect(nunit_format, testdata("nunit/nunit2_statuses_and_categories.xml"));
};

TEST_F(Nunit2Report, TellsWhereATestIsAndHowItWent) {
  ASSERT_FALSE(report.error);
  const ReportedTest& adds = report.test("Adds");
  EXPECT_EQ(adds.suites, (Texts{"shop.dll", "Shop", "CartTest"})) << "an assembly without the folder it was built in";
  EXPECT_EQ(adds.class_name, "Shop.CartTest");
  EXPECT_EQ(adds.identity, "Shop.CartTest.Adds");
  EXPECT_EQ(adds.description, "Adds a thing");
  EXPECT_EQ(adds.tags, (Texts{"fast", "AT-TC-5"}));
  EXPECT_EQ(adds.properties, (Properties{{"asserts", "2"}, {"Severity", "Critical"}}));
  EXPECT_EQ(adds.duration, milliseconds(13));
  EXPECT_EQ(report.header.version, "2.5.8.0 (CLR 2.0.50727)");
}

TEST_F(Nunit2Report, TellsFailuresAndReasons) {
  ASSERT_EQ(report.test("Fails").failures.size(), 1u);
  EXPECT_EQ(report.test("Fails").failures[0], (ReportedFailure{"System.ApplicationException", "System.ApplicationException : broke",
                                                               "at Shop.CartTest.Fails () in CartTest.cs:121"}));
  EXPECT_EQ(report.test("Later").skip_reason, "not now");
}

TEST_F(Nunit2Report, KnowsRowsByTheirSuite) {
  const ReportedTest& row = report.test("Pays(2,\"y\")");
  EXPECT_EQ(row.identity, "Shop.CartTest.Pays");
  EXPECT_EQ(row.parameters, (Properties{{"param1", "2"}, {"param2", "\"y\""}}));
  EXPECT_EQ(row.row, (ReportedRow{"", 2}));
  EXPECT_EQ(row.description, "Pays with each card");
}

TEST_F(Nunit2Report, ReportsAFailedTearDown) {
  const ReportedTest& door = report.test("DoorTest");
  EXPECT_EQ(door.origin, TestOrigin::suite_failure);
  EXPECT_EQ(door.outcome, Outcome::errored);
}

TEST_F(Nunit2Report, KeepsThePromisesOfAReader) {
  expect_reader_promises(nunit_format, testdata("nunit/nunit2_statuses_and_categories.xml"));
}

struct StatusRow {
  const char* why;
  const char* attributes;
  Outcome outcome;
  const char* raw;
};

TEST(Nunit, ReadsEveryStatus) {
  const StatusRow rows[] = {
      {"3: passed", "result='Passed'", Outcome::passed, "Passed"},
      {"3: an assertion failed", "result='Failed'", Outcome::failed, "Failed"},
      {"3: an exception", "result='Failed' label='Error'", Outcome::errored, "Failed:Error"},
      {"3: cannot run, because of its fixture", "result='Failed' label='Invalid' site='Parent'", Outcome::errored, "Failed:Invalid@Parent"},
      {"3: stopped", "result='Failed' label='Cancelled'", Outcome::errored, "Failed:Cancelled"},
      {"3: a label of free text", "result='Failed' label='Test exceeded 1ms.'", Outcome::failed, "Failed:Test exceeded 1ms."},
      {"3: ignored", "result='Skipped' label='Ignored'", Outcome::skipped, "Skipped:Ignored"},
      {"3: to be run by hand", "result='Skipped' label='Explicit'", Outcome::skipped, "Skipped:Explicit"},
      {"3: inconclusive", "result='Inconclusive'", Outcome::other, "Inconclusive"},
      {"3: warned", "result='Warning'", Outcome::other, "Warning"},
      {"2.5: passed", "executed='True' result='Success' success='True'", Outcome::passed, "Success"},
      {"2.5: failed", "executed='True' result='Failure' success='False'", Outcome::failed, "Failure"},
      {"2.5: an exception", "executed='True' result='Error' success='False'", Outcome::errored, "Error"},
      {"2.5: cannot run", "executed='False' result='NotRunnable'", Outcome::errored, "NotRunnable"},
      {"2.5: stopped", "result='Cancelled'", Outcome::errored, "Cancelled"},
      {"2.5: ignored", "executed='False' result='Ignored'", Outcome::skipped, "Ignored"},
      {"2.5: skipped", "executed='False' result='Skipped'", Outcome::skipped, "Skipped"},
      {"2.2: passed", "executed='True' success='True'", Outcome::passed, "success=True"},
      {"2.2: failed, whatever the reason", "executed='True' success='False'", Outcome::failed, "success=False"},
      {"2.2: not run", "executed='False'", Outcome::skipped, "executed=False"},
      {"in any letter case", "executed='true' success='true'", Outcome::passed, "success=True"},
      {"a list of tests tells no result", "", Outcome::other, ""},
  };
  for (const StatusRow& row : rows) {
    SCOPED_TRACE(row.why);
    const auto report = collect(nunit_format, std::string("<test-run><test-case name='m' ") + row.attributes + "/></test-run>");
    EXPECT_EQ(report.test("m").outcome, row.outcome);
    EXPECT_EQ(report.test("m").raw_status, row.raw);
  }
}

TEST(Nunit, TakesTheDurationFromTheTimesWhenItIsNotTold) {
  const auto report = collect(nunit_format,
                              "<test-run><test-case name='m' result='Passed' start-time='2023-05-15T 08:22:02Z' "
                              "end-time='2023-05-15T 08:22:04Z'/></test-run>");
  EXPECT_EQ(report.test("m").duration, seconds(2));
}

TEST(Nunit, WarnsWhenTestsAreMissing) {
  const auto report = collect(nunit_format, "<test-run total='7'><test-case name='m' result='Passed'/></test-run>");
  EXPECT_EQ(report.warning("counts_disagree"), "the report declares 7 tests but holds 1");
}

TEST(Nunit, ReadsUtf8ThatIsDeclaredAsUtf16) {
  const std::string declared = "<?xml version='1.0' encoding='utf-16'?><test-run><test-case name='m' result='Passed'/></test-run>";
  for (const std::string& bytes : {declared, "\xEF\xBB\xBF" + declared}) {
    const auto report = collect(nunit_format, bytes, 1);
    EXPECT_EQ(report.test("m").outcome, Outcome::passed);
    EXPECT_EQ(report.warning("wrong_encoding_declared"), "the file declares UTF-16 but is UTF-8, and was read as such");
  }
}

TEST(Nunit, RefusesOtherRoots) {
  const auto report = collect(nunit_format, "<testsuite/>");
  ASSERT_TRUE(report.error);
  EXPECT_EQ(report.error->code, ErrorCode::unreadable_report);
}

TEST(Nunit, CutsLongTextAndSaysHowMuch) {
  const std::string name(limits::name_length_max + 10, 'n');
  const auto report = collect(nunit_format, "<test-run><test-case name='" + name + "' result='Passed'/></test-run>");
  ASSERT_EQ(report.tests.size(), 1u);
  EXPECT_EQ(report.tests[0].name, name.substr(10) + "[+10 bytes]");
}

}  // namespace
}  // namespace testledger
