#include "accounts/login_limits.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "core/case_folding.hpp"

namespace testledger {
namespace {

/// Whoever has one IPv6 address has all of its network.
std::string network_of(std::string_view address) {
  std::array<unsigned char, 16> bytes{};
  std::string text(address.substr(0, address.find('%')));
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
  const bool is_ipv4 = std::all_of(bytes.begin(), bytes.begin() + 10, [](unsigned char byte) { return byte == 0; });
  return {bytes.begin(), is_ipv4 ? bytes.end() : bytes.begin() + 8};
}

}  // namespace

std::optional<std::chrono::seconds> LoginLimits::wait(std::string_view address, SteadyTime now) {
  const std::lock_guard lock(mutex_);
  return addresses_.at(network_of(address), {static_cast<double>(attempts_per_minute_max_), now}).take(attempts_per_minute_max_, now);
}

std::optional<std::chrono::seconds> LoginLimits::wait_at(std::string_view account, SteadyTime now) {
  const std::lock_guard lock(mutex_);
  const LoginFailures& failures = accounts_.at(case_folded(account), {});
  if (failures.until <= now) return std::nullopt;
  return std::chrono::ceil<std::chrono::seconds>(failures.until - now);
}

void LoginLimits::failed(std::string_view account, SteadyTime now) {
  const std::lock_guard lock(mutex_);
  LoginFailures& failures = accounts_.at(case_folded(account), {});
  ++failures.count;
  const int doublings = std::min(failures.count - failures_without_delay_max, 10);
  if (doublings >= 0) failures.until = now + std::min(delay_max, std::chrono::seconds(1 << doublings));
}

void LoginLimits::succeeded(std::string_view account) {
  const std::lock_guard lock(mutex_);
  accounts_.forget(case_folded(account));
}

std::optional<std::chrono::seconds> RequestRates::wait(const std::string& of, SteadyTime now) {
  if (per_minute_max_ <= 0) return std::nullopt;
  const std::lock_guard lock(mutex_);
  return requests_.at(of, {static_cast<double>(per_minute_max_), now}).take(per_minute_max_, now);
}

}  // namespace testledger
