#include <gtest/gtest.h>

#include "formats/collected_report.hpp"
#include "formats/cucumber/cucumber_id.hpp"
#include "formats/json/base64.hpp"
#include "formats/sample_reports_test.hpp"
#include "reports/limits.hpp"

namespace testledger {

extern const ReportFormat cucumber_format;

namespace {

CollectedReport collect(std::string_view json) { return collect(cucumber_format, json); }

/// Reads once and, when the reader asks for it, once more; the records of the last reading.
CollectedReport collect_twice(std::string_view json) {
  CollectedReport first;
  const auto reader = cucumber_format.make_reader();
  EXPECT_TRUE(reader->feed(json, first) && reader->finish(first));
  first.header = reader->header();
  const auto again = reader->second_reading();
  if (!again) return first;
  CollectedReport second;
  EXPECT_TRUE(again->feed(json, second) && again->finish(second));
  EXPECT_EQ(second.tests.size(), first.tests.size());
  second.header = first.header;
  return second;
}

/// "setup|background|..." and the texts of the steps.
std::string outline(const ReportedTest& test) {
  constexpr std::string_view kinds[] = {"", "background ", "setup ", "teardown ", "assertion "};
  std::string text;
  for (const ReportedStep& step : test.steps) {
    text.append(text.empty() ? "" : "; ").append(kinds[static_cast<std::size_t>(step.kind)]);
    text.append(step.keyword).append(step.keyword.empty() ? "" : " ").append(step.text).append(" = ").append(step.raw_status);
  }
  return text;
}

TEST(Cucumber, ReadsJavaReportsWhoseFeaturesAreToldAfterTheirScenarios) {
  const CollectedReport report = collect_twice(testdata("cucumber/java-facts-after-scenarios.json"));
  EXPECT_EQ(report.header.producer, "cucumber-jvm");
  const ReportedTest& test = report.test("Ship to DE");
  EXPECT_EQ(test.suites, std::vector<std::string>{"Shop"});
  EXPECT_EQ(test.class_name, "Shop");
  EXPECT_EQ(test.description, "Shop");
  EXPECT_EQ(test.identity, "shop;ship-to-<country>");
  EXPECT_EQ(test.row, (ReportedRow{"at-home 1", 1}));
  EXPECT_EQ(test.file, "file:features/shop.feature");
  EXPECT_EQ(test.line, 9);
  EXPECT_EQ(test.tags, (std::vector<std::string>{"@shop", "@JREQ-SHOP-1", "@AT-TC-7"}));
  EXPECT_EQ(test.outcome, Outcome::failed);
  EXPECT_EQ(test.raw_status, "failed");
  EXPECT_EQ(test.duration, std::chrono::milliseconds(22));
  EXPECT_EQ(test.started, TimePoint(std::chrono::milliseconds(1714920108250)));
  EXPECT_EQ(outline(test),
            "setup shop.Hooks.browser() = passed; background Given a signed-in user = passed; When I order = passed; "
            "Then shipping costs 5 = failed; And a mail is sent = skipped; teardown shop.Hooks.close() = failed");
  EXPECT_EQ(test.steps[0].actual, "browser started");
  EXPECT_EQ(test.steps[2].data, "| article | count |\n| lamp \\| red | 1 |");
  EXPECT_EQ(test.steps[2].duration, std::chrono::milliseconds(5));
  EXPECT_EQ(test.steps[3].actual,
            "java.lang.AssertionError: expected 5 but was 7\n\tat shop.Steps.fee(Steps.java:31)\nfee asked\nfee told");
  EXPECT_EQ(test.steps[4].data, "Dear Zo\xC3\xAB,\nthanks");
  ASSERT_EQ(test.failures.size(), 2u);
  EXPECT_EQ(test.failures[0].type, "java.lang.AssertionError");
  EXPECT_EQ(test.failures[0].message, "expected 5 but was 7");
  EXPECT_EQ(test.failures[0].text, "java.lang.AssertionError: expected 5 but was 7\n\tat shop.Steps.fee(Steps.java:31)");
  EXPECT_EQ(test.failures[1].message, "still open");
  ASSERT_EQ(test.attachments.size(), 2u);
  EXPECT_EQ(test.attachments[0], (ReportedAttachment{"note", "text/plain", "hello", ""}));
  EXPECT_EQ(test.attachments[1].media_type, "image/png");
  EXPECT_EQ(test.attachments[1].content, "\x89PNG");
}

TEST(Cucumber, TheFirstReadingCountsTheSameWithoutTheFacts) {
  const CollectedReport report = collect(testdata("cucumber/java-facts-after-scenarios.json"));
  ASSERT_EQ(report.tests.size(), 1u);
  EXPECT_EQ(report.tests[0].outcome, Outcome::failed);
  EXPECT_EQ(report.tests[0].class_name, "");
  EXPECT_EQ(report.tests[0].tags, (std::vector<std::string>{"@AT-TC-7", "@shop"}));
}

TEST(Cucumber, ReadsBehave) {
  const CollectedReport report = collect_twice(testdata("cucumber/behave.json"));
  EXPECT_EQ(report.header.producer, "behave");
  ASSERT_EQ(report.tests.size(), 2u);
  const ReportedTest& test = report.test("Ship");
  EXPECT_EQ(test.identity, "features/shop.feature;Ship");
  EXPECT_EQ(test.row, (ReportedRow{"@1.2 abroad", 1}));
  EXPECT_EQ(test.file, "features/shop.feature");
  EXPECT_EQ(test.line, 9);
  EXPECT_EQ(test.tags, (std::vector<std::string>{"shop", "smoke"}));
  EXPECT_EQ(test.duration, std::chrono::microseconds(251'500));  // behave tells seconds
  EXPECT_EQ(outline(test), "background Given a user = passed; When I order = failed; Then it ships = untested");
  EXPECT_EQ(test.steps[1].data, "| article | count |\n| lamp | 1 |\n| tea | 2 |\nfirst\nsecond");
  EXPECT_EQ(test.steps[1].actual, "Assertion Failed: no tea\nCaptured stdout:\nhm");
  EXPECT_EQ(test.steps[2].outcome, Outcome::skipped);
  ASSERT_EQ(test.failures.size(), 1u);
  EXPECT_EQ(test.failures[0].message, "Assertion Failed: no tea");

  const ReportedTest& hook = report.test("Hook breaks");  // only the scenario's own status tells
  EXPECT_EQ(hook.outcome, Outcome::failed);
  ASSERT_EQ(hook.failures.size(), 1u);
  EXPECT_NE(hook.failures[0].message.find("outside its steps"), std::string::npos);
}

TEST(Cucumber, ReadsJavaScriptHooksArgumentsAndRules) {
  const CollectedReport report = collect_twice(testdata("cucumber/javascript.json"));
  EXPECT_EQ(report.header.producer, "cucumber-js");
  const ReportedTest& test = report.test("Eleven are too many");
  EXPECT_EQ(test.identity, "shop;only-ten;eleven-are-too-many");
  EXPECT_EQ(test.suites, (std::vector<std::string>{"Shop", "only ten"}));
  EXPECT_EQ(test.description, "Shop\nonly ten");
  EXPECT_EQ(test.tags, std::vector<std::string>{"@shop"});
  EXPECT_EQ(test.outcome, Outcome::failed);
  EXPECT_FALSE(test.row.has_value());
  EXPECT_EQ(outline(test), "background Given a user = passed; When I order = undefined; teardown After After = failed");
  EXPECT_EQ(test.steps[0].actual, "it says h");  // what was logged
  EXPECT_TRUE(test.attachments.empty());
  EXPECT_EQ(test.steps[1].data, "eleven lamps\n| a | b |");
  EXPECT_EQ(test.failures[0].message, "undefined step: When I order");
  EXPECT_EQ(test.failures[1], (ReportedFailure{"Error", "mail box is locked", "Error: mail box is locked\n    at World.<anonymous>"}));
  EXPECT_EQ(test.duration, std::chrono::microseconds(6'001));
}

/// A feature with one scenario whose steps have these statuses; "-" has no result.
std::string with_statuses(const std::vector<std::string>& statuses) {
  std::string steps;
  for (const std::string& status : statuses)
    steps +=
        std::string(steps.empty() ? "" : ",") + R"({"name":"s")" + (status == "-" ? "" : R"(,"result":{"status":")" + status + "\"}") + "}";
  return R"([{"name":"F","elements":[{"name":"S","type":"scenario","steps":[)" + steps + "]}]}]";
}

TEST(Cucumber, AScenarioIsAsBadAsItsWorstStep) {
  const struct {
    std::string_view why;
    std::vector<std::string> statuses;
    Outcome outcome;
    std::string_view raw_status;
  } rows[] = {
      {"no steps", {}, Outcome::passed, "passed"},
      {"all passed, in any letter case", {"passed", "Passed"}, Outcome::passed, "passed"},
      {"a failure beats all", {"passed", "undefined", "ambiguous", "failed", "skipped"}, Outcome::failed, "failed"},
      {"ambiguous beats undefined", {"undefined", "ambiguous"}, Outcome::errored, "ambiguous"},
      {"undefined beats an unknown word", {"missing", "Undefined"}, Outcome::errored, "Undefined"},
      {"an unknown word beats pending", {"pending", "missing"}, Outcome::other, "missing"},
      {"pending beats skipped", {"skipped", "pending"}, Outcome::skipped, "pending"},
      {"skipped beats a step without a result", {"passed", "skipped", "-"}, Outcome::skipped, "skipped"},
      {"a step without a result", {"passed", "-"}, Outcome::skipped, "untested"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    const CollectedReport report = collect(with_statuses(row.statuses));
    ASSERT_EQ(report.tests.size(), 1u);
    EXPECT_EQ(report.tests[0].outcome, row.outcome);
    EXPECT_EQ(report.tests[0].raw_status, row.raw_status);
    EXPECT_EQ(report.tests[0].failures.empty(), row.outcome != Outcome::failed && row.outcome != Outcome::errored);
  }
}

TEST(Cucumber, TakesHooksAndBackgroundsIntoAccount) {
  const std::string passed = R"("steps":[{"name":"s","result":{"status":"passed"}}])";
  const std::string failed = R"([{"result":{"status":"failed"}}])";
  const auto scenario = [&](const std::string& more) { return R"({"type":"scenario","name":"S",)" + passed + more + "}"; };
  const auto background = [&](const std::string& status) {
    return R"({"keyword":"Background ","steps":[{"name":"b","result":)" + (status.empty() ? "{}" : R"({"status":")" + status + "\"}") +
           "}]},";
  };
  const struct {
    std::string_view why;
    std::string elements;
    std::vector<Outcome> outcomes;
  } rows[] = {
      {"before", scenario(",\"before\":" + failed), {Outcome::failed}},
      {"after", scenario(",\"after\":" + failed), {Outcome::failed}},
      {"around", scenario(",\"around\":" + failed), {Outcome::failed}},
      {"before a step", R"({"name":"S","steps":[{"result":{"status":"passed"},"before":)" + failed + "}]}", {Outcome::failed}},
      {"after a step", R"({"name":"S","steps":[{"result":{"status":"passed"},"after":)" + failed + "}]}", {Outcome::failed}},
      {"a failed background counts for the next scenario only",
       background("failed") + scenario("") + "," + scenario(""),
       {Outcome::failed, Outcome::passed}},
      {"a background without results counts for none", background("") + scenario(""), {Outcome::passed}},
      {"an outline's own record is no execution",
       R"({"type":"scenario_outline","name":"T","steps":[{"name":"s"}]},)" + scenario(""),
       {Outcome::passed}},
      {"an outline with results is", R"({"type":"scenario_outline","name":"T",)" + passed + "}", {Outcome::passed}},
      {"a rule with children",
       R"({"type":"rule","name":"R","children":[)" + scenario("") + "," + scenario(",\"before\":" + failed) + "]}",
       {Outcome::passed, Outcome::failed}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    const CollectedReport report = collect(R"([{"uri":"f","name":"F","elements":[)" + row.elements + "]}]");
    std::vector<Outcome> outcomes;
    for (const ReportedTest& test : report.tests) outcomes.push_back(test.outcome);
    EXPECT_EQ(outcomes, row.outcomes);
    EXPECT_FALSE(report.error.has_value());
  }
}

TEST(Cucumber, ReadsRulesThatHoldTheirScenarios) {
  const CollectedReport report = collect(
      R"([{"name":"F","uri":"f.feature","elements":[{"type":"rule","name":"R","children":[{"name":"inside"}]},{"name":"outside"}]}])");
  EXPECT_EQ(report.test("inside").suites, (std::vector<std::string>{"F", "R"}));
  EXPECT_EQ(report.test("outside").suites, std::vector<std::string>{"F"});
}

TEST(Cucumber, NumbersTheRowsOfAnOutline) {
  const CollectedReport report = collect(
      R"([{"name":"F","uri":"f.feature","elements":[
        {"name":"O","keyword":"Scenario Outline","id":"f;o;good;2"},{"name":"O","keyword":"Scenario Outline","id":"f;o;good;3"},
        {"name":"O","keyword":"Scenario Outline","id":"f;o;bad;2"},{"name":"O","keyword":"Scenario Outline","id":"f;o;good;3"},
        {"name":"P","keyword":"Scenario Template","id":"f;p"},{"name":"P","keyword":"Scenario Template","id":"f;p"}]}])");
  ASSERT_EQ(report.tests.size(), 6u);
  const std::vector<ReportedRow> rows = {{"good 1", 1}, {"good 2", 2}, {"bad 1", 3}, {"good 2", 2}, {"", 1}, {"", 2}};
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(report.tests[i].row, rows[i]) << i;
}

TEST(Cucumber, TellsRowsOfUnnamedExamplesApartByTheirLines) {
  const CollectedReport report = collect(
      R"([{"name":"F","uri":"f.feature","elements":[
        {"name":"O","keyword":"Scenario Outline","id":"f;o;;2","line":9},{"name":"O","keyword":"Scenario Outline","id":"f;o;;2","line":14},
        {"name":"O","keyword":"Scenario Outline","id":"f;o;;2","line":14}]}])");
  ASSERT_EQ(report.tests.size(), 3u);
  EXPECT_EQ(report.tests[0].row->number, 1);
  EXPECT_EQ(report.tests[1].row->number, 2);
  EXPECT_EQ(report.tests[2].row->number, 2) << "a second try of the same row";
}

TEST(Cucumber, KeepsAttachmentsAsTheyAreWritten) {
  const struct {
    std::string_view why, embedding, media_type, content;
  } rows[] = {
      {"base64", R"({"data":"aGk=","mime_type":"text/plain"})", "text/plain", "hi"},
      {"plain text", R"({"data":"hello world","mime_type":"text/plain"})", "text/plain", "hello world"},
      {"plain text that could be base64 of no text", R"({"data":"abcd","mime_type":"text/plain"})", "text/plain", "abcd"},
      {"bytes", R"({"data":"/9j/","mime_type":"image/jpeg"})", "image/jpeg", "\xFF\xD8\xFF"},
      {"the newer key", R"({"data":"aGk=","media":{"type":"text/html"}})", "text/html", "hi"},
      {"a number", R"({"data":12.5,"mime_type":"text/plain"})", "text/plain", "12.5"},
      {"an object is no text", R"({"data":{"a":"aGk="},"mime_type":"application/json"})", "application/json", ""},
  };
  for (const auto& row : rows)
    for (const std::string_view place : {R"("embeddings":[@])", R"("result":{"status":"passed","embeddings":[@]})"}) {
      SCOPED_TRACE(row.why);
      std::string step(place);
      step.replace(step.find('@'), 1, row.embedding);
      const CollectedReport report = collect(R"([{"elements":[{"name":"S","steps":[{)" + step + "}]}]}]");
      ASSERT_EQ(report.tests.size(), 1u);
      ASSERT_EQ(report.tests[0].attachments.size(), 1u);
      EXPECT_EQ(report.tests[0].attachments[0].media_type, row.media_type);
      EXPECT_EQ(report.tests[0].attachments[0].content, row.content);
    }
}

TEST(Cucumber, DropsAnImageThatIsNoBase64) {
  const CollectedReport report = collect(
      R"([{"elements":[{"name":"S","steps":[{"result":{"status":"failed"},"embeddings":[{"data":"!!!","mime_type":"image/png"}]}]}]}])");
  ASSERT_EQ(report.tests.size(), 1u);
  EXPECT_TRUE(report.tests[0].attachments.empty());
  EXPECT_EQ(report.warning("attachment_dropped"), "an attachment of scenario \"S\" is no base64 text");
}

TEST(Cucumber, DropsAttachmentsThatAreTooLarge) {
  const std::string large(limits::attachment_size_max / 3 * 4 + 100, 'A');
  const CollectedReport report =
      collect(R"([{"elements":[{"name":"S","steps":[{"embeddings":[{"data":")" + large + R"("},{"data":"aGk="}]}]}]}])");
  ASSERT_EQ(report.tests.size(), 1u);
  EXPECT_EQ(report.tests[0].attachments.size(), 1u);
  EXPECT_NE(report.warning("attachment_dropped"), "");
}

TEST(Cucumber, RefusesWhatIsNoReportAndSaysWhy) {
  const struct {
    std::string_view why, json, message;
  } rows[] = {
      {"messages", "{\"meta\":{\"protocolVersion\":\"1\"}}\n{\"source\":{}}", "Cucumber messages"},
      {"any other JSON", R"({"a":[1]})", "no Cucumber report"},
      {"null", "null", "no Cucumber report"},
      {"a text", R"("Not found")", "no Cucumber report"},
      {"a number", "12", "no Cucumber report"},
      {"a list of numbers", "[1]", "no Cucumber report"},
      {"cut", R"([{"uri":"a")", "ends before its JSON does"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    const CollectedReport report = collect(row.json);
    ASSERT_TRUE(report.error.has_value());
    EXPECT_EQ(report.error->code, ErrorCode::unreadable_report);
    EXPECT_NE(report.error->message.find(row.message), std::string::npos) << report.error->message;
  }
}

TEST(Cucumber, AcceptsReportsWithoutScenarios) {
  for (const std::string_view json : {"[]", R"([{"uri":"a.feature","name":"F"}])", R"([{"elements":[]}])", R"({"features":[]})"}) {
    const CollectedReport report = collect(json);
    EXPECT_FALSE(report.error.has_value()) << json;
    EXPECT_TRUE(report.tests.empty()) << json;
  }
}

TEST(Cucumber, KeepsTheReadersPromises) {
  for (const char* name : {"java-facts-after-scenarios.json", "behave.json", "javascript.json"}) {
    SCOPED_TRACE(name);
    expect_reader_promises(cucumber_format, testdata(std::string("cucumber/") + name));
  }
}

TEST(CucumberId, TellsScenarioRuleAndRow) {
  const struct {
    std::string_view why, id, name, scenario, rule, row;
  } rows[] = {
      {"a scenario", "shop;pay-by-card", "Pay by card", "shop;pay-by-card", "", ""},
      {"a row", "shop;pay;;2", "Pay", "shop;pay", "", ";2"},
      {"a row of named examples", "shop;pay;by-card;3", "Pay", "shop;pay", "", "by-card;3"},
      {"a name with the row's values", "shop;ship-to-<country>;;2", "Ship to DE", "shop;ship-to-<country>", "", ";2"},
      {"two placeholders", "shop;<a>-to-<b>-now;;2", "1 to 2 now", "shop;<a>-to-<b>-now", "", ";2"},
      {"Ruby's named examples", "shop;pay;by-card;;3", "Pay", "shop;pay", "", "by-card;;3"},
      {"a rule", "shop;only-ten;eleven", "Eleven", "shop;only-ten;eleven", "only ten", ""},
      {"a row in a rule", "shop;only-ten;eleven;;2", "Eleven", "shop;only-ten;eleven", "only ten", ";2"},
      {"a rule without a name", "shop;;eleven", "Eleven", "shop;;eleven", "", ""},
      {"a scenario named by a number", "shop;2", "2", "shop;2", "", ""},
      {"a scenario named by a number in a rule", "shop;r;2", "2", "shop;r;2", "r", ""},
      {"punctuation and letters beyond ASCII", "shop;f\xC3\xBCr-zo\xC3\xAB!", "f\xC3\xBCr Zo\xC3\xAB!", "shop;f\xC3\xBCr-zo\xC3\xAB!", "",
       ""},
      {"an id that is not made of the name may be others' too", "shop;a;b", "other", "", "", ""},
      {"a row's name has values where its id has placeholders", "shop;pays;;2", "pays 5 euro", "shop;pays", "", ";2"},
      {"no feature in it", "pay", "Pay", "", "", ""},
      {"an empty feature", ";pay", "Pay", "", "", ""},
      {"an outline without a name", "shop;;;2", "", "", "", ";2"},
      {"nothing", "", "Pay", "", "", ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    const CucumberId id = read_cucumber_id(row.id, row.name);
    EXPECT_EQ(id.scenario, row.scenario);
    EXPECT_EQ(id.rule, row.rule);
    EXPECT_EQ(id.row, row.row);
  }
}

TEST(Base64, DecodesAndRefuses) {
  const struct {
    std::string_view text;
    std::optional<std::string> bytes;
  } rows[] = {
      {"", ""},
      {"aA==", "h"},
      {"aGk=", "hi"},
      {"aGk", "hi"},
      {"aGkh", "hi!"},
      {"aG\nkh", "hi!"},
      {"+/+/", "\xFB\xFF\xBF"},
      {"aGkhx", std::nullopt},
      {"a b", std::nullopt},
      {"a=b", std::nullopt},
  };
  for (const auto& row : rows) EXPECT_EQ(decode_base64(row.text), row.bytes) << row.text;
}

}  // namespace
}  // namespace testledger
