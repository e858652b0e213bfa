#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "blobs/blob_store.hpp"
#include "core/result.hpp"
#include "http/limits.hpp"
#include "http/operating_state.hpp"
#include "http/tls_files.hpp"
#include "http/trusted_proxies.hpp"
#include "storage/store.hpp"

namespace testledger {

class LoginProvider;

/// What the server works on. All outlive it.
struct Services {
  Store& store;
  BlobStore& blobs;
  std::function<void()> batch_queued = {};               ///< called after each batch that was accepted
  std::function<void()> was_set_up = {};                 ///< called when the first administrator has got a password
  LoginProvider* login_provider = nullptr;               ///< null: people log in with passwords alone
  std::function<OperatingState()> operating_state = {};  ///< asked for by administrators of the server
};

struct ServerOptions {
  std::string host = "127.0.0.1";  ///< a numeric address, IPv4 or IPv6
  std::uint16_t port = 8080;       ///< 0: any free one
  unsigned io_threads = 1;
  unsigned workers = 4;         ///< for requests that are answered at once
  unsigned import_workers = 8;  ///< for imports, so that they cannot hold up the others
  HttpLimits limits;
  std::optional<TlsFiles> tls;     ///< without them everything is in the clear
  TrustedProxies trusted_proxies;  ///< whose word on clients counts
  std::string base_path;           ///< that all paths begin with, as a proxy hands them on: "/testledger"; empty: none
  std::string public_url;          ///< where browsers find the server; empty: where they sent their request
};

/// The HTTP server. It answers from the return of start() until stop(), on threads of its own.
class Server {
 public:
  /// invalid_argument for an unusable address or certificate, unavailable when the port is taken.
  static Result<std::unique_ptr<Server>> start(const ServerOptions& options, Services services);
  virtual ~Server() = default;  ///< stops

  virtual std::uint16_t port() const = 0;
  /// Reads the certificate and its key again, for connections that come from now on. What cannot be used changes nothing.
  virtual Result<void> read_certificate_again() = 0;
  /// Takes no new connection, lets requests in progress end (at most drain_timeout_s), then returns. Twice is no error.
  virtual void stop() = 0;
};

}  // namespace testledger
