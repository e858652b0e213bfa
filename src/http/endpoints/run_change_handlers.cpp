// Runs as people change them.
#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "http/endpoints/handlers.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_run_edit.hpp"
#include "http/json/json_shapes.hpp"
#include "http/json/json_unstored.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

constexpr std::size_t changed_runs_max = 1'000;

Error no_run(const Call& call) { return {ErrorCode::not_found, "Run not found : " + std::string(call.captured("run")), {}, {}}; }

/// Changes the run of the path and shows it.
Result<Response> edit_run(const Call& call, const RunEdit& edit, const std::vector<std::string>& unstored) {
  const TestCycle cycle = TRY(cycle_of(call));
  const auto id = captured_id(call, "run");
  if (!id) return no_run(call);
  TRY(call.services.store.edit_runs(call.project.id, cycle.id, {RunId{*id}}, edit, call.principal.name));
  return naming_unstored(TRY(show_run(call)), unstored);
}

/// The ids of `runIDs`, each once.
Result<std::vector<RunId>> read_run_ids(const json::object& body) {
  const auto wrong = [](std::string message) { return invalid("runIDs", std::move(message)); };
  const json::value* list = member(body, "runIDs");
  if (list == nullptr || !list->is_array()) return wrong("runIDs must be a list of the IDs of runs");
  if (list->get_array().size() > changed_runs_max)
    return Error{
        ErrorCode::limit_exceeded, fmt::format("runIDs has more than {} entries (changed_runs_max).", changed_runs_max), {}, {}, "runIDs"};
  std::vector<RunId> ids;
  for (const json::value& entry : list->get_array()) {
    const auto number = integer_of(entry);
    if (!number || *number <= 0) return wrong("runIDs must be a list of the IDs of runs");
    if (std::ranges::find(ids, RunId{*number}) == ids.end()) ids.push_back({*number});
  }
  return ids;
}

}  // namespace

Result<Response> change_run(const Call& call, const json::value& body) {
  const json::object& wish = *TRY(as_object(body));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  return edit_run(call, TRY(read_run_change(wish, *configuration)), unstored_run_change_members(wish, configuration->custom_fields));
}

Result<Response> change_run_step(const Call& call, const json::value& body) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const auto step = captured_id(call, "step");
  if (!step) return Error{ErrorCode::not_found, "Step not found : " + std::string(call.captured("step")), {}, {}};
  const json::object& wish = *TRY(as_object(body));
  RunStepEdit edit = TRY(read_run_step(wish, *configuration));
  edit.number = static_cast<std::size_t>(*step);
  return edit_run(call, {.steps = {std::move(edit)}}, unstored_run_step_members(wish));
}

Result<Response> change_runs(const Call& call, const json::value& body) {
  const json::object& wish = *TRY(as_object(body));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const TestCycle cycle = TRY(cycle_of(call));
  const auto ids = TRY(read_run_ids(wish));
  const RunEdit edit = TRY(read_run_change(wish, *configuration));
  TRY(call.services.store.edit_runs(call.project.id, cycle.id, ids, edit, call.principal.name));
  return naming_unstored(json_response_of(json::object{{"changed", ids.size()}}),
                         unstored_run_change_members(wish, configuration->custom_fields));
}

Result<Response> remove_run(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const auto id = captured_id(call, "run");
  if (!id) return no_run(call);
  const AuditEntry audit = call.audit("run.delete", fmt::format("run {} of cycle {}", *id, cycle_key(call.project.key, cycle.number)));
  if (!TRY(call.services.store.remove_run({call.project.id, cycle.id, RunId{*id}}, audit))) return no_run(call);
  return json_response(R"({"removed":true})");
}

}  // namespace testledger
