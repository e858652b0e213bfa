#include "http/json/json_case_draft.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "http/json/json_body.hpp"
#include "http/json/json_cycle.hpp"
#include "http/json/json_unstored.hpp"
#include "http/json/testing/default_lists.hpp"

namespace testledger {
namespace {

const TagNames no_tags;

Result<CaseDraft> draft_of(const std::string& members) {
  const auto body = read_json(R"({"title":"t")" + (members.empty() ? "" : "," + members) + "}");
  EXPECT_TRUE(body) << members;
  return read_case_draft(body->get_object(), configuration, {{TagId{2}, "smoke"}});
}

struct Accepted {
  std::string why;
  std::string members;
  std::function<void(CaseDraft&)> expected;
};

class CaseBody : public testing::TestWithParam<Accepted> {};

TEST_P(CaseBody, IsReadInEveryForm) {
  CaseDraft expected = *draft_of("");
  GetParam().expected(expected);
  const auto read = draft_of(GetParam().members);
  ASSERT_TRUE(read) << GetParam().why << ": " << read.error().message;
  EXPECT_EQ(*read, expected) << GetParam().why;
}

const ChoiceId published = configuration.find(ChoiceKind::case_status, "Published")->id;
const ChoiceId classic = configuration.find(ChoiceKind::script_type, "Classic")->id;
const auto is_published = [](CaseDraft& draft) { draft.status = published; };
const auto has_tags = [](CaseDraft& draft) { draft.tags = {"smoke"}; };
const auto has_folder = [](CaseDraft& draft) { draft.folder = FolderId{7}; };
const auto is_bdd_case = [](CaseDraft& draft) { draft.script_type = configuration.find(ChoiceKind::script_type, bdd_script)->id; };
const auto steps_are = [](std::vector<CaseStep> steps) {
  return [steps](CaseDraft& draft) {
    draft.script_type = classic;
    draft.steps = steps;
  };
};
const std::string classic_steps = R"("scriptType":{"name":"Classic"},"steps":)";

INSTANTIATE_TEST_SUITE_P(
    Forms, CaseBody,
    testing::Values(
        Accepted{"a choice by name", R"("status":{"name":"published"})", is_published},
        Accepted{"a choice by ID", R"("status":{"ID":3})", is_published},
        Accepted{"a choice by ID in quotes", R"("status":{"ID":"3"})", is_published},
        Accepted{"a bare name", R"("status":"Published")", is_published}, Accepted{"a bare number", R"("status":3)", is_published},
        Accepted{"the short name of BDD", R"("scriptType":{"name":"BDD"})", is_bdd_case},
        Accepted{"bare and in another letter case", R"("scriptType":"bdd")", is_bdd_case},
        Accepted{"ID wins over name", R"("status":{"ID":3,"name":"Draft"})", is_published},
        Accepted{"null is absent", R"("status":null,"folder":null,"steps":null,"tags":null,"estimatedEffort":null)", [](CaseDraft&) {}},
        Accepted{"what only the server writes", R"("ID":5,"key":"AT-TC-1","version":2,"permission":{},"createdDate":"x")",
                 [](CaseDraft&) {}},
        Accepted{"tags as the API answers them", R"("tags":[{"tag":{"ID":2,"name":"smoke"},"associationID":1}])", has_tags},
        Accepted{"tags by ID, as is documented", R"("tags":[{"tag":{"ID":2}}])", has_tags},
        Accepted{"flat and in quotes", R"("tags":[{"ID":"2"}])", has_tags},
        Accepted{"tags by name within tag", R"("tags":[{"tag":{"name":"smoke"}}])", has_tags},
        Accepted{"tags by a text within tag", R"("tags":[{"tag":"smoke"}])", has_tags},
        Accepted{"flat tags", R"("tags":[{"name":"smoke"}])", has_tags}, Accepted{"bare tags", R"("tags":["smoke"])", has_tags},
        Accepted{"a folder object", R"("folder":{"ID":7,"name":"x","parentID":3})", has_folder},
        Accepted{"a folder number", R"("folder":7)", has_folder}, Accepted{"a folder number in quotes", R"("folder":"7")", has_folder},
        Accepted{"an empty folder object", R"("folder":{})", [](CaseDraft&) {}},
        Accepted{"effort in quotes", R"("estimatedEffort":"12.5")", [](CaseDraft& draft) { draft.estimated_effort_s = 12.5; }},
        Accepted{"components and releases", R"("jiraComponentIDs":[3,"4"],"jiraReleaseIDs":[5])",
                 [](CaseDraft& draft) {
                   draft.components = {3, 4};
                   draft.releases = {5};
                 }},
        Accepted{"custom fields as they are", R"("customFields":[{"name":"Env","value":{"value":"UAT"}}])",
                 [](CaseDraft& draft) { draft.custom_fields = R"([{"name":"Env","value":{"value":"UAT"}}])"; }},
        Accepted{"requirements as numbers", R"("jiraRequirementIDs":[10221,"AT-4"])",
                 [](CaseDraft& draft) { draft.requirements = {"10221", "AT-4"}; }},
        Accepted{"text steps", classic_steps + R"([{"stepType":"TEXT","step":"do","data":"d","expectedResult":"e"}])",
                 steps_are({{StepType::text, "do", "d", "e"}})},
        Accepted{"steps without a type", classic_steps + R"([{"step":"do","testData":"d"}])", steps_are({{StepType::text, "do", "d", ""}})},
        Accepted{"BDD steps", classic_steps + R"([{"stepType":"bdd_when","bddStep":"it rains"}])",
                 steps_are({{StepType::bdd_when, "it rains", "", ""}})},
        Accepted{"a reference", classic_steps + R"([{"stepType":"REFERENCE","referencedCase":{"key":"AT-TC-9"}}])",
                 steps_are({{StepType::reference, "AT-TC-9", "", ""}})},
        Accepted{"no steps need no script type", R"("steps":[])", [](CaseDraft&) {}},
        Accepted{"data sets with their parameters",
                 R"("datasetParameters":[{"name":"user"},{"name":"age"}],"dataSets":[{"age":3,"user":"bob"},{"user":"eve"}])",
                 [](CaseDraft& draft) { draft.dataset = {{"user", "age"}, {{"bob", "3"}, {"eve", ""}}}; }},
        Accepted{"data sets alone name their parameters", R"("dataSets":[{"user":"bob"},{"user":"eve","age":"4"}])",
                 [](CaseDraft& draft) { draft.dataset = {{"user", "age"}, {{"bob", ""}, {"eve", "4"}}}; }}));

struct Refused {
  std::string why;
  std::string members;
  std::string message;
};

class WrongCaseBody : public testing::TestWithParam<Refused> {};

TEST_P(WrongCaseBody, IsRefusedWithTheContractsWords) {
  const auto read = draft_of(GetParam().members);
  ASSERT_FALSE(read) << GetParam().why;
  EXPECT_EQ(read.error().message, GetParam().message) << GetParam().why;
}

const std::string no_script_type = "Invalid or missing value for Test Script Type";

INSTANTIATE_TEST_SUITE_P(
    Rows, WrongCaseBody,
    testing::Values(
        Refused{"components that are no numbers", R"("jiraComponentIDs":["web"])", "jiraComponentIDs must be a list of numbers."},
        Refused{"custom fields that are no list", R"("customFields":{"name":"x"})", R"(customFields must be a list of {"name","value"})"},
        Refused{"a custom field that is no object", R"("customFields":["x"])", R"(Every entry of customFields must be {"name","value"})"},
        Refused{"an unknown ID", R"("priority":{"ID":99})", "'priority' 99 is not valid for this project"},
        Refused{"an unknown name", R"("status":{"name":"Done"})", "'status' Done is not valid for this project"},
        Refused{"steps without a script type", R"("steps":[{"step":"x"}])", no_script_type},
        Refused{"steps with an empty script type", R"("scriptType":{},"steps":[{"step":"x"}])", no_script_type},
        Refused{"steps with an unknown script type", R"("scriptType":{"ID":99},"steps":[{"step":"x"}])", no_script_type},
        Refused{"a step without its text", classic_steps + R"([{"stepType":"TEXT","data":"x"}])", "A step of type TEXT needs its text"},
        Refused{"an unknown step type", classic_steps + R"([{"stepType":"JUMP","step":"x"}])", "'stepType' JUMP is not valid"},
        Refused{"an unknown tag", R"("tags":["new",{"tag":{"ID":3}}])", "'tag' 3 is not valid for this project"},
        Refused{"a tag without anything", R"("tags":[{"tag":{}}])", "Every entry of tags needs an ID or a name"},
        Refused{"a tag whose ID is none", R"("tags":[{"tag":{"ID":"x"}}])", "The ID of a tag must be a number"},
        Refused{"a folder by its name alone", R"("folder":{"name":"DF"})", "folder must be given by its ID, not by its name alone"},
        Refused{"an effort that is none", R"("estimatedEffort":"soon")", "estimatedEffort must be a number of seconds"},
        Refused{"a description that is no text", R"("description":{})", "description must be a text."},
        Refused{"a folder that is no number", R"("folder":"Top")", "folder must be the ID of a folder"}));

struct AtFault {
  std::string members;
  std::string field;
};

class FieldAtFault : public testing::TestWithParam<AtFault> {};

TEST_P(FieldAtFault, IsNamedWithWhatItStandsIn) {
  const auto read = draft_of(GetParam().members);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().field, GetParam().field);
}

INSTANTIATE_TEST_SUITE_P(Rows, FieldAtFault,
                         testing::Values(AtFault{R"("priority":{"ID":99})", "priority"}, AtFault{R"("tags":["a",{"tag":{}}])", "tags[1]"},
                                         AtFault{R"("steps":[{"step":"x"}])", "scriptType"},
                                         AtFault{classic_steps + R"([{"step":"x"},{"stepType":"JUMP"}])", "steps[1].stepType"},
                                         AtFault{classic_steps + R"([{"stepType":"REFERENCE","referencedCase":{"key":1}}])",
                                                 "steps[0].referencedCase.key"},
                                         AtFault{R"("customFields":[{"name":"a","value":1},"x"])", "customFields[1]"}));

struct UnstoredRow {
  std::string why;
  std::string body;
  std::vector<std::string> names;
};

class UnstoredMembers : public testing::TestWithParam<UnstoredRow> {};

TEST_P(UnstoredMembers, AreNamed) {
  EXPECT_EQ(unstored_case_members(read_json(GetParam().body)->get_object(), {}), GetParam().names) << GetParam().why;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, UnstoredMembers,
    testing::Values(
        UnstoredRow{"what is stored and what the server writes", R"({"title":"t","tags":[1],"ID":5,"permission":{"value":7}})", {}},
        UnstoredRow{"they say nothing", R"({"customFields":[],"jiraComponentIDs":null,"jiraReleaseIDs":[],"x":""})", {}},
        UnstoredRow{
            "nobody knows them; names have letter cases", R"({"Title":"t","colour":"red","done":false})", {"Title", "colour", "done"}},
        UnstoredRow{
            "what the server writes of parts",
            R"({"folder":{"ID":4,"name":"f","parentID":1,"children":[{"ID":5}]},"tags":[{"tag":{"ID":2,"name":"x"},"associationID":2}],
                        "steps":[{"ID":1,"stepType":"TEXT","step":"s","data":"","expectedResult":"e","stepIndex":0,"colour":""}]})",
            {}},
        UnstoredRow{
            "of parts, each once and behind those of the case",
            R"({"folder":{"ID":4,"bogus":1},"tags":["x",{"name":"y","x":1}],"steps":[{"step":"s","foo":1},{"foo":2,"b,r":3}],"z":1})",
            {"z", "folder.bogus", "tags[].x", "steps[].foo", "steps[].b?r"}},
        UnstoredRow{"of what stands inside parts",
                    R"({"tags":[{"tag":{"ID":2,"name":"x","hue":1},"y":1}],"datasetParameters":[{"name":"a","kind":"b"}],
                        "steps":[{"stepType":"REFERENCE","referencedCase":{"ID":7,"key":"AT-TC-7","title":"t","why":"w"}}]})",
                    {"tags[].y", "tags[].tag.hue", "steps[].referencedCase.why", "datasetParameters[].kind"}},
        UnstoredRow{"a part that nobody knows is named as a whole", R"({"testRunSteps":[{"ID":1,"qq":1}]})", {"testRunSteps"}},
        UnstoredRow{"a name cannot end the header or be two", R"({"a\r\nSet-Cookie: b,c\u00e9":1})", {"a??Set-Cookie:?b?c??"}}));

TEST(UnstoredMembers, AreLimited) {
  std::string body = R"({"title":"t")";
  for (int i = 0; i < 100; ++i) body += ",\"" + std::string(100, 'x') + std::to_string(i) + "\":1";
  const auto names = unstored_case_members(read_json(body + "}")->get_object(), {});
  ASSERT_EQ(names.size(), unstored_shown_max + 1);
  EXPECT_EQ(names.front(), std::string(unstored_name_length_max, 'x'));
  EXPECT_EQ(names.back(), "...");
  body += R"(,"steps":[{"foo":1}],"customFields":[{"name":"x"}]})";
  EXPECT_EQ(unstored_case_members(read_json(body)->get_object(), {}), names) << "those of parts and custom fields count too";
}

TEST(UnstoredMembers, OfARunAreThoseOfItsStepsToo) {
  const auto body = read_json(
      R"({"runIDs":[1],"testRunSteps":[{"ID":1,"stepID":1,"stepOrder":0,"testStepType":"TEXT","step":"s","testData":"d","expectedResult":"e",
          "actualResult":"a","testRunStepStatus":{"ID":3},"jiraDefectIDs":[7]},{"ID":2,"qq":1}]})");
  const auto& run = body->get_object();
  EXPECT_EQ(unstored_run_change_members(run, {}), (std::vector<std::string>{"testRunSteps[].qq"}));
  EXPECT_EQ(unstored_run_members(run, {}), (std::vector<std::string>{"runIDs", "testRunSteps"}));
  const auto& steps = run.at("testRunSteps").get_array();
  EXPECT_EQ(unstored_run_step_members(steps[0].get_object()), std::vector<std::string>());
  EXPECT_EQ(unstored_run_step_members(steps[1].get_object()), (std::vector<std::string>{"qq"}));
}

TEST(CaseChanges, AreOnlyWhatIsSent) {
  CaseDraft before = *draft_of(R"("description":"d","status":{"ID":3},"scriptType":"Classic","steps":[{"step":"x"}],"tags":["smoke"],
                                  "automationKey":"k","folder":7,"dataSets":[{"a":"1"}],"jiraReleaseIDs":[5])");
  struct Row {
    std::string body;
    std::function<void(CaseDraft&)> changed;
  };
  const Row rows[] = {{"{}", [](CaseDraft&) {}},
                      {R"({"ID":4,"key":"AT-TC-1","unknown":1})", [](CaseDraft&) {}},
                      {R"({"title":"new"})", [](CaseDraft& draft) { draft.title = "new"; }},
                      {R"({"description":null,"tags":[],"folder":null})",
                       [](CaseDraft& draft) {
                         draft.description = "";
                         draft.tags = {};
                         draft.folder = std::nullopt;
                       }},
                      {R"({"status":null})", [](CaseDraft& draft) { draft.status = configuration.default_of(ChoiceKind::case_status).id; }},
                      {R"({"steps":[{"step":"y"}]})", [](CaseDraft& draft) { draft.steps = {{StepType::text, "y", "", ""}}; }},
                      {R"({"dataSets":[]})", [](CaseDraft& draft) { draft.dataset = {}; }}};
  for (const Row& row : rows) {
    CaseDraft expected = before;
    row.changed(expected);
    const auto read = read_case_changes(read_json(row.body)->get_object(), configuration, {}, before);
    ASSERT_TRUE(read) << row.body << read.error().message;
    EXPECT_EQ(*read, expected) << row.body;
  }
  for (const std::string body : {R"({"title":null})", R"({"datasetParameters":[{"name":"a"}]})", R"({"steps":{}})"})
    EXPECT_FALSE(read_case_changes(read_json(body)->get_object(), configuration, {}, before)) << body;
}

TEST(Titles, AreRequiredAndLimitedInCharacters) {
  const auto title = [](const std::string& body) { return read_case_draft(read_json(body)->get_object(), configuration, {}); };
  for (const char* none : {"{}", R"({"title":null})", R"({"title":"  "})"})
    EXPECT_EQ(title(none).error().message, "title is required") << none;
  std::string characters;
  for (int i = 0; i < 255; ++i) characters += "é";
  EXPECT_TRUE(title(R"({"title":")" + characters + "\"}"));
  EXPECT_FALSE(title(R"({"title":")" + characters + "x\"}"));
}

TEST(CaseReplacement, KeepsAChoiceThatIsNotOfferedAnyMoreAndTakesNoOther) {
  Configuration lists = configuration;
  auto& statuses = lists.of(ChoiceKind::case_status);
  statuses[0].state = statuses[1].state = ChoiceState::inactive;
  const CaseDraft before{.title = "t", .status = statuses[0].id};
  const auto status = [&](const Choice& choice, std::string_view form) {
    const auto body =
        read_json(fmt::format(R"({{"title":"t","status":{}}})", fmt::format(fmt::runtime(form), choice.id.value, choice.name)));
    const auto replaced = read_case_replacement(body->get_object(), lists, no_tags, before);
    const auto changed = read_case_changes(body->get_object(), lists, no_tags, before);
    EXPECT_EQ(replaced.has_value(), changed.has_value());
    return replaced ? replaced->status : ChoiceId();
  };
  for (const std::string_view form : {R"({{"ID":{0}}})", R"({{"name":"{1}"}})", R"({{"ID":{0},"name":"{1}"}})"}) {
    EXPECT_EQ(status(statuses[0], form), statuses[0].id) << form;
    EXPECT_EQ(status(statuses[1], form), ChoiceId()) << form;
  }
}

TEST(CycleBody, IsReadAsClientsSendIt) {
  const auto body = read_json(
      R"({"title":"Nightly ","objective":"o","folder":{"ID":4,"name":"f","children":[]},"jiraTaskIDs":["AT-223",7],"ownedByID":"me",
                                  "customFields":[{"name":"Env","value":{"value":"UAT"}}],"unknown":[1]})");
  const auto draft = read_cycle_draft(body->get_object(), {configuration, no_tags});
  ASSERT_TRUE(draft);
  EXPECT_EQ(*draft, (CycleDraft{.title = "Nightly ",
                                .objective = "o",
                                .folder = FolderId{4},
                                .owner = "me",
                                .tasks = {"AT-223", "7"},
                                .custom_fields = R"([{"name":"Env","value":{"value":"UAT"}}])"}));
  EXPECT_EQ(unstored_cycle_members(body->get_object(), {}), (std::vector<std::string>{"unknown", "customFields.Env"}));
  EXPECT_EQ(read_cycle_draft(read_json(R"({"objective":"o"})")->get_object(), {configuration, no_tags}).error().message,
            "title is required");
  EXPECT_EQ(read_cycle_draft(read_json(R"({"title":"t","customFields":null})")->get_object(), {configuration, no_tags})->custom_fields,
            "[]");
}

}  // namespace
}  // namespace testledger
