#include <charconv>

#include "http/json/json_attachment.hpp"
#include "http/json/json_custom_values.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

json::object status_json(const RunStatus& status) { return {{"ID", status.id.value}, {"name", status.name}}; }

json::object status_json(const Configuration& configuration, ChoiceId id) {
  const RunStatus* found = configuration.find_run_status(id);
  return status_json(found != nullptr ? *found : configuration.first_of(RunStatusType::not_run));
}

/// Jira's numeric ids are numbers, as clients expect them; keys of issues are texts.
json::array defects_json(const std::vector<std::string>& defects) {
  json::array array;
  for (const std::string& defect : defects) {
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(defect.data(), defect.data() + defect.size(), number);
    const bool is_number = problem == std::errc() && end == defect.data() + defect.size() && std::to_string(number) == defect;
    array.push_back(is_number ? json::value(number) : json::value(defect));
  }
  return array;
}

json::object run_head_json(const Configuration& configuration, const TestRun& run) {
  return {{"ID", run.id.value},
          {"testRunStatus", status_json(configuration, run.status)},
          {"isAutomated", run.automated},
          {"effort", number_json(run.effort_s)},
          {"executedByID", text_or_null(run.executed_by)},
          {"createdDate", milliseconds(run.created)},
          {"updatedDate", milliseconds(run.updated)},
          {"assigneeToID", text_or_null(run.extras.assignee)},
          {"jiraDefectIDs", defects_json(run.extras.defects)}};
}

/// "GIVEN" of a keyword such as "Given "; clients know the type of a step by it (contract A.4).
std::string step_type_name(const std::string& keyword) {
  if (keyword.empty()) return std::string(name_of(StepType::text));
  std::string name = "BDD_";
  for (const char c : keyword) {
    if (c == '*') name += "STAR";
    if (c >= 'a' && c <= 'z') name += static_cast<char>(c - 'a' + 'A');
    if (c >= 'A' && c <= 'Z') name += c;
  }
  return step_type(name) ? name : std::string(name_of(StepType::bdd_star));
}

json::array run_steps_json(const Configuration& configuration, const std::vector<RunStep>& steps) {
  json::array array;
  for (std::size_t index = 0; index < steps.size(); ++index) {
    const RunStep& step = steps[index];
    array.push_back(json::object{{"ID", index + 1},
                                 {"stepID", index + 1},
                                 {"stepOrder", index},
                                 {"testStepType", step_type_name(step.keyword)},
                                 {"step", step.text},
                                 {"testData", step.data},
                                 {"expectedResult", step.expected},
                                 {"actualResult", step.actual},
                                 {"testRunStepStatus", status_json(configuration.first_of(step.status))},
                                 {"jiraDefectIDs", defects_json(step.defects)}});
  }
  return array;
}

json::array rows_json(const Configuration& configuration, const std::vector<RowExecution>& rows) {
  json::array array;
  for (const RowExecution& row : rows) {
    json::object values;
    for (const auto& [name, value] : row.values) values[name] = value;
    array.push_back(json::object{{"name", row.name},
                                 {"values", std::move(values)},
                                 {"testRunStatus", status_json(configuration.first_of(row.status))},
                                 {"effort", number_json(row.effort_s)},
                                 {"comment", row.comment},
                                 {"testRunSteps", run_steps_json(configuration, row.steps)}});
  }
  return array;
}

json::object named_case_json(const Project& project, const CaseInCycle& item) {
  return {{"ID", item.version_id.value}, {"key", case_key(project.key, item.number)}, {"title", item.title}, {"version", item.version}};
}

}  // namespace

json::object case_in_cycle_json(const Project& project, const Configuration& configuration, const CaseInCycle& item) {
  json::array runs;
  for (const TestRun& run : item.runs) runs.push_back(run_head_json(configuration, run));
  return {{"testCase", named_case_json(project, item)}, {"runs", std::move(runs)}};
}

json::object cycle_case_json(const Project& project, const Configuration& configuration, const CaseInCycle& item) {
  return {{"testCase", named_case_json(project, item)},
          {"latestTestRun", item.runs.empty() ? json::value(nullptr) : json::value(run_head_json(configuration, item.runs.front()))}};
}

json::object run_json(const Configuration& configuration, const RunStore::RunWithDetail& run, Rights mine) {
  json::object object = run_head_json(configuration, run.run);
  const RunDetail& detail = run.detail;
  object["comments"] = json::array(detail.comments.begin(), detail.comments.end());
  object["testRunSteps"] = run_steps_json(configuration, detail.steps);
  object["dataSetExecutionsCount"] = detail.rows.size();
  object["dataSetExecutions"] = rows_json(configuration, detail.rows);
  object["attachments"] = attachments_json(run.attachments);
  object["customFields"] = custom_values_json(run.run.extras.custom_fields, configuration.custom_fields);
  object["permission"] = permission_json(mine, Right::report, Right::report);
  object["testRunStepsPermission"] = object["permission"];
  return object;
}

json::object run_of_case_json(const Project& project, const Configuration& configuration, const RunStore::RunWithDetail& run, Rights mine) {
  json::object object = run_json(configuration, run, mine);
  object["testCase"] = named_case_json(project, run.of_case);
  return object;
}

}  // namespace testledger
