#include "http/wire/listener.hpp"

#include <list>
#include <map>
#include <mutex>

#include "core/log.hpp"
#include "http/wire/connection.hpp"

namespace testledger {
namespace {

constexpr auto accept_pause = std::chrono::milliseconds(100);  // when the system is out of descriptors

/// To one connection more than there may be, whose request nobody reads.
std::string crowded() {
  const Response response = error_response({ErrorCode::unavailable, "Too many connections."});
  return response_head(response, Request{}, Persistence::close) + response.body;
}

/// Counts open connections, in all and by address. Outlives what it counts.
class Census {
 public:
  Census(const HttpLimits& limits, Application& application) : limits_(limits), application_(application) {}

  /// A place for one connection, given back when it is destroyed; null when there is none, or no more than that many of one address.
  std::shared_ptr<void> admit(const asio::ip::address& address, std::size_t of_address_max) {
    const std::scoped_lock lock(mutex_);
    const auto found = by_address_.find(address);
    if (open_ >= limits_.connections_max || (found != by_address_.end() && found->second >= of_address_max)) return nullptr;
    ++by_address_[address];
    application_.connections_changed(++open_);
    return {this, [address](Census* census) { census->leave(address); }};
  }

  /// Whether all have left within that time.
  bool wait_until_empty(std::chrono::duration<double> time) {
    std::unique_lock lock(mutex_);
    return empty_.wait_for(lock, time, [this] { return open_ == 0; });
  }

 private:
  void leave(const asio::ip::address& address) {
    const std::scoped_lock lock(mutex_);
    const auto found = by_address_.find(address);
    if (--found->second == 0) by_address_.erase(found);
    application_.connections_changed(--open_);
    if (open_ == 0) empty_.notify_all();
  }

  const HttpLimits& limits_;
  Application& application_;
  std::mutex mutex_;
  std::condition_variable empty_;
  std::map<asio::ip::address, std::size_t> by_address_;
  std::size_t open_ = 0;
};

/// One thread with its own loop, the connections it serves and the sweep over them.
class IoThread {
 public:
  explicit IoThread(const HttpLimits& limits) : limits_(limits) { asio::co_spawn(context.get_executor(), sweep(), asio::detached); }

  void start() {
    thread_ = std::jthread([this] { context.run(); });
  }
  void end() {
    context.stop();
    if (thread_.joinable()) thread_.join();
  }

  void serve(std::shared_ptr<Connection> connection) {
    asio::post(context, [this, connection = std::move(connection)] {
      connections_.push_back(connection);
      asio::co_spawn(context.get_executor(), keep_and_serve(connection), [](const std::exception_ptr& thrown) {
        if (thrown) log::write(log::Level::error, "a connection ended with an exception");
      });
    });
  }

  template <class Action>
  void for_each(Action action) {
    asio::post(context, [this, action] { visit(action); });
  }

  asio::io_context context{1};

 private:
  static Awaitable<void> keep_and_serve(std::shared_ptr<Connection> connection) { co_await connection->serve(); }

  template <class Action>
  void visit(Action action) {
    for (auto place = connections_.begin(); place != connections_.end();) {
      const auto connection = place->lock();
      place = connection ? std::next(place) : connections_.erase(place);
      if (connection) action(*connection);
    }
  }

  Awaitable<void> sweep() {
    Timer timer(context.get_executor());
    while (true) {
      timer.expires_after(std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(limits_.sweep_s)));
      co_await timer.async_wait(no_throw);
      const auto now = SteadyClock::now();
      visit([now](Connection& connection) { connection.sweep(now); });
    }
  }

  const HttpLimits& limits_;
  std::list<std::weak_ptr<Connection>> connections_;
  std::jthread thread_;
};

class SocketListener final : public Listener {
 public:
  SocketListener(const ListenOptions& options, Application& application)
      : limits_(options.limits),
        census_(limits_, application),
        workers_(std::make_unique<WorkerPool>(options.workers, queued_requests_max)),
        import_workers_(std::make_unique<WorkerPool>(options.import_workers, queued_imports_max)),
        login_workers_(std::make_unique<WorkerPool>(options.login_workers, queued_logins_max)),
        proxies_(options.trusted_proxies),
        site_{limits_, application, *workers_, *import_workers_, *login_workers_, proxies_} {
    for (unsigned i = 0; i < std::max(options.io_threads, 1U); ++i) threads_.push_back(std::make_unique<IoThread>(limits_));
  }
  ~SocketListener() override { stop(); }

  Result<void> open(const Tcp::endpoint& endpoint) {
    boost::system::error_code problem;
    const auto failed = [&] {
      const auto code = problem == asio::error::address_in_use ? ErrorCode::unavailable : ErrorCode::invalid_argument;
      return Error{code,
                   "Cannot listen on " + endpoint.address().to_string() + " port " + std::to_string(endpoint.port()) + ": " +
                       problem.message() + ". Choose another with --listen.",
                   {},
                   {}};
    };
    acceptor_.emplace(threads_.front()->context.get_executor());
    if (acceptor_->open(endpoint.protocol(), problem)) return failed();
    (void)acceptor_->set_option(Acceptor::reuse_address(true), problem);
    if (acceptor_->bind(endpoint, problem)) return failed();
    if (acceptor_->listen(asio::socket_base::max_listen_connections, problem)) return failed();
    port_ = acceptor_->local_endpoint(problem).port();
    asio::co_spawn(acceptor_->get_executor(), accept(), asio::detached);
    for (const auto& thread : threads_) thread->start();
    return {};
  }

  std::uint16_t port() const override { return port_; }

  Result<void> read_identity(const TlsFiles& files) override { return identity_.read(files); }

  void stop() override {
    if (site_.stopping.exchange(true)) return;
    asio::post(threads_.front()->context, [this] {
      boost::system::error_code ignored;
      if (acceptor_) (void)acceptor_->close(ignored);
    });
    for (const auto& thread : threads_) thread->for_each([](Connection& connection) { connection.stop_waiting(); });
    const bool drained = census_.wait_until_empty(std::chrono::duration<double>(limits_.drain_timeout_s));
    if (!drained) log::write(log::Level::warning, "stopped with requests in progress");
    for (const auto& thread : threads_) thread->end();
    import_workers_.reset();  // what runs ends; the loops that would answer are gone
    login_workers_.reset();
    workers_.reset();
    acceptor_.reset();
    threads_.clear();
  }

 private:
  Awaitable<void> accept() {
    Timer pause(acceptor_->get_executor());
    for (std::size_t turn = 0;; ++turn) {
      IoThread& thread = *threads_[turn % threads_.size()];
      auto [problem, socket] = co_await acceptor_->async_accept(thread.context, no_throw);
      if (site_.stopping) co_return;
      if (!problem) {
        admit(std::move(socket), thread);
        continue;
      }
      if (problem == asio::error::connection_aborted) continue;
      log::write(log::Level::error, "cannot accept connections", {{"reason", problem.message()}});
      pause.expires_after(accept_pause);
      co_await pause.async_wait(no_throw);
    }
  }

  void admit(Socket socket, IoThread& thread) {
    boost::system::error_code problem;
    const auto endpoint = socket.remote_endpoint(problem);
    if (problem) return;
    const std::string remote = endpoint.address().to_string();
    auto ticket = census_.admit(endpoint.address(), proxies_.trusts(remote) ? limits_.connections_max : limits_.connections_per_ip_max);
    auto tls = identity_.current();
    if (!ticket) {
      site_.application.turned_away({.at = TurnedAway::At::accept, .remote = remote, .why = "connections_max or connections_per_ip_max"});
      if (tls) return;  // an answer in the clear would be none
      (void)socket.non_blocking(true, problem);
      const std::string refusal = crowded();
      socket.write_some(asio::buffer(refusal), problem);
      return;
    }
    (void)socket.set_option(Tcp::no_delay(true), problem);
    thread.serve(std::make_shared<Connection>(std::move(socket), std::move(tls), site_, remote, std::move(ticket)));
  }

  const HttpLimits limits_;
  Census census_;
  std::unique_ptr<WorkerPool> workers_, import_workers_, login_workers_;
  const TrustedProxies proxies_;
  Site site_;
  TlsIdentity identity_;
  std::vector<std::unique_ptr<IoThread>> threads_;
  std::optional<Acceptor> acceptor_;
  std::uint16_t port_ = 0;
};

}  // namespace

Result<std::unique_ptr<Listener>> Listener::start(const ListenOptions& options, Application& application) {
  boost::system::error_code problem;
  const auto address = asio::ip::make_address(options.host, problem);
  if (problem) return Error{ErrorCode::invalid_argument, "\"" + options.host + "\" is no numeric address to listen on.", {}, {}};
  auto listener = std::make_unique<SocketListener>(options, application);
  if (options.tls) TRY(listener->read_identity(*options.tls));
  TRY(listener->open(Tcp::endpoint(address, options.port)));
  return std::unique_ptr<Listener>(std::move(listener));
}

}  // namespace testledger
