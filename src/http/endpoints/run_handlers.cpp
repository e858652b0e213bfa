#include "http/endpoints/handlers.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {

Result<Response> list_runs(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const auto page = TRY(call.services.store.runs(call.project.id, cycle.id, TRY(page_request(call))));
  return json_response_of(page_json(page, [&](const CaseInCycle& item) { return case_in_cycle_json(call.project, *configuration, item); }));
}

Result<Response> show_run(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  return json_response_of(run_of_case_json(call.project, *configuration, TRY(run_of(call, cycle)), call.rights()));
}

Result<Response> show_latest_run(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const auto run = TRY(call.services.store.find_latest_run(call.project.id, cycle.id, TRY(case_in_path(call))));
  return run ? json_response_of(run_json(*configuration, *run, call.rights())) : Result<Response>(not_in_cycle(call));
}

}  // namespace testledger
