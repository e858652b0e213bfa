#include "http/endpoints/feature_text.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

TEST(FeatureText, IsAScenarioWithTheCasesKey) {
  TestCase shown{.number = 7, .fields = {.title = "Pay\nlater", .description = "<p>When rich</p><p>@x</p>"}, .tags = {{{1}, "smoke test"}}};
  shown.fields.steps = {{.type = StepType::bdd_given, .text = "a card", .data = "4711\n\"\"\""},
                        {.type = StepType::bdd_then, .text = "it pays"}};
  EXPECT_TRUE(is_bdd_case(shown));
  EXPECT_EQ(feature_text({.key = "AT", .name = "Acme"}, shown),
            "Feature: Acme\n\n  @AT-TC-7 @smoke_test\n  Scenario: Pay later\n    > When rich\n    > @x\n"
            "    Given a card\n      \"\"\"\n      4711\n      \\\"\\\"\\\"\n      \"\"\"\n    Then it pays\n");
}

TEST(FeatureText, IsAnOutlineWithADataSet) {
  TestCase shown{.number = 7, .fields = {.title = "Pay"}, .folder = Folder{.name = "Shop"}};
  shown.fields.steps = {{.type = StepType::bdd_when, .text = "<user> pays"}};
  shown.fields.dataset = {{"user"}, {{"bob"}, {"a|b\\\nc"}}};
  EXPECT_EQ(feature_text({.key = "AT", .name = "Acme"}, shown),
            "Feature: Shop\n\n  @AT-TC-7\n  Scenario Outline: Pay\n    When <user> pays\n\n    Examples:\n      | user |\n      | bob |\n"
            "      | a\\|b\\\\\\nc |\n");
}

TEST(FeatureText, HasTheTagsOfRequirementsAndTheTablesOfSteps) {
  TestCase shown{.number = 7, .fields = {.title = "Pay", .requirements = {"AT-42", "10221"}}, .tags = {{{1}, "smoke"}}};
  for (const char* data : {"| a | b\\|c |\n| \"\"\" |  |", "| a |\n| b | c |", "| a |\nx", "| a \\|", "|"})
    shown.fields.steps.push_back({.type = StepType::bdd_given, .text = "x", .data = data});
  const std::string quotes = "      \"\"\"\n";
  EXPECT_EQ(feature_text({.key = "AT", .name = "Acme"}, shown),
            "Feature: Acme\n\n  @AT-TC-7 @smoke @JREQ-AT-42 @JREQ-10221\n  Scenario: Pay\n"
            "    Given x\n      | a | b\\|c |\n      | \"\"\" |  |\n"
            "    Given x\n" +
                quotes + "      | a |\n      | b | c |\n" + quotes + "    Given x\n" + quotes + "      | a |\n      x\n" + quotes +
                "    Given x\n" + quotes + "      | a \\|\n" + quotes + "    Given x\n" + quotes + "      |\n" + quotes);
}

TEST(FeatureText, IsNotMadeOfClassicCases) {
  TestCase shown;
  shown.fields.steps = {{.text = "press"}};
  EXPECT_FALSE(is_bdd_case(shown));
}

}  // namespace
}  // namespace testledger
