#pragma once

#include <chrono>
#include <string_view>
#include <variant>

#include "core/result.hpp"

namespace testledger {

/// There is nothing to send yet: ask again after that time. Nobody waits for it on a thread.
struct Later {
  std::chrono::milliseconds pause;
};
struct BodyEnd {};
/// The next bytes of a body, valid until the source is asked again; or why there are none.
using BodyStep = std::variant<BodyEnd, Later, std::string_view>;

/// Gives the body of an answer piece by piece, so that it is never in memory as a whole. It is dropped when the client leaves.
class BodySource {
 public:
  virtual ~BodySource() = default;
  /// Called on a worker, one call after the other. After an Error the connection is cut, so that the client notices.
  virtual Result<BodyStep> next() = 0;
};

}  // namespace testledger
