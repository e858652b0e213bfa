#include "http/json/json_run_edit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "domain/test_run.hpp"
#include "http/json/json_custom_values.hpp"
#include "http/json/testing/default_lists.hpp"

namespace testledger {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

Result<RunEdit> result_in(std::string_view body) { return read_run_result(boost::json::parse(body).get_object(), configuration); }

TEST(RunEdit, StatusesAreNamedInManyWays) {
  for (const std::string_view body : {R"({"testRunStatus":"Failed"})", R"({"testRunStatus":"fAILED"})",
                                      R"({"testRunStatus":{"name":"failed"}})", R"({"testRunStatus":{"ID":4}})", R"({"testRunStatus":4})",
                                      R"({"testRunStatus":"4"})", R"({"testRunStatus":{"ID":4,"name":"Passed"}})"})
    EXPECT_EQ(result_in(body)->status, ChoiceId{4}) << body;
  EXPECT_EQ(result_in(R"({"testRunStatus":"Done"})").error().message,
            "There is no run status 'Done'. The project has Not Run, In Progress, Passed, Failed, Blocked.");
}

TEST(RunEdit, NumbersAndFlagsMayBeTexts) {
  EXPECT_EQ(result_in(R"({"effort":"12.5"})")->effort_s, 12.5);
  EXPECT_EQ(result_in(R"({"effort":0})")->effort_s, 0);
  EXPECT_EQ(result_in(R"({"effort":""})")->effort_s, std::nullopt);
  EXPECT_EQ(result_in(R"({"isAutomated":"TRUE"})")->automated, true);
  EXPECT_EQ(result_in(R"({"isAutomated":null})")->automated, std::nullopt);
}

TEST(RunEdit, WhatSaysNothingIsNothing) {
  for (const std::string_view body : {"{}", R"({"testRunStatus":null,"comments":[],"effort":"","customFields":[]})", R"({"colour":1})"})
    EXPECT_TRUE(result_in(body)->says_nothing()) << body;
}

TEST(RunEdit, CommentsAreAListOrOneTextAndAreCut) {
  EXPECT_THAT(result_in(R"({"comments":["a","","b"]})")->more_comments, ElementsAre("a", "b"));
  EXPECT_THAT(result_in(R"({"comments":"a"})")->more_comments, ElementsAre("a"));
  const auto cut = result_in(R"({"comments":")" + std::string(comment_length_max + 10, 'x') + R"("})")->more_comments;
  ASSERT_THAT(cut, SizeIs(1));
  EXPECT_THAT(cut[0], testing::EndsWith("x[+10 bytes]"));
}

TEST(RunEdit, DefectsAreTextsOrNumbersAndEachOnce) {
  EXPECT_THAT(*result_in(R"({"jiraDefectIDs":["AT-1",10221,"AT-1",""]})")->defects, ElementsAre("AT-1", "10221"));
  EXPECT_THAT(*result_in(R"({"jiraDefectIDs":[]})")->defects, SizeIs(0));
}

TEST(RunEdit, StepsHaveDefectsOfTheirOwn) {
  const auto body = boost::json::parse(R"({"testRunSteps":[{"ID":2,"jiraDefectIDs":["AT-1",7]},{"ID":1,"jiraDefectIDs":null}]})");
  const auto steps = read_run_change(body.get_object(), configuration)->steps;
  ASSERT_THAT(steps, SizeIs(2));
  EXPECT_THAT(*steps[0].defects, ElementsAre("AT-1", "7"));
  EXPECT_FALSE(steps[0].has_result());
  EXPECT_FALSE(steps[1].defects);
}

TEST(RunEdit, CustomFieldsTakeThePlaceOfThoseBefore) {
  const auto change =
      result_in(R"({"customFields":[{"name":"Env","value":{"value":"UAT"}},{"name":"Old","value":null}]})")->change_custom_fields;
  ASSERT_TRUE(change);
  EXPECT_EQ(change(R"([{"name":"Old","value":1},{"name":"N","value":0}])").value(),
            R"([{"name":"N","value":0},{"name":"Env","value":{"value":"UAT"}}])");
  std::string many = R"({"customFields":[)";
  for (std::size_t i = 0; i <= custom_values_max; ++i)
    many += (i > 0 ? "," : "") + (R"({"name":"f)" + std::to_string(i)) + R"(","value":1})";
  EXPECT_FALSE(result_in(many + "]}"));
}

}  // namespace
}  // namespace testledger
