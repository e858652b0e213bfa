#include "http/json/json_insights.hpp"

#include <algorithm>
#include <ranges>

#include "http/json/json_results.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

json::object cycle_name_json(const Project& project, const CycleName& name) {
  return {{"key", cycle_key(project.key, name.number)}, {"title", name.title}};
}

/// The share of the passed among those that passed or failed; nothing when none did.
json::value pass_rate_json(const Configuration& configuration, const CycleState& state) {
  std::uint64_t passed = 0, failed = 0;
  for (const RunStore::StatusCount& count : state.counts) {
    const RunStatus* status = configuration.find_run_status(count.status);
    if (status == nullptr) continue;
    if (status->type == RunStatusType::passed) passed += count.cases;
    if (status->type == RunStatusType::failed) failed += count.cases;
  }
  return passed + failed == 0 ? json::value(nullptr) : number_json(static_cast<double>(passed) / static_cast<double>(passed + failed));
}

json::object active_cycle_json(const Project& project, const Configuration& configuration, const ActiveCycle& cycle) {
  json::object shown = cycle_name_json(project, cycle.name);
  shown["closed"] = cycle.closed;
  shown["created"] = milliseconds(cycle.created);
  add_state(shown, configuration, cycle.created, cycle.state);
  shown["passRate"] = pass_rate_json(configuration, cycle.state);
  return shown;
}

json::object noted_json(const Project& project, const NotedCase& noted) {
  return {{"caseKey", case_key(project.key, noted.number)},
          {"title", noted.title},
          {"cycleKey", cycle_key(project.key, noted.cycle)},
          {"runId", noted.run.value}};
}

json::object failing_json(const Project& project, const FailingCase& failing) {
  json::object shown = noted_json(project, failing.noted);
  shown["statusId"] = failing.noted.status.value;
  shown["failedSince"] = milliseconds(failing.since);
  shown["failingRuns"] = failing.runs;
  shown["message"] = failing.message;
  return shown;
}

json::object slow_json(const Project& project, const NotedCase& noted) {
  json::object shown = noted_json(project, noted);
  shown["seconds"] = number_json(noted.seconds);
  return shown;
}

json::object flaky_json(const Project& project, const FlakyCase& flaky) {
  return {{"caseKey", case_key(project.key, flaky.noted.number)},
          {"title", flaky.noted.title},
          {"flakiness", number_json(flaky.flakiness.score)},
          {"flips", flaky.flakiness.flips},
          {"runs", flaky.flakiness.runs}};
}

template <class Items, class ToJson>
json::array list_json(const Items& items, ToJson to_json) {
  json::array list;
  for (const auto& item : items) list.push_back(to_json(item));
  return list;
}

json::array failure_groups_json(const Project& project, const CycleInsight& insight) {
  json::array groups;
  auto key = insight.keys.begin();
  for (const FailureGroup& group : insight.failures) {
    json::array keys;
    for (std::size_t i = 0; i < group.some_cases.size(); ++i) keys.push_back(json::value(case_key(project.key, *key++)));
    groups.push_back(json::object{{"message", group.message},
                                  {"example", group.example},
                                  {"cases", group.cases},
                                  {"caseKeys", std::move(keys)},
                                  {"runIds", list_json(group.some_runs, [](RunId run) { return run.value; })}});
  }
  return groups;
}

json::value compared_result_json(const std::optional<CaseResult>& result) {
  if (!result || !result->is_executed()) return nullptr;
  return {{"runId", result->run.value}, {"statusId", result->status.value}, {"seconds", number_json(result->seconds)}};
}

json::object compared_row_json(const Project& project, const ComparedRow& row) {
  return {{"change", name_of(row.compared.change)},
          {"caseKey", case_key(project.key, row.number)},
          {"title", row.title},
          {"before", compared_result_json(row.compared.before)},
          {"after", compared_result_json(row.compared.after)}};
}

json::array found_json(const std::vector<Project>& projects, const std::vector<Findings::Found>& list,
                       std::string (*key_of)(std::string_view, KeyNumber)) {
  return list_json(list, [&](const Findings::Found& found) {
    const Project& project = *std::ranges::find(projects, found.project, &Project::id);
    return json::object{{"projectKey", project.key}, {"key", key_of(project.key, found.number)}, {"title", found.title}};
  });
}

}  // namespace

json::object cycle_insight_json(const Project& project, const Configuration& configuration, const CycleInsight& insight) {
  std::uint64_t cases = 0;
  for (const RunStore::StatusCount& count : insight.counts) cases += count.cases;
  const Durations& durations = insight.durations;
  return {{"cases", cases},
          {"counts", status_counts_json(configuration, insight.counts)},
          {"seconds",
           {{"total", number_json(durations.total)}, {"median", number_json(durations.median)}, {"p95", number_json(durations.p95)}}},
          {"durations", list_json(durations.buckets,
                                  [](const Durations::Bucket& bucket) {
                                    return json::object{
                                        {"from", number_json(bucket.from)}, {"to", number_json(bucket.to)}, {"cases", bucket.cases}};
                                  })},
          {"failures", failure_groups_json(project, insight)},
          {"failuresRead", insight.failures_read},
          {"failuresTotal", insight.failures_total}};
}

json::object comparison_json(const Project& project, const TestCycle& cycle, const CycleComparison& comparison) {
  json::object summary;
  for (const Change change : all_changes) summary[name_of(change)] = comparison.summary[static_cast<std::size_t>(change)];
  return {{"cycle", {{"key", cycle_key(project.key, cycle.number)}, {"title", cycle.fields.title}}},
          {"with", comparison.with ? json::value(cycle_name_json(project, *comparison.with)) : json::value(nullptr)},
          {"summary", std::move(summary)},
          {"total", comparison.total},
          {"items", list_json(comparison.rows, [&](const ComparedRow& row) { return compared_row_json(project, row); })}};
}

json::object overview_json(const Project& project, const Configuration& configuration, const ProjectOverview& overview) {
  return {
      {"cycles", list_json(overview.cycles, [&](const ActiveCycle& cycle) { return active_cycle_json(project, configuration, cycle); })},
      {"newestFailures", list_json(overview.newest_failures, [&](const FailingCase& each) { return failing_json(project, each); })},
      {"openBatches", list_json(overview.open_batches, batch_json)},
      {"failedBatches", list_json(overview.failed_batches, batch_json)},
      {"slowest", list_json(overview.slowest, [&](const NotedCase& each) { return slow_json(project, each); })},
      {"flakiest", list_json(overview.flakiest, [&](const FlakyCase& each) { return flaky_json(project, each); })}};
}

json::object trend_json(const Project& project, const Configuration& configuration, const std::vector<ActiveCycle>& cycles) {
  json::value last = nullptr;
  if (!cycles.empty()) {
    const ActiveCycle& newest = cycles.front();
    last = {{"key", cycle_key(project.key, newest.name.number)},
            {"title", newest.name.title},
            {"lastActivity", milliseconds(newest.state.last_activity.value_or(newest.created))},
            {"counts", status_counts_json(configuration, newest.state.counts)}};
  }
  json::array rates;
  for (const ActiveCycle& cycle : cycles | std::views::reverse)
    if (json::value rate = pass_rate_json(configuration, cycle.state); !rate.is_null()) rates.push_back(std::move(rate));
  return {{"lastCycle", std::move(last)}, {"passRates", std::move(rates)}};
}

json::object folder_count_json(const FolderCount& count) {
  return {{"folderId", count.folder ? json::value(count.folder->value) : json::value(nullptr)},
          {"count", count.count},
          {"countWithin", count.within}};
}

json::object findings_json(const std::vector<Project>& projects, const std::vector<Project>& matching, const Findings& findings) {
  return {{"projects", list_json(matching, [](const Project& each) { return json::object{{"key", each.key}, {"name", each.name}}; })},
          {"cycles", found_json(projects, findings.cycles, cycle_key)},
          {"cases", found_json(projects, findings.cases, case_key)},
          {"complete", findings.complete}};
}

}  // namespace testledger
