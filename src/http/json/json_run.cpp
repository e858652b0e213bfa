#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

json::object status_json(const RunStatus& status) { return {{"ID", status.id.value}, {"name", status.name}}; }

json::object status_json(const Configuration& configuration, ChoiceId id) {
  const RunStatus* found = configuration.find_run_status(id);
  return status_json(found != nullptr ? *found : configuration.first_of(RunStatusType::not_run));
}

json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::object run_head_json(const Configuration& configuration, const TestRun& run) {
  return {{"ID", run.id.value},
          {"testRunStatus", status_json(configuration, run.status)},
          {"isAutomated", run.automated},
          {"effort", number_json(run.effort_s)},
          {"executedByID", text_or_null(run.executed_by)},
          {"createdDate", milliseconds(run.created)},
          {"updatedDate", milliseconds(run.updated)},
          {"jiraDefectIDs", json::array()}};
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
                                 {"jiraDefectIDs", json::array()}});
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

json::array attachments_json(const std::vector<Attachment>& attachments) {
  json::array array;
  for (const Attachment& attachment : attachments)
    array.push_back(json::object{{"name", attachment.name}, {"mimeType", attachment.media_type}, {"size", attachment.size}});
  return array;
}

}  // namespace

json::object case_in_cycle_json(const Project& project, const Configuration& configuration, const CaseInCycle& item) {
  json::array runs;
  for (const TestRun& run : item.runs) runs.push_back(run_head_json(configuration, run));
  json::object test_case{{"ID", item.case_id.value}, {"key", case_key(project.key, item.number)}, {"title", item.title}};
  return {{"testCase", std::move(test_case)}, {"runs", std::move(runs)}};
}

json::object run_json(const Configuration& configuration, const RunStore::RunWithDetail& run) {
  json::object object = run_head_json(configuration, run.run);
  const RunDetail& detail = run.detail;
  object["comments"] = json::array(detail.comments.begin(), detail.comments.end());
  object["testRunSteps"] = run_steps_json(configuration, detail.steps);
  object["dataSetExecutionsCount"] = detail.rows.size();
  object["dataSetExecutions"] = rows_json(configuration, detail.rows);
  object["attachments"] = attachments_json(detail.attachments);
  object["permission"] = permission_json();
  object["testRunStepsPermission"] = permission_json();
  return object;
}

}  // namespace testledger
