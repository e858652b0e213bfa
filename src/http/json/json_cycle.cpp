#include "http/json/json_cycle.hpp"

#include <fmt/format.h>

#include "core/letter_case.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_custom_values.hpp"
#include "http/json/json_fields.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

constexpr std::int64_t open_status = 1;
constexpr std::int64_t closed_status = 2;

json::array texts_json(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }
json::array numbers_json(const std::vector<std::int64_t>& numbers) { return json::array(numbers.begin(), numbers.end()); }

/// The contract names a status of cycles and no list of them; ours has the two that `isClosed` tells apart.
json::object status_json(const TestCycle& cycle) {
  if (cycle.fields.closed) return {{"ID", closed_status}, {"name", "Closed"}};
  return {{"ID", open_status}, {"name", "Open"}};
}

Result<std::vector<std::int64_t>> read_ids(const json::object& body, std::string_view name) {
  std::vector<std::int64_t> ids;
  const json::value* list = member(body, name);
  if (list == nullptr) return ids;
  if (!list->is_array()) return invalid(name, fmt::format("{} must be a list of numbers", name));
  for (const json::value& entry : list->get_array()) {
    const auto number = integer_of(entry);
    if (!number) return invalid(name, fmt::format("{} must be a list of numbers", name));
    ids.push_back(*number);
  }
  return ids;
}

Result<std::optional<Timestamp>> read_date(const json::object& body, std::string_view name) {
  const json::value* value = member(body, name);
  if (value == nullptr || *value == "") return std::optional<Timestamp>();
  if (const auto time = time_of(*value)) return time;
  return invalid(name, fmt::format("{} must be a date such as \"2024-08-29\" or milliseconds since 1970", name));
}

/// Whether the body says that the cycle is closed, by `isClosed` or by `status`; nothing when it does not say.
Result<std::optional<bool>> read_closed(const json::object& body) {
  if (const json::value* flag = member(body, "isClosed")) {
    if (const bool* closed = flag->if_bool()) return std::optional(*closed);
    return invalid("isClosed", "isClosed must be true or false");
  }
  const json::value* status = member(body, "status");
  if (status == nullptr) return std::optional<bool>();
  const json::object* object = status->if_object();
  const json::value* id = object != nullptr ? member(*object, "ID") : status;
  const json::value* named = object != nullptr ? member(*object, "name") : status;
  const json::string* name = named != nullptr ? named->if_string() : nullptr;
  const auto is = [&](std::int64_t number, std::string_view word) {
    return (id != nullptr && integer_of(*id) == number) || (name != nullptr && equal_ignoring_case({name->data(), name->size()}, word));
  };
  if (is(open_status, "Open")) return std::optional(false);
  if (is(closed_status, "Closed")) return std::optional(true);
  return invalid("status", "'status' must be Open or Closed");
}

/// Everything but the custom fields.
Result<CycleDraft> read_members(const json::object& body, const CycleReading& reading) {
  CycleDraft draft;
  draft.title = TRY(read_title(body));
  draft.objective = TRY(text_member(body, "objective"));
  draft.folder = TRY(read_folder(body));
  draft.owner = TRY(text_member(body, "ownedByID"));
  draft.start = TRY(read_date(body, "startDate"));
  draft.end = TRY(read_date(body, "endDate"));
  if (draft.start && draft.end && *draft.end < *draft.start) return invalid("endDate", "endDate must not be before startDate");
  draft.tasks = TRY(texts_member(body, "jiraTaskIDs"));
  draft.components = TRY(read_ids(body, "jiraComponentIDs"));
  draft.releases = TRY(read_ids(body, "jiraReleaseIDs"));
  draft.tags = TRY(read_tags(body, reading.tags));
  return draft;
}

Result<CycleDraft> with_custom_fields(CycleDraft draft, const json::object& body, const CycleReading& reading, std::string_view before) {
  draft.custom_fields = TRY(read_custom_values(body, reading.configuration.custom_fields, FieldPlace::test_cycle, before));
  return draft;
}

/// What people may write of a cycle, as they write it.
json::object writable_json(const TestCycle& cycle) {
  return {{"title", cycle.fields.title},
          {"objective", cycle.fields.objective},
          {"folder", folder_reference_json(cycle.folder)},
          {"ownedByID", text_or_null(cycle.fields.owner)},
          {"startDate", time_json(cycle.fields.start)},
          {"endDate", time_json(cycle.fields.end)},
          {"jiraTaskIDs", texts_json(cycle.fields.tasks)},
          {"jiraComponentIDs", numbers_json(cycle.fields.components)},
          {"jiraReleaseIDs", numbers_json(cycle.fields.releases)},
          {"tags", tag_associations_json(cycle.tags)}};
}

}  // namespace

Result<CycleDraft> read_cycle_draft(const json::object& body, const CycleReading& reading) {
  CycleDraft draft = TRY(read_members(body, reading));
  draft.closed = TRY(read_closed(body)).value_or(false);
  return with_custom_fields(std::move(draft), body, reading, "[]");
}

Result<CycleDraft> read_cycle_replacement(const json::object& body, const TestCycle& before, const CycleReading& reading) {
  CycleDraft draft = TRY(read_members(body, reading));
  draft.closed = TRY(read_closed(body)).value_or(before.fields.closed);
  return with_custom_fields(std::move(draft), body, reading, before.fields.custom_fields);
}

Result<CycleDraft> read_cycle_change(const json::object& body, const TestCycle& before, const CycleReading& reading) {
  json::object merged = writable_json(before);
  for (const auto& [name, value] : body) merged[name] = value;
  if (body.contains("customFields")) return read_cycle_replacement(merged, before, reading);
  CycleDraft draft = TRY(read_members(merged, reading));
  draft.closed = TRY(read_closed(body)).value_or(before.fields.closed);
  draft.custom_fields = before.fields.custom_fields;
  return draft;
}

json::object cycle_json(const Project& project, const Configuration& configuration, const TestCycle& cycle, Rights mine) {
  return {{"ID", cycle.id.value},
          {"key", cycle_key(project.key, cycle.number)},
          {"title", cycle.fields.title},
          {"objective", cycle.fields.objective},
          {"folder", folder_reference_json(cycle.folder)},
          {"ownedByID", text_or_null(cycle.fields.owner)},
          {"status", status_json(cycle)},
          {"isClosed", cycle.fields.closed},
          {"startDate", time_json(cycle.fields.start)},
          {"endDate", time_json(cycle.fields.end)},
          {"jiraTaskIDs", texts_json(cycle.fields.tasks)},
          {"jiraComponentIDs", numbers_json(cycle.fields.components)},
          {"jiraReleaseIDs", numbers_json(cycle.fields.releases)},
          {"tags", tag_associations_json(cycle.tags)},
          {"customFields", custom_values_json(cycle.fields.custom_fields, configuration.custom_fields)},
          {"jiraProjectID", project.id.value},
          {"createdDate", milliseconds(cycle.created)},
          {"updatedDate", milliseconds(cycle.updated)},
          {"permission", permission_json(mine, Right::report, Right::administer)}};
}

}  // namespace testledger
