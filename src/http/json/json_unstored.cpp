#include "http/json/json_unstored.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "http/json/json_body.hpp"
#include "http/json/json_custom_values.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

/// Contract A.3: what is stored, and what the server alone writes, which clients echo.
constexpr std::array<std::string_view, 36> case_members{
    // stored
    "title", "description", "precondition", "ownedByID", "folder", "status", "priority", "type", "scriptType", "estimatedEffort", "steps",
    "datasetParameters", "dataSets", "tags", "automationStatus", "automationOwnerID", "automationKey", "jiraRequirementIDs",
    "jiraComponentIDs", "jiraReleaseIDs", "customFields",
    // the server's
    "ID", "key", "version", "versions", "createdDate", "updatedDate", "permission", "isArchived", "deletedDate", "restorableUntil",
    "jiraProjectID", "hasDataSets", "attachments", "descriptionAttachments", "preconditionAttachments"};

/// Contract A.6, likewise.
constexpr std::array<std::string_view, 20> cycle_members{
    // stored
    "title", "objective", "folder", "ownedByID", "status", "isClosed", "startDate", "endDate", "jiraTaskIDs", "jiraComponentIDs",
    "jiraReleaseIDs", "tags", "customFields",
    // the server's
    "ID", "key", "version", "createdDate", "updatedDate", "permission", "jiraProjectID"};

/// Contract A.7, likewise.
constexpr std::array<std::string_view, 20> run_change_members{
    // what only a change of runs stores or reads
    "testRunSteps", "runIDs",
    // stored
    "testRunStatus", "effort", "isAutomated", "comments", "executedByID", "assigneeToID", "jiraDefectIDs", "customFields",
    // the server's, and what names the case in lists
    "ID", "testCaseKey", "createdDate", "updatedDate", "permission", "testRunStepsPermission", "dataSetExecutionsCount",
    "dataSetExecutions", "attachments", "testCase"};
constexpr std::span run_result_members = std::span(run_change_members).subspan<2>();

constexpr std::array<std::string_view, 9> step_members{"ID",       "stepType",       "step",           "bddStep",  "data",
                                                       "testData", "expectedResult", "referencedCase", "stepIndex"};
constexpr std::array<std::string_view, 4> tag_members{"tag", "associationID", "ID", "name"};
constexpr std::array<std::string_view, 2> named_members{"ID", "name"};
constexpr std::array<std::string_view, 4> referenced_members{"ID", "key", "title", "version"};
constexpr std::array<std::string_view, 5> folder_members{"ID", "name", "description", "parentID", "children"};
constexpr std::array<std::string_view, 10> run_step_members{
    "testRunStepStatus", "actualResult", "jiraDefectIDs", "ID",       "stepID",
    "stepOrder",         "testStepType", "step",          "testData", "expectedResult"};

using Names = std::span<const std::string_view>;

/// The object, or the list of objects, that a member is, and what is known there.
struct Part {
  std::string_view name;
  Names known;
  std::string_view inner = {};  ///< a member of it that is an object itself
  Names known_of_inner = {};
};
constexpr std::array<Part, 5> parts{Part{"folder", folder_members}, Part{"tags", tag_members, "tag", named_members},
                                    Part{"steps", step_members, "referencedCase", referenced_members},
                                    Part{"testRunSteps", run_step_members}, Part{"datasetParameters", named_members}};

bool is_empty_object(const json::value& value) { return value.is_object() && value.get_object().empty(); }

bool is_among(Names names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

/// Whether a member is lost, so that its name has to be told.
bool is_lost(const json::key_value_pair& each, Names known) {
  return !says_nothing(each.value()) && !is_empty_object(each.value()) && !is_among(known, {each.key().data(), each.key().size()});
}

/// False when the names are as many as are shown.
bool add(std::vector<std::string>& names, std::string name) {
  if (names.size() > unstored_shown_max) return false;
  names.push_back(names.size() == unstored_shown_max ? "..." : std::move(name));
  return names.size() <= unstored_shown_max;
}

/// Each name once, however many entries of a list have it.
void add_lost(std::vector<std::string>& names, std::string_view prefix, const json::object& object, Names known) {
  for (const auto& each : object) {
    if (!is_lost(each, known)) continue;
    std::string name = fmt::format("{}.{}", prefix, fit_for_a_header({each.key().data(), each.key().size()}));
    if (std::ranges::find(names, name) == names.end() && !add(names, std::move(name))) return;
  }
}

void add_lost(std::vector<std::string>& names, std::string_view prefix, const json::object& object, const Part& part) {
  add_lost(names, prefix, object, part.known);
  const json::value* inner = part.inner.empty() ? nullptr : member(object, part.inner);
  if (inner != nullptr && inner->is_object())
    add_lost(names, fmt::format("{}.{}", prefix, part.inner), inner->get_object(), part.known_of_inner);
}

void add_lost(std::vector<std::string>& names, const Part& part, const json::object& body) {
  const json::value* value = member(body, part.name);
  if (value == nullptr) return;
  if (const json::object* object = value->if_object()) add_lost(names, part.name, *object, part);
  if (!value->is_array()) return;
  const std::string prefix = fmt::format("{}[]", part.name);
  for (const json::value& entry : value->get_array())
    if (const json::object* object = entry.if_object()) add_lost(names, prefix, *object, part);
}

std::vector<std::string> unstored(const json::object& body, Names known, const std::vector<CustomField>& fields, FieldPlace place) {
  std::vector<std::string> names = unstored_members(body, known);
  for (const Part& part : parts)
    if (is_among(known, part.name)) add_lost(names, part, body);
  for (std::string& name : unknown_custom_fields(body, fields, place))
    if (!add(names, std::move(name))) break;
  return names;
}

}  // namespace

std::string fit_for_a_header(std::string_view name) {
  std::string fit(name.substr(0, unstored_name_length_max));
  std::ranges::replace_if(fit, [](char c) { return c <= ' ' || c >= '\x7f' || c == ','; }, '?');
  return fit;
}

std::vector<std::string> unstored_members(const json::object& body, Names known) {
  std::vector<std::string> names;
  for (const auto& each : body)
    if (is_lost(each, known) && !add(names, fit_for_a_header({each.key().data(), each.key().size()}))) break;
  return names;
}

std::vector<std::string> unstored_case_members(const json::object& body, const std::vector<CustomField>& fields) {
  return unstored(body, case_members, fields, FieldPlace::test_case);
}
std::vector<std::string> unstored_cycle_members(const json::object& body, const std::vector<CustomField>& fields) {
  return unstored(body, cycle_members, fields, FieldPlace::test_cycle);
}
std::vector<std::string> unstored_run_members(const json::object& body, const std::vector<CustomField>& fields) {
  return unstored(body, run_result_members, fields, FieldPlace::test_run);
}
std::vector<std::string> unstored_run_change_members(const json::object& body, const std::vector<CustomField>& fields) {
  return unstored(body, run_change_members, fields, FieldPlace::test_run);
}
std::vector<std::string> unstored_run_step_members(const json::object& body) { return unstored_members(body, run_step_members); }

}  // namespace testledger
