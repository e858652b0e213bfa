#include "storage/lease_token.hpp"

#include <sodium.h>

#include <array>

namespace testledger {

std::string new_lease_token() {
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, bytes.size() * 2 + 1> hex{};
  return sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
}

}  // namespace testledger
