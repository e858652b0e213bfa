#include "http/status_of.hpp"

namespace testledger {

std::string_view reason_of(Status status) {
  switch (status) {
    case Status::ok: return "OK";
    case Status::found: return "Found";
    case Status::not_modified: return "Not Modified";
    case Status::bad_request: return "Bad Request";
    case Status::unauthorized: return "Unauthorized";
    case Status::forbidden: return "Forbidden";
    case Status::not_found: return "Not Found";
    case Status::method_not_allowed: return "Method Not Allowed";
    case Status::request_timeout: return "Request Timeout";
    case Status::conflict: return "Conflict";
    case Status::content_too_large: return "Content Too Large";
    case Status::uri_too_long: return "URI Too Long";
    case Status::unsupported_media_type: return "Unsupported Media Type";
    case Status::expectation_failed: return "Expectation Failed";
    case Status::unprocessable_content: return "Unprocessable Content";
    case Status::too_many_requests: return "Too Many Requests";
    case Status::header_too_large: return "Request Header Fields Too Large";
    case Status::internal_error: return "Internal Server Error";
    case Status::not_implemented: return "Not Implemented";
    case Status::unavailable: return "Service Unavailable";
    case Status::insufficient_storage: return "Insufficient Storage";
    case Status::version_not_supported: return "HTTP Version Not Supported";
  }
  return "";
}

Status status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument: return Status::bad_request;
    case ErrorCode::unreadable_report: return Status::bad_request;
    case ErrorCode::limit_exceeded: return Status::content_too_large;
    case ErrorCode::not_found: return Status::not_found;
    case ErrorCode::unauthenticated: return Status::unauthorized;
    case ErrorCode::forbidden: return Status::forbidden;
    case ErrorCode::other_content: return Status::unprocessable_content;
    case ErrorCode::conflict: return Status::conflict;
    case ErrorCode::over_quota: return Status::too_many_requests;
    case ErrorCode::no_space: return Status::insufficient_storage;
    case ErrorCode::unavailable: return Status::unavailable;
    case ErrorCode::storage_failed: return Status::internal_error;
    case ErrorCode::internal: return Status::internal_error;
  }
  return Status::internal_error;
}

std::string_view code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument: return "invalid_argument";
    case ErrorCode::unreadable_report: return "unreadable_report";
    case ErrorCode::limit_exceeded: return "limit_exceeded";
    case ErrorCode::not_found: return "not_found";
    case ErrorCode::unauthenticated: return "unauthenticated";
    case ErrorCode::forbidden: return "forbidden";
    case ErrorCode::other_content: return "other_content";
    case ErrorCode::conflict: return "conflict";
    case ErrorCode::over_quota: return "over_quota";
    case ErrorCode::no_space: return "no_space";
    case ErrorCode::unavailable: return "unavailable";
    case ErrorCode::storage_failed: return "storage_failed";
    case ErrorCode::internal: return "internal";
  }
  return "internal";
}

std::string_view code_of(Status status) {
  switch (status) {
    case Status::ok:
    case Status::found:
    case Status::not_modified: return "";
    case Status::bad_request: return "malformed_request";
    case Status::unauthorized: return code_of(ErrorCode::unauthenticated);
    case Status::forbidden: return code_of(ErrorCode::forbidden);
    case Status::not_found: return "no_such_route";
    case Status::method_not_allowed: return "method_not_allowed";
    case Status::request_timeout: return "request_timeout";
    case Status::conflict: return code_of(ErrorCode::conflict);
    case Status::content_too_large: return code_of(ErrorCode::limit_exceeded);
    case Status::uri_too_long: return code_of(ErrorCode::limit_exceeded);
    case Status::unsupported_media_type: return "unsupported_coding";
    case Status::expectation_failed: return "expectation_failed";
    case Status::unprocessable_content: return code_of(ErrorCode::other_content);
    case Status::too_many_requests: return code_of(ErrorCode::over_quota);
    case Status::header_too_large: return code_of(ErrorCode::limit_exceeded);
    case Status::internal_error: return code_of(ErrorCode::internal);
    case Status::not_implemented: return "not_implemented";
    case Status::unavailable: return code_of(ErrorCode::unavailable);
    case Status::insufficient_storage: return code_of(ErrorCode::no_space);
    case Status::version_not_supported: return "version_not_supported";
  }
  return code_of(ErrorCode::internal);
}

}  // namespace testledger
