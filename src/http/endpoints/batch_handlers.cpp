#include <fmt/format.h>

#include "core/letter_case.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

/// The states that `status` names, in any letter case; nothing when it is absent.
Result<std::optional<BatchState>> state_asked_for(const Call& call) {
  const std::string* named = call.target.parameter("status");
  if (named == nullptr || named->empty()) return std::optional<BatchState>();
  for (const BatchState state : all_batch_states)
    if (equal_ignoring_case(*named, name_of(state))) return std::optional(state);
  return invalid("status", "status is one of Queued, Processing, Completed, Failed, Cancelled.");
}

Result<Response> page_of_batches(const Call& call, std::optional<CycleId> cycle) {
  const BatchStore::BatchQuery query{.cycle = cycle, .state = TRY(state_asked_for(call))};
  return json_response_of(page_json(TRY(call.services.store.batches(call.project.id, query, TRY(page_request(call)))), batch_json));
}

}  // namespace

Response accepted_batch_response(const Call& call, const Batch& batch, std::optional<BatchId> duplicate_of) {
  boost::json::object answer{{"batchId", batch.id.value},
                             {"size", batch.start.size},
                             {"errorMsg", nullptr},  // plugins look for it
                             {"status", "QUEUED"},
                             {"type", "IMPORT_RESULTS"}};
  if (duplicate_of) answer["duplicateOf"] = duplicate_of->value;
  Response response = json_response_of(answer);
  std::string_view path = call.request.target;
  path = path.substr(0, path.find('?'));
  const std::string reprocessed = fmt::format("batch/{}/reprocess", batch.start.replaces.value_or(BatchId{}).value);
  for (const std::string_view end : {std::string_view("import/results/batch"), std::string_view(reprocessed)})
    if (path.ends_with(end))  // clients that write it in another way know their batch by its number
      response.fields.push_back({"Location", fmt::format("{}batch/{}", path.substr(0, path.size() - end.size()), batch.id.value)});
  return response;
}

Result<Response> list_batches(const Call& call) { return page_of_batches(call, std::nullopt); }

Result<Response> list_cycle_batches(const Call& call) { return page_of_batches(call, TRY(cycle_of(call)).id); }

Result<Response> show_batch(const Call& call) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  return json_response(batch_detail_json(call.project, *configuration, TRY(batch_of(call))));
}

}  // namespace testledger
