#include "app/admin_socket.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <boost/json.hpp>
#include <cerrno>
#include <cstring>
#include <future>
#include <list>
#include <thread>

namespace testledger {
namespace {

constexpr std::size_t line_length_max = 1024 * 1024;
constexpr int client_timeout_s = 30;
constexpr int stop_check_ms = 200;
constexpr int waits_between_signs = 10;
constexpr std::size_t clients_max = 8;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  int get() const { return number_; }

 private:
  int number_;
};

Result<sockaddr_un> address_in(const std::string& data) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = data + "/admin.sock";
  if (path.size() >= sizeof address.sun_path)
    return Error{ErrorCode::invalid_argument,
                 "the path of the data directory is too long for a socket in it; choose a shorter one or run from its parent"};
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

void limit_waiting(int socket) {
  const timeval limit{client_timeout_s, 0};
  setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

/// Reads lines from a socket; what came behind a line is kept for the next.
class LineReader {
 public:
  explicit LineReader(int socket) : socket_(socket) {}

  std::optional<std::string> next() {
    char piece[4096];
    while (received_.size() < line_length_max) {
      if (const auto end = received_.find('\n'); end != std::string::npos) {
        std::string line = received_.substr(0, end);
        received_.erase(0, end + 1);
        return line;
      }
      const ssize_t count = recv(socket_, piece, sizeof piece, 0);
      if (count <= 0) return std::nullopt;
      received_.append(piece, static_cast<std::size_t>(count));
    }
    return std::nullopt;
  }

 private:
  int socket_;
  std::string received_;
};

bool send_line(int socket, const boost::json::object& json) {
  const std::string line = boost::json::serialize(json) + "\n";
  for (std::size_t sent = 0; sent < line.size();) {
    const ssize_t count = send(socket, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return false;
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

std::optional<boost::json::object> parse_object(const std::string& line) {
  boost::system::error_code problem;
  boost::json::value json = boost::json::parse(line, problem);
  if (problem || !json.is_object()) return std::nullopt;
  return std::move(json.as_object());
}

/// The first line that is no sign of work.
std::optional<boost::json::object> receive_reply(int server) {
  LineReader lines(server);
  for (auto line = lines.next(); line; line = lines.next()) {
    auto reply = parse_object(*line);
    if (!reply || !reply->contains("working")) return reply;
  }
  return std::nullopt;
}

class ListeningSocket : public AdminSocket {
 public:
  ListeningSocket(Descriptor socket, sockaddr_un address, Carry carry)
      : socket_(std::move(socket)), address_(address), carry_(std::move(carry)), thread_([this] { serve(); }) {}

  ~ListeningSocket() override {
    stopping_ = true;
    thread_.join();
    clients_.clear();  // waits for them
    unlink(address_.sun_path);
  }

 private:
  static bool has_ended(const std::future<void>& client) { return client.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }

  void serve() {
    while (!stopping_) {
      pollfd waiting{socket_.get(), POLLIN, 0};
      std::erase_if(clients_, has_ended);
      if (poll(&waiting, 1, stop_check_ms) <= 0 || clients_.size() >= clients_max) continue;
      Descriptor client(accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (client.get() < 0) continue;
      clients_.push_back(std::async(std::launch::async, [this, held = std::move(client)] { answer(held.get()); }));
    }
  }

  void answer(int client) {
    limit_waiting(client);
    const auto line = LineReader(client).next();
    const auto wish = line ? parse_object(*line) : std::nullopt;
    if (!wish) return;
    std::atomic<bool> given_up = false;
    auto carried = std::async(std::launch::async, [&] { return carry_(*wish, given_up); });
    wait_for(carried, client, given_up);
    send_result(client, carried.get());
  }

  /// Tells from time to time that the server is at it, and so learns that nobody waits any more.
  void wait_for(const std::future<Result<boost::json::object>>& carried, int client, std::atomic<bool>& given_up) {
    for (int waits = 1; carried.wait_for(std::chrono::milliseconds(stop_check_ms)) != std::future_status::ready; ++waits) {
      if (stopping_) given_up = true;
      if (waits % waits_between_signs == 0 && !given_up) given_up = !send_line(client, {{"working", true}});
    }
  }

  static void send_result(int client, const Result<boost::json::object>& carried) {
    if (carried)
      send_line(client, {{"answer", *carried}});
    else
      send_line(client, {{"error", carried.error().message}, {"code", static_cast<int>(carried.error().code)}});
  }

  Descriptor socket_;
  sockaddr_un address_;
  Carry carry_;
  std::atomic<bool> stopping_ = false;
  std::list<std::future<void>> clients_;
  std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<AdminSocket>> AdminSocket::listen(const std::string& data, Carry carry) {
  const sockaddr_un address = TRY(address_in(data));
  Descriptor listener(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  unlink(address.sun_path);  // left by a server that was killed; the data directory's lock says that none runs
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  if (bind(listener.get(), generic, sizeof address) != 0 || chmod(address.sun_path, 0600) != 0 || ::listen(listener.get(), 8) != 0)
    return Error{ErrorCode::storage_failed, std::string("cannot listen on ") + address.sun_path + ": " + std::strerror(errno)};
  return std::unique_ptr<AdminSocket>(std::make_unique<ListeningSocket>(std::move(listener), address, std::move(carry)));
}

std::optional<Result<boost::json::object>> ask_server(const std::string& data, const boost::json::object& wish) {
  const auto address = address_in(data);
  if (!address) return std::nullopt;
  const Descriptor server(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (connect(server.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0) return std::nullopt;
  limit_waiting(server.get());
  const auto no_answer = [] { return Error{ErrorCode::unavailable, "the server on this data directory did not answer; try again"}; };
  if (!send_line(server.get(), wish)) return no_answer();
  const auto reply = receive_reply(server.get());
  if (!reply) return no_answer();
  if (const auto* answer = reply->if_contains("answer"); answer && answer->is_object()) return answer->as_object();
  const auto* message = reply->if_contains("error");
  const auto* code = reply->if_contains("code");
  if (!message || !message->is_string() || !code || !code->is_int64()) return no_answer();
  return Error{static_cast<ErrorCode>(code->as_int64()), std::string(message->as_string())};
}

}  // namespace testledger
