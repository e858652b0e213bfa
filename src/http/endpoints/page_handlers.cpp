#include "http/api_document.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/metrics.hpp"

namespace testledger {

Result<Response> tell_alive(const Call&) { return text_response(Status::ok, "ok\n"); }

Result<Response> tell_ready(const Call& call) {
  if (const auto answered = call.services.store.ping(); !answered)
    return Error{ErrorCode::unavailable, "The store does not answer.", {}, answered.error().message + " " + answered.error().detail};
  return text_response(Status::ok, "ready\n");
}

Result<Response> show_metrics(const Call& call) {
  if (!call.principal.may_read_metrics()) return Error{ErrorCode::forbidden, "You may not read the metrics.", {}, {}};
  call.metrics.backlog(TRY(call.services.store.backlog()));
  Response response = text_response(Status::ok, call.metrics.text());
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  return response;
}

Result<Response> show_api_document(const Call&) { return json_response(std::string(api_document())); }

}  // namespace testledger
