#include "domain/keys.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

TEST(Keys, AreMadeWithTheProjectsKey) {
  EXPECT_EQ(case_key("AT", 12), "AT-TC-12");
  EXPECT_EQ(cycle_key("A_B1", 7), "A_B1-CY-7");
  EXPECT_EQ(cycle_key("AT", adhoc_cycle_number), "AT-CY-Adhoc");
}

struct ReferenceRow {
  const char* why;
  const char* text;
  std::optional<KeyNumber> number;
  std::int64_t id;
};

constexpr ReferenceRow case_references[] = {
    {"a key", "AT-TC-12", 12, 0},
    {"a key in any letter case", "at-tc-12", 12, 0},
    {"a numeric id", "16557", std::nullopt, 16557},
};

TEST(Keys, ACaseIsNamedByKeyOrId) {
  for (const ReferenceRow& row : case_references) {
    SCOPED_TRACE(row.why);
    const auto reference = case_reference("AT", row.text);
    ASSERT_TRUE(reference);
    EXPECT_EQ(reference->number, row.number);
    EXPECT_EQ(reference->id, row.id);
  }
}

constexpr const char* no_case[] = {"",         "AT-TC-",   "AT-TC-0",           "AT-TC--1", "AT-TC-12x", "BAT-TC-12",           "AT-CY-12",
                                   "AT_TC_12", "AT-TC-+1", "AT-TC-99999999999", "-5",       "0",         "99999999999999999999"};

TEST(Keys, OtherTextNamesNoCase) {
  for (const char* text : no_case) EXPECT_FALSE(case_reference("AT", text)) << text;
}

TEST(Keys, TheAdhocCycleIsNamedInAnyLetterCase) {
  EXPECT_EQ(cycle_reference("AT", "at-cy-ADHOC")->number, adhoc_cycle_number);
  EXPECT_EQ(cycle_reference("AT", "AT-CY-7")->number, 7);
  EXPECT_EQ(cycle_reference("AT", "900")->id, 900);
  EXPECT_FALSE(cycle_reference("AT", "AT-CY-0"));
  EXPECT_FALSE(cycle_reference("AT", "AT-TC-7"));
  EXPECT_FALSE(case_reference("AT", "AT-TC-Adhoc"));
}

TEST(Keys, AProjectKeyIsKeptInCapitals) {
  EXPECT_EQ(project_key("scrum"), "SCRUM");
  EXPECT_EQ(project_key("A_B1"), "A_B1");
  for (const char* text : {"", "A", "1AB", "_AB", "A-B", "A B", "ABCDEFGHIJKLMNOPQRSTU", "ÄB"}) EXPECT_FALSE(project_key(text)) << text;
}

}  // namespace
}  // namespace testledger
