// What a project, a cycle or two cycles tell as a whole.
#include <fmt/format.h>

#include <algorithm>

#include "http/endpoints/account_handlers.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/endpoints/insight_handlers.hpp"
#include "http/json/json_account.hpp"
#include "http/json/json_insights.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

constexpr std::int64_t cycles_default = 20;
constexpr std::int64_t trend_cycles = 12;

/// The changes of a parameter such as "fixed,slower".
Result<std::optional<std::vector<Change>>> changes_asked_for(const Call& call) {
  const std::string* text = call.target.parameter("change");
  if (text == nullptr || text->empty()) return std::optional<std::vector<Change>>();
  std::vector<Change> changes;
  for (std::string_view left = *text;;) {
    const std::string_view name = left.substr(0, left.find(','));
    const auto change = change_named(name);
    if (!change || changes.size() == all_changes.size())
      return invalid("change", "change must be one or some of the names in summary, such as fixed,slower");
    changes.push_back(*change);
    if (name.size() == left.size()) return std::optional(std::move(changes));
    left.remove_prefix(name.size() + 1);
  }
}

Result<std::optional<CycleId>> cycle_to_compare_with(const Call& call) {
  const std::string* named = call.target.parameter("with");
  if (named == nullptr || named->empty()) return std::optional<CycleId>();
  if (const auto reference = cycle_reference(call.project.key, *named))
    if (const auto found = TRY(call.services.store.find_cycle(call.project.id, *reference))) return std::optional(found->id);
  return Error{.code = ErrorCode::not_found, .message = "Cycle not found : " + *named, .field = "with"};
}

Result<Response> folder_counts(const Call& call, FolderKind kind) {
  return json_response_of(items_json(TRY(call.services.store.insights().folder_counts(call.project.id, kind)), folder_count_json));
}

}  // namespace

Result<Response> show_overview(const Call& call) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const std::int64_t wanted = number_parameter(call, "cycles").value_or(cycles_default);
  const std::int64_t cycles = wanted >= 1 ? std::min(wanted, InsightStore::active_cycles_max) : cycles_default;
  return json_response_of(
      overview_json(call.project, *configuration, TRY(call.services.store.insights().overview(call.project.id, cycles))));
}

Result<Response> list_projects(const Call& call) {
  const bool with_trend = TRY(flag_parameter(call, "overview")).value_or(false);
  auto projects = TRY(call.services.store.projects());
  std::erase_if(projects, [&](const Project& project) { return !call.principal.may(Right::read, project.id); });
  json::object answer = TRY(
      list_json(call, projects, [](const Project& each) { return each.id; }, [](const Project& each) { return json::value(each.key); }));
  json::array items;
  for (const json::value& key : answer.at("items").get_array()) {
    const Project& project = *std::ranges::find(projects, std::string_view(key.get_string()), &Project::key);
    json::object shown = own_project_json(call, project);
    if (with_trend) {
      const auto configuration = TRY(call.services.store.configuration(project.id));
      json::object trend = trend_json(project, *configuration, TRY(call.services.store.insights().active_cycles(project.id, trend_cycles)));
      for (auto& [name, value] : trend) shown[name] = std::move(value);
    }
    items.push_back(std::move(shown));
  }
  answer["items"] = std::move(items);
  return json_response_of(answer);
}

Result<Response> show_cycle_insight(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  return json_response_of(
      cycle_insight_json(call.project, *configuration, TRY(call.services.store.insights().cycle_insight(call.project.id, cycle.id))));
}

Result<Response> compare_cycles(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const std::string* text = call.target.parameter("text");
  ComparisonQuery query{.with = TRY(cycle_to_compare_with(call)), .changes = TRY(changes_asked_for(call))};
  if (text != nullptr) query.text = *text;
  query.project_key = call.project.key;
  const PageRequest part = wide_page_request(call, InsightStore::result_window_max);
  const CycleComparison comparison = TRY(call.services.store.insights().compare(call.project.id, cycle.id, query, part));
  json::object shown = comparison_json(call.project, cycle, comparison);
  shown["startAt"] = part.start;
  shown["maxResults"] = part.size;
  return json_response_of(shown);
}

Result<Response> count_case_folders(const Call& call) { return folder_counts(call, FolderKind::test_case); }
Result<Response> count_cycle_folders(const Call& call) { return folder_counts(call, FolderKind::test_cycle); }

}  // namespace testledger
