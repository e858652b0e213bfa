#include "http/json/json_case_search.hpp"

#include <gtest/gtest.h>

#include "http/json/json_body.hpp"
#include "http/json/testing/default_lists.hpp"

namespace testledger {
namespace {

Result<CaseCriteria> search_of(const std::string& body) { return read_case_search(read_json(body)->get_object(), "AT", configuration); }

TEST(CaseSearchBody, KnowsItsCriteriaInTheirForms) {
  const auto read = search_of(R"({"title":{"comparisonType":"CONTAINS","value":"a"},"automationKey":"k","key":{"IN":["at-tc-4","XX-TC-1"]},
    "ID":{"comparisonType":"IN","list":[7,"8"]},"ownedByID":{"IN":["ann"]},"requirementID":{"IN":["AT-4",10221]},"tag":{"IN":[3,"smoke","4"]},
    "folderID":{"IN":[5]},"statusID":{"IN":["published",1,"nobody"]},"priorityID":{"IN":[2]},"typeID":{"IN":[4]},
    "automationStatusID":{"IN":["2"]},"isArchived":{"value":true},"createdDate":null,
    "customFields":[{"name":"Env","value":{"IN":["UAT",{"value":"P1"},{"ID":9},0,true]}},{"ID":3,"value":{"comparisonType":"IN","list":[]}}]})");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->title->text, "a");
  EXPECT_EQ(read->title->match, TextMatch::contains);
  EXPECT_EQ(read->automation_key->text, "k");
  EXPECT_EQ(*read->numbers, std::vector<KeyNumber>{4});
  EXPECT_EQ(*read->ids, (std::vector<CaseId>{{7}, {8}}));
  EXPECT_EQ(*read->owners, std::vector<std::string>{"ann"});
  EXPECT_EQ(*read->requirements, (std::vector<std::string>{"AT-4", "10221"}));
  EXPECT_EQ(read->tags->ids, (std::vector<TagId>{{3}, {4}}));
  EXPECT_EQ(read->tags->names, (std::vector<std::string>{"3", "smoke", "4"}));
  EXPECT_EQ(*read->folders, std::vector<FolderId>{{5}});
  EXPECT_EQ(*read->statuses, (std::vector<ChoiceId>{{3}, {1}}));
  EXPECT_EQ(*read->automation_statuses, std::vector<ChoiceId>{{2}});
  EXPECT_EQ(read->shelf, CaseShelf::archived);
  ASSERT_EQ(read->custom_fields.size(), 2U);
  EXPECT_EQ(read->custom_fields[0].values, (std::vector<std::string>{"UAT", "P1", "9", "0", "1"}));
  EXPECT_EQ(read->custom_fields[1].id, 3);
}

TEST(CaseSearchBody, KnowsTimes) {
  const auto at = [](std::int64_t ms) { return Timestamp(std::chrono::milliseconds(ms)); };
  constexpr std::int64_t day = 86'400'000;
  constexpr std::int64_t start = 1'767'225'600'000;  // 2026-01-01
  struct Row {
    std::string criterion;
    Timestamp from, to;
  };
  const Row rows[] = {
      {R"({"comparisonType":"BEFORE","value1":5})", Timestamp::min(), at(5)},
      {R"({"comparisonType":"after","value1":"5"})", at(6), Timestamp::max()},
      {R"({"comparisonType":"EQUALS","value1":5})", at(5), at(6)},
      {R"({"comparisonType":"EQUALS","value1":"2026-01-01"})", at(start), at(start + day)},
      {R"({"comparisonType":"AFTER","value1":"2026-01-01"})", at(start + day), Timestamp::max()},
      {R"({"comparisonType":"BETWEEN","value1":"2026-01-01","value2":"2026-01-02"})", at(start), at(start + 2 * day)},
      {R"({"comparisonType":"BETWEEN","value1":"2026-01-01T00:00:01Z","value2":1767225602000})", at(start + 1000), at(start + 2001)},
      {R"({"comparisonType":"EMPTY"})", Timestamp::max(), Timestamp::min()},
  };
  for (const Row& row : rows) {
    const auto read = search_of(R"({"updatedDate":)" + row.criterion + "}");
    ASSERT_TRUE(read) << row.criterion << read.error().message;
    EXPECT_EQ(std::pair(read->updated.from, read->updated.to), std::pair(row.from, row.to)) << row.criterion;
  }
}

TEST(CaseSearchBody, WhatIsNotUnderstoodDoesNotMeanAllCases) {
  for (const std::string wrong : {R"({"name":"x"})",
                                  R"({"title":7})",
                                  R"({"title":{"value":"a","comparisonType":"LIKE"}})",
                                  R"({"key":"AT-TC-1"})",
                                  R"({"key":{"IN":[1]}})",
                                  R"({"ID":{"IN":["x"]}})",
                                  R"({"tag":["x"]})",
                                  R"({"tag":{"IN":[{}]}})",
                                  R"({"isArchived":"yes"})",
                                  R"({"isArchived":{}})",
                                  R"({"createdDate":5})",
                                  R"({"createdDate":{"comparisonType":"NEAR","value1":5}})",
                                  R"({"createdDate":{"comparisonType":"BEFORE"}})",
                                  R"({"createdDate":{"comparisonType":"BETWEEN","value1":5}})",
                                  R"({"createdDate":{"comparisonType":"BEFORE","value1":9e18}})",
                                  R"({"createdDate":{"comparisonType":"BEFORE","value1":"soon"}})",
                                  R"({"customFields":{}})",
                                  R"({"customFields":[{"name":"x"}]})",
                                  R"({"customFields":[{"value":{"IN":[]}}]})",
                                  R"({"customFields":[{"name":"x","value":{"IN":[[]]}}]})"})
    EXPECT_FALSE(search_of(wrong)) << wrong;
  EXPECT_TRUE(
      search_of(R"({"name":"x"})").error().message.starts_with("Cases cannot be searched by 'name', only by title, automationKey, "));
  const auto all = search_of("{}");
  ASSERT_TRUE(all);
  EXPECT_EQ(all->shelf, CaseShelf::listed);
}

}  // namespace
}  // namespace testledger
