#include "formats/json/base64.hpp"

#include <array>
#include <cstdint>

namespace testledger {
namespace {

constexpr std::uint8_t none = 0xFF;
constexpr std::uint8_t blank = 0xFE;

constexpr std::array<std::uint8_t, 256> make_values() {
  std::array<std::uint8_t, 256> values{};
  values.fill(none);
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < alphabet.size(); ++i) values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  values['\r'] = values['\n'] = blank;
  return values;
}

constexpr auto values = make_values();

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) {
  while (!text.empty() && (text.back() == '=' || text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 3);
  std::uint32_t bits = 0;
  std::size_t digits = 0;
  for (const char c : text) {
    const std::uint8_t value = values[static_cast<unsigned char>(c)];
    if (value == blank) continue;
    if (value == none) return std::nullopt;
    bits = (bits << 6) | value;
    if (++digits % 4 != 0) continue;
    bytes += static_cast<char>(bits >> 16);
    bytes += static_cast<char>(bits >> 8);
    bytes += static_cast<char>(bits);
  }
  if (digits % 4 == 1) return std::nullopt;
  if (digits % 4 == 2) bytes += static_cast<char>(bits >> 4);
  if (digits % 4 == 3) {
    bytes += static_cast<char>(bits >> 10);
    bytes += static_cast<char>(bits >> 2);
  }
  return bytes;
}

}  // namespace testledger
