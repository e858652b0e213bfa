#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "http/limits.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace testledger {

/// Looks for the end of a request's head in what has arrived. Lines end in CRLF alone: a bare LF or CR is refused, as it is a
/// way of making two parties see two different requests.
struct HeadScan {
  enum class State { incomplete, complete, refused } state = State::incomplete;
  std::size_t begin = 0;  ///< complete: where the head starts, after empty lines that some clients send first
  std::size_t end = 0;    ///< complete: behind the empty line that ends it
  Response refusal;       ///< refused: what to answer before closing
};
HeadScan scan_head(std::string_view arrived, const HttpLimits& limits);

/// The request whose whole head this is, or the answer that refuses it (the connection is closed then). RFC 9112, and stricter
/// where leniency lets requests be smuggled: no folded lines, no two framings, no length but digits.
std::variant<Request, Response> parse_head(std::string_view head, const HttpLimits& limits);

/// An id for a request that brought none.
std::string new_request_id();

}  // namespace testledger
