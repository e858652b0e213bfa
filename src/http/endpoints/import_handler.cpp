#include <fmt/format.h>

#include "core/clock.hpp"
#include "core/crash_point.hpp"
#include "domain/batch.hpp"
#include "http/admission.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/endpoints/sent_once.hpp"
#include "http/endpoints/upload.hpp"
#include "http/json/json_shapes.hpp"
#include "http/metrics.hpp"
#include "importing/import_report.hpp"

namespace testledger {
namespace {

enum class When { now, as_batch };

/// Takes the form of one import while it arrives, then imports its file or queues it.
class ImportUpload final : public BodyReceiver {
 public:
  ImportUpload(std::unique_ptr<Call> call, TestCycle cycle, const std::string& boundary, When when)
      : call_(std::move(call)), cycle_(std::move(cycle)), when_(when), upload_(call_->services.blobs), reader_(boundary, upload_) {}

  Result<void> write(std::string_view piece) override { return reader_.feed(piece); }
  /// Also queueing: it waits for the store's turn to write, which an import may hold.
  WorkedBy worked_by() const override { return WorkedBy::imports; }

  Response finish() override {
    auto answer = take();
    if (answer) return naming_unstored(*std::move(answer), unknown_fields(upload_.fields));
    Response refused = error_response(answer.error());
    const bool passes = answer.error().code == ErrorCode::conflict && !call_->request.field("idempotency-key").empty();
    if (passes) refused.fields.push_back({"Retry-After", "2"});
    return refused;
  }

 private:
  Result<Response> take() {
    TRY(reader_.finish());
    if (!upload_.has_file()) return invalid("file", "file is mandatory");
    take_query_parameters();
    const ReportFormat& format = *TRY(read_import_type(upload_.fields["type"]));
    const SendingOptions sending = TRY(read_sending_options(upload_.fields));
    const KeyHold hold = TRY(KeyHold::take(*call_, TRY(request_key(call_->request))));
    ImportStart start = TRY(start_of(format, sending));
    if (start.dry_run) return import(format, std::move(start), std::nullopt);
    if (const auto before = TRY(hold.answered(*call_, start))) return answer_again(*before, "Idempotency-Replayed");
    TRY(check_shard(call_->services.store, start));
    const std::vector<Batch> same = TRY(call_->services.store.same_reports(start, now() - same_report_time));
    if (sending.dedupe == Dedupe::content)
      for (const Batch& batch : same)
        if (is_the_same(batch, start))
          if (const auto before = TRY(call_->services.store.find_batch(call_->project.id, batch.id)))
            return answer_again(*before, "Testledger-Deduplicated");
    const auto duplicate_of = same.empty() ? std::nullopt : std::optional(same.front().id);
    return when_ == When::now ? import(format, std::move(start), duplicate_of) : queue(start, duplicate_of);
  }

  bool is_the_same(const Batch& batch, const ImportStart& start) const {
    const bool may_be_told = when_ == When::as_batch || batch.state == BatchState::completed;
    return may_be_told && batch.start.options == start.options && batch.start.format == start.format && batch.start.shard == start.shard;
  }

  CaseEdits case_edits() const { return call_->principal.may(Right::edit, call_->project.id) ? CaseEdits::allowed : CaseEdits::refused; }

  /// The answer that the same request got before, or would get.
  Result<Response> answer_again(const BatchStore::BatchWithSummary& before, std::string field) {
    Response response;
    if (when_ == When::as_batch) {
      response = accepted_batch_response(*call_, before.batch, std::nullopt);
    } else {
      const auto configuration = TRY(call_->services.store.configuration(call_->project.id));
      ImportSummary summary = before.summary;
      summary.batch_id = before.batch.id.value;
      response = json_response(import_summary_json(call_->project, *configuration, summary, std::nullopt));
    }
    response.fields.push_back({std::move(field), "true"});
    return response;
  }

  /// What is answered is durable: the file is kept and the batch is queued.
  Result<Response> queue(const ImportStart& start, std::optional<BatchId> duplicate_of) {
    TRY(admit_again(*call_));
    const Batch batch = TRY(call_->services.store.enqueue_batch(start));
    CRASH_POINT("queue.before_answer");
    if (call_->services.batch_queued) call_->services.batch_queued();
    return accepted_batch_response(*call_, batch, duplicate_of);
  }

  Result<Response> import(const ReportFormat& format, ImportStart start, std::optional<BatchId> duplicate_of) {
    const ImportRequest request{.format = format,
                                .project = call_->project,
                                .configuration = TRY(call_->services.store.configuration(call_->project.id)),
                                .start = std::move(start),
                                .may_write = [this] { return admit_again(*call_); }};
    const ImportSummary summary = TRY(import_report(request, call_->services.store, call_->services.blobs));
    if (request.start.dry_run) return json_response(dry_run_json(request.project, *request.configuration, summary));
    CRASH_POINT("direct.before_answer");
    call_->metrics.imported(format.name, summary);
    return json_response(import_summary_json(request.project, *request.configuration, summary, duplicate_of));
  }

  /// The query names the type rather than the form does; for options it is the other way round.
  void take_query_parameters() {
    for (const auto& [name, value] : call_->target.query)
      if (name != "type") upload_.fields.try_emplace(name, value);
    if (const std::string* type = call_->target.parameter("type"); type != nullptr && !type->empty()) upload_.fields["type"] = *type;
  }

  Result<ImportStart> start_of(const ReportFormat& format, const SendingOptions& sending) {
    const ImportOptions options = TRY(read_import_options(upload_.fields, format.kind));
    TRY(check_folder(*call_, FolderKind::test_case, options.default_folder, "defaultFolder"));
    const auto shard = TRY(read_shard(upload_.fields));
    const Blob blob = TRY(upload_.keep());
    ImportStart start{.project = call_->project.id,
                      .cycle = cycle_.id,
                      .user = call_->principal.user,
                      .user_name = call_->principal.name,
                      .format = std::string(format.name),
                      .file_name = upload_.file_name,
                      .sha256 = blob.sha256,
                      .size = static_cast<std::int64_t>(blob.size),
                      .options = options,
                      .case_edits = case_edits(),
                      .source = call_->request.remote,
                      .request_key = TRY(request_key(call_->request)),
                      .shard = shard,
                      .dry_run = sending.dry_run};
    if (!start.request_key.empty()) start.fingerprint = fingerprint_of(call_->request, upload_.fields, blob.sha256);
    return start;
  }

  std::unique_ptr<Call> call_;
  TestCycle cycle_;
  When when_;
  UploadForm upload_;
  MultipartReader reader_;
};

/// Before a byte of the body is taken. The database needs room for what a report says, about as much as the report itself.
Result<void> check_room(const Call& call, When when) {
  const std::uint64_t announced = call.request.content_length.value_or(0);
  TRY(check_disk(call, 2 * announced));
  if (when == When::now) return {};
  const BatchStore::Backlog backlog = TRY(call.services.store.backlog());
  if (backlog.bytes + static_cast<std::int64_t>(announced) <= call.limits.backlog_bytes_max) return {};
  return Error{ErrorCode::over_quota,
               fmt::format("Reports of {} MiB together wait or are in work already (--backlog-bytes-max: {} MiB). Send it again later.",
                           backlog.bytes >> 20, call.limits.backlog_bytes_max >> 20),
               {},
               {}};
}

Result<std::unique_ptr<BodyReceiver>> receive(std::unique_ptr<Call> call, When when) {
  TestCycle cycle = TRY(cycle_of(*call));
  TRY(takes_results(cycle));
  TRY(check_room(*call, when));
  TRY(request_key(call->request));
  if (const std::string* type = call->target.parameter("type"); type != nullptr && !type->empty()) TRY(read_import_type(*type));
  const std::string boundary = TRY(multipart_boundary(call->request.field("content-type")));
  return std::unique_ptr<BodyReceiver>(std::make_unique<ImportUpload>(std::move(call), std::move(cycle), boundary, when));
}

}  // namespace

Result<std::unique_ptr<BodyReceiver>> import_results(std::unique_ptr<Call> call) { return receive(std::move(call), When::now); }
Result<std::unique_ptr<BodyReceiver>> queue_results(std::unique_ptr<Call> call) { return receive(std::move(call), When::as_batch); }

}  // namespace testledger
