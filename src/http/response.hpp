#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "http/body_source.hpp"
#include "http/request.hpp"
#include "http/status_of.hpp"

namespace testledger {

inline constexpr std::string_view json_type = "application/json;charset=utf-8";
inline constexpr std::string_view text_type = "text/plain;charset=utf-8";
inline constexpr std::string_view problem_type = "application/problem+json";
inline constexpr std::string_view html_type = "text/html;charset=utf-8";
inline constexpr std::string_view csv_type = "text/csv;charset=utf-8";
inline constexpr std::string_view bytes_type = "application/octet-stream";
inline constexpr std::string_view lines_type = "application/x-ndjson";
inline constexpr std::string_view events_type = "text/event-stream";

/// Nothing of an answer may run, load anything or be framed.
inline constexpr std::string_view inert_policy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// What the log and the metrics say of a request; not sent.
struct Annotation {
  std::string_view route;  ///< the pattern that matched
  std::string user;
};

/// One answer. The fields that every answer has (nosniff, no-store, ...) are added when it is written out.
struct Response {
  Status status = Status::ok;
  std::string_view content_type = text_type;
  std::string content_policy = {};             ///< Content-Security-Policy; empty: inert_policy
  std::string_view cache_policy = "no-store";  ///< Cache-Control
  std::string body;
  std::shared_ptr<BodySource> source;        ///< gives the body in pieces, instead of `body`
  std::optional<std::uint64_t> source_size;  ///< of all pieces together, when it is known
  std::vector<HeaderField> fields;

  std::string_view code = {};  ///< of a refusal, for programs; empty: what code_of(status) says
  std::string field = {};      ///< of the request that is at fault; empty: none alone

  std::string detail;  ///< for the log: why it was refused, beyond what the client is told
  Annotation about;
};

Response text_response(Status status, std::string text);
Response json_response(std::string body);
/// The contract's form of a failure: plain text (B.0).
Response error_response(const Error& error);

/// A refusal in the form of RFC 9457 for those who ask for it: the same text, with a code and the field at fault. Others, and answers
/// that are no refusals, stay as they are.
void describe_problem(Response& response, const Request& request);

/// How the client knows where the body ends (RFC 9112 section 6.3).
enum class BodyFrame { length, chunks, close };
BodyFrame frame_of(const Response& response, const Request& request);

/// The status line and the fields, ready to be sent before the body.
enum class Persistence { keep_alive, close };
std::string response_head(const Response& response, const Request& request, Persistence persistence);

}  // namespace testledger
