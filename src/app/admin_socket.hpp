#pragma once

#include <atomic>
#include <boost/json/object.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/result.hpp"

namespace testledger {

/// Lets the command line reach the server that holds a data directory: a Unix socket in that directory (mode 0600, so the
/// directory's owner only). One JSON line in, one JSON line out: {"answer": {...}} or {"error": "...", "code": n}; before it, while
/// the wish is carried out, lines {"working": true}.
class AdminSocket {
 public:
  /// Carries out a wish. `given_up` becomes true when who wished is gone, or the server ends.
  using Carry = std::function<Result<boost::json::object>(const boost::json::object& wish, const std::atomic<bool>& given_up)>;

  /// Listens on DIR/admin.sock and answers each wish on a thread of its own, until destroyed.
  static Result<std::unique_ptr<AdminSocket>> listen(const std::string& data, Carry carry);
  virtual ~AdminSocket() = default;
};

/// Hands a wish to the server on this data directory. Nothing when no server listens there.
std::optional<Result<boost::json::object>> ask_server(const std::string& data, const boost::json::object& wish);

}  // namespace testledger
