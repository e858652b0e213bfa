#include <netdb.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <thread>
#ifdef __GLIBC__  // told by any header of the standard library
#include <malloc.h>
#endif

#include "app/account_wishes.hpp"
#include "app/admin_socket.hpp"
#include "app/administration.hpp"
#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "app/console.hpp"
#include "app/data_directory.hpp"
#include "app/login_provider.hpp"
#include "app/operating_state.hpp"
#include "batches/batch_workers.hpp"
#include "core/log.hpp"
#include "http/server.hpp"

namespace testledger {
namespace {

/// A host name's address, IPv4 where it has one; numeric addresses are their own.
Result<std::string> address_of(const std::string& host) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int problem = getaddrinfo(host.c_str(), nullptr, &wanted, &found); problem != 0)
    return Error{ErrorCode::invalid_argument, "--listen: the host " + host + " is not known: " + gai_strerror(problem) +
                                                  ". Name an address of this machine, e.g. 127.0.0.1:8080 or 0.0.0.0:8080 for all."};
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owned(found, &freeaddrinfo);
  const addrinfo* chosen = found;
  while (chosen && chosen->ai_family != AF_INET) chosen = chosen->ai_next;
  if (!chosen) chosen = found;
  char text[NI_MAXHOST] = "";
  getnameinfo(chosen->ai_addr, chosen->ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
  return std::string(text);
}

/// "HOST:PORT", "[IPv6]:PORT".
Result<ServerOptions> server_options(const ServeCommand& command) {
  const Error unusable{ErrorCode::invalid_argument,
                       "--listen wants HOST:PORT, e.g. 127.0.0.1:8080, localhost:8080, or [::]:8080 for all addresses"};
  const auto colon = command.listen.rfind(':');
  if (colon == std::string::npos || colon == 0) return unusable;
  ServerOptions options;
  std::string host = command.listen.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const std::string_view port = std::string_view(command.listen).substr(colon + 1);
  const auto [end, status] = std::from_chars(port.data(), port.data() + port.size(), options.port);
  if (status != std::errc{} || end != port.data() + port.size()) return unusable;
  options.host = TRY(address_of(host));
  if (!command.tls_certificate.empty()) options.tls = TlsFiles{command.tls_certificate, command.tls_key};
  for (const std::string& proxy : command.trusted_proxies)
    if (const auto added = options.trusted_proxies.add(proxy); !added)
      return Error{ErrorCode::invalid_argument, "--trusted-proxy: " + added.error().message};
  if (!command.base_path.empty() && !command.base_path.starts_with('/'))
    return Error{ErrorCode::invalid_argument, "--base-path begins with a slash, e.g. /testledger"};
  options.base_path = command.base_path;
  TRY(check_public_url(command.public_url));
  options.public_url = command.public_url;
  options.limits.body_size_max = command.body_size_max;
  options.limits.requests_per_minute_max = command.rate_limit;
  options.limits.logins_per_minute_max = command.login_limit;
  options.limits.disk_reserve = command.disk_reserve;
  options.limits.backlog_bytes_max = static_cast<std::int64_t>(command.backlog_bytes_max);
  return options;
}

std::string url_of(const ServerOptions& options, std::uint16_t port) {
  const bool v6 = options.host.find(':') != std::string::npos;
  return (options.tls ? "https://" : "http://") + (v6 ? "[" + options.host + "]" : options.host) + ":" + std::to_string(port) +
         options.base_path;
}

/// With a second one, small reports do not wait behind large ones.
int default_workers() { return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 2, static_cast<int>(workers_max)); }

/// Written whole or not at all: whoever waits for the file finds the number in it.
Result<void> write_port_file(const std::string& path, std::uint16_t port) {
  const std::string unfinished = path + ".new";
  std::ofstream(unfinished) << port << "\n";
  std::error_code ignored;
  std::filesystem::permissions(unfinished, std::filesystem::perms{0644}, ignored);  // it is for others, unlike the data
  if (std::rename(unfinished.c_str(), path.c_str()) != 0) return Error{ErrorCode::storage_failed, "cannot write the port file " + path};
  return {};
}

/// Large blocks go back to the system when they are freed. By itself the C library raises the limit after the first of them, and
/// every thread's arena then keeps what its largest import took.
void return_large_blocks() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 1024 * 1024);
#endif
}

/// Blocked before any thread starts, so that only wait_for_stop sees them.
sigset_t blocked_signals(const ServeCommand& command) {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT}) sigaddset(&signals, signal);
  if (!command.tls_certificate.empty()) sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

/// SIGHUP is what those send who have renewed the certificate.
void wait_for_stop(const sigset_t& signals, Server& server) {
  for (int signal = SIGHUP; signal == SIGHUP;) {
    sigwait(&signals, &signal);
    if (signal != SIGHUP) return;
    if (const auto read = server.read_certificate_again(); !read)
      log::write(log::Level::error, "the certificate was not read again; the one in use stays",
                 {{"reason", read.error().message}, {"detail", read.error().detail}});
  }
}

std::filesystem::path setup_file(const std::filesystem::path& directory) { return directory / "setup.code"; }

/// A code that is no longer good; if the file stays, the next start removes it.
void remove_setup_file(const std::filesystem::path& directory) {
  std::error_code ignored;
  std::filesystem::remove(setup_file(directory), ignored);
}

/// A server that nobody could log in to leaves a code with which somebody can where its own account alone reads it, and not in the log.
Result<void> offer_setup(Store& store, const std::filesystem::path& directory) {
  const std::filesystem::path file = setup_file(directory);
  remove_setup_file(directory);
  const auto code = TRY(new_setup_code(store));
  if (!code) return {};
  SecretFile secret = TRY(SecretFile::create(file.string()));
  TRY(secret.write(*code));
  log::write(log::Level::warning, "no administrator has a password yet; POST /api/setup takes the code in this file once, for 24 hours",
             {{"file", file.string()}});
  return {};
}

Result<void> serve(const ServeCommand& command) {
  return_large_blocks();
  const sigset_t signals = blocked_signals(command);

  const ServerOptions options = TRY(server_options(command));
  const auto logins = TRY(login_provider(command.login));
  DataDirectory data = TRY(open_data_directory(command.data, DataDirectoryUse::existing));
  const auto administration = TRY(AdminSocket::listen(
      command.data, [&](const boost::json::object& wish, const std::atomic<bool>& given_up) { return administer(wish, data, given_up); }));
  if (const auto offered = offer_setup(*data.store, command.data); !offered)  // also with a full disk those who have an account are served
    log::write(log::Level::error, "no code for the first administrator was left; start again when the cause is removed",
               {{"reason", offered.error().message}, {"detail", offered.error().detail}});
  const Housekeeping housekeeping(*data.store, *data.blobs, {.keep_reports = std::chrono::days(command.keep_reports_days)});
  BatchWorkers batches(*data.store, *data.blobs, {.workers = command.workers > 0 ? command.workers : default_workers()});
  const RunningServer running{.data = command.data, .started = now(), .batches = batches, .housekeeping = housekeeping};
  const auto server = TRY(Server::start(options, {.store = *data.store,
                                                  .blobs = *data.blobs,
                                                  .batch_queued = [&batches] { batches.wake(); },
                                                  .was_set_up = [&command] { remove_setup_file(command.data); },
                                                  .login_provider = logins.get(),
                                                  .operating_state = [&running] { return operating_state(running); }}));
  if (!command.port_file.empty()) TRY(write_port_file(command.port_file, server->port()));
  std::cout << "Testledger serves " << url_of(options, server->port()) << std::endl;

  wait_for_stop(signals, *server);
  server->stop();
  return {};
}

}  // namespace

int run_command(const ServeCommand& command) {
  const auto served = serve(command);
  return served ? exit_success : report_failure(served.error());
}

int run_command(const WorkCommand& command) {
  return report_failure({ErrorCode::invalid_argument,
                         command.data +
                             " is a SQLite store, which one process alone may write: workers of their own are for PostgreSQL. "
                             "The server processes batches itself, as many at once as 'testledger serve --workers COUNT' says."});
}

}  // namespace testledger
