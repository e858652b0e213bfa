#include "http/endpoints/handlers.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

/// A line for each record, read from the store a chunk at a time.
class ReceiptBody final : public BodySource {
 public:
  ReceiptBody(Store& store, Project project, std::shared_ptr<const Configuration> configuration, BatchId batch)
      : store_(store), project_(std::move(project)), configuration_(std::move(configuration)), batch_(batch) {}

  Result<BodyStep> next() override {
    const auto entries = TRY(store_.receipt(project_.id, batch_, chunk_++));
    if (!entries) return BodyStep(BodyEnd());
    lines_.clear();
    for (const ReceiptEntry& entry : *entries) lines_ += receipt_line(project_, *configuration_, entry);
    return lines_.empty() ? BodyStep(Later{}) : BodyStep(std::string_view(lines_));
  }

 private:
  Store& store_;
  Project project_;
  std::shared_ptr<const Configuration> configuration_;
  BatchId batch_;
  std::int64_t chunk_ = 0;
  std::string lines_;
};

}  // namespace

Result<Response> send_receipt(const Call& call) {
  const Batch batch = TRY(batch_of(call)).batch;
  const bool has_records = batch.import && batch.total.value_or(0) > 0;
  if (has_records && !TRY(call.services.store.receipt(call.project.id, batch.id, 0))) return not_kept(call, batch, "receipt");
  auto configuration = TRY(call.services.store.configuration(call.project.id));
  return Response{.content_type = lines_type,
                  .source = std::make_shared<ReceiptBody>(call.services.store, call.project, std::move(configuration), batch.id)};
}

}  // namespace testledger
