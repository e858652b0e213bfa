#include "http/server.hpp"

#include "core/log.hpp"
#include "http/api.hpp"
#include "http/wire/listener.hpp"

namespace testledger {
namespace {

class ApiServer final : public Server {
 public:
  ApiServer(Services services, const ServerOptions& options)
      : api_(services, options.limits, {options.public_url, options.base_path}), tls_(options.tls) {}
  ~ApiServer() override { stop(); }

  Result<void> listen(const ServerOptions& options) {
    listener_ = TRY(Listener::start({.host = options.host,
                                     .port = options.port,
                                     .io_threads = options.io_threads,
                                     .workers = options.workers,
                                     .import_workers = options.import_workers,
                                     .limits = options.limits,
                                     .tls = options.tls,
                                     .trusted_proxies = options.trusted_proxies},
                                    api_));
    log::write(log::Level::info, "listening", {{"host", options.host}, {"port", std::int64_t{port()}}});
    return {};
  }

  std::uint16_t port() const override { return listener_->port(); }
  Result<void> read_certificate_again() override { return tls_ ? listener_->read_identity(*tls_) : Result<void>(); }
  void stop() override {
    if (listener_) listener_->stop();
  }

 private:
  Api api_;
  std::optional<TlsFiles> tls_;
  std::unique_ptr<Listener> listener_;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options, Services services) {
  auto server = std::make_unique<ApiServer>(services, options);
  TRY(server->listen(options));
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace testledger
