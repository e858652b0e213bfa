#include <gtest/gtest.h>

#include "formats/collected_report.hpp"
#include "formats/newman/newman_request.hpp"
#include "formats/sample_reports_test.hpp"

namespace testledger {

extern const ReportFormat newman_format;

namespace {

CollectedReport collect(std::string_view json) { return collect(newman_format, json); }

/// A run with these executions.
CollectedReport collect_executions(const std::string& executions) { return collect(R"({"run":{"executions":[)" + executions + "]}}"); }

TEST(Newman, ARequestIsATestAndItsAssertionsAreSteps) {
  const CollectedReport report = collect(testdata("newman/run.json"));
  ASSERT_FALSE(report.error.has_value());
  EXPECT_EQ(report.header.producer, "newman");
  const ReportedTest& test = report.test("AT-TC-1 Use a voucher");
  EXPECT_EQ(test.suites, (std::vector<std::string>{"Shop API", "Cart", "Vouchers"}));
  EXPECT_EQ(test.class_name, "");
  EXPECT_EQ(test.identity, "");
  EXPECT_EQ(test.description, "A voucher lowers the price.");
  EXPECT_EQ(test.outcome, Outcome::failed);
  EXPECT_EQ(test.duration, std::chrono::milliseconds(102));
  EXPECT_EQ(test.started, TimePoint(std::chrono::milliseconds(1714920108250)));
  EXPECT_FALSE(test.row.has_value());
  EXPECT_TRUE(test.parameters.empty());
  ASSERT_EQ(test.steps.size(), 4u);
  EXPECT_EQ(test.steps[0].kind, StepKind::step);
  EXPECT_EQ(test.steps[0].keyword, "Given");
  EXPECT_EQ(test.steps[0].text, "POST {{shop}}/cart/:id/voucher");
  EXPECT_EQ(test.steps[0].data, "Query: dry=1&lang={{lang}}\n{\"code\":\"{{code}}\"}");
  EXPECT_EQ(test.steps[0].actual, "Response: 200 OK\nTime: 102 ms\nSize: 34 bytes");
  EXPECT_EQ(test.steps[1], (ReportedStep{.kind = StepKind::assertion, .keyword = "Then", .text = "answers 200"}));
  EXPECT_EQ(test.steps[2], (ReportedStep{.kind = StepKind::assertion,
                                         .keyword = "And",
                                         .text = "lowers the price",
                                         .actual = "expected 170 to equal 150",
                                         .outcome = Outcome::failed}));
  EXPECT_EQ(test.steps[3], (ReportedStep{.kind = StepKind::assertion, .keyword = "And", .text = "later", .outcome = Outcome::skipped}));
  ASSERT_EQ(test.failures.size(), 1u);
  EXPECT_EQ(test.failures[0].type, "AssertionError");
  EXPECT_EQ(test.failures[0].message, "lowers the price: expected 170 to equal 150");
}

TEST(Newman, TellsTheValuesOfTheVariablesThatARequestUses) {  // C.4.6
  const CollectedReport report = collect(
      R"({"collection":{"variable":[{"id":"host","value":"collection.test"},{"id":"4f","key":"lang","value":"de"}]},
          "environment":{"values":[{"key":"host","value":"https://shop.test"},{"key":"user_password","value":"hunter2"},
                                   {"key":"who","value":"Bearer abc","type":"any"},{"key":"pin","value":"1234","type":"secret"},
                                   {"key":"lang","value":"fr","enabled":false},{"key":"unused","value":"x"}]},
          "globals":{"values":[{"key":"lang","value":"en"},{"key":"page","value":"7"}]},
          "run":{"executions":[{"item":{"name":"a","request":{"method":"GET",
            "url":"{{host}}/{{lang}}/{{page}}?p={{user_password}}&w={{who}}&n={{pin}}&h={{host}}&q={{nobody}}"}},
            "response":{"code":200}}]}})");
  ASSERT_EQ(report.tests.size(), 1u);
  EXPECT_EQ(report.tests[0].steps[0].actual,
            "Response: 200\nhost = https://shop.test\nlang = de\npage = 7\nuser_password = (hidden)\nwho = (hidden)\npin = (hidden)");
}

TEST(Newman, ARequestThatCouldNotBeSentIsAnError) {
  const CollectedReport report = collect(testdata("newman/run.json"));
  const ReportedTest& test = report.test("Look");
  EXPECT_EQ(test.suites, (std::vector<std::string>{"Shop API", "Cart"}));
  EXPECT_EQ(test.outcome, Outcome::errored);
  ASSERT_EQ(test.steps.size(), 3u);
  EXPECT_EQ(test.steps[0].kind, StepKind::setup);
  EXPECT_EQ(test.steps[0].actual, "pre boom");
  EXPECT_EQ(test.steps[1].text, "GET https://shop.test/look");
  EXPECT_EQ(test.steps[1].data, "Query: q=a%20b");
  EXPECT_EQ(test.steps[1].actual, "RequestError{ errno=-3008, code='ENOTFOUND', syscall='getaddrinfo', hostname='shop.test' }");
  EXPECT_EQ(test.steps[1].outcome, Outcome::errored);
  EXPECT_EQ(test.steps[2].outcome, Outcome::passed);
  ASSERT_EQ(test.failures.size(), 2u);
  EXPECT_EQ(test.failures[0], (ReportedFailure{"Error", "pre-request script: pre boom", ""}));
  EXPECT_EQ(test.failures[1].type, "RequestError");
}

TEST(Newman, DropsRepeatedExecutions) {
  const CollectedReport report = collect(testdata("newman/run.json"));
  EXPECT_EQ(report.tests.size(), 2u);
  EXPECT_NE(report.warning("duplicate_execution"), "");
  EXPECT_EQ(report.warning("counts_disagree"), "");  // without them the totals are right
}

TEST(Newman, KeepsNoSecrets) {
  const CollectedReport report = collect(testdata("newman/run.json"));
  for (const ReportedTest& test : report.tests)
    for (const ReportedStep& step : test.steps) EXPECT_EQ((step.text + step.data + step.actual).find("top-secret"), std::string::npos);
}

TEST(Newman, DecidesTheOutcome) {
  const std::string response = R"("request":{},"response":{"code":200})";
  const struct {
    std::string_view why;
    std::string execution;
    Outcome outcome;
  } rows[] = {
      {"a response and no assertions", response, Outcome::passed},
      {"only skipped assertions", response + R"(,"assertions":[{"assertion":"a","skipped":true}])", Outcome::passed},
      {"skipped counts more than an error", response + R"(,"assertions":[{"assertion":"a","skipped":true,"error":{"message":"m"}}])",
       Outcome::passed},
      {"a failed assertion", response + R"(,"assertions":[{"assertion":"a","error":{"message":"m"}}])", Outcome::failed},
      {"an error that is a text", response + R"(,"assertions":[{"assertion":"a","error":"m"}])", Outcome::failed},
      {"a script error", response + R"(,"testScript":[{"error":{"message":"m"}}])", Outcome::errored},
      {"scripts without errors", response + R"(,"testScript":[{"cursor":{}}])", Outcome::passed},
      {"a failed assertion counts more than a script error", response + R"(,"testScript":[{"error":{}}],"assertions":[{"error":{}}])",
       Outcome::failed},
      {"a request error", R"("request":{},"requestError":{"code":"ECONNREFUSED"})", Outcome::errored},
      {"a request that was not sent", R"("item":{"name":"n"})", Outcome::skipped},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    const CollectedReport report = collect_executions("{" + row.execution + "}");
    ASSERT_EQ(report.tests.size(), 1u);
    EXPECT_EQ(report.tests[0].outcome, row.outcome);
  }
}

TEST(Newman, IterationsAreRows) {
  const CollectedReport report = collect_executions(
      R"({"cursor":{"ref":"a","iteration":0,"cycles":2},"item":{"name":"n"}},{"cursor":{"ref":"b","iteration":1,"cycles":2},"item":{"name":"n"}})");
  ASSERT_EQ(report.tests.size(), 2u);
  EXPECT_EQ(report.tests[0].row, (ReportedRow{"iteration 1", 1}));
  EXPECT_EQ(report.tests[1].row, (ReportedRow{"iteration 2", 2}));
  EXPECT_EQ(report.tests[1].parameters, (std::vector<ReportedProperty>{{"iteration", "2"}}));
}

TEST(Newman, SaysWhenTheTotalsDisagree) {
  const CollectedReport report =
      collect(R"({"run":{"stats":{"assertions":{"total":2,"failed":1}},"executions":[{"assertions":[{"assertion":"a"}]}]}})");
  EXPECT_NE(report.warning("counts_disagree").find("2 assertions, 1 of them failed; it holds 1 and 0"), std::string::npos);
}

TEST(Newman, ARunThatNeverBeganIsASuiteFailure) {
  const CollectedReport report = collect(
      R"({"collection":{"info":{"name":"Shop API"}},"run":{"executions":[],"error":{"name":"Error","message":"collection could not be loaded"}}})");
  ASSERT_EQ(report.tests.size(), 1u);
  EXPECT_EQ(report.tests[0].origin, TestOrigin::suite_failure);
  EXPECT_EQ(report.tests[0].name, "Shop API");
  EXPECT_EQ(report.tests[0].outcome, Outcome::errored);
  EXPECT_EQ(report.tests[0].failures[0], (ReportedFailure{"Error", "collection could not be loaded", ""}));
}

TEST(Newman, ACollectionAfterTheRunIsLearntForASecondReading) {
  const std::string json =
      R"({"run":{"executions":[{"item":{"id":"i","name":"n"}}]},"collection":{"item":[{"item":[{"id":"i"}],"name":"Folder"}],"info":{"name":"C"}}})";
  CollectedReport report;
  const auto reader = newman_format.make_reader();
  ASSERT_TRUE(reader->feed(json, report) && reader->finish(report));
  const auto again = reader->second_reading();
  ASSERT_NE(again, nullptr);
  ASSERT_TRUE(again->feed(json, report) && again->finish(report));
  ASSERT_EQ(report.tests.size(), 2u);
  EXPECT_TRUE(report.tests[0].suites.empty());
  EXPECT_EQ(report.tests[1].suites, (std::vector<std::string>{"C", "Folder"}));
}

TEST(Newman, RefusesWhatIsNoRunAndSaysWhy) {
  const struct {
    std::string_view json, message;
  } rows[] = {
      {R"({"info":{"name":"Shop API"},"item":[]})", "is a Postman collection"},
      {R"({"collection":{}})", "has no \"run\""},
      {R"({"run":{"executions":[)", "ends before its JSON does"},
  };
  for (const auto& row : rows) {
    const CollectedReport report = collect(row.json);
    ASSERT_TRUE(report.error.has_value());
    EXPECT_NE(report.error->message.find(row.message), std::string::npos) << report.error->message;
  }
}

TEST(Newman, KeepsTheReadersPromises) { expect_reader_promises(newman_format, testdata("newman/run.json")); }

TEST(NewmanRequest, IsWrittenInTheNotationOfItsSteps) {
  const struct {
    std::string_view why;
    NewmanRequest request;
    std::string_view line, data;
  } rows[] = {
      {"nothing told", {}, "GET ", ""},
      {"parts",
       {.method = "PUT", .protocol = "https", .host = {"shop", "test"}, .port = "8443", .path = {"a", "b"}},
       "PUT https://shop.test:8443/a/b",
       ""},
      {"a text", {.method = "GET", .raw_url = "{{shop}}/a?b=1&c=2"}, "GET {{shop}}/a", "Query: b=1&c=2"},
      {"parts count more than the text", {.method = "GET", .raw_url = "x?y=1", .host = {"h"}}, "GET h", ""},
      {"form data", {.form = {{"key", "value"}, {"off", "x", true}, {"two", "2"}}}, "GET ", "FormData: key=value&two=2"},
      {"URL-encoded", {.url_encoded = {{"key", "value"}, {"two", "2"}}}, "GET ", "URLEncoded: key = value, two = 2"},
      {"query and body", {.host = {"h"}, .query = {{"a", "1"}}, .body = "text"}, "GET h", "Query: a=1\ntext"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(request_line(row.request), row.line);
    EXPECT_EQ(request_data(row.request), row.data);
  }
}

}  // namespace
}  // namespace testledger
