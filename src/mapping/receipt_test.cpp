// What the receipt of an import tells of each record.
#include <gtest/gtest.h>

#include "mapping/testing/imported_in_memory.hpp"

namespace testledger {
namespace {

class ReceiptTest : public testing::Test, protected ImportedInMemory {
 protected:
  std::vector<RunEffect> run_effects() const {
    std::vector<RunEffect> all;
    for (const ReceiptEntry& entry : receipt) all.push_back(entry.effect);
    return all;
  }
};

struct TitleRow {
  const char* why;
  const char* class_name;
  const char* name;
  std::optional<ReportedRow> row;
  const char* title;
};

const TitleRow titles[] = {
    {"class and name", "C", "a", {}, "C.a"},
    {"a name alone", "", "a", {}, "a"},
    {"a class alone", "C", "", {}, "C"},
    {"a row by its name", "C", "a", ReportedRow{"by card", 2}, "C.a [by card]"},
    {"a row without a name by its number", "C", "a", ReportedRow{"", 2}, "C.a [2]"},
    {"nothing at all", "", "", {}, "unnamed test"},
};

TEST_F(ReceiptTest, NamesTheTestAsPeopleKnowIt) {
  options.create_case = true;
  for (const TitleRow& row : titles) {
    SCOPED_TRACE(row.why);
    ReportedTest told = result(row.name);
    told.class_name = row.class_name;
    told.row = row.row;
    import({told});
    ASSERT_EQ(receipt.size(), 1U);
    EXPECT_EQ(receipt[0].test, row.title);
  }
}

TEST_F(ReceiptTest, TellsWhatBecameOfTheRun) {
  using enum RunEffect;
  kind = testng_kind;
  add_case(7, "C.a");
  import({result("a"), result("a")});
  EXPECT_EQ(run_effects(), (std::vector{created, created}));
  ReportedTest late_try = result("a", Outcome::skipped);
  late_try.retried = true;
  import({result("a"), late_try});
  EXPECT_EQ(run_effects(), (std::vector{created, remarked}));
  options.create_new_run = false;
  import({of_case("a", "bob"), of_case("a", "eve")});
  EXPECT_EQ(run_effects(), (std::vector{overwrote, added}));
}

TEST_F(ReceiptTest, TellsByWhichRuleTheCaseWasFound) {
  options.create_case = true;
  add_case(7);
  import({result("AT-TC-7 a"), result("b"), result("b")});
  ASSERT_EQ(receipt.size(), 3U);
  EXPECT_EQ(receipt[0].rule, MatchRule::case_key);
  EXPECT_EQ(receipt[0].case_number, 7);
  EXPECT_EQ(receipt[1].rule, MatchRule::new_case);
  EXPECT_EQ(receipt[2].rule, MatchRule::automation_key);
  EXPECT_EQ(receipt[2].case_number, 8);
}

TEST_F(ReceiptTest, TellsWhyThereIsNoRun) {
  import({result("a"), result("AT-TC-99 b")});
  ASSERT_EQ(receipt.size(), 2U);
  EXPECT_EQ(receipt[0].problem, ProblemCode::no_case_for_automation_key);
  EXPECT_EQ(receipt[0].rule, MatchRule::automation_key);
  EXPECT_EQ(receipt[0].subject, "C.a");
  EXPECT_EQ(receipt[1].problem, ProblemCode::case_not_found);
  EXPECT_EQ(receipt[1].rule, MatchRule::case_key);
  EXPECT_EQ(receipt[1].subject, "AT-TC-99");
  EXPECT_EQ(run_effects(), std::vector(2, RunEffect::none));
}

TEST_F(ReceiptTest, HasAWarningWithItsRecord) {
  options.create_case = true;
  std::vector<ReportedTest> tests = {result("a"), result("b", Outcome::other)};
  tests[0].place.offset = 10;
  tests[1].place.offset = 20;
  tests[1].raw_status = "Zzz";
  import(tests);
  ASSERT_EQ(receipt.size(), 2U);
  EXPECT_TRUE(receipt[0].warnings.empty());
  EXPECT_EQ(receipt[1].warnings, std::vector<std::string>{"unknown_status"});
}

}  // namespace
}  // namespace testledger
