#include "core/letter_case.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

Timestamp now() { return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

/// The states that `status` names, in any letter case; nothing when it is absent.
Result<std::optional<BatchState>> state_asked_for(const Call& call) {
  const std::string* named = call.target.parameter("status");
  if (named == nullptr || named->empty()) return std::optional<BatchState>();
  for (const BatchState state : all_batch_states)
    if (equal_ignoring_case(*named, name_of(state))) return std::optional(state);
  return Error{ErrorCode::invalid_argument, "status is one of Queued, Processing, Completed, Failed, Cancelled.", {}, {}};
}

Result<Response> page_of_batches(const Call& call, std::optional<CycleId> cycle) {
  const BatchStore::BatchQuery query{.cycle = cycle, .state = TRY(state_asked_for(call))};
  return json_response_of(page_json(TRY(call.services.store.batches(call.project.id, query, page_request(call))), batch_json));
}

Result<Response> show(const Call& call, const BatchStore::BatchWithSummary& batch) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  return json_response(batch_detail_json(call.project, *configuration, batch));
}

}  // namespace

Response accepted_batch_response(const Call& call, const Batch& batch) {
  Response response = json_response_of(boost::json::object{{"batchId", batch.id.value},
                                                           {"size", batch.start.size},
                                                           {"errorMsg", nullptr},  // plugins look for it
                                                           {"status", "QUEUED"},
                                                           {"type", "IMPORT_RESULTS"}});
  std::string_view path = call.request.target;
  path = path.substr(0, path.find('?'));
  constexpr std::string_view end = "import/results/batch";
  if (path.ends_with(end)) {  // clients that write it in another way know their batch by its number
    path.remove_suffix(end.size());
    response.fields.push_back({"Location", std::string(path) + "batch/" + std::to_string(batch.id.value)});
  }
  return response;
}

Result<Response> list_batches(const Call& call) { return page_of_batches(call, std::nullopt); }

Result<Response> list_cycle_batches(const Call& call) { return page_of_batches(call, TRY(cycle_of(call)).id); }

Result<Response> show_batch(const Call& call) { return show(call, TRY(batch_of(call))); }

Result<Response> cancel_batch(const Call& call) {
  const BatchId id = TRY(batch_of(call)).batch.id;
  TRY(call.services.store.cancel_batch(call.project.id, id, now()));
  return show(call, TRY(batch_of(call)));
}

Result<Response> retry_batch(const Call& call) {
  const BatchId id = TRY(batch_of(call)).batch.id;
  TRY(call.services.store.retry_batch(call.project.id, id, now()));
  if (call.services.batch_queued) call.services.batch_queued();
  return show(call, TRY(batch_of(call)));
}

}  // namespace testledger
