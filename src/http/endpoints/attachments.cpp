#include "http/endpoints/attachments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "http/endpoints/blob_body.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/endpoints/media_type.hpp"
#include "http/endpoints/upload.hpp"
#include "http/json/json_attachment.hpp"
#include "http/wire/header_value.hpp"

namespace testledger {
namespace {

constexpr std::string_view attachment_policy = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Puts the one file of a form into the blob store.
class AttachmentForm final : public PartSink {
 public:
  explicit AttachmentForm(BlobStore& blobs) : blobs_(blobs) {}

  Result<void> begin_part(const PartHead& head) override {
    is_file_ = head.name == "file" || (head.file_name && !file_);
    if (!is_file_) return {};
    if (file_ && is_named_) return invalid("file", "One file can be attached at a time.");
    is_named_ = head.name == "file";
    file_ = TRY(blobs_.create());
    size_ = 0;
    head_.clear();
    name_ = head.file_name.value_or("");
    return {};
  }
  Result<void> part_data(std::string_view piece) override {
    if (!is_file_) return {};
    size_ += piece.size();
    if (size_ > attachment_size_max) return too_large();
    head_ += piece.substr(0, media_type_head_size - std::min(media_type_head_size, head_.size()));
    return file_->write(piece);
  }
  Result<void> end_part() override { return {}; }

  Result<Attachment> keep() {
    if (!file_) return invalid("file", "file is mandatory");
    const Blob blob = TRY(file_->keep());
    return Attachment{.name = name_.empty() ? "attachment" : name_,
                      .media_type = std::string(media_type_of(head_)),
                      .sha256 = blob.sha256,
                      .size = static_cast<std::int64_t>(blob.size)};
  }

  static Error too_large() {
    return {ErrorCode::limit_exceeded,
            fmt::format("The file is too large (attachment_size_max {} bytes).", attachment_size_max),
            {},
            {},
            "file"};
  }

 private:
  BlobStore& blobs_;
  std::unique_ptr<BlobWriter> file_;
  std::string name_, head_;
  std::uint64_t size_ = 0;
  bool is_file_ = false, is_named_ = false;
};

class AttachmentReceiver final : public BodyReceiver {
 public:
  AttachmentReceiver(std::unique_ptr<Call> call, const std::string& boundary, EnterAttachment enter)
      : call_(std::move(call)), enter_(std::move(enter)), form_(call_->services.blobs), reader_(boundary, form_) {}

  Result<void> write(std::string_view piece) override { return reader_.feed(piece); }
  Response finish() override {
    const auto answer = take();
    return answer ? *answer : error_response(answer.error());
  }

 private:
  Result<Response> take() {
    TRY(reader_.finish());
    const Attachment file = TRY(form_.keep());
    return json_response_of(attachment_json(TRY(enter_(*call_, file))));
  }

  std::unique_ptr<Call> call_;
  EnterAttachment enter_;
  AttachmentForm form_;
  MultipartReader reader_;
};

/// Whether a browser asks for it as something that does nothing by itself. Other clients do not say.
bool is_harmless(std::string_view destination) {
  constexpr std::array<std::string_view, 4> harmless{"", "empty", "document", "image"};
  return std::ranges::find(harmless, destination) != harmless.end();
}

Result<std::string_view> type_to_serve(BlobReader& reader) {
  std::string head(media_type_head_size, '\0');
  head.resize(TRY(reader.read_at(0, head)));
  return media_type_of(std::string_view(head));
}

}  // namespace

Result<std::unique_ptr<BodyReceiver>> receive_attachment(std::unique_ptr<Call> call, EnterAttachment enter) {
  constexpr std::uint64_t form_size_max = 1 << 20;  // what is around the file
  const std::uint64_t announced = call->request.content_length.value_or(0);
  if (announced > attachment_size_max + form_size_max) return AttachmentForm::too_large();
  TRY(check_disk(*call, announced));
  const std::string boundary = TRY(multipart_boundary(call->request.field("content-type")));
  return std::unique_ptr<BodyReceiver>(std::make_unique<AttachmentReceiver>(std::move(call), boundary, std::move(enter)));
}

Result<Response> send_attachment(const Call& call, const ShownAttachment& attachment) {
  if (!is_harmless(call.request.field("sec-fetch-dest")))
    return Error{ErrorCode::forbidden, "Attachments are not given out as parts of a page.", {}, {}};
  auto reader = call.services.blobs.open(attachment.file.sha256);
  if (!reader && reader.error().code == ErrorCode::not_found)
    return Error{ErrorCode::not_found, fmt::format("The file of attachment {} is not there any more.", attachment.id.value), {}, {}};
  if (!reader) return std::move(reader).error();
  Response response{.content_type = TRY(type_to_serve(**reader)), .content_policy = std::string(attachment_policy)};
  response.source_size = (*reader)->size();
  response.source = std::make_shared<BlobBody>(*std::move(reader));
  response.fields.push_back(
      {"Content-Disposition", attachment_as(attachment.file.name, fmt::format("attachment-{}", attachment.id.value))});
  response.fields.push_back({"ETag", '"' + attachment.file.sha256 + '"'});
  return response;
}

Result<ShownAttachment> attachment_of(const Call& call, const std::vector<ShownAttachment>& attachments) {
  const auto id = captured_id(call, "attachment");
  const auto found = std::ranges::find(attachments, AttachmentId{id.value_or(0)}, &ShownAttachment::id);
  if (found == attachments.end()) return no_attachment(call);
  return *found;
}

Error no_attachment(const Call& call) {
  return {ErrorCode::not_found, "Attachment not found : " + std::string(call.captured("attachment")), {}, {}};
}

AuditEntry attachment_audit(const Call& call, const ShownAttachment& removed, std::string_view owner) {
  AuditEntry entry = call.audit("attachment.delete", fmt::format("attachment {} of {}", removed.id.value, owner));
  entry.before = as_utf8(removed.file.name);
  return entry;
}

}  // namespace testledger
