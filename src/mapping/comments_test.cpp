#include "mapping/comments.hpp"

#include <gtest/gtest.h>

#include "domain/test_run.hpp"
#include "mapping/text.hpp"

namespace testledger {
namespace {

ReportedTest failed_with(std::vector<ReportedFailure> failures) {
  ReportedTest test;
  test.name = "accepts";
  test.outcome = Outcome::failed;
  test.failures = std::move(failures);
  return test;
}

struct Row {
  const char* why;
  std::vector<ReportedFailure> failures;
  const char* comment;
};

const Row rows[] = {
    {"the message, then the stack (H-17)", {{"Error", "expected 1", "at Login:7"}}, "expected 1\nat Login:7"},
    {"a message that begins the stack is told once", {{"", "expected 1", "expected 1\nat Login:7"}}, "expected 1\nat Login:7"},
    {"the stack alone", {{"", "", "\n  at Login:7\n"}}, "at Login:7"},
    {"the message alone", {{"", "expected 1", ""}}, "expected 1"},
    {"the type where there is nothing else", {{"AssertionError", "", ""}}, "AssertionError"},
    {"all of several failures", {{"", "first", ""}, {"", "second", "at x"}}, "first\nsecond\nat x"},
    {"nothing of a failure that tells nothing", {{"", "", ""}}, ""},
};

TEST(FailureComment, TellsMessageAndStack) {
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(failure_comment(failed_with(row.failures)), row.comment);
  }
}

TEST(FailureComment, IsTheReasonOfASkip) {
  ReportedTest test;
  test.outcome = Outcome::skipped;
  test.skip_reason = " not on Sundays ";
  EXPECT_EQ(failure_comment(test), "not on Sundays");
  EXPECT_TRUE(comments_of(ReportedTest{}, {}).empty()) << "a pass has nothing to say";
}

TEST(FailureComment, IsTheFirstFailedStepWhereOnlyStepsTell) {
  ReportedTest test = failed_with({});
  test.steps = {{.keyword = "Given", .text = "a card", .raw_status = "passed"},
                {.keyword = "When", .text = "it pays", .actual = "bang", .outcome = Outcome::failed},
                {.keyword = "Then", .text = "thanks", .actual = "boom", .outcome = Outcome::failed}};
  EXPECT_EQ(failure_comment(test), "When it pays\nbang");
}

TEST(FailureComment, OfAStepWithoutAKeywordIsItsText) {
  ReportedTest test = failed_with({});
  test.steps = {{.text = "it pays", .actual = "bang", .outcome = Outcome::failed}};
  EXPECT_EQ(failure_comment(test), "it pays\nbang");
}

TEST(FailureComment, IsCutAtACharacter) {
  std::string long_text;
  for (std::size_t index = 0; index < comment_length_max + 10; ++index) long_text += "ü";
  const std::string comment = failure_comment(failed_with({{"", long_text, ""}}));
  EXPECT_EQ(comment.size(), comment_length_max * 2) << "characters are counted, not bytes";
  EXPECT_EQ(comment, long_text.substr(0, comment_length_max * 2));
}

TEST(Comments, ListEarlierAttempts) {
  ReportedTest test;
  test.attempts = {{Outcome::failed, {"", "timeout", "at x"}, {}, ""}, {Outcome::errored, {"", "reset", ""}, {}, ""}};
  EXPECT_EQ(comments_of(test, {}), std::vector<std::string>{"Attempt 1: failed\ntimeout\nat x\nAttempt 2: errored\nreset"});
}

TEST(Comments, ListSoManyAttemptsAsThereIsRoomFor) {
  ReportedTest test;
  test.attempts.assign(3, {Outcome::failed, {"", std::string(comment_length_max * 4, 'x'), ""}, {}, ""});
  const std::string comment = comments_of(test, {}).at(0);
  EXPECT_TRUE(comment.starts_with("Attempt 1: failed\nxxx"));
  EXPECT_EQ(comment.size(), comment_length_max);
}

TEST(LastCharacters, AreWhole) {
  EXPECT_EQ(last_characters("aé", 5), "aé");
  EXPECT_EQ(last_characters("aéb", 3), "éb");
  EXPECT_EQ(last_characters("aéb", 2), "b") << "half a character is none";
  EXPECT_EQ(last_characters("\x80\x80\x80", 2), "") << "nor are the rests of several";
}

TEST(RowTitle, OfNoRowIsWhatNamesTheTest) {
  const auto title = [](std::string class_name, std::string name) {
    ReportedTest test;
    test.class_name = std::move(class_name);
    test.name = std::move(name);
    return row_title(test, {});
  };
  EXPECT_EQ(title("C", "a"), "a (C)");
  EXPECT_EQ(title("", "a"), "a");
  EXPECT_EQ(title("C", " "), "C");
  EXPECT_EQ(title("", ""), "unnamed test");
}

TEST(RowTitle, OfManyValuesIsCut) {
  ReportedTest test;
  TestIdentity identity;
  identity.row = RowLabel{};
  test.parameters.assign(1'000, {"amount", "5"});
  EXPECT_EQ(row_title(test, identity).size(), 200U);
}

TEST(Comments, EndWithTheOutputOfAFailedTest) {
  ReportedTest test = failed_with({{"", "expected 1", ""}});
  test.output = " line 1\nline 2\n";
  test.error_output = "warning";
  const std::vector<std::string> all = {"expected 1", "Output:\nline 1\nline 2", "Error output:\nwarning"};
  EXPECT_EQ(comments_of(test, {}), all);
  test.outcome = Outcome::passed;
  test.failures.clear();
  EXPECT_TRUE(comments_of(test, {}).empty()) << "a JUnit pass keeps its log to itself";
  EXPECT_EQ(comments_of(test, {.output_in_comments = true}).size(), 2U);
}

TEST(Comments, KeepTheEndOfALongOutput) {
  ReportedTest test = failed_with({});
  for (int line = 0; line < 5'000; ++line) test.output += "é";
  test.output += "last";
  const std::string comment = comments_of(test, {}).at(0);
  EXPECT_TRUE(comment.starts_with("Output (its end):\né")) << "cut at a character";
  EXPECT_TRUE(comment.ends_with("élast"));
  EXPECT_LE(comment.size(), 8'192U + 20U);
}

TestIdentity row_identity(std::string_view name, int number) {
  TestIdentity identity;
  identity.row = RowLabel{.name = name, .number = number};
  return identity;
}

TEST(RowTitle, TellsWhichOfTheResultsOfARunItIs) {
  ReportedTest test = failed_with({{"", "expected 1", ""}});
  EXPECT_EQ(row_title(test, TestIdentity{}), "accepts");
  EXPECT_EQ(row_title(test, row_identity("", 2)), "Row 2");
  EXPECT_EQ(row_title(test, row_identity("2", 2)), "Row 2");
  EXPECT_EQ(row_title(test, row_identity("admin login", 0)), "admin login");
  EXPECT_EQ(row_title(test, row_identity("", 0)), "accepts");
  test.parameters = {{"user", "bob"}, {"role", "admin"}};
  EXPECT_EQ(row_title(test, row_identity("", 2)), "Row 2 (user=bob, role=admin)");
  EXPECT_EQ(row_title(test, row_identity("", 0)), "user=bob, role=admin");
  EXPECT_EQ(row_comment("Row 2", "Failed", test), "Row 2: Failed\nexpected 1");
}

TEST(CutToCharacters, CountsCodePoints) {
  EXPECT_EQ(cut_to_characters("aüb", 2), "aü");
  EXPECT_EQ(cut_to_characters("aüb", 3), "aüb");
  EXPECT_EQ(cut_to_characters("🛒🛒", 1), "🛒");
  EXPECT_EQ(cut_to_characters("", 1), "");
  EXPECT_EQ(cut_to_characters("ab", 0), "");
}

}  // namespace
}  // namespace testledger
