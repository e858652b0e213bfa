#include "accounts/known_browsers.hpp"

#include <sodium.h>

#include <array>

#include "accounts/secret.hpp"

namespace testledger {
namespace {

using Seal = std::array<unsigned char, crypto_auth_hmacsha256_BYTES>;

std::string sealed(std::string_view browser, std::string_view password_hash) {
  const std::string text = "browser " + std::string(browser);
  crypto_auth_hmacsha256_state state;
  Seal seal{};
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(password_hash.data()), password_hash.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  crypto_auth_hmacsha256_final(&state, seal.data());
  std::array<char, 2 * seal.size() + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), seal.data(), seal.size());
  return hex.data();
}

}  // namespace

std::string new_browser_mark(std::string_view password_hash) {
  const std::string browser = new_secret(SecretKind::browser);
  return browser + "." + sealed(browser, password_hash);
}

std::optional<std::string> marked_browser(std::string_view mark, std::string_view password_hash) {
  const auto dot = mark.find('.');
  if (dot == std::string_view::npos || password_hash.empty()) return std::nullopt;
  const std::string_view browser = mark.substr(0, dot);
  if (!is_secret(SecretKind::browser, browser)) return std::nullopt;
  need_sodium();
  if (!same_hash(mark.substr(dot + 1), sealed(browser, password_hash))) return std::nullopt;
  return std::string(browser);
}

}  // namespace testledger
