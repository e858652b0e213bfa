#pragma once

#include <functional>
#include <memory>

#include "core/result.hpp"
#include "domain/attachment.hpp"
#include "http/application.hpp"
#include "http/endpoints/call.hpp"

// Attachments of whatever it is: how a file is taken, and how it is given out without any harm.

namespace testledger {

/// Enters a file, which is stored, with what it is attached to.
using EnterAttachment = std::function<Result<ShownAttachment>(const Call&, const Attachment&)>;

/// Takes a form with one file of at most attachment_size_max and answers with the attachment (contract A.11): the part named "file",
/// or the first that has a file name. Check before that what it is attached to is there.
Result<std::unique_ptr<BodyReceiver>> receive_attachment(std::unique_ptr<Call> call, EnterAttachment enter);

/// The file under its name, as what its content is, so that no browser runs it or shows it as a page of ours. forbidden where a page
/// wants it as a script, a style, a frame or the like.
Result<Response> send_attachment(const Call& call, const ShownAttachment& attachment);

/// The attachment among these that the path names.
Result<ShownAttachment> attachment_of(const Call& call, const std::vector<ShownAttachment>& attachments);
Error no_attachment(const Call& call);

/// That it is removed from `owner`, e.g. "AT-TC-7".
AuditEntry attachment_audit(const Call& call, const ShownAttachment& removed, std::string_view owner);

}  // namespace testledger
