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
  return response;
}

std::string response_head(const Response& response, std::string_view request_id, Persistence persistence) {
  std::string head;
  head.reserve(512);
  const auto line = std::back_inserter(head);
  fmt::format_to(line, "HTTP/1.1 {} {}\r\n", static_cast<int>(response.status), reason_of(response.status));
  fmt::format_to(line, "Date: {:%a, %d %b %Y %H:%M:%S GMT}\r\n", fmt::gmtime(std::time(nullptr)));
  fmt::format_to(line, "Content-Type: {}\r\nContent-Length: {}\r\n", response.content_type, response.body.size());
  fmt::format_to(line, "X-Request-Id: {}\r\n", request_id);
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
