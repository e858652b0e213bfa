#include "http/endpoints/handlers.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

std::optional<RunId> run_id(std::string_view text) {
  RunId id;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), id.value);
  if (problem != std::errc() || end != text.data() + text.size() || id.value <= 0) return std::nullopt;
  return id;
}

}  // namespace

Result<Response> list_runs(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const auto page = TRY(call.services.store.runs(call.project.id, cycle.id, page_request(call)));
  return json_response_of(page_json(page, [&](const CaseInCycle& item) { return case_in_cycle_json(call.project, *configuration, item); }));
}

Result<Response> show_run(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  if (const auto id = run_id(call.captured("run")))
    if (const auto found = TRY(call.services.store.find_run(call.project.id, cycle.id, *id)))
      return json_response_of(run_json(*configuration, *found));
  return Error{ErrorCode::not_found, "Run not found : " + std::string(call.captured("run")), {}, {}};
}

}  // namespace testledger
