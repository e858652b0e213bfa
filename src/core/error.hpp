#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace testledger {

/// What kind of failure it is, in terms of the program and not of a protocol. `http/status_of.cpp` is the one place that
/// turns a code into an HTTP status; the command line turns it into an exit code.
enum class ErrorCode {
  invalid_argument,   ///< the sender wrote something that cannot be meant; the message says what to write instead
  unreadable_report,  ///< the file is no report of the format, or is damaged; `place` says where
  limit_exceeded,     ///< a named limit was met; the message names it and the value
  not_found,
  unauthenticated,
  forbidden,
  other_content,   ///< the same request key came with something else
  conflict,        ///< the state of what is stored forbids it (a second name, a closed cycle)
  over_quota,      ///< more is waiting than is taken; the same request may succeed once some of it is done
  no_space,        ///< the disk has no room for it
  unavailable,     ///< the same request may succeed later
  storage_failed,  ///< the store or the disk failed; nothing was written
  internal,        ///< a broken promise inside the program
};

/// Where in a file something is. Lines and columns count from 1 (columns in bytes of the decoded text), offset from 0.
struct Place {
  std::uint64_t line = 1;
  std::uint64_t column = 1;
  std::uint64_t offset = 0;

  bool operator==(const Place&) const = default;
};

/// A failure as a value. `message` is for the sender and names the remedy; `detail` is for the log alone.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;
  std::optional<Place> place = {};
  std::string detail = {};
  std::string field = {};  ///< the member or parameter of the request that is at fault; empty when it is none alone
  int retry_after_s = 0;   ///< when the same request may succeed; 0: not known

  bool operator==(const Error&) const = default;
};

/// What the sender wrote cannot be meant; the message says what to write instead, `field` where it stands.
inline Error invalid(std::string message) { return {.code = ErrorCode::invalid_argument, .message = std::move(message)}; }
inline Error invalid(std::string_view field, std::string message) {
  return {.code = ErrorCode::invalid_argument, .message = std::move(message), .field = std::string(field)};
}

}  // namespace testledger
