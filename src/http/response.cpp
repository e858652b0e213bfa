#include "http/response.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace testledger {

Response text_response(Status status, std::string text) { return {.status = status, .content_type = text_type, .body = std::move(text)}; }

Response json_response(std::string body) { return {.status = Status::ok, .content_type = json_type, .body = std::move(body)}; }

Response error_response(const Error& error) {
  Response response = text_response(status_of(error.code), error.message);
  response.detail = error.detail;
  if (response.status == Status::unauthorized) response.fields.push_back({"WWW-Authenticate", "Bearer"});
  if (response.status == Status::unavailable) response.fields.push_back({"Retry-After", "5"});
  if (response.status == Status::too_many_requests || response.status == Status::insufficient_storage)
    response.fields.push_back({"Retry-After", "30"});
  return response;
}

BodyFrame frame_of(const Response& response, const Request& request) {
  if (!response.source || response.source_size) return BodyFrame::length;
  return request.minor_version == 0 ? BodyFrame::close : BodyFrame::chunks;
}

std::string response_head(const Response& response, const Request& request, Persistence persistence) {
  std::string head;
  head.reserve(512);
  const auto line = std::back_inserter(head);
  fmt::format_to(line, "HTTP/1.1 {} {}\r\n", static_cast<int>(response.status), reason_of(response.status));
  fmt::format_to(line, "Date: {:%a, %d %b %Y %H:%M:%S GMT}\r\n", fmt::gmtime(std::time(nullptr)));
  fmt::format_to(line, "Content-Type: {}\r\n", response.content_type);
  const BodyFrame frame = frame_of(response, request);
  if (frame == BodyFrame::length) fmt::format_to(line, "Content-Length: {}\r\n", response.source_size.value_or(response.body.size()));
  if (frame == BodyFrame::chunks) head += "Transfer-Encoding: chunked\r\n";
  fmt::format_to(line, "X-Request-Id: {}\r\n", request.id);
  head +=
      "X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
      "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'\r\n"
      "Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\n";
  for (const HeaderField& field : response.fields) fmt::format_to(line, "{}: {}\r\n", field.name, field.value);
  if (persistence == Persistence::close) head += "Connection: close\r\n";
  head += "\r\n";
  return head;
}

}  // namespace testledger
