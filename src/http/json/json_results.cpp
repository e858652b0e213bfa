#include "http/json/json_results.hpp"

#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

json::object past_run_json(const Project& project, const PastRun& run) {
  return {{"runId", run.run.value}, {"cycleKey", cycle_key(project.key, run.cycle_number)}, {"updated", milliseconds(run.updated)}};
}

json::value past_run_or_null(const Project& project, const std::optional<PastRun>& run) {
  return run ? json::value(past_run_json(project, *run)) : json::value(nullptr);
}

json::object history_item_json(const Project& project, const CaseHistory::Item& item) {
  json::object shown = past_run_json(project, item.run);
  shown["cycleTitle"] = item.run.cycle_title;
  shown["statusId"] = item.run.status.value;
  shown["statusType"] = name_of(item.run.type);
  shown["seconds"] = number_json(item.run.seconds);
  shown["message"] = item.message.empty() ? json::value(nullptr) : json::value(item.message);
  return shown;
}

json::array earlier_runs_json(const Project& project, const std::vector<EarlierRun>& runs) {
  json::array shown;
  for (const EarlierRun& run : runs)
    shown.push_back(
        json::object{{"runId", run.run.value}, {"statusType", name_of(run.type)}, {"cycleKey", cycle_key(project.key, run.cycle)}});
  return shown;
}

}  // namespace

json::array status_counts_json(const Configuration& configuration, const std::vector<RunStore::StatusCount>& counts) {
  json::array shown;
  for (const RunStatus& status : configuration.run_statuses) {
    const bool counts_unrun = &status == &configuration.first_of(RunStatusType::not_run);
    std::uint64_t cases = 0;
    for (const RunStore::StatusCount& count : counts)
      if (count.status == status.id || (counts_unrun && configuration.find_run_status(count.status) == nullptr)) cases += count.cases;
    if (cases > 0 || status.state != ChoiceState::removed)
      shown.push_back(json::object{{"statusId", status.id.value}, {"statusType", name_of(status.type)}, {"cases", cases}});
  }
  return shown;
}

void add_state(json::object& shown, const Configuration& configuration, Timestamp created, const CycleState& state) {
  std::uint64_t cases = 0;
  for (const RunStore::StatusCount& count : state.counts) cases += count.cases;
  shown["cases"] = cases;
  shown["counts"] = status_counts_json(configuration, state.counts);
  shown["lastActivity"] = milliseconds(state.last_activity.value_or(created));
}

json::object result_row_json(const Project& project, const Configuration& configuration, const ResultRow& row) {
  const CaseResult& result = row.result;
  const bool has_run = result.run.value != 0;
  const auto if_run = [&](json::value value) { return has_run ? std::move(value) : json::value(nullptr); };
  return {{"caseId", result.case_id.value},
          {"caseKey", case_key(project.key, row.number)},
          {"title", row.title},
          {"folderId", row.folder ? json::value(row.folder->value) : json::value(nullptr)},
          {"tags", json::array(row.tags.begin(), row.tags.end())},
          {"archived", row.shelf == CaseShelf::archived},
          {"deleted", row.shelf == CaseShelf::deleted},
          {"statusId", has_run ? result.status.value : configuration.first_of(RunStatusType::not_run).id.value},
          {"statusType", name_of(result.type)},
          {"seconds", if_run(number_json(result.seconds))},
          {"runId", if_run(result.run.value)},
          {"updated", if_run(milliseconds(result.updated))},
          {"automated", row.automated},
          {"runs", row.runs},
          {"history", earlier_runs_json(project, row.history)}};
}

json::object case_history_json(const Project& project, const CaseHistory& history) {
  json::array items;
  for (const CaseHistory::Item& item : history.items) items.push_back(history_item_json(project, item));
  const Flakiness& flakiness = history.flakiness;
  return {{"items", std::move(items)},
          {"next", history.next ? json::value(std::to_string(history.next->value)) : json::value(nullptr)},
          {"flakiness",
           {{"score", number_json(flakiness.score)},
            {"flips", flakiness.flips},
            {"runs", flakiness.runs},
            {"passed", flakiness.passed},
            {"failed", flakiness.failed}}},
          {"verdict", name_of(flakiness.verdict)},
          {"reason", flakiness.reason},
          {"firstFailed", past_run_or_null(project, history.first_failed)},
          {"lastPassed", past_run_or_null(project, history.last_passed)}};
}

}  // namespace testledger
