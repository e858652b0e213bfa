#include "domain/configuration_change.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace testledger {
namespace {

using testing::ElementsAre;

constexpr auto priority = ChoiceKind::case_priority;
constexpr auto status = ChoiceKind::case_status;

template <class Entry>
std::vector<std::string> names_of(const std::vector<Entry>& list) {
  std::vector<std::string> names;
  for (const Entry& each : list)
    names.push_back(each.name + (each.state == ChoiceState::removed ? " -" : each.state == ChoiceState::inactive ? " ?" : ""));
  return names;
}

ChoiceChange named(std::string name) { return {.entry = {.name = std::move(name)}}; }
ChoiceChange at(std::size_t position) { return {.entry = {.position = position}}; }
ChoiceChange made(ChoiceState state) { return {.entry = {.state = state}}; }

const Configuration plain = default_configuration();

TEST(Choices, AreAddedRenamedMovedAndRemoved) {
  struct Row {
    std::string why;
    Result<Configuration> changed;
    std::vector<std::string> names;
  };
  const Row rows[] = {
      {"a new one is the last",
       with_choice(plain, priority, named(" Blocker ")),
       {"Not Assigned", "Critical", "High", "Medium", "Low", "Blocker"}},
      {"or where it is to be",
       with_choice(plain, priority, {.entry = {.name = "Blocker", .position = 1}}),
       {"Not Assigned", "Blocker", "Critical", "High", "Medium", "Low"}},
      {"another name", with_changed_choice(plain, priority, {2}, named("Urgent")), {"Not Assigned", "Urgent", "High", "Medium", "Low"}},
      {"its own name in another letter case",
       with_changed_choice(plain, priority, {2}, named("CRITICAL")),
       {"Not Assigned", "CRITICAL", "High", "Medium", "Low"}},
      {"to the front", with_changed_choice(plain, priority, {5}, at(0)), {"Low", "Not Assigned", "Critical", "High", "Medium"}},
      {"to the back", with_changed_choice(plain, priority, {2}, at(4)), {"Not Assigned", "High", "Medium", "Low", "Critical"}},
      {"beyond the end", with_changed_choice(plain, priority, {2}, at(99)), {"Not Assigned", "High", "Medium", "Low", "Critical"}},
      {"not offered any more",
       with_changed_choice(plain, priority, {2}, made(ChoiceState::inactive)),
       {"Not Assigned", "Critical ?", "High", "Medium", "Low"}},
      {"removed", without_choice(plain, priority, {2}), {"Not Assigned", "High", "Medium", "Low", "Critical -"}},
      {"a removed one's name is free",
       with_choice(*without_choice(plain, priority, {2}), priority, named("critical")),
       {"Not Assigned", "High", "Medium", "Low", "critical", "Critical -"}},
      {"nothing moves behind a removed one",
       with_changed_choice(*without_choice(plain, priority, {2}), priority, {3}, at(9)),
       {"Not Assigned", "Medium", "Low", "High", "Critical -"}},
  };
  for (const Row& row : rows) {
    ASSERT_TRUE(row.changed) << row.why << ": " << row.changed.error().message;
    EXPECT_EQ(names_of(row.changed->case_priorities), row.names) << row.why;
  }
}

TEST(Choices, HaveIdsThatAreNeverGivenAgain) {
  const Configuration without = *without_choice(plain, priority, {5});
  const Configuration with = *with_choice(without, priority, named("Low"));
  EXPECT_EQ(with.find(priority, "Low")->id, ChoiceId{6});
  EXPECT_EQ(with.find(priority, ChoiceId{5})->name, "Low") << "what had it still has a name";
  EXPECT_EQ(with.find(priority, "critical")->id, ChoiceId{2});
}

TEST(Choices, CannotBeWhatTheRulesDoNotAllow) {
  struct Row {
    std::string why;
    Result<Configuration> changed;
    ErrorCode code;
    std::string message;
  };
  Configuration full = plain;
  while (full.case_priorities.size() < choices_max) full = *with_choice(full, priority, named(std::to_string(full.case_priorities.size())));
  Configuration one_eligible = *with_changed_choice(plain, status, {1}, {.eligible_for_cycle = true});
  one_eligible = *with_changed_choice(one_eligible, status, {3}, {.eligible_for_cycle = false});
  const Row rows[] = {
      {"no name", with_choice(plain, priority, {}), ErrorCode::invalid_argument, "name is required"},
      {"a blank name", with_choice(plain, priority, named(" \t")), ErrorCode::invalid_argument, "name is required"},
      {"a long name", with_choice(plain, priority, named(std::string(101, 'x'))), ErrorCode::invalid_argument,
       "name is longer than 100 characters (choice_name_length_max)"},
      {"a name that is there", with_choice(plain, priority, named("hIGH")), ErrorCode::conflict, "The list has an entry 'hIGH' already"},
      {"a name that is there, later", with_changed_choice(plain, priority, {2}, named("High")), ErrorCode::conflict,
       "The list has an entry 'High' already"},
      {"an entry that is not there", with_changed_choice(plain, priority, {77}, named("x")), ErrorCode::not_found,
       "The list has no entry 77"},
      {"an entry that was removed", without_choice(*without_choice(plain, priority, {2}), priority, {2}), ErrorCode::not_found,
       "The list has no entry 2"},
      {"the default switched off", with_changed_choice(plain, priority, {1}, made(ChoiceState::inactive)), ErrorCode::conflict,
       "'Not Assigned' is the default. Make another entry the default first"},
      {"the default removed", without_choice(plain, priority, {1}), ErrorCode::conflict,
       "'Not Assigned' is the default. Make another entry the default first"},
      {"no default", with_changed_choice(plain, priority, {1}, {.is_default = false}), ErrorCode::conflict,
       "Make another entry the default instead"},
      {"a default that is not offered",
       with_changed_choice(plain, priority, {2}, {.entry = {.state = ChoiceState::inactive}, .is_default = true}), ErrorCode::conflict,
       "'Critical' is the default. Make another entry the default first"},
      {"what importing needs", without_choice(plain, ChoiceKind::automation_status, automated_status), ErrorCode::conflict,
       "Importing needs 'Automated'. It can be renamed"},
      {"likewise", with_changed_choice(plain, ChoiceKind::script_type, bdd_script, made(ChoiceState::inactive)), ErrorCode::conflict,
       "Importing needs 'BDD/Gherkin'. It can be renamed"},
      {"no status for cycles", with_changed_choice(plain, status, published_status, {.eligible_for_cycle = false}), ErrorCode::conflict,
       "One status must stay whose cases may be added to cycles"},
      {"no status for cycles, removed", without_choice(plain, status, published_status), ErrorCode::conflict,
       "One status must stay whose cases may be added to cycles"},
      {"too many", with_choice(full, priority, named("more")), ErrorCode::limit_exceeded, "The list has 200 entries already (choices_max)"},
  };
  for (const Row& row : rows) {
    ASSERT_FALSE(row.changed) << row.why;
    EXPECT_EQ(row.changed.error().message, row.message) << row.why;
    EXPECT_EQ(row.changed.error().code, row.code) << row.why;
  }
  EXPECT_TRUE(without_choice(one_eligible, status, published_status));
}

TEST(Choices, HaveOneDefault) {
  const Configuration changed = *with_changed_choice(plain, priority, {3}, {.is_default = true});
  EXPECT_EQ(changed.default_of(priority).name, "High");
  EXPECT_EQ(std::ranges::count(changed.case_priorities, true, &Choice::is_default), 1);
  EXPECT_TRUE(with_changed_choice(changed, priority, {2}, {.is_default = false}));
}

TEST(Importing, PicksWhatCanBeChosen) {
  EXPECT_EQ(plain.imported(status, published_status).name, "Published");
  Configuration changed = *with_changed_choice(plain, status, published_status, named("Ready"));
  EXPECT_EQ(changed.imported(status, published_status).name, "Ready");
  changed = *with_changed_choice(changed, status, {2}, {.eligible_for_cycle = true});
  changed = *with_changed_choice(changed, status, published_status, {.eligible_for_cycle = false});
  EXPECT_EQ(changed.imported(status, published_status).name, "Under Review") << "or it could not be added to the cycle";
  changed = *without_choice(changed, status, published_status);
  EXPECT_EQ(changed.imported(status, published_status).name, "Under Review");
}

RunStatusChange run_status(std::string name, RunStatusType type) { return {.entry = {.name = std::move(name)}, .type = type}; }

TEST(RunStatuses, KeepOneOfEachType) {
  const auto refusal = [](const Result<Configuration>& changed) { return changed ? std::string("none") : changed.error().message; };
  EXPECT_EQ(refusal(without_run_status(plain, {4})), "One status of the type FAILED must stay");
  EXPECT_EQ(refusal(with_changed_run_status(plain, {1}, {.entry = {.state = ChoiceState::inactive}})),
            "One status of the type NOT_RUN must stay");
  EXPECT_EQ(refusal(with_run_status(plain, {.entry = {.name = "x"}})),
            "statusType must be NOT_RUN, IN_PROGRESS, PASSED, FAILED or BLOCKED");
  EXPECT_EQ(refusal(with_run_status(plain, run_status("passed", RunStatusType::failed))), "The list has an entry 'passed' already");
  EXPECT_EQ(refusal(with_changed_run_status(plain, {4}, {.type = RunStatusType::passed})), "The statusType of a status is fixed");
  for (const char* color : {"red", "#12345", "#12345g", "1234567"})
    EXPECT_EQ(refusal(with_changed_run_status(plain, {4}, {.color = color})), "color must be such as \"#22a06b\"") << color;
  Configuration changed = *with_run_status(plain, run_status("Known failure", RunStatusType::failed));
  EXPECT_EQ(changed.find_run_status("known failure")->color, plain.first_of(RunStatusType::failed).color);
  EXPECT_EQ(changed.first_of(RunStatusType::failed).name, "Failed");
  changed = *with_changed_run_status(changed, {6}, {.entry = {.position = 0}, .type = RunStatusType::failed, .color = "#AA00ff"});
  EXPECT_EQ(changed.first_of(RunStatusType::failed).name, "Known failure") << "importing picks the first";
  changed = *with_changed_run_status(changed, {6}, {.entry = {.state = ChoiceState::inactive}});
  EXPECT_EQ(changed.first_of(RunStatusType::failed).name, "Failed");
  EXPECT_EQ(changed.find_run_status("Known failure"), nullptr) << "it cannot be chosen anew";
  EXPECT_EQ(changed.find_run_status(ChoiceId{6})->name, "Known failure");
}

CustomFieldChange list_field(std::vector<CustomFieldChange::Value> values) {
  return {.entry = {.name = "Team"}, .type = FieldType::single_select, .values = std::move(values)};
}

TEST(Fields, HaveValuesWithIdsThatStay) {
  const auto values_of = [](const Configuration& configuration) {
    std::vector<std::string> values;
    for (const FieldValue& each : configuration.custom_fields.at(0).values)
      values.push_back(std::to_string(each.id.value) + each.value + (each.state == ChoiceState::removed ? "-" : ""));
    return values;
  };
  Configuration changed = *with_field(plain, list_field({{{}, " A "}, {{}, "B"}}));
  EXPECT_THAT(values_of(changed), ElementsAre("1A", "2B"));
  changed = *with_changed_field(changed, {1}, {.values = {{{{}, "C"}, {{2}, "Bee"}, {{}, "a"}}}});
  EXPECT_THAT(values_of(changed), ElementsAre("3C", "2Bee", "1a"));
  changed = *with_changed_field(changed, {1}, {.values = {{{{}, "D"}}}});
  EXPECT_THAT(values_of(changed), ElementsAre("4D", "3C-", "2Bee-", "1a-"));
  changed = *with_changed_field(changed, {1}, {.values = {{{{}, "C"}}}});
  EXPECT_THAT(values_of(changed), ElementsAre("5C", "4D-", "3C-", "2Bee-", "1a-"));
  EXPECT_EQ(with_changed_field(changed, {1}, {.values = {{{{}, "x"}, {{}, "X"}}}}).error().message, "allowedListValues has 'x' twice");
  EXPECT_EQ(with_changed_field(changed, {1}, {.values = {{{{9}, "x"}}}}).error().message, "allowedListValues has no value 9");
}

TEST(Fields, AreOfOneTypeAndUsedWhereItIsSaid) {
  CustomFieldChange wanted{.entry = {.name = "Env"}, .type = FieldType::number};
  wanted.uses[1] = FieldUse::required;
  const Configuration changed = *with_field(plain, wanted);
  EXPECT_EQ(changed.custom_fields[0].use_in(FieldPlace::test_cycle), FieldUse::required);
  EXPECT_EQ(changed.custom_fields[0].use_in(FieldPlace::test_run), FieldUse::none);
  EXPECT_EQ(with_changed_field(changed, {1}, {.type = FieldType::date}).error().message, "The type of a custom field is fixed");
  EXPECT_FALSE(with_changed_field(changed, {1}, {.values = {{{{}, "x"}}}}));
  EXPECT_FALSE(with_field(plain, {.entry = {.name = "Env"}}));
  EXPECT_FALSE(with_field(changed, {.entry = {.name = "env"}, .type = FieldType::number}));
  EXPECT_THAT(names_of(without_field(changed, {1})->custom_fields), ElementsAre("Env -"));
}

TEST(Links, LeadToTheWebAndNameTheKey) {
  const auto accepts = [](std::string address) { return with_links(plain, {.requirement_url = std::move(address)}).has_value(); };
  for (const char* good : {"", "https://tracker.example/browse/{key}", "http://10.0.0.1/{key}?a={key}"}) EXPECT_TRUE(accepts(good)) << good;
  for (const char* bad : {"javascript:alert('{key}')", "https://tracker.example/browse", "https://a b/{key}", "https://a/\"{key}",
                          "ftp://a/{key}", "//a/{key}", "https://a/<{key}>"})
    EXPECT_FALSE(accepts(bad)) << bad;
  EXPECT_FALSE(with_links(plain, {.defect_url = "x"}));
}

}  // namespace
}  // namespace testledger
