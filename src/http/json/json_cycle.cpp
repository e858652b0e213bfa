#include "http/json/json_cycle.hpp"

#include <boost/json/serialize.hpp>

#include "core/letter_case.hpp"
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

Result<CycleSearch> read_cycle_search(const json::object& body) {
  static constexpr std::string_view form = R"(title must be {"comparisonType":"EXACT_MATCH" or "CONTAINS","value":"..."} or a text)";
  const json::value* title = member(body, "title");
  if (title == nullptr) return CycleSearch{};
  if (title->is_string()) return CycleSearch{.title = TRY(text_member(body, "title"))};
  const json::object* criterion = title->if_object();
  if (criterion == nullptr || member(*criterion, "value") == nullptr) return Error{ErrorCode::invalid_argument, std::string(form), {}, {}};
  const std::string type = TRY(text_member(*criterion, "comparisonType"));
  CycleSearch search{.title = TRY(text_member(*criterion, "value"))};
  if (equal_ignoring_case(type, "CONTAINS"))
    search.match = TextMatch::contains;
  else if (!type.empty() && !equal_ignoring_case(type, "EXACT_MATCH"))
    return Error{ErrorCode::invalid_argument, "comparisonType of title must be EXACT_MATCH or CONTAINS", {}, {}};
  return search;
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
