#include "http/json/json_custom_values.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "http/json/json_body.hpp"

namespace testledger {
namespace {

namespace json = boost::json;
using testing::ElementsAre;

CustomField field(std::int64_t id, std::string name, FieldType type, FieldUse in_cycles = FieldUse::optional) {
  CustomField made{.id = {id}, .name = std::move(name), .type = type};
  made.uses[static_cast<std::size_t>(FieldPlace::test_cycle)] = in_cycles;
  if (has_values(type)) made.values = {{{1}, "P1"}, {{2}, "P2", ChoiceState::inactive}, {{3}, "P3"}, {{4}, "P3", ChoiceState::removed}};
  return made;
}

std::vector<CustomField> fields() {
  return {field(1, "Line", FieldType::single_line_text),
          field(2, "Text", FieldType::multi_line_text),
          field(3, "Number", FieldType::number),
          field(4, "Yes", FieldType::yes_no),
          field(5, "Date", FieldType::date),
          field(6, "One", FieldType::single_select),
          field(7, "Several", FieldType::multi_select),
          field(8, "User", FieldType::single_user),
          field(9, "Users", FieldType::multi_user),
          field(10, "Of cases", FieldType::number, FieldUse::none)};
}

json::value json_of(std::string_view text) { return read_json(text).value(); }

Result<std::string> read(const std::string& entries, std::string_view before = "[]") {
  return read_custom_values(json_of(R"({"customFields":)" + entries + "}").get_object(), fields(), FieldPlace::test_cycle, before);
}

TEST(CustomValues, AreReadInEveryForm) {
  struct Row {
    std::string why;
    std::string entry;
    std::string value;  ///< as it is stored; empty: nothing is
  };
  const Row rows[] = {
      {"a text", R"("name":"Line","value":"x")", R"("x")"},
      {"a number as a text", R"("name":"Line","value":4.5)", R"("4.5")"},
      {"a wrapped text", R"("name":"Line","value":{"value":"x"})", R"("x")"},
      {"in any letter case", R"("name":"LINE","value":"x")", R"("x")"},
      {"by ID", R"("ID":1,"name":"Text","value":"x")", R"("x")"},
      {"by ID in quotes", R"("ID":"1","value":"x")", R"("x")"},
      {"by name when the ID is another project's", R"("ID":10113,"name":"Line","value":"x")", R"("x")"},
      {"an empty text", R"("name":"Line","value":"")", ""},
      {"null", R"("name":"Line","value":null)", ""},
      {"no value", R"("name":"Line")", ""},
      {"a wrapped null", R"("name":"One","value":{"value":null})", ""},
      {"lines", R"("name":"Text","value":"a\nb")", R"("a\nb")"},
      {"zero", R"("name":"Number","value":0)", "0"},
      {"a number in quotes", R"("name":"Number","value":"1.5")", "1.5E0"},
      {"the contract's yes", R"("name":"Yes","value":"Yes")", R"("Yes")"},
      {"true", R"("name":"Yes","value":true)", R"("Yes")"},
      {"no", R"("name":"Yes","value":"no")", R"("No")"},
      {"the contract's date", R"("name":"Date","value":"2024-08-29T04:38:36.437Z")", R"("2024-08-29T04:38:36.437Z")"},
      {"a day", R"("name":"Date","value":"2024-08-29")", R"("2024-08-29T00:00:00.000Z")"},
      {"another zone", R"("name":"Date","value":"2024-08-29T04:38:36+02:00")", R"("2024-08-29T02:38:36.000Z")"},
      {"milliseconds", R"("name":"Date","value":1724906316437)", R"("2024-08-29T04:38:36.437Z")"},
      {"the contract's choice", R"("name":"One","value":{"value":"p1"})", R"({"ID":1,"value":"P1"})"},
      {"the choice of a case", R"("name":"One","value":{"ID":3,"value":"P1"})", R"({"ID":3,"value":"P3"})"},
      {"a bare choice", R"("name":"One","value":"P3")", R"({"ID":3,"value":"P3"})"},
      {"the contract's choices", R"("name":"Several","value":[{"value":"P1"},{"value":"P3"}])",
       R"([{"ID":1,"value":"P1"},{"ID":3,"value":"P3"}])"},
      {"a choice twice", R"("name":"Several","value":["P1","p1"])", R"([{"ID":1,"value":"P1"}])"},
      {"one of several", R"("name":"Several","value":{"value":"P1"})", R"([{"ID":1,"value":"P1"}])"},
      {"none of several", R"("name":"Several","value":[])", ""},
      {"a user", R"("name":"User","value":"5b10a")", R"("5b10a")"},
      {"a user as an object", R"("name":"User","value":{"accountId":"5b10a"})", R"("5b10a")"},
      {"users", R"("name":"Users","value":["ann","bob"])", R"(["ann","bob"])"},
  };
  for (const Row& row : rows) {
    const auto values = read("[{" + row.entry + "}]");
    ASSERT_TRUE(values) << row.why << ": " << values.error().message;
    const json::array stored = json_of(*values).get_array();
    ASSERT_EQ(stored.size(), row.value.empty() ? 0U : 1U) << row.why;
    EXPECT_EQ(stored.empty() ? std::string() : json::serialize(stored[0].at("value")), row.value) << row.why;
  }
}

TEST(CustomValues, ThatCannotBeMeantAreRefused) {
  struct Row {
    std::string why;
    std::string entries;
    std::string message;
  };
  const Row rows[] = {
      {"no list", R"({"name":"Line"})", R"(customFields must be a list of {"name","value"})"},
      {"no entry", "[1]", R"(Every entry of customFields must be {"name","value"})"},
      {"neither name nor ID", R"([{"value":1}])", R"(Every entry of customFields must be {"name","value"})"},
      {"an ID of no field alone", R"([{"ID":99,"value":1}])", "The project has no custom field 99"},
      {"twice", R"([{"name":"Line","value":"a"},{"ID":1,"value":"b"}])", "The custom field 'Line' is named twice"},
      {"no text", R"([{"name":"Line","value":[1]}])", "The custom field 'Line' must be a text"},
      {"no number", R"([{"name":"Number","value":"x"}])", "The custom field 'Number' must be a number"},
      {"neither", R"([{"name":"Yes","value":"maybe"}])", "The custom field 'Yes' must be \"Yes\" or \"No\""},
      {"no date", R"([{"name":"Date","value":"soon"}])", "The custom field 'Date' must be a date such as \"2024-08-29T04:38:36.437Z\""},
      {"a date far away", R"([{"name":"Date","value":99999999999999999}])",
       "The custom field 'Date' must be a date such as \"2024-08-29T04:38:36.437Z\""},
      {"no choice", R"([{"name":"One","value":"P9"}])", "The custom field 'One' has no such value; see its allowedListValues"},
      {"one that is not offered any more", R"([{"name":"One","value":{"ID":2}}])",
       "The custom field 'One' has no such value; see its allowedListValues"},
      {"one that was removed", R"([{"name":"Several","value":[{"ID":4}]}])",
       "The custom field 'Several' has no such value; see its allowedListValues"},
      {"no user", R"([{"name":"User","value":{"x":1}}])", "The custom field 'User' must be the name of a user"},
      {"too long", R"([{"name":"Line","value":")" + std::string(256, 'x') + R"("}])",
       "The custom field 'Line' is longer than 255 characters"},
  };
  for (const Row& row : rows) {
    const auto values = read(row.entries);
    ASSERT_FALSE(values) << row.why;
    EXPECT_EQ(values.error().message, row.message) << row.why;
  }
}

TEST(CustomValues, OfNoFieldAreKeptAndNamed) {
  const std::string sent = R"([{"ID":77,"name":"Our field","value":{"x":[1]}},{"name":"Of cases","value":1},{"name":"Line","value":"a"}])";
  const auto values = read(sent);
  ASSERT_TRUE(values);
  EXPECT_THAT(unknown_custom_fields(json_of(R"({"customFields":)" + sent + "}").get_object(), fields(), FieldPlace::test_cycle),
              ElementsAre("customFields.Our?field", "customFields.Of?cases"));
  EXPECT_EQ(*values, R"([{"name":"Our field","value":{"x":[1]}},{"name":"Of cases","value":1},{"ID":1,"name":"Line","value":"a"}])");
}

TEST(CustomValues, LoseWhatIsNoneOfTheirMembers) {
  const auto body =
      json_of(R"({"customFields":[{"name":"line","value":"a","zz":1},{"ID":1,"value":"b","zz":2,"note":""},{"name":"x","y":1}]})");
  EXPECT_THAT(
      unknown_custom_fields(body.get_object(), {field(1, "Line", FieldType::single_line_text, FieldUse::optional)}, FieldPlace::test_cycle),
      ElementsAre("customFields[].zz", "customFields.x"));
}

TEST(CustomValues, ThatAreRequiredMustBeThere) {
  std::vector<CustomField> required{field(1, "Line", FieldType::single_line_text, FieldUse::required)};
  const auto read_of = [&](std::string_view body) {
    return read_custom_values(json_of(body).get_object(), required, FieldPlace::test_cycle);
  };
  EXPECT_TRUE(read_of(R"({"customFields":[{"name":"line","value":"x"}]})"));
  for (const std::string_view body : {R"({})", R"({"customFields":[]})", R"({"customFields":[{"name":"Line","value":""}]})"})
    EXPECT_EQ(read_of(body).error().message, "The custom field 'Line' is required") << body;
  EXPECT_TRUE(read_custom_values({}, required, FieldPlace::test_case));
  required[0].state = ChoiceState::inactive;
  EXPECT_TRUE(read_of("{}"));
}

TEST(CustomValues, KeepChoicesThatAreNotOfferedAnyMore) {
  const std::string before = R"([{"ID":6,"name":"One","value":{"ID":2,"value":"P2"}},{"ID":7,"value":[{"ID":4,"value":"P3"}]}])";
  const auto kept = read(R"([{"name":"One","value":{"ID":2}},{"name":"Several","value":[{"ID":4},{"value":"P3"}]}])", before);
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_FALSE(read(R"([{"name":"Several","value":[{"ID":2}]}])", before)) << "that of another field does not count";
}

TEST(CustomValues, StayWhenTheyAreSentBackAsTheyWereBeforeTheirField) {
  const std::string before = R"([{"name":"One","value":"free text"}])";
  EXPECT_EQ(read(before, before).value(), R"([{"ID":6,"name":"One","value":"free text"}])");
  EXPECT_FALSE(read(R"([{"name":"One","value":"other text"}])", before));
}

TEST(CustomValues, AreShownWithTheNamesOfToday) {
  std::vector<CustomField> renamed = fields();
  renamed[5].name = "Only";
  renamed[5].values[0].value = "Top";
  renamed[6].values[2].value = "Low";
  const auto shown = [&](std::string_view stored) { return json::serialize(custom_values_json(stored, renamed)); };
  EXPECT_EQ(shown(R"([{"ID":6,"name":"One","value":{"ID":1,"value":"P1"}}])"),
            R"([{"ID":6,"name":"Only","value":{"ID":1,"value":"Top"}}])");
  EXPECT_EQ(shown(R"([{"ID":7,"name":"Several","value":[{"ID":3,"value":"P3"}]}])"),
            R"([{"ID":7,"name":"Several","value":[{"ID":3,"value":"Low"}]}])");
  EXPECT_EQ(shown(R"([{"name":"Ours","value":1}])"), R"([{"name":"Ours","value":1}])");
  EXPECT_EQ(shown("damaged"), "[]");
}

TEST(CustomValues, AreChangedOneByOne) {
  struct Row {
    std::string why;
    std::string before;
    FieldChange change;
    std::string changed;
    std::string after;
  };
  const std::string one = R"([{"ID":7,"name":"Several","value":[{"ID":1,"value":"P1"}]}])";
  const std::string both = R"([{"ID":7,"name":"Several","value":[{"ID":1,"value":"P1"},{"ID":3,"value":"P3"}]}])";
  const Row rows[] = {
      {"the first value", "[]", FieldChange::add, R"({"name":"several","value":[{"value":"P1"}]})", one},
      {"one more of several", one, FieldChange::add, R"({"name":"Several","value":[{"value":"P3"}]})", both},
      {"one that is there", both, FieldChange::add, R"({"ID":7,"value":[{"value":"P3"}]})", both},
      {"one less", both, FieldChange::remove, R"({"name":"Several","value":[{"value":"P3"}]})", one},
      {"the last", one, FieldChange::remove, R"({"name":"Several","value":{"value":"P1"}})", "[]"},
      {"all others", both, FieldChange::replace, R"({"name":"Several","value":["P1"]})", one},
      {"a single value", R"([{"ID":1,"name":"Line","value":"a"}])", FieldChange::add, R"({"name":"Line","value":"b"})",
       R"([{"ID":1,"name":"Line","value":"b"}])"},
      {"no value any more", R"([{"ID":1,"name":"Line","value":"a"}])", FieldChange::remove, R"({"name":"Line","value":"a"})", "[]"},
      {"by an ID that is not ours", one, FieldChange::add, R"({"ID":10113,"name":"Several","value":[{"value":"P3"}]})", both},
      {"what is not there", "[]", FieldChange::remove, R"({"name":"Line","value":"a"})", "[]"},
  };
  for (const Row& row : rows) {
    const std::vector<FieldUpdate> updates{{json_of(row.changed).get_object(), row.change}};
    const auto after = changed_custom_values(row.before, updates, fields(), FieldPlace::test_cycle);
    ASSERT_TRUE(after) << row.why << ": " << after.error().message;
    EXPECT_EQ(*after, row.after) << row.why;
  }
}

TEST(CustomValues, ThatAreRequiredAreNotTakenAway) {
  const std::vector<CustomField> some{field(1, "Line", FieldType::single_line_text, FieldUse::required),
                                      field(3, "Number", FieldType::number)};
  const auto changed = [&](std::string_view before, std::string_view update) {
    return changed_custom_values(before, {{json_of(update).get_object(), FieldChange::replace}}, some, FieldPlace::test_cycle);
  };
  EXPECT_TRUE(changed("[]", R"({"name":"Number","value":1})")) << "runs of imports have none";
  EXPECT_EQ(changed(R"([{"ID":1,"name":"Line","value":"a"}])", R"({"name":"Line","value":null})").error().message,
            "The custom field 'Line' is required");
}

}  // namespace
}  // namespace testledger
