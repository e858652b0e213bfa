#include "http/endpoints/config_handlers.hpp"

#include "http/endpoints/handlers.hpp"
#include "http/json/json_config.hpp"

namespace testledger {
namespace {

Listed listed_for(const Call& call) { return asks_for(call, "includeDisabled") ? Listed::all : Listed::active; }

}  // namespace

Result<Response> show_configuration(const Call& call) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const auto adhoc = TRY(call.services.store.find_cycle(call.project.id, {.number = adhoc_cycle_number}));
  if (!adhoc) return Error{.code = ErrorCode::internal, .message = "The project has no ad-hoc cycle."};
  return json_response_of(configuration_json(call.project, *adhoc, *configuration, listed_for(call)));
}

Result<Response> list_choices(const Call& call) {
  const ChoiceKind kind = TRY(choice_kind_of(call));
  return json_response_of(choices_json(*TRY(call.services.store.configuration(call.project.id)), kind, listed_for(call)));
}

Result<Response> list_run_statuses(const Call& call) {
  return json_response_of(run_statuses_json(*TRY(call.services.store.configuration(call.project.id)), listed_for(call)));
}

Result<Response> list_step_statuses(const Call& call) {
  return json_response_of(step_statuses_json(*TRY(call.services.store.configuration(call.project.id))));
}

Result<Response> list_custom_fields(const Call& call) {
  return json_response_of(custom_fields_json(*TRY(call.services.store.configuration(call.project.id)), listed_for(call)));
}

}  // namespace testledger
