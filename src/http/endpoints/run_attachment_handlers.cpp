#include <fmt/format.h>

#include "http/endpoints/attachments.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/json/json_attachment.hpp"

namespace testledger {
namespace {

using RunPlace = RunEditStore::RunPlace;

RunPlace place_of(const Call& call, const RunStore::RunWithDetail& run, CycleId cycle) {
  return {.project = call.project.id, .cycle = cycle, .run = run.run.id};
}

EnterAttachment enter_with(const RunPlace& place) {
  return [place](const Call& call, const Attachment& file) { return call.services.store.attach_to_run(place, file, call.principal.name); };
}

}  // namespace

Result<std::unique_ptr<BodyReceiver>> attach_to_run(std::unique_ptr<Call> call) {
  const TestCycle cycle = TRY(cycle_of(*call));
  const RunPlace place = place_of(*call, TRY(run_of(*call, cycle)), cycle.id);
  return receive_attachment(std::move(call), enter_with(place));
}

/// To the latest run; a case without one gets one that is untouched but for the file.
Result<std::unique_ptr<BodyReceiver>> attach_to_latest_run(std::unique_ptr<Call> call) {
  const TestCycle cycle = TRY(cycle_of(*call));
  const auto reference = TRY(case_in_path(*call));
  const auto outcomes =
      TRY(call->services.store.write_runs({.project = call->project.id,
                                           .cycle = cycle.id,
                                           .user_name = call->principal.name,
                                           .outside = RunEditStore::Outside::is_refused,
                                           .entries = {{.test_case = reference, .target = RunEditStore::Target::latest_run}}}));
  if (outcomes.front().problem) return not_in_cycle(*call);
  auto enter = enter_with({call->project.id, cycle.id, outcomes.front().run});  // before the call is given away
  return receive_attachment(std::move(call), std::move(enter));
}

Result<Response> list_run_attachments(const Call& call) {
  return json_response_of(attachments_json(TRY(run_of(call, TRY(cycle_of(call)))).attachments));
}

Result<Response> send_run_attachment(const Call& call) {
  return send_attachment(call, TRY(attachment_of(call, TRY(run_of(call, TRY(cycle_of(call)))).attachments)));
}

Result<Response> remove_run_attachment(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const RunStore::RunWithDetail run = TRY(run_of(call, cycle));
  const ShownAttachment removed = TRY(attachment_of(call, run.attachments));
  const AuditEntry audit = attachment_audit(call, removed, fmt::format("run {}", run.run.id.value));
  if (!TRY(call.services.store.remove_attachment(place_of(call, run, cycle.id), removed.id, audit))) return no_attachment(call);
  return json_response_of(attachment_json(removed));
}

}  // namespace testledger
