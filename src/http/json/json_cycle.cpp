#include "http/json/json_cycle.hpp"

#include <boost/json/serialize.hpp>

#include "http/json/json_body.hpp"
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

json::value custom_fields_json(const std::string& stored) {
  auto fields = read_json(stored);
  return fields && fields->is_array() ? *std::move(fields) : json::value(json::array());
}

}  // namespace

Result<CycleDraft> read_cycle_draft(const json::object& body) {
  CycleDraft draft;
  draft.title = TRY(read_title(body));
  draft.objective = TRY(text_member(body, "objective"));
  draft.folder = TRY(read_folder(body));
  draft.owner = TRY(text_member(body, "ownedByID"));
  draft.tasks = TRY(texts_member(body, "jiraTaskIDs"));
  if (const json::value* fields = member(body, "customFields"); fields != nullptr && fields->is_array())
    draft.custom_fields = storable(json::serialize(*fields));
  return draft;
}

json::object cycle_json(const Project& project, const TestCycle& cycle) {
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
          {"customFields", custom_fields_json(cycle.fields.custom_fields)},
          {"jiraProjectID", project.id.value},
          {"createdDate", milliseconds(cycle.created)},
          {"updatedDate", milliseconds(cycle.updated)},
          {"permission", permission_json()}};
}

}  // namespace testledger
