#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/result.hpp"
#include "http/application.hpp"
#include "http/limits.hpp"
#include "http/tls_files.hpp"
#include "http/trusted_proxies.hpp"

namespace testledger {

struct ListenOptions {
  std::string host;
  std::uint16_t port = 0;
  unsigned io_threads = 1;
  unsigned workers = 4;
  unsigned import_workers = 2;
  unsigned login_workers = 8;
  HttpLimits limits;
  std::optional<TlsFiles> tls;  ///< without them everything is in the clear
  TrustedProxies trusted_proxies;
};

/// The sockets: accepts, reads requests within the limits, has them answered by the application on workers, and writes the
/// answers. Knows HTTP/1.1 and nothing of what is served.
class Listener {
 public:
  /// `application` must outlive the listener. invalid_argument for an unusable address or certificate, unavailable when the address
  /// is taken.
  static Result<std::unique_ptr<Listener>> start(const ListenOptions& options, Application& application);
  virtual ~Listener() = default;

  virtual std::uint16_t port() const = 0;
  /// For connections that come from now on; of a listener that was started with one. Contract as in TlsIdentity.
  virtual Result<void> read_identity(const TlsFiles& files) = 0;
  virtual void stop() = 0;
};

}  // namespace testledger
