// The files of a case, and of its description and precondition (contract B.5).
#include <fmt/format.h>

#include "core/letter_case.hpp"
#include "http/endpoints/attachments.hpp"
#include "http/endpoints/case_calls.hpp"
#include "http/json/json_attachment.hpp"

namespace testledger {
namespace {

Result<std::unique_ptr<BodyReceiver>> attach(std::unique_ptr<Call> call, AttachmentOwner to) {
  const CaseId id = TRY(case_of(*call)).id;
  const auto enter = [id, to](const Call& sender, const Attachment& file) {
    return sender.services.store.attach_to_case(sender.project.id, id, to, file, sender.principal.name);
  };
  return receive_attachment(std::move(call), enter);
}

Result<AttachmentOwner> field_of(const Call& call) {
  const std::string_view field = call.captured("field");
  if (equal_ignoring_case(field, "description")) return AttachmentOwner::case_description;
  if (equal_ignoring_case(field, "precondition")) return AttachmentOwner::case_precondition;
  return Error{ErrorCode::not_found, "Files are attached to the description or the precondition of a case, or to the case itself.", {}, {}};
}

}  // namespace

Result<std::unique_ptr<BodyReceiver>> attach_to_case(std::unique_ptr<Call> call) {
  return attach(std::move(call), AttachmentOwner::test_case);
}

Result<std::unique_ptr<BodyReceiver>> attach_to_case_field(std::unique_ptr<Call> call) {
  const AttachmentOwner to = TRY(field_of(*call));
  return attach(std::move(call), to);
}

Result<Response> list_case_attachments(const Call& call) { return json_response_of(attachments_json(TRY(case_of(call)).attachments)); }

Result<Response> send_case_attachment(const Call& call) {
  return send_attachment(call, TRY(attachment_of(call, TRY(case_of(call)).attachments)));
}

Result<Response> remove_case_attachment(const Call& call) {
  const TestCase found = TRY(case_of(call));
  const ShownAttachment removed = TRY(attachment_of(call, found.attachments));
  const AuditEntry audit = attachment_audit(call, removed, case_key(call.project.key, found.number));
  if (!TRY(call.services.store.remove_case_attachment(call.project.id, found.id, removed.id, audit))) return no_attachment(call);
  return json_response_of(attachment_json(removed));
}

}  // namespace testledger
