#include "http/json/json_unstored.hpp"

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
constexpr std::array<std::string_view, 18> run_members{
    // stored
    "testRunStatus", "effort", "isAutomated", "comments", "executedByID", "assigneeToID", "jiraDefectIDs", "customFields",
    // the server's, and what names the case in lists
    "ID", "testCaseKey", "createdDate", "updatedDate", "permission", "testRunStepsPermission", "dataSetExecutionsCount",
    "dataSetExecutions", "attachments", "testCase"};

bool is_empty_object(const json::value& value) { return value.is_object() && value.get_object().empty(); }

std::vector<std::string> unstored(const json::object& body, std::span<const std::string_view> known, const std::vector<CustomField>& fields,
                                  FieldPlace place) {
  std::vector<std::string> names = unstored_members(body, known);
  std::ranges::move(unknown_custom_fields(body, fields, place), std::back_inserter(names));
  return names;
}

}  // namespace

std::string fit_for_a_header(std::string_view name) {
  std::string fit(name.substr(0, unstored_name_length_max));
  std::ranges::replace_if(fit, [](char c) { return c <= ' ' || c >= '\x7f' || c == ','; }, '?');
  return fit;
}

std::vector<std::string> unstored_members(const json::object& body, std::span<const std::string_view> known) {
  std::vector<std::string> names;
  for (const auto& [key, value] : body) {
    const std::string_view name(key.data(), key.size());
    if (says_nothing(value) || is_empty_object(value) || std::ranges::find(known, name) != known.end()) continue;
    if (names.size() == unstored_shown_max) {
      names.push_back("...");
      break;
    }
    names.push_back(fit_for_a_header(name));
  }
  return names;
}

std::vector<std::string> unstored_case_members(const json::object& body, const std::vector<CustomField>& fields) {
  return unstored(body, case_members, fields, FieldPlace::test_case);
}
std::vector<std::string> unstored_cycle_members(const json::object& body, const std::vector<CustomField>& fields) {
  return unstored(body, cycle_members, fields, FieldPlace::test_cycle);
}
std::vector<std::string> unstored_run_members(const json::object& body, const std::vector<CustomField>& fields) {
  return unstored(body, run_members, fields, FieldPlace::test_run);
}

}  // namespace testledger
