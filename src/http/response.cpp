#include "http/response.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "core/letter_case.hpp"
#include "http/wire/header_value.hpp"

namespace testledger {
namespace {

bool asks_for_problems(const Request& request) { return lower(request.field("accept")).find(problem_type) != std::string::npos; }

}  // namespace

Response text_response(Status status, std::string text) { return {.status = status, .content_type = text_type, .body = std::move(text)}; }

Response json_response(std::string body) { return {.status = Status::ok, .content_type = json_type, .body = std::move(body)}; }

Response error_response(const Error& error) {
  Response response = text_response(status_of(error.code), error.message);
  response.code = code_of(error.code);
  response.field = error.field;
  response.detail = error.detail;
  if (response.status == Status::unauthorized) response.fields.push_back({"WWW-Authenticate", "Bearer"});
  if (error.retry_after_s > 0) {
    response.fields.push_back({"Retry-After", std::to_string(error.retry_after_s)});
    return response;
  }
  if (response.status == Status::unavailable) response.fields.push_back({"Retry-After", "5"});
  if (response.status == Status::too_many_requests || response.status == Status::insufficient_storage)
    response.fields.push_back({"Retry-After", "30"});
  return response;
}

void describe_problem(Response& response, const Request& request) {
  if (static_cast<int>(response.status) < 400 || response.content_type != text_type || !asks_for_problems(request)) return;
  boost::json::object problem{{"type", "about:blank"},
                              {"title", reason_of(response.status)},
                              {"status", static_cast<int>(response.status)},
                              {"detail", as_utf8(response.body)},
                              {"code", response.code.empty() ? code_of(response.status) : response.code},
                              {"requestId", request.id}};
  if (!response.field.empty()) problem["field"] = as_utf8(response.field);
  response.body = boost::json::serialize(problem);
  response.content_type = problem_type;
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
  const bool has_content = response.status != Status::not_modified;
  if (has_content) fmt::format_to(line, "Content-Type: {}\r\n", response.content_type);
  const BodyFrame frame = frame_of(response, request);
  if (frame == BodyFrame::length && has_content)
    fmt::format_to(line, "Content-Length: {}\r\n", response.source_size.value_or(response.body.size()));
  if (frame == BodyFrame::chunks) head += "Transfer-Encoding: chunked\r\n";
  fmt::format_to(line, "X-Request-Id: {}\r\n", request.id);
  fmt::format_to(line, "Cache-Control: {}\r\nContent-Security-Policy: {}\r\n", response.cache_policy,
                 response.content_policy.empty() ? inert_policy : std::string_view(response.content_policy));
  head +=
      "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
      "Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\n";
  if (request.encrypted) head += "Strict-Transport-Security: max-age=31536000\r\n";
  for (const HeaderField& field : response.fields) fmt::format_to(line, "{}: {}\r\n", field.name, field.value);
  if (persistence == Persistence::close) head += "Connection: close\r\n";
  head += "\r\n";
  return head;
}

}  // namespace testledger
