#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "http/request.hpp"

namespace testledger {

/// The addresses of proxies whose word on their clients counts. Anybody else could name any address they like.
class TrustedProxies {
 public:
  /// Adds an address or a range, IPv4 or IPv6: "10.0.0.7", "10.1.0.0/16", "fd00::/8". invalid_argument when it is none.
  Result<void> add(std::string_view range);

  bool trusts(std::string_view address) const;
  /// Of a request from such a proxy: remote becomes the client's address, the last of X-Forwarded-For that is not itself one of these
  /// proxies; encrypted becomes what X-Forwarded-Proto says. Of others nothing changes.
  void look_behind(Request& request) const;

 private:
  using Address = std::array<std::uint8_t, 16>;  // IPv4 mapped into IPv6
  struct Range {
    Address first{};
    int bits = 0;
  };
  static std::optional<Address> read(std::string_view text);
  std::vector<Range> ranges_;
};

}  // namespace testledger
