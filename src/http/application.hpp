#pragma once

#include <memory>
#include <string_view>
#include <variant>

#include "core/result.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace testledger {

/// Which workers an answer belongs to: those of what is answered at once, of imports, or of what hashes passwords and waits for other
/// servers.
enum class WorkedBy { quick, imports, logins };

/// Takes the body of one request and answers it.
class BodyReceiver {
 public:
  virtual ~BodyReceiver() = default;
  /// The next bytes of the body; called on an io thread, so it must not wait for anything but its own file.
  virtual Result<void> write(std::string_view piece) = 0;
  /// The body is complete. Called on a worker.
  virtual Response finish() = 0;
  /// Which workers finish() belongs to.
  virtual WorkedBy worked_by() const { return WorkedBy::quick; }

  Annotation about;  ///< goes to the answer, whoever gives it
};

/// What the head of a request leads to: an answer at once, or somebody who takes the body.
using Opened = std::variant<Response, std::unique_ptr<BodyReceiver>>;

/// One request and how it was answered.
struct Served {
  const Request& request;
  const Response& response;
  double seconds = 0;
  std::uint64_t received = 0;  ///< bytes of the body
  std::uint64_t sent = 0;      ///< bytes of the answer's body
};

/// Somebody with whom it came to no request.
struct TurnedAway {
  enum class At { accept, handshake, head };
  At at;
  std::string_view remote;
  std::string_view why;
  std::string_view id = {};  ///< of the answer, if there was one
};

/// What the sockets serve. Everything that handlers do happens behind it, without sockets.
class Application {
 public:
  virtual ~Application() = default;
  /// Decides on the head alone: route, who it is, what they may. Called on a worker; `request` outlives the receiver.
  virtual Opened open(const Request& request) = 0;
  /// After the answer has left, on an io thread.
  virtual void served(const Served& served) = 0;
  virtual void connections_changed(std::int64_t now_open) = 0;
  /// On an io thread.
  virtual void turned_away(const TurnedAway&) {}
};

}  // namespace testledger
