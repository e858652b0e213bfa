#include <gtest/gtest.h>

#include "formats/collected_report.hpp"
#include "reports/limits.hpp"

namespace testledger {
namespace {

using std::chrono::milliseconds;

CollectedReport read(std::string_view xml, std::size_t chunk = 64 * 1024) { return collect(*find_format("junit"), xml, chunk); }

/// The record of one case with these attributes and content.
ReportedTest one_case(std::string_view attributes, std::string_view content = "") {
  const CollectedReport report =
      read("<testsuite name='S'><testcase " + std::string(attributes) + ">" + std::string(content) + "</testcase></testsuite>");
  EXPECT_EQ(report.error, std::nullopt);
  EXPECT_EQ(report.tests.size(), 1u);
  return report.tests.empty() ? ReportedTest{} : report.tests[0];
}

TEST(Junit, takes_the_outcome_from_what_a_case_holds_and_then_from_its_attributes) {
  const struct {
    std::string_view attributes, content;
    Outcome outcome;
    std::string_view why;
  } rows[] = {
      {"", "", Outcome::passed, "nothing said is a pass"},
      {"", "<failure/>", Outcome::failed, "an assertion did not hold"},
      {"", "<error/>", Outcome::errored, "something else broke"},
      {"", "<skipped/>", Outcome::skipped, "not executed"},
      {"", "<ignored/>", Outcome::skipped, "TestNG's word"},
      {"", "<disabled/>", Outcome::skipped, "GoogleTest's relatives"},
      {"", "<skip/>", Outcome::skipped, "older runners"},
      {"", "<skipped/><failure/>", Outcome::failed, "a failure is more than a skip"},
      {"", "<failure/><error/>", Outcome::errored, "an error is more than a failure"},
      {"", "<error/><failure/>", Outcome::errored, "in any order"},
      {"", "<passed/>", Outcome::passed, "said anyway"},
      {"", "<warning>old</warning>", Outcome::passed, "PHPUnit counts it as a pass"},
      {"status='failed'", "<skipped/>", Outcome::skipped, "what it holds is more than its attributes"},
      {"status='passed'", "<failure/>", Outcome::failed, "also the other way round"},
      {"status='notrun' result='suppressed'", "", Outcome::skipped, "GoogleTest"},
      {"status='run' result='skipped'", "", Outcome::skipped, "GoogleTest"},
      {"status='run' result='completed'", "", Outcome::passed, "GoogleTest"},
      {"status=' Disabled '", "", Outcome::skipped, "in any case, padded"},
      {"status='Not Run'", "", Outcome::skipped, "CTest"},
      {"status='FAILED'", "", Outcome::failed, "without any element"},
      {"status='broken'", "", Outcome::errored, "Allure's word"},
      {"status='failed' result='skipped'", "", Outcome::skipped, "a skip of the two is believed first"},
      {"status=''", "", Outcome::passed, "blank"},
      {"status='undefined'", "", Outcome::passed, "a word without a meaning here"},
      {"", "<flakyFailure message='x'/>", Outcome::passed, "Surefire: it passed at last"},
      {"", "<flakyError message='x'/>", Outcome::passed, "Surefire: it passed at last"},
      {"", "<failure/><rerunFailure/>", Outcome::failed, "Surefire: no try passed"},
      {"", "<error/><rerunError/>", Outcome::errored, "Surefire: no try passed"},
  };
  for (const auto& row : rows)
    EXPECT_EQ(one_case(row.attributes, row.content).outcome, row.outcome) << row.attributes << row.content << ": " << row.why;
}

TEST(Junit, keeps_the_fields_of_a_case) {
  const ReportedTest test =
      one_case("name='n' classname='c.C' time='1.5' file='f.py' line='7' timestamp='2024-01-03T12:40:13Z' status='run' id='x'");
  EXPECT_EQ(test.name, "n");
  EXPECT_EQ(test.class_name, "c.C");
  EXPECT_EQ(test.identity, "");
  EXPECT_EQ(test.suites, std::vector<std::string>{"S"});
  EXPECT_EQ(test.duration, milliseconds(1500));
  EXPECT_EQ(test.file, "f.py");
  EXPECT_EQ(test.line, 7);
  EXPECT_EQ(test.raw_status, "run");
  EXPECT_EQ(test.started,
            TimePoint(std::chrono::sys_days(std::chrono::year(2024) / 1 / 3) + std::chrono::seconds((12 * 60 + 40) * 60 + 13)));
  EXPECT_EQ(test.origin, TestOrigin::reported);
  EXPECT_EQ(test.place, (Place{1, 21, 20}));
}

TEST(Junit, knows_the_attributes_of_other_runners) {
  EXPECT_EQ(one_case("name='n' class='A\\B' classname='A.B'").class_name, "A.B") << "PHPUnit writes both";
  EXPECT_EQ(one_case("name='n' class='A\\B'").class_name, "A\\B") << "PHPUnit wrote one of them";
  EXPECT_EQ(one_case("name='n' classname=''").class_name, "");
  EXPECT_EQ(one_case("name='n' lineno='9'").line, 9);
  EXPECT_EQ(one_case("name='n' line='x'").line, 0);
  EXPECT_EQ(one_case("name='n' duration='2'").duration, milliseconds(2000)) << "Bazel";
  EXPECT_EQ(one_case("name='n' time='-1'").duration, std::nullopt);
  const auto parameters = one_case("name='n/0' value_param='4' type_param='int'").parameters;
  EXPECT_EQ(parameters, (std::vector<ReportedProperty>{{"value_param", "4"}, {"type_param", "int"}})) << "GoogleTest";
}

TEST(Junit, keeps_every_failure_in_order) {
  const ReportedTest test =
      one_case("name='n'",
               "<failure type='T' message='m &lt;1&gt;'>\n  text\n  more\n</failure><error><![CDATA[only text]]></error>"
               "<failure message='markup'>a <b>bold</b> word</failure>");
  const std::vector<ReportedFailure> expected = {{"T", "m <1>", "text\n  more"}, {"", "", "only text"}, {"", "markup", "a bold word"}};
  EXPECT_EQ(test.failures, expected);
  EXPECT_EQ(test.outcome, Outcome::errored);
}

TEST(Junit, takes_the_reason_of_a_skip_from_attribute_or_text) {
  EXPECT_EQ(one_case("", "<skipped message='why'>text</skipped>").skip_reason, "why");
  EXPECT_EQ(one_case("", "<skipped>\n  why\n</skipped>").skip_reason, "why");
  EXPECT_EQ(one_case("", "<skipped/><ignored>why</ignored>").skip_reason, "why");
}

TEST(Junit, keeps_earlier_tries) {
  const ReportedTest test = one_case(
      "name='n'",
      "<flakyFailure type='T' message='m' time='0.5'><stackTrace>at X</stackTrace><system-out>o</system-out><system-err>e</system-err>"
      "</flakyFailure><flakyError message='m2'>at Y</flakyError>");
  ASSERT_EQ(test.attempts.size(), 2u);
  EXPECT_EQ(test.attempts[0], (ReportedAttempt{Outcome::failed, {"T", "m", "at X"}, milliseconds(500), "oe"}));
  EXPECT_EQ(test.attempts[1], (ReportedAttempt{Outcome::errored, {"", "m2", "at Y"}, std::nullopt, ""}));
  EXPECT_TRUE(test.output.empty()) << "that was the try's";
}

TEST(Junit, keeps_properties_in_both_shapes_and_points_to_attachments) {
  const ReportedTest test =
      one_case("name='n'",
               "<properties><property name='a' value='1'/><property name='b'>\n two\n lines\n</property><property key='c' value='3'/>"
               "<property name='testrail_attachment' value='shots/a.png'/></properties>"
               "<system-out>text\n[[ATTACHMENT|shots/b.png]]\n[[PROPERTY|d=4]]\n[[ATTACHMENT|C:\\shots\\c.png]]</"
               "system-out><system-err>[[ATTACHMENT|shots/a.png]]</system-err>");
  const std::vector<ReportedProperty> properties = {
      {"a", "1"}, {"b", "two\n lines"}, {"c", "3"}, {"testrail_attachment", "shots/a.png"}, {"d", "4"}};
  EXPECT_EQ(test.properties, properties);
  ASSERT_EQ(test.attachments.size(), 3u);
  EXPECT_EQ(test.attachments[0], (ReportedAttachment{"a.png", "", "", "shots/a.png"}));
  EXPECT_EQ(test.attachments[1], (ReportedAttachment{"b.png", "", "", "shots/b.png"}));
  EXPECT_EQ(test.attachments[2], (ReportedAttachment{"c.png", "", "", "C:\\shots\\c.png"}));
  EXPECT_EQ(test.output, "text\n[[ATTACHMENT|shots/b.png]]\n[[PROPERTY|d=4]]\n[[ATTACHMENT|C:\\shots\\c.png]]");
}

TEST(Junit, leaves_what_only_looks_like_a_marker) {
  const ReportedTest test =
      one_case("name='n'", "<system-out>[[ATTACHMENT|a\nb]] [[ATTACHMENT|c] [[PROPERTY|x]] [[OTHER|y]] [[</system-out>");
  EXPECT_TRUE(test.attachments.empty());
  EXPECT_TRUE(test.properties.empty());
}

TEST(Junit, joins_the_outputs_of_a_case_and_leaves_those_of_the_suite) {
  const CollectedReport report = read(
      "<testsuite name='S'><system-out>suite</system-out><testcase name='n'><system-out>1</system-out><system-err>e</system-err>"
      "<system-out><![CDATA[2]]></system-out></testcase></testsuite>");
  EXPECT_EQ(report.test("n").output, "1\n2");
  EXPECT_EQ(report.test("n").error_output, "e");
}

TEST(Junit, reads_cases_wherever_they_stand) {
  const CollectedReport report = read(
      "<testsuites name='run'><testcase name='loose'/><testsuite name='A' file='a.js'><testsuite><testsuite name='B'><testcase "
      "name='deep'/></testsuite></testsuite>"
      "<testcase name='after' file='own.js'/></testsuite></testsuites>");
  EXPECT_EQ(report.test("loose").suites, std::vector<std::string>{});
  EXPECT_EQ(report.test("deep").suites, (std::vector<std::string>{"A", "B"}))
      << "suites without a name are left out, the root's name is the run's";
  EXPECT_EQ(report.test("deep").file, "a.js");
  EXPECT_EQ(report.test("after").suites, std::vector<std::string>{"A"});
  EXPECT_EQ(report.test("after").file, "own.js");
  EXPECT_EQ(read("<testrun name='r'><testsuite name='A'><testcase name='n'/></testsuite></testrun>").test("n").suites,
            std::vector<std::string>{"A"})
      << "Eclipse";
  EXPECT_EQ(read("<x:testsuites xmlns:x='u'><x:testsuite name='A'><x:testcase name='n'/></x:testsuite></x:testsuites>").tests.size(), 1u);
}

TEST(Junit, makes_a_record_of_a_suite_that_failed_by_itself) {
  const CollectedReport report = read(
      "<testsuites><testsuite name='A'><testsuite name='B'><error type='T' message='set-up'>at X</error><failure>more</failure>"
      "<testcase name='n'/></testsuite></testsuite></testsuites>");
  ASSERT_EQ(report.tests.size(), 2u);
  const ReportedTest& failed = report.test("B");
  EXPECT_EQ(failed.origin, TestOrigin::suite_failure);
  EXPECT_EQ(failed.outcome, Outcome::errored);
  EXPECT_EQ(failed.suites, std::vector<std::string>{"A"});
  EXPECT_EQ(failed.failures, (std::vector<ReportedFailure>{{"T", "set-up", "at X"}, {"", "", "more"}}));
  EXPECT_EQ(report.test("n").outcome, Outcome::passed);
}

TEST(Junit, warns_of_counts_that_fit_no_way_of_counting) {
  const struct {
    std::string_view why, xml, warning;
  } rows[] = {
      {"they agree", "<testsuite tests='2' failures='1' errors='0'><testcase/><testcase><failure/></testcase></testsuite>", ""},
      {"nothing is declared", "<testsuite><testcase/></testsuite>", ""},
      {"what is declared is no number", "<testsuite tests='many'><testcase/></testsuite>", ""},
      {"failures and errors are told apart differently",
       "<testsuite tests='1' failures='0' errors='1'><testcase><failure/></testcase></testsuite>", ""},
      {"each failure of a case counts", "<testsuite tests='1' failures='2'><testcase><failure/><failure/></testcase></testsuite>", ""},
      {"a suite counts those of its suites", "<testsuite tests='2'><testcase/><testsuite tests='1'><testcase/></testsuite></testsuite>",
       ""},
      {"or does not", "<testsuite tests='1'><testcase/><testsuite><testcase/></testsuite></testsuite>", ""},
      {"tries count", "<testsuite tests='2'><testcase><flakyFailure/></testcase></testsuite>", ""},
      {"the suite's own failure counts", "<testsuite tests='0' errors='1'><error/></testsuite>", ""},
      {"cases are missing", "<testsuite name='S' tests='3'><testcase/></testsuite>", "the suite \"S\" declares 3 tests and holds 1"},
      {"failures are missing", "<testsuite name='S' failures='2' errors='1'><testcase/></testsuite>",
       "the suite \"S\" declares 3 failures and errors and holds 0"},
      {"of the root", "<testsuites tests='2' failures='0'><testcase><failure/></testcase></testsuites>",
       "the report declares 2 tests and holds 1; declares 0 failures and errors and holds 1"},
  };
  for (const auto& row : rows) EXPECT_EQ(read(row.xml).warning("counts_disagree"), row.warning) << row.why;
}

TEST(Junit, names_the_producer_where_it_is_certain) {
  const struct {
    std::string_view xml, producer;
  } rows[] = {
      {"<testsuites><testsuite name='pytest'/></testsuites>", "pytest"},
      {"<testsuites name='jest tests'/>", "jest-junit"},
      {"<testsuites><testsuite doctest_version='2.4.9'/></testsuites>", "doctest 2.4.9"},
      {"<testsuite xmlns:xsi='x' "
       "xsi:noNamespaceSchemaLocation='https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd'/>",
       "Maven Surefire"},
      {"<testsuites name='AllTests'/>", "GoogleTest"},
      {"<testsuite name='my tests'/>", ""},
  };
  for (const auto& row : rows) {
    const ReportHeader header = read(row.xml).header;
    EXPECT_EQ(header.producer + (header.version.empty() ? "" : " " + header.version), row.producer) << row.xml;
  }
}

TEST(Junit, cuts_long_texts_and_keeps_a_test_of_many_failures_small) {
  const std::string name(limits::name_length_max + 5, 'n'), text(limits::failure_text_max + 5, 't');
  const ReportedTest test = one_case("name='" + name + "'", "<failure message='m'>" + text + "</failure>");
  EXPECT_TRUE(test.name.ends_with("n[+5 bytes]"));
  EXPECT_TRUE(test.failures[0].text.ends_with("t[+5 bytes]"));

  std::string many;
  for (int i = 0; i < 100; ++i) many += "<failure message='m'>" + text + "</failure>";
  std::size_t kept = 0;
  const ReportedTest crowded = one_case("name='n'", many);
  for (const ReportedFailure& failure : crowded.failures) kept += failure.text.size();
  EXPECT_EQ(crowded.failures.size(), 100u);
  EXPECT_LT(kept, limits::output_max + 100 * std::string_view("[+65541 bytes]").size());
  EXPECT_TRUE(one_case("name='n'", "<failure>" + text + "</failure>").failures[0].text.ends_with("bytes]")) << "each test has its own room";
}

TEST(Junit, keeps_the_promises_of_readers) {
  expect_reader_promises(
      *find_format("junit"),
      "<?xml version='1.0'?><testsuites tests='9'><testsuite name='A'><properties><property name='p' value='v'/></properties>"
      "<testcase name='a' classname='C' time='1'><failure message='m &amp; n'>text <![CDATA[<x>]]></failure></testcase>"
      "<testcase name='b'><skipped/><system-out>[[PROPERTY|k=v]]</system-out></testcase><error message='s'/></testsuite></testsuites>\n");
}

}  // namespace
}  // namespace testledger
