#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "http/application.hpp"
#include "http/limits.hpp"
#include "http/trusted_proxies.hpp"
#include "http/wire/asio.hpp"
#include "http/wire/body_framing.hpp"
#include "http/wire/transport.hpp"
#include "http/wire/worker_pool.hpp"

namespace testledger {

/// What all connections share.
struct Site {
  const HttpLimits& limits;
  Application& application;
  WorkerPool& workers;
  WorkerPool& import_workers;
  WorkerPool& login_workers;
  const TrustedProxies& proxies;
  std::atomic<bool> stopping = false;

  WorkerPool& workers_of(WorkedBy work) const;
};

/// One client's connection: its requests one after the other. Lives on one io thread; only serve() and those that post to
/// that thread touch it.
class Connection {
 public:
  /// Encrypted with `tls` if there is one. `ticket` is let go when the connection ends.
  Connection(Socket socket, std::shared_ptr<TlsIdentity::Context> tls, Site& site, std::string remote, std::shared_ptr<void> ticket);

  Awaitable<void> serve();
  /// Ends the connection when what it waits for takes longer than the limits allow.
  void sweep(SteadyClock::time_point now);
  /// Ends the connection if it waits for a request, and the answer that waits for its source.
  void stop_waiting();
  void abort();

 private:
  enum class Waiting { worker, idle, head, body, source, answer, linger };
  void wait_for(Waiting what);
  std::string_view arrived() const { return {buffer_.get() + begin_, end_ - begin_}; }

  Awaitable<bool> agree_on_encryption();
  void tell_of_handshake(const boost::system::error_code& problem);
  Awaitable<void> take_leave();
  Awaitable<bool> fill();
  Awaitable<std::optional<Persistence>> serve_one();
  Awaitable<std::variant<std::monostate, Request, Response>> read_head();
  Awaitable<Persistence> answer(Request request);
  Awaitable<Response> respond(const Request& request, BodyFraming& framing);
  Awaitable<std::optional<Response>> receive(const Request& request, BodyFraming& framing, BodyReceiver& receiver);
  Awaitable<bool> discard_rest(BodyFraming& framing);
  Awaitable<bool> send(const Request& request, Response& response, Persistence persistence);
  Awaitable<bool> send_source(const Request& request, Response& response);
  using Step = std::optional<Result<BodyStep>>;
  struct Brought;  // what a worker brings back from a source
  Awaitable<Step> next_step(std::shared_ptr<BodySource> source);
  Awaitable<bool> write_all(std::string_view bytes);
  Awaitable<void> linger();

  Transport transport_;
  Timer timer_;
  Site& site_;
  std::string remote_;
  std::shared_ptr<void> ticket_;

  std::unique_ptr<char[]> buffer_;  // transfer_piece_max bytes; memory only as far as it was used
  std::size_t begin_ = 0, end_ = 0;

  Waiting waiting_ = Waiting::head;
  SteadyClock::time_point since_ = SteadyClock::now();
  std::uint64_t moved_ = 0;  // bytes since then
  bool expired_ = false;
  bool ended_ = false;          // the client sends no more; reading again would wait for what cannot come
  std::uint64_t received_ = 0;  // bytes of the current request's body
  std::uint64_t sent_ = 0;      // bytes of the current answer's body
};

}  // namespace testledger
