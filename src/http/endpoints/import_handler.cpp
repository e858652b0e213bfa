#include "http/endpoints/handlers.hpp"
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
  bool takes_long() const override { return true; }

  Response finish() override {
    auto answer = take();
    return answer ? *std::move(answer) : error_response(answer.error());
  }

 private:
  Result<Response> take() {
    TRY(reader_.finish());
    if (!upload_.file) return Error{ErrorCode::invalid_argument, "file is mandatory", {}, {}};
    take_query_parameters();
    const ReportFormat& format = *TRY(read_import_type(upload_.fields["type"]));
    ImportStart start = TRY(start_of(format));
    return when_ == When::now ? import(format, std::move(start)) : queue(start);
  }

  CaseEdits case_edits() const { return call_->principal.may_edit_cases(call_->project.id) ? CaseEdits::allowed : CaseEdits::refused; }

  /// What is answered is durable: the file is kept and the batch is queued.
  Result<Response> queue(const ImportStart& start) {
    const Batch batch = TRY(call_->services.store.enqueue_batch(start));
    if (call_->services.batch_queued) call_->services.batch_queued();
    return accepted_batch_response(*call_, batch);
  }

  Result<Response> import(const ReportFormat& format, ImportStart start) {
    const ImportRequest request{.format = format,
                                .project = call_->project,
                                .configuration = TRY(call_->services.store.configuration(call_->project.id)),
                                .start = std::move(start)};
    const ImportSummary summary = TRY(import_report(request, call_->services.store, call_->services.blobs));
    call_->metrics.imported(format.name, summary);
    return json_response(import_summary_json(request.project, *request.configuration, summary));
  }

  /// The query names the type rather than the form does; for options it is the other way round.
  void take_query_parameters() {
    for (const auto& [name, value] : call_->target.query)
      if (name != "type") upload_.fields.try_emplace(name, value);
    if (const std::string* type = call_->target.parameter("type"); type != nullptr && !type->empty()) upload_.fields["type"] = *type;
  }

  Result<ImportStart> start_of(const ReportFormat& format) {
    const ImportOptions options = TRY(read_import_options(upload_.fields, format.kind));
    TRY(check_folder(*call_, FolderKind::test_case, options.default_folder));
    const Blob blob = TRY(upload_.file->keep());
    return ImportStart{.project = call_->project.id,
                       .cycle = cycle_.id,
                       .user = call_->principal.user,
                       .user_name = call_->principal.name,
                       .format = std::string(format.name),
                       .file_name = upload_.file_name,
                       .sha256 = blob.sha256,
                       .size = static_cast<std::int64_t>(blob.size),
                       .options = options,
                       .case_edits = case_edits()};
  }

  std::unique_ptr<Call> call_;
  TestCycle cycle_;
  When when_;
  Upload upload_;
  MultipartReader reader_;
};

Result<std::unique_ptr<BodyReceiver>> receive(std::unique_ptr<Call> call, When when) {
  TestCycle cycle = TRY(cycle_of(*call));
  if (const std::string* type = call->target.parameter("type"); type != nullptr && !type->empty()) TRY(read_import_type(*type));
  const std::string boundary = TRY(multipart_boundary(call->request.field("content-type")));
  return std::unique_ptr<BodyReceiver>(std::make_unique<ImportUpload>(std::move(call), std::move(cycle), boundary, when));
}

}  // namespace

Result<std::unique_ptr<BodyReceiver>> import_results(std::unique_ptr<Call> call) { return receive(std::move(call), When::now); }
Result<std::unique_ptr<BodyReceiver>> queue_results(std::unique_ptr<Call> call) { return receive(std::move(call), When::as_batch); }

}  // namespace testledger
