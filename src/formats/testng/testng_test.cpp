#include <gtest/gtest.h>

#include "formats/collected_report.hpp"
#include "formats/sample_reports_test.hpp"

namespace testledger {

extern const ReportFormat testng_format;

namespace {

using Texts = std::vector<std::string>;
using Properties = std::vector<ReportedProperty>;

/// A report of one class with these methods.
std::string report_of(const std::string& methods) {
  return "<testng-results><suite name='S'><test name='T'><class name='C'>" + methods + "</class></test></suite></testng-results>";
}

class TestngReport : public testing::Test {
 protected:
  const CollectedReport report = collect(testng_format, testdata("testng/groups_rows_and_configuration.xml"));
};

TEST_F(TestngReport, TellsWhereATestIsAndHowItWent) {
  ASSERT_FALSE(report.error);
  ASSERT_EQ(report.tests.size(), 10u);
  const ReportedTest& adds = report.tests[0];
  EXPECT_EQ(adds.suites, (Texts{"Shop", "Checkout"}));
  EXPECT_EQ(adds.class_name, "shop.CartTest");
  EXPECT_EQ(adds.name, "adds");
  EXPECT_EQ(adds.identity, "") << "the class and the name identify a method; its signature holds random numbers";
  EXPECT_EQ(adds.description, "Adds <one> thing");
  EXPECT_EQ(adds.outcome, Outcome::passed);
  EXPECT_EQ(adds.raw_status, "PASS");
  EXPECT_EQ(adds.duration, std::chrono::milliseconds(125));
  EXPECT_EQ(adds.started, std::chrono::sys_days{std::chrono::March / 1 / 2024} + std::chrono::hours(10));
  EXPECT_EQ(adds.output, "first\na ]]> b");
  EXPECT_EQ(adds.properties, (Properties{{"requirement", "REQ-1 <x>"}}));
  EXPECT_EQ(adds.place.line, 27u);
  EXPECT_FALSE(adds.row);
}

TEST_F(TestngReport, TakesGroupsFromTheMethodAndFromItsSuite) {
  EXPECT_EQ(report.tests[0].tags, (Texts{"AT-TC-7", "slow"}));
  EXPECT_EQ(report.test("inherited").tags, (Texts{"AT-TC-7"})) << "listed under the class that declares it";
  EXPECT_EQ(report.tests[2].tags, (Texts{"smoke", "fast"}));
  EXPECT_EQ(report.test("runs").tags, (Texts{"slow"})) << "old reporters write nothing but the signature";
  EXPECT_EQ(report.tests.back().tags, Texts{}) << "another suite has other groups";
}

TEST_F(TestngReport, NumbersTheRowsOfADataProvider) {
  const ReportedTest& first = report.tests[2];
  EXPECT_EQ(first.parameters, (Properties{{"param1", "AT-TC-1622"}, {"param2", "null"}}));
  EXPECT_EQ(first.row, (ReportedRow{"", 1}));
  EXPECT_EQ(report.tests[3].row, (ReportedRow{"", 2}));
  EXPECT_EQ(report.tests[4].row, (ReportedRow{"", 2})) << "a retry is the same row";
  EXPECT_EQ(report.test("same").row, (ReportedRow{"blue", 1})) << "an instance of a factory has a name";
}

TEST_F(TestngReport, KeepsTheLongestStackTrace) {
  ASSERT_EQ(report.tests[2].failures.size(), 1u);
  EXPECT_EQ(report.tests[2].failures[0].type, "java.lang.AssertionError");
  EXPECT_EQ(report.tests[2].failures[0].message, "expected [1] but found [2]\nsecond line");
  EXPECT_EQ(report.tests[2].failures[0].text, "java.lang.AssertionError: expected [1]\n\tat shop.CartTest.pays(CartTest.java:7)");
}

TEST_F(TestngReport, TellsSkipsFromRetries) {
  const ReportedTest& retried = report.tests[3];
  EXPECT_EQ(retried.outcome, Outcome::skipped);
  EXPECT_TRUE(retried.retried);
  EXPECT_EQ(retried.skip_reason, "not yet");
  EXPECT_EQ(retried.failures.size(), 1u) << "why the try failed";
  EXPECT_EQ(report.test("leaves").skip_reason, "not on this platform");
  EXPECT_TRUE(report.test("leaves").failures.empty());
  EXPECT_EQ(report.tests.back().skip_reason, "java.lang.Throwable") << "an exception without a message";
}

TEST_F(TestngReport, HasAStatusOfItsOwnForSuccessPercentages) {
  EXPECT_EQ(report.test("often").outcome, Outcome::other);
  EXPECT_EQ(report.test("often").raw_status, "SUCCESS_PERCENTAGE_FAILURE");
}

TEST_F(TestngReport, LeavesOutConfigurationMethodsAndSaysSo) {
  EXPECT_EQ(report.warning("config_method_skipped"), "2 configuration methods (set-up, tear-down) are no tests and were left out");
  EXPECT_EQ(report.warning("config_method_failed"), "the configuration method shop.CartTest.tearDown failed: still open");
  EXPECT_EQ(report.warning("config_method_with_key"),
            "the configuration method shop.CartTest.setUp carries a case key; only test methods are reported, put the key on one");
  EXPECT_EQ(report.warnings.size(), 3u) << "the counts agree";
}

TEST_F(TestngReport, KeepsThePromisesOfAReader) {
  expect_reader_promises(testng_format, testdata("testng/groups_rows_and_configuration.xml"));
}

struct StatusRow {
  const char* why;
  const char* attributes;
  Outcome outcome;
};

TEST(Testng, ReadsEveryStatus) {
  const StatusRow rows[] = {
      {"passed", "status='PASS'", Outcome::passed},
      {"failed; TestNG has no word for an error", "status='FAIL'", Outcome::failed},
      {"skipped", "status='SKIP'", Outcome::skipped},
      {"in any letter case", "status='pass'", Outcome::passed},
      {"an unknown word is no pass", "status='STARTED'", Outcome::other},
      {"nor is none", "", Outcome::other},
  };
  for (const StatusRow& row : rows) {
    SCOPED_TRACE(row.why);
    const auto report = collect(testng_format, report_of(std::string("<test-method name='m' ") + row.attributes + "/>"));
    EXPECT_EQ(report.test("m").outcome, row.outcome);
  }
}

TEST(Testng, TakesParametersWithoutADataProviderForNoRow) {
  const auto report = collect(testng_format, report_of("<test-method name='m' status='PASS'><params><param><value>chrome</value>"
                                                       "</param></params></test-method>"));
  EXPECT_EQ(report.test("m").parameters, (Properties{{"param1", "chrome"}}));
  EXPECT_FALSE(report.test("m").row) << "@Parameters of the suite file";
}

TEST(Testng, NamesThePartsOfAFragmentedReport) {
  const auto report = collect(testng_format,
                              "<testng-results total='3' passed='3' failed='0' skipped='0'>"
                              "<suite url='A &amp; B/testng-results.xml'/><suite url='C.xml'/></testng-results>");
  EXPECT_EQ(report.warning("fragmented_report"),
            "2 parts of this report are files of their own and hold its tests; import them too: A & B/testng-results.xml, C.xml");
  EXPECT_EQ(report.warnings.size(), 1u) << "the counts are those of the parts";
}

TEST(Testng, ReadsThePartsOfAFragmentedReport) {
  const auto suite = collect(testng_format,
                             "<suite name='S'><groups><group name='g'><method name='m' class='C'/></group></groups>"
                             "<test name='T'><class name='C'><test-method name='m' status='PASS'/></class></test></suite>");
  EXPECT_EQ(suite.test("m").tags, (Texts{"g"}));
  const auto test = collect(testng_format, "<test name='T'><class name='C'><test-method name='m' status='PASS'/></class></test>");
  EXPECT_EQ(test.test("m").suites, (Texts{"T"}));
}

struct CountsRow {
  const char* why;
  const char* declared;
  const char* warning;
};

TEST(Testng, WarnsWhenTheCountsDisagree) {
  const char* const methods =
      "<test-method name='a' status='PASS'/><test-method name='b' status='SKIP' retried='true'/><test-method name='c' status='FAIL'/>";
  const CountsRow rows[] = {
      {"nothing declared", "", ""},
      {"retries counted as skipped", "passed='1' failed='1' skipped='1'", ""},
      {"retries not counted", "passed='1' failed='1' skipped='0'", ""},
      {"more declared", "passed='2' failed='1' skipped='0'",
       "the report declares 2 passed, 1 failed, 0 skipped but holds 1 passed, 1 failed, 1 skipped"},
      {"one missing", "failed='0'", "the report declares ? passed, 0 failed, ? skipped but holds 1 passed, 1 failed, 1 skipped"},
  };
  for (const CountsRow& row : rows) {
    SCOPED_TRACE(row.why);
    const auto report = collect(testng_format, std::string("<testng-results ") + row.declared + "><suite><test><class name='C'>" + methods +
                                                   "</class></test></suite></testng-results>");
    EXPECT_EQ(report.warning("counts_disagree"), row.warning);
  }
}

TEST(Testng, SaysNothingOfAConfigurationMethodThatIsCut) {
  const auto report = collect(testng_format, "<testng-results><suite><test><class name='C'><test-method is-config='true' name='m'>");
  EXPECT_TRUE(report.error);
  EXPECT_TRUE(report.tests.empty());
}

TEST(Testng, ReplacesWhatTestngMayNotWrite) {
  const auto report = collect(testng_format, report_of("<test-method name='m' status='PASS'><reporter-output><line><![CDATA[a\x01"
                                                       "b]]></line></reporter-output></test-method>"));
  EXPECT_EQ(report.test("m").output,
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_NE(report.warning("replaced_characters"), "");
}

}  // namespace
}  // namespace testledger
