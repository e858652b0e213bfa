#pragma once

#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <memory>
#include <optional>
#include <tuple>

#include "http/wire/asio.hpp"
#include "http/wire/tls.hpp"

namespace testledger {

/// The bytes of one connection, in the clear or over TLS.
class Transport {
 public:
  /// Without a context in the clear.
  Transport(Socket socket, std::shared_ptr<TlsIdentity::Context> tls) : socket_(std::move(socket)), context_(std::move(tls)) {
    if (context_) tls_.emplace(socket_, *context_);
  }

  using Moved = std::tuple<boost::system::error_code, std::size_t>;
  using Done = std::tuple<boost::system::error_code>;

  bool encrypted() const { return tls_.has_value(); }
  Executor executor() { return socket_.get_executor(); }
  /// For looking at; whoever reads from it takes bytes away.
  int descriptor() { return socket_.native_handle(); }

  /// Whether the client has sent a byte of its handshake; only of a connection that is encrypted.
  bool heard_anything() { return BIO_number_read(SSL_get_rbio(tls_->native_handle())) > 0; }

  Awaitable<Done> handshake() { return tls_->async_handshake(asio::ssl::stream_base::server, no_throw); }
  Awaitable<Moved> read_some(asio::mutable_buffer into) {
    return tls_ ? tls_->async_read_some(into, no_throw) : socket_.async_read_some(into, no_throw);
  }
  Awaitable<Moved> write_some(asio::const_buffer from) {
    return tls_ ? tls_->async_write_some(from, no_throw) : socket_.async_write_some(from, no_throw);
  }
  /// Says goodbye as TLS has it and waits for the other side's; only of a connection that is encrypted.
  Awaitable<Done> close_notify() { return tls_->async_shutdown(no_throw); }

  /// Whatever waits for bytes ends with an error.
  void cancel();
  void shutdown_send();
  void close();

 private:
  Socket socket_;
  std::shared_ptr<TlsIdentity::Context> context_;
  std::optional<asio::ssl::stream<Socket&>> tls_;
};

}  // namespace testledger
