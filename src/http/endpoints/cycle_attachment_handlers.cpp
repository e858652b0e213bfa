// The files of a cycle itself. Those of what was run in it are its runs'.
#include "http/endpoints/attachments.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/json/json_attachment.hpp"

namespace testledger {
namespace {

Result<std::vector<ShownAttachment>> files_of_cycle(const Call& call) {
  return call.services.store.cycle_attachments(call.project.id, TRY(cycle_of(call)).id);
}

}  // namespace

Result<std::unique_ptr<BodyReceiver>> attach_to_cycle(std::unique_ptr<Call> call) {
  const CycleId id = TRY(cycle_of(*call)).id;
  const auto enter = [id](const Call& sender, const Attachment& file) {
    return sender.services.store.attach_to_cycle(sender.project.id, id, file, sender.principal.name);
  };
  return receive_attachment(std::move(call), enter);
}

Result<Response> list_cycle_attachments(const Call& call) { return json_response_of(attachments_json(TRY(files_of_cycle(call)))); }

Result<Response> send_cycle_attachment(const Call& call) {
  return send_attachment(call, TRY(attachment_of(call, TRY(files_of_cycle(call)))));
}

Result<Response> remove_cycle_attachment(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const ShownAttachment removed = TRY(attachment_of(call, TRY(files_of_cycle(call))));
  const AuditEntry audit = attachment_audit(call, removed, cycle_key(call.project.key, cycle.number));
  if (!TRY(call.services.store.remove_cycle_attachment(call.project.id, cycle.id, removed.id, audit))) return no_attachment(call);
  return json_response_of(attachment_json(removed));
}

}  // namespace testledger
