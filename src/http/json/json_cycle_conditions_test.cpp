#include "http/json/json_cycle_conditions.hpp"

#include <gtest/gtest.h>

#include "http/json/json_body.hpp"

namespace testledger {
namespace {

Timestamp day(std::int64_t number) { return Timestamp(std::chrono::days(number)); }

const std::vector<CustomField> project_fields{
    {.id = {1}, .name = "Env", .type = FieldType::multi_select, .values = {{{1}, "UAT"}, {{2}, "Live"}}}};

/// Made on 2020-01-02, changed on the 3rd, begun on the 10th at noon, without an end.
TestCycle cycle() {
  TestCycle made{.id = {7}, .created = day(18263), .updated = day(18264)};
  made.fields.tasks = {"AT-223", "7"};
  made.fields.start = day(18271) + std::chrono::hours(12);
  made.fields.custom_fields = R"([{"ID":1,"name":"Old","value":[{"ID":1,"value":"x"}]},{"name":"Mine","value":4}])";
  made.tags = {{TagId{3}, "Smoke"}};
  return made;
}

TEST(CycleConditions, AreMetOrNot) {
  struct Row {
    std::string condition;
    bool met;
  };
  const Row rows[] = {
      {R"("tag":{"comparisonType":"IN","list":["x","smoke"]})", true},
      {R"("tag":{"IN":[3]})", true},
      {R"("tag":{"IN":["x"]})", false},
      {R"("tag":{"IN":[]})", false},
      {R"("statusID":{"IN":[1]})", true},
      {R"("statusID":{"IN":[2]})", false},
      {R"("isClosed":{"value":false})", true},
      {R"("isClosed":true)", false},
      {R"("jiraTaskIDs":{"IN":["at-223"]})", true},
      {R"("jiraTaskIDs":{"IN":[7]})", true},
      {R"("jiraTaskIDs":{"IN":["AT-2"]})", false},
      {R"("endDate":{"comparisonType":"EMPTY"})", true},
      {R"("startDate":{"comparisonType":"empty"})", false},
      {R"("endDate":{"comparisonType":"AFTER","value1":"2000-01-01"})", false},
      {R"("startDate":{"comparisonType":"EQUALS","value1":"2020-01-10"})", true},
      {R"("startDate":{"comparisonType":"EQUALS","value1":"2020-01-10T12:00:00Z"})", true},
      {R"("startDate":{"comparisonType":"EQUALS","value1":"2020-01-10T12:00:01Z"})", false},
      {R"("startDate":{"comparisonType":"BEFORE","value1":"2020-01-10"})", false},
      {R"("startDate":{"comparisonType":"BEFORE","value1":"2020-01-11"})", true},
      {R"("startDate":{"comparisonType":"AFTER","value1":"2020-01-10"})", false},
      {R"("startDate":{"comparisonType":"AFTER","value1":"2020-01-09"})", true},
      {R"("createdDate":{"comparisonType":"BETWEEN","value1":"2020-01-01","value2":"2020-01-02"})", true},
      {R"("updatedDate":{"comparisonType":"BETWEEN","value1":1577836800000,"value2":1577923200000})", false},
      {R"("customFields":[{"name":"env","value":{"comparisonType":"IN","list":["uat"]}}])", true},
      {R"("customFields":[{"name":"env","value":{"IN":["Live"]}}])", false},
      {R"("customFields":[{"name":"Old","value":{"IN":["x"]}}])", false},
      {R"("customFields":[{"name":"Mine","value":{"IN":[4]}},{"name":"Env","value":{"IN":["UAT"]}}])", true},
      {R"("customFields":[{"name":"Mine","value":{"IN":[5]}},{"name":"Env","value":{"IN":["UAT"]}}])", false},
      {R"("customFields":[{"ID":1,"value":{"IN":[1]}}])", true},
      {R"("customFields":[{"ID":1,"value":{"IN":[{"ID":2}]}}])", false},
      {R"("tag":null)", true},
  };
  for (const Row& row : rows) {
    const auto conditions = read_cycle_conditions(read_json("{" + row.condition + "}")->get_object(), project_fields);
    ASSERT_TRUE(conditions) << row.condition << ": " << conditions.error().message;
    EXPECT_EQ(std::ranges::all_of(*conditions, [](const CycleCondition& condition) { return condition(cycle()); }), row.met)
        << row.condition;
  }
}

TEST(CycleConditions, InAnotherFormAreRefused) {
  for (const char* wrong :
       {R"("tag":"smoke")", R"("isClosed":"x")", R"("isClosed":{})", R"("startDate":"2020")", R"("startDate":{})",
        R"("startDate":{"comparisonType":"SINCE","value1":"2020-01-01"})", R"("startDate":{"comparisonType":"BEFORE","value1":"soon"})",
        R"("startDate":{"comparisonType":"BETWEEN","value1":"2020-01-01"})", R"("customFields":{})", R"("customFields":[{"name":"x"}])",
        R"("customFields":[{"value":{"IN":[1]}}])", R"("customFields":[{"name":"x","value":4}])"})
    EXPECT_FALSE(read_cycle_conditions(read_json("{" + std::string(wrong) + "}")->get_object(), project_fields)) << wrong;
}

}  // namespace
}  // namespace testledger
