#include <algorithm>

#include "http/endpoints/handlers.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_cycle.hpp"
#include "http/json/json_cycle_conditions.hpp"
#include "http/json/json_cycle_query.hpp"
#include "http/json/json_results.hpp"
#include "http/json/json_shapes.hpp"
#include "http/json/json_unstored.hpp"

namespace testledger {
namespace {

/// With how many cases of which status they have, when that is asked for.
Result<Response> cycles_response(const Call& call, const Page<TestCycle>& page) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  std::vector<CycleId> counted;
  if (TRY(flag_parameter(call, "counts")).value_or(false))
    for (const TestCycle& cycle : page.items) counted.push_back(cycle.id);
  std::vector<CycleState> states;
  if (!counted.empty()) states = TRY(call.services.store.insights().cycle_states(call.project.id, counted));
  return json_response_of(page_json(page, [&](const TestCycle& item) {
    boost::json::object shown = cycle_json(call.project, *configuration, item, call.rights());
    const auto state = std::ranges::find(states, item.id, &CycleState::cycle);
    if (state != states.end()) add_state(shown, *configuration, item.created, *state);
    return shown;
  }));
}

/// The part of those that the store finds and that meet the conditions too, which it does not know.
Result<Page<TestCycle>> cycles_that_meet(const Call& call, const CycleQuery& query, const std::vector<CycleCondition>& conditions) {
  const PageRequest wanted = TRY(page_request(call));
  Page<TestCycle> page{.start = wanted.start, .size = wanted.size};
  std::int64_t met = 0, behind_the_cursor = 0;
  for (PageRequest part; true;) {
    auto found = TRY(call.services.store.find_cycles(call.project.id, query, part));
    for (TestCycle& cycle : found.items) {
      if (!std::ranges::all_of(conditions, [&](const CycleCondition& condition) { return condition(cycle); })) continue;
      ++met;
      if (wanted.after && rank_of(cycle, query) >= *wanted.after) continue;
      if (++behind_the_cursor > wanted.skipped() && std::ssize(page.items) < wanted.size) page.items.push_back(std::move(cycle));
    }
    part.after = found.next;
    if (!part.after) break;
  }
  page.is_last = behind_the_cursor <= wanted.skipped() + wanted.size;
  if (!page.is_last) page.next = rank_of(page.items.back(), query);
  page.total = met;
  return page;
}

}  // namespace

Result<Response> create_cycle(const Call& call, const boost::json::value& body) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const boost::json::object& wish = *TRY(as_object(body));
  const TagNames tags = TRY(tag_names(call, wish));
  const CycleDraft draft = TRY(read_cycle_draft(wish, {*configuration, tags}));
  TRY(check_folder(call, FolderKind::test_cycle, draft.folder));
  const TestCycle made = TRY(call.services.store.create_cycle(call.project.id, draft));
  return naming_unstored(json_response_of(cycle_json(call.project, *configuration, made, call.rights())),
                         unstored_cycle_members(wish, configuration->custom_fields));
}

Result<Response> search_cycles(const Call& call, const boost::json::value& body) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const boost::json::object& wish = *TRY(as_object(body));
  const CycleQuery query = TRY(read_cycle_query(wish, call.project.key));
  const auto conditions = TRY(read_cycle_conditions(wish, configuration->custom_fields));
  if (!conditions.empty()) return cycles_response(call, TRY(cycles_that_meet(call, query, conditions)));
  return cycles_response(call, TRY(call.services.store.find_cycles(call.project.id, query, TRY(page_request(call)))));
}

Result<Response> list_cycles(const Call& call) {
  return cycles_response(call, TRY(call.services.store.cycles(call.project.id, TRY(page_request(call)))));
}

Result<Response> show_cycle(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  boost::json::object shown = cycle_json(call.project, *configuration, cycle, call.rights());
  boost::json::array runs;
  for (const BatchStore::ShardedRun& run : TRY(call.services.store.sharded_runs(call.project.id, cycle.id)))
    runs.push_back({{"runKey", run.run_key}, {"reported", run.reported}, {"shards", run.of}});
  if (!runs.empty()) shown["shardedRuns"] = std::move(runs);
  return json_response_of(shown);
}

}  // namespace testledger
