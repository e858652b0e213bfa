#include "http/trusted_proxies.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <string>

#include "core/characters.hpp"
#include "core/letter_case.hpp"

namespace testledger {
namespace {

constexpr int bits_of_address = 128;
constexpr int bits_before_ipv4 = 96;

/// "10.0.0.1:4711" and "[::1]:4711" without their ports: some proxies write them.
std::string_view without_port(std::string_view text) {
  if (text.starts_with('[')) return text.substr(1, std::min(text.find(']'), text.size()) - 1);
  const bool one_colon = std::ranges::count(text, ':') == 1;
  return one_colon ? text.substr(0, text.find(':')) : text;
}

/// The elements of all fields of that name, the last one first.
std::vector<std::string_view> elements_backwards(const Request& request, std::string_view lower_case_name) {
  std::vector<std::string_view> found;
  for (const HeaderField& field : request.fields) {
    if (field.name != lower_case_name) continue;
    std::string_view rest = field.value;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(','), rest.size());
      found.push_back(without_blanks_around(rest.substr(0, end)));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  std::ranges::reverse(found);
  return found;
}

}  // namespace

std::optional<TrustedProxies::Address> TrustedProxies::read(std::string_view text) {
  const std::string terminated(text);
  Address address{};
  if (inet_pton(AF_INET6, terminated.c_str(), address.data()) == 1) return address;
  address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (inet_pton(AF_INET, terminated.c_str(), address.data() + bits_before_ipv4 / 8) == 1) return address;
  return std::nullopt;
}

Result<void> TrustedProxies::add(std::string_view range) {
  const Error unusable{ErrorCode::invalid_argument,
                       "\"" + std::string(range) + "\" is no address and no range of addresses, e.g. 10.0.0.7, 10.1.0.0/16 or fd00::/8."};
  const auto slash = range.find('/');
  const auto address = read(range.substr(0, slash));
  if (!address) return unusable;
  const bool ipv4 = range.substr(0, slash).find(':') == std::string_view::npos;
  int bits = bits_of_address;
  if (slash != std::string_view::npos) {
    const std::string_view text = range.substr(slash + 1);
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), bits);
    if (problem != std::errc() || end != text.data() + text.size() || bits < 0) return unusable;
    bits += ipv4 ? bits_before_ipv4 : 0;
  }
  if (bits > bits_of_address) return unusable;
  ranges_.push_back({*address, bits});
  return {};
}

bool TrustedProxies::trusts(std::string_view text) const {
  if (ranges_.empty()) return false;
  const auto address = read(text);
  if (!address) return false;
  return std::ranges::any_of(ranges_, [&](const Range& range) {
    const int whole = range.bits / 8;
    if (!std::equal(address->begin(), address->begin() + whole, range.first.begin())) return false;
    const int rest = range.bits % 8;
    return rest == 0 || ((*address)[whole] ^ range.first[whole]) >> (8 - rest) == 0;
  });
}

void TrustedProxies::look_behind(Request& request) const {
  if (!trusts(request.remote)) return;
  for (const std::string_view element : elements_backwards(request, "x-forwarded-for")) {
    const std::string_view address = without_port(element);
    if (!read(address)) break;  // what a client made up stands before what proxies added
    request.remote = std::string(address);
    if (!trusts(address)) break;
  }
  const auto protocols = elements_backwards(request, "x-forwarded-proto");
  if (!protocols.empty()) request.encrypted = equal_ignoring_case(protocols.front(), "https");
}

}  // namespace testledger
