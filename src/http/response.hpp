#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "http/request.hpp"
#include "http/status_of.hpp"

namespace testledger {

inline constexpr std::string_view json_type = "application/json;charset=utf-8";
inline constexpr std::string_view text_type = "text/plain;charset=utf-8";
inline constexpr std::string_view html_type = "text/html;charset=utf-8";

/// What the log and the metrics say of a request; not sent.
struct Annotation {
  std::string_view route;  ///< the pattern that matched
  std::string user;
};

/// One answer. The fields that every answer has (nosniff, no-store, ...) are added when it is written out.
struct Response {
  Status status = Status::ok;
  std::string_view content_type = text_type;
  std::string body;
  std::vector<HeaderField> fields;

  std::string detail;  ///< for the log: why it was refused, beyond what the client is told
  Annotation about;
};

Response text_response(Status status, std::string text);
Response json_response(std::string body);
/// The contract's form of a failure: plain text (B.0).
Response error_response(const Error& error);

/// The status line and the fields, ready to be sent before the body.
enum class Persistence { keep_alive, close };
std::string response_head(const Response& response, std::string_view request_id, Persistence persistence);

}  // namespace testledger
