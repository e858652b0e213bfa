#include "http/endpoints/handlers.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_cycle.hpp"
#include "http/json/json_cycle_query.hpp"
#include "http/json/json_shapes.hpp"
#include "http/json/json_unstored.hpp"

namespace testledger {
namespace {

Result<Response> cycles_response(const Call& call, const Page<TestCycle>& page) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  return json_response_of(page_json(page, [&](const TestCycle& item) { return cycle_json(call.project, *configuration, item); }));
}

}  // namespace

Result<Response> create_cycle(const Call& call, const boost::json::value& body) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const boost::json::object& wish = *TRY(as_object(body));
  const TagNames tags = TRY(tag_names(call, wish));
  const WantedCycle wanted = TRY(read_cycle_draft(wish, {*configuration, tags}));
  TRY(check_folder(call, FolderKind::test_cycle, wanted.draft.folder));
  const TestCycle made = TRY(call.services.store.create_cycle(call.project.id, wanted.draft));
  std::vector<std::string> unstored = unstored_cycle_members(wish);
  unstored.insert(unstored.end(), wanted.unknown_fields.begin(), wanted.unknown_fields.end());
  return naming_unstored(json_response_of(cycle_json(call.project, *configuration, made)), unstored);
}

Result<Response> search_cycles(const Call& call, const boost::json::value& body) {
  const CycleQuery query = TRY(read_cycle_query(*TRY(as_object(body)), call.project.key));
  return cycles_response(call, TRY(call.services.store.find_cycles(call.project.id, query, page_request(call))));
}

Result<Response> list_cycles(const Call& call) {
  return cycles_response(call, TRY(call.services.store.cycles(call.project.id, page_request(call))));
}

Result<Response> show_cycle(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  boost::json::object shown = cycle_json(call.project, *configuration, cycle);
  boost::json::array runs;
  for (const BatchStore::ShardedRun& run : TRY(call.services.store.sharded_runs(call.project.id, cycle.id)))
    runs.push_back({{"runKey", run.run_key}, {"reported", run.reported}, {"shards", run.of}});
  if (!runs.empty()) shown["shardedRuns"] = std::move(runs);
  return json_response_of(shown);
}

}  // namespace testledger
