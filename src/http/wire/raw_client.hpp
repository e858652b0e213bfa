#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <string_view>

namespace testledger {

inline constexpr std::chrono::milliseconds moment(1);  ///< the unit of the waits of tests

/// Whether the text has that part.
constexpr bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// A client that sends exactly the bytes it is told to, for tests.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool connected() const { return connected_; }

  RawClient& send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) break;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return *this;
  }

  void end_sending() { ::shutdown(socket_, SHUT_WR); }

  /// Reads until `wanted` has arrived so often, the server closes, or the time is over; gives everything read so far.
  const std::string& read_until(std::string_view wanted, int times = 1, std::chrono::milliseconds time = std::chrono::seconds(10)) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (count(wanted) < times && !closed_) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
      pollfd readable{socket_, POLLIN, 0};
      if (left.count() <= 0 || ::poll(&readable, 1, static_cast<int>(left.count())) <= 0) break;
      char piece[64 * 1024];
      const auto size = ::recv(socket_, piece, sizeof piece, 0);
      closed_ = size <= 0;
      if (size > 0) arrived_.append(piece, static_cast<std::size_t>(size));
    }
    return arrived_;
  }

  /// Everything until the server closes.
  const std::string& read_all() { return read_until("\x01 never \x01"); }
  bool closed() const { return closed_; }

 private:
  int count(std::string_view wanted) const {
    int found = 0;
    for (auto at = arrived_.find(wanted); at != std::string::npos; at = arrived_.find(wanted, at + 1)) ++found;
    return found;
  }

  int socket_;
  bool connected_ = false;
  bool closed_ = false;
  std::string arrived_;
};

}  // namespace testledger
