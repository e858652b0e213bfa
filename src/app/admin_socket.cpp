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
#include <thread>

namespace testledger {
namespace {

constexpr std::size_t line_length_max = 1024 * 1024;
constexpr int client_timeout_s = 30;
constexpr int stop_check_ms = 200;

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

std::optional<std::string> receive_line(int socket) {
  std::string line;
  char piece[4096];
  while (line.size() < line_length_max) {
    const ssize_t count = recv(socket, piece, sizeof piece, 0);
    if (count <= 0) return std::nullopt;
    line.append(piece, static_cast<std::size_t>(count));
    if (line.ends_with('\n')) return line;
  }
  return std::nullopt;
}

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

class ListeningSocket : public AdminSocket {
 public:
  ListeningSocket(Descriptor socket, sockaddr_un address, Carry carry)
      : socket_(std::move(socket)), address_(address), carry_(std::move(carry)), thread_([this] { serve(); }) {}

  ~ListeningSocket() override {
    stopping_ = true;
    thread_.join();
    unlink(address_.sun_path);
  }

 private:
  void serve() {
    while (!stopping_) {
      pollfd waiting{socket_.get(), POLLIN, 0};
      if (poll(&waiting, 1, stop_check_ms) <= 0) continue;
      const Descriptor client(accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (client.get() < 0) continue;
      limit_waiting(client.get());
      answer(client.get());
    }
  }

  void answer(int client) {
    const auto line = receive_line(client);
    const auto wish = line ? parse_object(*line) : std::nullopt;
    if (!wish) return;
    const auto carried = carry_(*wish);
    if (carried)
      send_line(client, {{"answer", *carried}});
    else
      send_line(client, {{"error", carried.error().message}, {"code", static_cast<int>(carried.error().code)}});
  }

  Descriptor socket_;
  sockaddr_un address_;
  Carry carry_;
  std::atomic<bool> stopping_ = false;
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
  const Error no_answer{ErrorCode::unavailable, "the server on this data directory did not answer; try again"};
  if (!send_line(server.get(), wish)) return no_answer;
  const auto line = receive_line(server.get());
  const auto reply = line ? parse_object(*line) : std::nullopt;
  if (!reply) return no_answer;
  if (const auto* answer = reply->if_contains("answer"); answer && answer->is_object()) return answer->as_object();
  const auto* message = reply->if_contains("error");
  const auto* code = reply->if_contains("code");
  if (!message || !message->is_string() || !code || !code->is_int64()) return no_answer;
  return Error{static_cast<ErrorCode>(code->as_int64()), std::string(message->as_string())};
}

}  // namespace testledger
