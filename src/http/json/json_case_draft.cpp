#include "http/json/json_case_draft.hpp"

#include <fmt/format.h>

#include "core/letter_case.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_fields.hpp"
#include "http/json/json_steps.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

Error wrong(std::string message) { return {ErrorCode::invalid_argument, std::move(message), {}, {}}; }

std::string shown(const json::value& value) {
  if (const auto* text = value.if_string()) return {text->data(), text->size()};
  const auto number = integer_of(value);
  return number ? std::to_string(*number) : "value";
}

/// What a choice is named by: `{"ID"}`, `{"name"}`, a bare number or a bare text.
const json::value* named_by(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr) return &value;
  const json::value* id = member(*object, "ID");
  return id != nullptr ? id : member(*object, "name");
}

/// By name in any letter case; clients also call the script type of BDD cases "BDD" alone. Null when there is none.
const Choice* choice_named(const Configuration& configuration, ChoiceKind kind, std::string_view name) {
  if (const Choice* choice = configuration.find(kind, name)) return choice;
  const bool short_form = kind == ChoiceKind::script_type && equal_ignoring_case(name, "BDD");
  return short_form ? configuration.find(kind, bdd_script) : nullptr;
}

/// The choice a member names, the list's default when it is absent. `ID` is tried as a number first, then as a name.
Result<ChoiceId> read_choice(const json::object& body, std::string_view name, const Configuration& configuration, ChoiceKind kind) {
  const json::value* value = member(body, name);
  const json::value* wanted = value != nullptr ? named_by(*value) : nullptr;
  if (wanted == nullptr) return configuration.default_of(kind).id;
  if (const auto id = integer_of(*wanted))
    if (const Choice* choice = configuration.find(kind, ChoiceId{*id}); choice != nullptr && choice->state == ChoiceState::active)
      return choice->id;
  if (const auto* text = wanted->if_string())
    if (const Choice* choice = choice_named(configuration, kind, {text->data(), text->size()})) return choice->id;
  return wrong(fmt::format("'{}' {} is not valid for this project", name, shown(*wanted)));
}

/// The script type; steps cannot do without one (contract A.4).
Result<ChoiceId> read_script_type(const json::object& body, const Configuration& configuration) {
  const json::value* steps = member(body, "steps");
  const bool has_steps = steps != nullptr && steps->is_array() && !steps->get_array().empty();
  auto type = read_choice(body, "scriptType", configuration, ChoiceKind::script_type);
  const json::value* given = member(body, "scriptType");
  const bool missing = given == nullptr || named_by(*given) == nullptr;
  if (has_steps && (missing || !type)) return wrong("Invalid or missing value for Test Script Type");
  return type;
}

Result<double> read_effort(const json::object& body) {
  const json::value* value = member(body, "estimatedEffort");
  if (value == nullptr) return 0.0;
  if (const auto* text = value->if_string(); text != nullptr && text->empty()) return 0.0;
  const auto effort = number_of(*value);
  if (!effort || *effort < 0) return wrong("estimatedEffort must be a number of seconds");
  return *effort;
}

}  // namespace

Result<CaseDraft> read_case_draft(const json::object& body, const Configuration& configuration, const TagNames& tags) {
  CaseDraft draft;
  draft.title = TRY(read_title(body));
  draft.description = TRY(text_member(body, "description"));
  draft.precondition = TRY(text_member(body, "precondition"));
  draft.automation_key = TRY(text_member(body, "automationKey"));
  draft.folder = TRY(read_folder(body));
  draft.status = TRY(read_choice(body, "status", configuration, ChoiceKind::case_status));
  draft.priority = TRY(read_choice(body, "priority", configuration, ChoiceKind::case_priority));
  draft.type = TRY(read_choice(body, "type", configuration, ChoiceKind::case_type));
  draft.script_type = TRY(read_script_type(body, configuration));
  draft.automation_status = TRY(read_choice(body, "automationStatus", configuration, ChoiceKind::automation_status));
  draft.owner = TRY(text_member(body, "ownedByID"));
  draft.automation_owner = TRY(text_member(body, "automationOwnerID"));
  draft.estimated_effort_s = TRY(read_effort(body));
  draft.tags = TRY(read_tags(body, tags));
  draft.requirements = TRY(texts_member(body, "jiraRequirementIDs"));
  draft.steps = TRY(read_steps(body));
  draft.dataset = TRY(read_dataset(body));
  return draft;
}

}  // namespace testledger
