#pragma once

#include <string_view>

#include "core/error.hpp"

namespace testledger {

/// The HTTP statuses this server answers with.
enum class Status : int {
  ok = 200,
  found = 302,
  not_modified = 304,
  bad_request = 400,
  unauthorized = 401,
  forbidden = 403,
  not_found = 404,
  method_not_allowed = 405,
  request_timeout = 408,
  conflict = 409,
  content_too_large = 413,
  uri_too_long = 414,
  unsupported_media_type = 415,
  expectation_failed = 417,
  unprocessable_content = 422,
  too_many_requests = 429,
  header_too_large = 431,
  internal_error = 500,
  not_implemented = 501,
  unavailable = 503,
  version_not_supported = 505,
  insufficient_storage = 507,
};

std::string_view reason_of(Status status);

/// The one map from a failure to HTTP.
Status status_of(ErrorCode code);

/// A word for programs that stays the same whatever the text says, e.g. "not_found".
std::string_view code_of(ErrorCode code);
/// For refusals that come from HTTP itself.
std::string_view code_of(Status status);

}  // namespace testledger
