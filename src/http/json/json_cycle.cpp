#include "http/json/json_cycle.hpp"

#include "http/json/json_body.hpp"
#include "http/json/json_custom_values.hpp"
#include "http/json/json_fields.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

json::array texts_json(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

/// The contract names a status of cycles and no list of them; ours has the two that `isClosed` tells apart.
json::object status_json(const TestCycle& cycle) {
  if (cycle.closed) return {{"ID", 2}, {"name", "Closed"}};
  return {{"ID", 1}, {"name", "Open"}};
}

}  // namespace

Result<WantedCycle> read_cycle_draft(const json::object& body, const Configuration& configuration) {
  WantedCycle wanted;
  CycleDraft& draft = wanted.draft;
  draft.title = TRY(read_title(body));
  draft.objective = TRY(text_member(body, "objective"));
  draft.folder = TRY(read_folder(body));
  draft.owner = TRY(text_member(body, "ownedByID"));
  draft.tasks = TRY(texts_member(body, "jiraTaskIDs"));
  CustomValues values = TRY(read_custom_values(body, configuration.custom_fields, FieldPlace::test_cycle));
  draft.custom_fields = std::move(values.stored);
  wanted.unknown_fields = std::move(values.unknown);
  return wanted;
}

json::object cycle_json(const Project& project, const Configuration& configuration, const TestCycle& cycle) {
  return {{"ID", cycle.id.value},
          {"key", cycle_key(project.key, cycle.number)},
          {"title", cycle.fields.title},
          {"objective", cycle.fields.objective},
          {"folder", folder_reference_json(cycle.folder)},
          {"ownedByID", cycle.fields.owner.empty() ? json::value(nullptr) : json::value(cycle.fields.owner)},
          {"status", status_json(cycle)},
          {"isClosed", cycle.closed},
          {"startDate", nullptr},
          {"endDate", nullptr},
          {"jiraTaskIDs", texts_json(cycle.fields.tasks)},
          {"jiraComponentIDs", json::array()},
          {"jiraReleaseIDs", json::array()},
          {"tags", json::array()},
          {"customFields", custom_values_json(cycle.fields.custom_fields, configuration.custom_fields)},
          {"jiraProjectID", project.id.value},
          {"createdDate", milliseconds(cycle.created)},
          {"updatedDate", milliseconds(cycle.updated)},
          {"permission", permission_json()}};
}

}  // namespace testledger
