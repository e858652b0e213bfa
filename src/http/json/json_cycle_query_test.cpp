#include "http/json/json_cycle_query.hpp"

#include <gtest/gtest.h>

#include "http/json/json_body.hpp"

namespace testledger {
namespace {

Result<CycleQuery> query_of(const std::string& body) { return read_cycle_query(read_json(body)->get_object(), "AT"); }

TEST(CycleQueryBody, KnowsTitles) {
  const auto exact = query_of(R"({"title":{"value":"a"}})");
  EXPECT_EQ(exact->title, "a");
  EXPECT_EQ(exact->match, TextMatch::exact);
  EXPECT_EQ(query_of(R"({"title":{"value":"a","comparisonType":"contains"}})")->match, TextMatch::contains);
  EXPECT_EQ(query_of(R"({"title":"a"})")->title, "a");
}

TEST(CycleQueryBody, KnowsListsInTheirForms) {
  using Numbers = std::vector<KeyNumber>;
  struct Row {
    const char* why;
    const char* key;
    Numbers numbers;
  };
  for (const Row& row : {Row{"as documented", R"({"comparisonType":"IN","list":["AT-CY-1","at-cy-7"]})", Numbers{1, 7}},
                         Row{"the short form", R"({"IN":["AT-CY-1"]})", Numbers{1}},
                         Row{"the ad-hoc cycle", R"({"IN":["AT-CY-Adhoc"]})", Numbers{adhoc_cycle_number}},
                         Row{"keys of nobody find nothing", R"({"IN":["XX-CY-1","7","x"]})", Numbers{}},
                         Row{"an empty list too", R"({"IN":[]})", Numbers{}}}) {
    const auto query = query_of(R"({"key":)" + std::string(row.key) + "}");
    ASSERT_TRUE(query) << row.why;
    EXPECT_EQ(query->numbers, row.numbers) << row.why;
  }
  EXPECT_EQ(query_of(R"({"ID":{"IN":[4,"5"]}})")->ids, (std::vector<CycleId>{{4}, {5}}));
  EXPECT_EQ(query_of(R"({"folderID":{"comparisonType":"in","list":[4]}})")->folders, (std::vector<FolderId>{{4}}));
  EXPECT_EQ(query_of(R"({"ownedByID":{"IN":["ann"]}})")->owners, (std::vector<std::string>{"ann"}));
}

TEST(CycleQueryBody, OfNothingFindsAll) {
  const auto query = query_of(R"({"title":null,"tag":null})");
  ASSERT_TRUE(query);
  EXPECT_FALSE(query->title || query->numbers || query->ids || query->folders || query->owners);
}

TEST(CycleQueryBody, WhatIsNotUnderstoodDoesNotMeanAllCycles) {
  const std::string title = R"(title must be {"comparisonType":"EXACT_MATCH" or "CONTAINS","value":"..."} or a text)";
  const auto only = [](const std::string& name) { return "Cycles cannot be searched by '" + name + "'"; };
  struct Row {
    std::string body;
    std::string refusal;
  };
  for (const Row& row :
       {Row{R"({"title":[]})", title}, Row{R"({"title":7})", title}, Row{R"({"title":{}})", title},
        Row{R"({"title":{"comparisonType":"EXACT_MATCH"}})", title},
        Row{R"({"title":{"value":"a","comparisonType":"LIKE"}})", "comparisonType of title must be EXACT_MATCH or CONTAINS"},
        Row{R"({"key":"AT-CY-1"})", R"(key must be {"comparisonType":"IN","list":[...]})"},
        Row{R"({"key":{"comparisonType":"NOT_IN","list":["AT-CY-1"]}})", R"(key must be {"comparisonType":"IN","list":[...]})"},
        Row{R"({"key":{"IN":[1]}})", "The list of key must have texts"}, Row{R"({"ID":{"IN":["x"]}})", "The list of ID must have IDs"},
        Row{R"({"folderID":{"list":[1]}})", R"(folderID must be {"comparisonType":"IN","list":[...]})"},
        Row{R"({"priorityID":{"IN":[1]}})", only("priorityID")}, Row{R"({"Tag":{"IN":["x"]},"title":"t"})", only("Tag")}}) {
    const auto query = query_of(row.body);
    ASSERT_FALSE(query) << row.body;
    EXPECT_EQ(query.error().message, row.refusal);
    EXPECT_EQ(query.error().code, ErrorCode::invalid_argument);
  }
}

}  // namespace
}  // namespace testledger
