#include "mapping/case_keys.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

std::string told(std::string_view project_key, const std::vector<KeyMention>& mentions) {
  std::string keys;
  for (const KeyMention& mention : mentions) keys += (keys.empty() ? "" : " ") + case_key(project_key, mention);
  return keys;
}

struct TextRow {
  const char* why;
  const char* text;
  const char* keys;
  const char* project = "AT";
};

constexpr TextRow texts[] = {
    {"a key at the start of a name (C.4.1)", "AT-TC-12 : Verify the login", "AT-TC-12"},
    {"a key anywhere in a name", "Verify the login (AT-TC-12)", "AT-TC-12"},
    {"any letter case", "at-tc-12 and At-Tc-13", "AT-TC-12 AT-TC-13"},
    {"several keys in order", "AT-TC-31, AT-TC-4 : both", "AT-TC-31 AT-TC-4"},
    {"a key told twice counts once (H-24)", "AT-TC-1 AT_TC_1 at-tc-01", "AT-TC-1"},
    {"the underscore form", "verifyNotNullType_AT_TC_123", "AT-TC-123"},
    {"the underscore form at the start", "AT_TC_5_verifies", "AT-TC-5"},
    {"the underscore form behind a blank", "verifies AT_TC_5", "AT-TC-5"},
    {"both forms of different keys", "AT-TC-1 checks_AT_TC_2", "AT-TC-1 AT-TC-2"},
    {"mixed separators are no key", "AT-TC_1 AT_TC-2", ""},
    {"a key of another project is none (H-25)", "OTHER-TC-1 does", ""},
    {"glued to a letter it is another project's", "XAT-TC-1 does", ""},
    {"glued to a digit it is another project's", "9AT-TC-1 does", ""},
    {"the underscore form glued to a letter is none", "verifyAT_TC_123", ""},
    {"all digits belong to it", "AT-TC-1234", "AT-TC-1234"},
    {"a key needs digits", "AT-TC- AT-TC-x", ""},
    {"letters behind the number do not take it away", "AT-TC-12verifies", "AT-TC-12"},
    {"an underscore before the hyphen form is fine", "test_AT-TC-12", "AT-TC-12"},
    {"a project key with digits and an underscore is literal", "A_B1-TC-7 AxB1-TC-8", "A_B1-TC-7", "A_B1"},
    {"its underscore form", "does_A_B1_TC_7", "A_B1-TC-7", "A_B1"},
    {"a number beyond every case stays what the file says", "AT-TC-99999999999", "AT-TC-99999999999"},
    {"two such numbers are two keys", "AT_TC_99999999999 AT-TC-88888888888", "AT-TC-99999999999 AT-TC-88888888888"},
    {"told twice it counts once", "AT-TC-99999999999 at-tc-99999999999", "AT-TC-99999999999"},
    {"zero is no case but a key", "AT-TC-0", "AT-TC-0"},
    {"beside other characters", "«AT-TC-3»", "AT-TC-3"},
    {"an empty name has none", "", ""},
};

TEST(CaseKeys, AreFoundInTexts) {
  for (const TextRow& row : texts) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(told(row.project, keys_in_text(row.project, row.text)), row.keys);
  }
}

constexpr TextRow tags[] = {
    {"a whole tag (H-34)", "AT-TC-12", "AT-TC-12"},
    {"with the at sign of Gherkin", "@AT-TC-12", "AT-TC-12"},
    {"in any letter case and padded", " @at-tc-12 ", "AT-TC-12"},
    {"followed by something else", "AT-TC-12:smoke", "AT-TC-12"},
    {"followed by a letter it is another word", "AT-TC-12abc", ""},
    {"a key inside is not enough", "see AT-TC-12", ""},
    {"nor is the underscore form", "AT_TC_12", ""},
    {"not all groups are keys", "smoke", ""},
};

TEST(CaseKeys, ATagIsAKeyOrBeginsWithOne) {
  for (const TextRow& row : tags) {
    SCOPED_TRACE(row.why);
    const auto key = key_in_tag(row.project, row.text);
    EXPECT_EQ(key ? case_key(row.project, *key) : "", row.keys);
  }
}

ReportedTest test_with_keys_everywhere() {
  ReportedTest test;
  test.name = "AT-TC-1 in the name";
  test.tags = {"smoke", "@AT-TC-2"};
  test.properties = {{"about", "it is AT-TC-3, or so"}};
  test.parameters = {{"param1", "bob"}, {"param2", "AT-TC-4"}};
  return test;
}

TEST(CaseKeys, AreTakenFromThePlacesOfTheFormat) {
  const ReportedTest test = test_with_keys_everywhere();
  const auto keys = [&](KeyPlaces places) { return told("AT", keys_of(test, places, "AT")); };
  EXPECT_EQ(keys({.name = true}), "AT-TC-1");
  EXPECT_EQ(keys({.tags = true}), "AT-TC-2");
  EXPECT_EQ(keys({.properties = true}), "AT-TC-3");
  EXPECT_EQ(keys({.name = true, .tags = true, .properties = true}), "AT-TC-1 AT-TC-2 AT-TC-3");
  EXPECT_EQ(keys({}), "");
}

TEST(CaseKeys, AreTakenFromPropertiesThatSaySo) {
  ReportedTest test;
  test.properties = {{"Test_Key", "AT-TC-1, AT-TC-2"}, {"ticket", "AT-TC-3"}, {"aioKeys", "AT-TC-4"}, {"k", "AT-TC-5"}};
  EXPECT_EQ(told("AT", keys_of(test, {.key_properties = true}, "AT")), "AT-TC-1 AT-TC-2 AT-TC-4");
}

TEST(CaseKeys, AParameterThatIsAKeyOverridesAllOthers) {
  ReportedTest test = test_with_keys_everywhere();
  const KeyPlaces testng{.name = true, .tags = true, .parameters = true, .properties = true};
  EXPECT_EQ(told("AT", keys_of(test, testng, "AT")), "AT-TC-4");
  test.parameters[1].value = "AT-TC-4 and more";
  EXPECT_EQ(told("AT", keys_of(test, testng, "AT")), "AT-TC-1 AT-TC-2 AT-TC-3") << "only a whole value overrides";
}

}  // namespace
}  // namespace testledger
