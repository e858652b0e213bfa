// What people do with a batch.
#include <fmt/format.h>

#include "core/clock.hpp"
#include "core/log.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/endpoints/import_parameters.hpp"
#include "http/endpoints/sent_once.hpp"
#include "http/json/json_shapes.hpp"
#include "importing/undo_import.hpp"
#include "storage/lease_token.hpp"

namespace testledger {
namespace {

/// Undoing takes as long as importing did: its answer comes from the workers of imports. A body, if there is any, does not matter.
class Undo final : public BodyReceiver {
 public:
  explicit Undo(std::unique_ptr<Call> call) : call_(std::move(call)) {}

  Result<void> write(std::string_view) override { return {}; }
  WorkedBy worked_by() const override { return WorkedBy::imports; }
  Response finish() override {
    auto answer = undo();
    return answer ? *std::move(answer) : error_response(answer.error());
  }

 private:
  Result<Response> undo() {
    const BatchId id = TRY(batch_of(*call_)).batch.id;
    Store& store = call_->services.store;
    const BatchStore::UndoRequest request{.user_name = call_->principal.name,
                                          .token = new_lease_token(),
                                          .now = now(),
                                          .audit = call_->audit("batch.undo", fmt::format("batch {}", id.value))};
    const BatchLease lease = TRY(store.undo_batch(call_->project.id, id, request));
    log::write(log::Level::info, "an import is undone",
               {{"project", call_->project.id.value}, {"batch", id.value}, {"user", call_->principal.name}});
    TRY(undo_import(store, call_->project.id, lease));
    return show_batch(*call_);
  }

  std::unique_ptr<Call> call_;
};

FormFields query_fields(const Call& call) {
  FormFields fields;
  for (const auto& [name, value] : call.target.query) fields[name] = value;
  return fields;
}

/// The options of the batch, except for those that the query names.
Result<ImportOptions> changed_options(const Call& call, const ImportStart& start) {
  const ReportFormat* format = find_format(start.format);
  if (format == nullptr) return Error{ErrorCode::conflict, "The format of the batch is not known any more.", {}, {}};
  const FormFields fields = query_fields(call);
  if (fields.contains("dryRun")) return invalid("dryRun", "Processing again has no dry run. Send the report with dryRun.");
  const ImportOptions options = TRY(read_import_options(fields, format->kind, start.options));
  TRY(check_folder(call, FolderKind::test_case, options.default_folder, "defaultFolder"));
  return options;
}

}  // namespace

Result<Response> cancel_batch(const Call& call) {
  const BatchId id = TRY(batch_of(call)).batch.id;
  TRY(call.services.store.cancel_batch(call.project.id, id, now()));
  return show_batch(call);
}

Result<Response> retry_batch(const Call& call) {
  const BatchId id = TRY(batch_of(call)).batch.id;
  TRY(call.services.store.retry_batch(call.project.id, id, now()));
  if (call.services.batch_queued) call.services.batch_queued();
  return show_batch(call);
}

Result<std::unique_ptr<BodyReceiver>> undo_batch(std::unique_ptr<Call> call) {
  TRY(batch_of(*call));
  return std::unique_ptr<BodyReceiver>(std::make_unique<Undo>(std::move(call)));
}

Result<Response> reprocess_batch(const Call& call) {
  const Batch before = TRY(batch_of(call)).batch;
  if (!is_final(before.state))
    return Error{ErrorCode::conflict,
                 fmt::format("Batch {} is {}; only one that has ended can be processed again.", before.id.value, name_of(before.state)),
                 {},
                 {}};
  if (auto kept = call.services.blobs.open(before.start.sha256); !kept) return std::move(kept).error();
  ImportStart start = before.start;
  start.options = TRY(changed_options(call, before.start));
  start.user = call.principal.user;
  start.user_name = call.principal.name;
  start.source = call.request.remote;
  start.case_edits = call.principal.may(Right::edit, call.project.id) ? CaseEdits::allowed : CaseEdits::refused;
  start.request_key.clear();
  start.fingerprint.clear();
  start.replaces = before.id;
  TRY(check_shard(call.services.store, start));
  const Batch made = TRY(call.services.store.enqueue_batch(start));
  if (call.services.batch_queued) call.services.batch_queued();
  return naming_unstored(accepted_batch_response(call, made, std::nullopt), unknown_fields(query_fields(call)));
}

}  // namespace testledger
