#include <algorithm>

#include "http/endpoints/plain_text.hpp"
#include "http/json/json_attachment.hpp"
#include "http/json/json_custom_values.hpp"
#include "http/json/json_shapes.hpp"
#include "http/json/json_steps.hpp"
#include "http/json/json_tags.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

json::object choice_json(const Configuration& configuration, ChoiceKind kind, ChoiceId id) {
  const Choice* found = configuration.find(kind, id);
  const Choice& choice = found != nullptr ? *found : configuration.default_of(kind);
  return {{"ID", choice.id.value}, {"name", choice.name}};
}

json::array versions_json(const std::vector<CaseVersion>& versions) {
  json::array array;
  for (const CaseVersion& version : versions) array.push_back(json::object{{"version", version.version}, {"ID", version.id.value}});
  return array;
}

std::string_view name_of_attachments(AttachmentOwner kind) {
  if (kind == AttachmentOwner::case_description) return "descriptionAttachments";
  return kind == AttachmentOwner::case_precondition ? "preconditionAttachments" : "attachments";
}

std::vector<ShownAttachment> of_kind(const TestCase& test_case, AttachmentOwner kind) {
  std::vector<ShownAttachment> some;
  std::ranges::copy_if(test_case.attachments, std::back_inserter(some), [kind](const ShownAttachment& each) { return each.owner == kind; });
  return some;
}

}  // namespace

json::object case_json(const Project& project, const Configuration& configuration, const TestCase& test_case, CaseView view) {
  const CaseDraft& fields = test_case.fields;
  const auto rich = [&](const std::string& text) { return view.rich_text == RichText::kept ? text : plain_text(text); };
  const auto choice = [&](ChoiceKind kind, ChoiceId id) { return choice_json(configuration, kind, id); };
  json::object object{{"ID", test_case.version_id.value},
                      {"key", case_key(project.key, test_case.number)},
                      {"title", fields.title},
                      {"description", rich(fields.description)},
                      {"precondition", rich(fields.precondition)},
                      {"ownedByID", text_or_null(fields.owner)},
                      {"folder", folder_reference_json(test_case.folder)},
                      {"status", choice(ChoiceKind::case_status, fields.status)},
                      {"priority", choice(ChoiceKind::case_priority, fields.priority)},
                      {"type", choice(ChoiceKind::case_type, fields.type)},
                      {"scriptType", choice(ChoiceKind::script_type, fields.script_type)},
                      {"automationStatus", choice(ChoiceKind::automation_status, fields.automation_status)},
                      {"automationKey", text_or_null(fields.automation_key)},
                      {"automationOwnerID", text_or_null(fields.automation_owner)},
                      {"estimatedEffort", number_json(fields.estimated_effort_s)},
                      {"jiraComponentIDs", json::array(fields.components.begin(), fields.components.end())},
                      {"jiraReleaseIDs", json::array(fields.releases.begin(), fields.releases.end())},
                      {"jiraRequirementIDs", json::array(fields.requirements.begin(), fields.requirements.end())},
                      {"tags", tag_associations_json(test_case.tags)},
                      {"steps", steps_json(fields.steps)},
                      {"hasDataSets", !fields.dataset.rows.empty()}};
  if (view.data_sets == DataSets::sent) {
    object["datasetParameters"] = dataset_parameters_json(fields.dataset);
    object["dataSets"] = dataset_rows_json(fields.dataset);
  }
  object["customFields"] = custom_values_json(fields.custom_fields, configuration.custom_fields);
  for (const AttachmentOwner kind : case_attachment_kinds) object[name_of_attachments(kind)] = attachments_json(of_kind(test_case, kind));
  object["version"] = test_case.version;
  object["versions"] = versions_json(test_case.versions);
  object["createdDate"] = milliseconds(test_case.created);
  object["updatedDate"] = milliseconds(test_case.updated);
  object["isArchived"] = test_case.archived;
  if (test_case.deleted) {
    object["deletedDate"] = milliseconds(*test_case.deleted);
    object["restorableUntil"] = milliseconds(*test_case.deleted + deleted_cases_kept);
  }
  object["jiraProjectID"] = project.id.value;
  object["permission"] = permission_json(view.mine, Right::edit, Right::edit);
  return object;
}

}  // namespace testledger
