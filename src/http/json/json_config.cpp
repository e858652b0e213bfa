#include "http/json/json_config.hpp"

#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

bool is_listed(ChoiceState state, Listed listed) {
  return state == ChoiceState::active || (state == ChoiceState::inactive && listed == Listed::all);
}

template <class Entry, class ToJson>
json::array listed_json(const std::vector<Entry>& list, Listed listed, ToJson to_json) {
  json::array array;
  for (const Entry& entry : list)
    if (is_listed(entry.state, listed)) array.push_back(to_json(entry));
  return array;
}

json::object use_json(FieldUse use) { return {{"isAssociated", use != FieldUse::none}, {"isRequired", use == FieldUse::required}}; }

json::object value_json(const FieldValue& value) {
  return {{"ID", value.id.value}, {"value", value.value}, {"isEnabled", value.state == ChoiceState::active}};
}

}  // namespace

json::object choice_entry_json(ChoiceKind kind, const Choice& choice) {
  json::object object{{"ID", choice.id.value},
                      {"name", choice.name},
                      {"description", text_or_null(choice.description)},
                      {"isDefault", choice.is_default},
                      {"isEnabled", choice.state == ChoiceState::active}};
  if (kind == ChoiceKind::case_status) object["isEligibleForCycle"] = choice.eligible_for_cycle;
  return object;
}

json::object run_status_json(const RunStatus& status) {
  return {{"ID", status.id.value},
          {"name", status.name},
          {"description", text_or_null(status.description)},
          {"statusType", name_of(status.type)},
          {"color", status.color},
          {"isEnabled", status.state == ChoiceState::active}};
}

json::object custom_field_json(const CustomField& field) {
  return {{"ID", field.id.value},
          {"name", field.name},
          {"description", text_or_null(field.description)},
          {"type", name_of(field.type)},
          {"caseAssociation", use_json(field.use_in(FieldPlace::test_case))},
          {"cycleAssociation", use_json(field.use_in(FieldPlace::test_cycle))},
          {"runAssociation", use_json(field.use_in(FieldPlace::test_run))},
          {"allowedListValues", listed_json(field.values, Listed::all, value_json)},
          {"colorAllowedListValues", json::array()},
          {"jiraField", nullptr},
          {"isEnabled", field.state == ChoiceState::active}};
}

json::object links_json(const LinkTemplates& links) {
  return {{"requirementUrl", text_or_null(links.requirement_url)}, {"defectUrl", text_or_null(links.defect_url)}};
}

json::array choices_json(const Configuration& configuration, ChoiceKind kind, Listed listed) {
  return listed_json(configuration.of(kind), listed, [&](const Choice& choice) { return choice_entry_json(kind, choice); });
}

json::array run_statuses_json(const Configuration& configuration, Listed listed) {
  return listed_json(configuration.run_statuses, listed, run_status_json);
}

json::array step_statuses_json(const Configuration& configuration) {
  json::array array;
  for (const RunStatusType type : all_run_status_types) array.push_back(run_status_json(configuration.first_of(type)));
  return array;
}

json::array custom_fields_json(const Configuration& configuration, Listed listed) {
  return listed_json(configuration.custom_fields, listed, custom_field_json);
}

json::object configuration_json(const Project& project, const TestCycle& adhoc, const Configuration& configuration, Listed listed) {
  const auto choices = [&](ChoiceKind kind) { return choices_json(configuration, kind, listed); };
  json::object cycle{{"ID", adhoc.id.value}, {"key", cycle_key(project.key, adhoc.number)}, {"jiraProjectID", project.id.value}};
  return {{"adhocTestCycle", std::move(cycle)},
          {"caseTypes", choices(ChoiceKind::case_type)},
          {"casePriorities", choices(ChoiceKind::case_priority)},
          {"caseStatuses", choices(ChoiceKind::case_status)},
          {"caseAutomationStatuses", choices(ChoiceKind::automation_status)},
          {"caseScriptTypes", choices(ChoiceKind::script_type)},
          {"runStatuses", run_statuses_json(configuration, listed)},
          {"runStepStatuses", step_statuses_json(configuration)},
          {"customFields", custom_fields_json(configuration, listed)},
          {"links", links_json(configuration.links)}};
}

}  // namespace testledger
