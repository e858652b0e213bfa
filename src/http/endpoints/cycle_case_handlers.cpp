// The cases of a cycle.
#include <fmt/format.h>

#include "http/endpoints/handlers.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {

Result<Response> list_cycle_cases(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const auto page = TRY(call.services.store.latest_runs(call.project.id, cycle.id, TRY(page_request(call))));
  return json_response_of(page_json(page, [&](const CaseInCycle& item) { return cycle_case_json(call.project, *configuration, item); }));
}

Result<Response> show_cycle_summary(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  return json_response_of(cycle_summary_json(*configuration, TRY(call.services.store.count_statuses(call.project.id, cycle.id))));
}

Result<Response> remove_case_from_cycle(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const Reference reference = TRY(case_in_path(call));
  const std::string named = fmt::format("case {} of cycle {}", call.captured("case"), cycle_key(call.project.key, cycle.number));
  const AuditEntry audit = call.audit("cycle.case.delete", named);
  if (!TRY(call.services.store.remove_from_cycle(call.project.id, cycle.id, reference, audit))) return not_in_cycle(call);
  return json_response(R"({"removed":true})");
}

}  // namespace testledger
