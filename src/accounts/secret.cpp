#include "accounts/secret.hpp"

#include <sodium.h>

#include <array>
#include <cstdint>
#include <cstdlib>

namespace testledger {
namespace {

constexpr std::array<std::string_view, 4> prefixes = {"tl_", "ts_", "tc_", "tb_"};
constexpr std::string_view digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::size_t random_digits = 30;
constexpr std::size_t checksum_digits = 6;

std::uint32_t crc32(std::string_view text) {
  std::uint32_t crc = 0xffffffffU;
  for (const char c : text) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
  }
  return ~crc;
}

std::string checksum(std::string_view text) {
  std::string written(checksum_digits, '0');
  std::uint32_t rest = crc32(text);
  for (std::size_t i = checksum_digits; i-- > 0; rest /= digits.size()) written[i] = digits[rest % digits.size()];
  return written;
}

std::string_view prefix_of(SecretKind kind) { return prefixes[static_cast<std::size_t>(kind)]; }

}  // namespace

void need_sodium() {
  static const int ready = sodium_init();
  if (ready < 0) std::abort();
}

std::string new_secret(SecretKind kind) {
  need_sodium();
  std::string secret(prefix_of(kind));
  for (std::size_t i = 0; i < random_digits; ++i) secret += digits[randombytes_uniform(static_cast<std::uint32_t>(digits.size()))];
  return secret + checksum(secret);
}

bool is_secret(SecretKind kind, std::string_view text) {
  const std::string_view prefix = prefix_of(kind);
  if (text.size() != prefix.size() + random_digits + checksum_digits || !text.starts_with(prefix)) return false;
  if (text.substr(prefix.size()).find_first_not_of(digits) != std::string_view::npos) return false;
  const std::string_view body = text.substr(0, text.size() - checksum_digits);
  return checksum(body) == text.substr(body.size());
}

std::string secret_hash(std::string_view secret) {
  need_sodium();
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

bool same_hash(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace testledger
