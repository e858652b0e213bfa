// What is told of a batch piece by piece: its file, and its events.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include "http/endpoints/batch_watch.hpp"
#include "http/endpoints/blob_body.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/seats.hpp"
#include "http/wire/header_value.hpp"

namespace testledger {
namespace {

/// When its time ended, where that is why.
Result<std::string> end_of_keeping(const Call& call, const Batch& batch) {
  const auto expired = TRY(call.services.store.report_expired(call.project.id, batch.start.sha256));
  if (!expired) return std::string();
  return fmt::format("; it was removed on {:%Y-%m-%d}, because reports are kept for some time only",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(*expired)));
}

}  // namespace

Error not_kept(const Call& call, const Batch& batch, std::string_view what) {
  const auto reason = end_of_keeping(call, batch);
  if (!reason) return reason.error();
  return {ErrorCode::not_found,
          fmt::format("The {} of batch {} is not kept any more{}. Its results are not affected.", what, batch.id.value, *reason),
          {},
          {}};
}

Result<Response> send_batch_file(const Call& call) {
  const Batch batch = TRY(batch_of(call)).batch;
  auto reader = call.services.blobs.open(batch.start.sha256);
  if (!reader && reader.error().code == ErrorCode::not_found) return not_kept(call, batch, "file");
  Response response{.content_type = bytes_type,
                    .source = std::make_shared<BlobBody>(TRY(std::move(reader))),
                    .source_size = static_cast<std::uint64_t>(batch.start.size)};
  response.fields.push_back({"Content-Disposition", attachment_as(batch.start.file_name, fmt::format("batch-{}", batch.id.value))});
  response.fields.push_back({"ETag", '"' + batch.start.sha256 + '"'});
  return response;
}

Result<Response> watch_batch(const Call& call) {
  BatchWatcher watcher{.project = call.project.id,
                       .batch = TRY(batch_of(call)).batch.id,
                       .authorization = std::string(call.request.field("authorization")),
                       .seen = read_event_id(call.request.field("last-event-id")),
                       .seat = call.event_streams.take()};
  if (!watcher.seat)
    return Error{ErrorCode::unavailable,
                 "Too many batches are watched at once (event_streams_max). Ask for the batch itself, or try again.",
                 {},
                 {}};
  Response response{.content_type = events_type, .source = std::make_shared<BatchWatch>(call.services.store, std::move(watcher))};
  response.fields.push_back({"X-Accel-Buffering", "no"});  // or nginx in front would collect the events
  return response;
}

}  // namespace testledger
