#pragma once

#include <mutex>
#include <string_view>

#include "accounts/allowance.hpp"

namespace testledger {

/// How often in a row logging in at an account failed, and until when nobody is listened to there.
struct LoginFailures {
  int count = 0;
  SteadyTime until{};
};

/// Slows down the guessing of passwords: so many attempts a minute from one address (of IPv6 from one network of 64 bits), and after a few
/// failures at one account a delay that doubles. Names that nobody has count like others. Memory is bounded. From any thread.
class LoginLimits {
 public:
  static constexpr int failures_without_delay_max = 5;
  static constexpr std::chrono::seconds delay_max{900};
  static constexpr std::size_t remembered_max = 10'000;  ///< addresses, and accounts

  explicit LoginLimits(int attempts_per_minute_max) : attempts_per_minute_max_(attempts_per_minute_max) {}
  /// Counts an attempt; or tells how long it is until one is looked at.
  std::optional<std::chrono::seconds> wait(std::string_view address, SteadyTime now);
  /// The same for an account, of which only failures count.
  std::optional<std::chrono::seconds> wait_at(std::string_view account, SteadyTime now);
  void failed(std::string_view account, SteadyTime now);
  void succeeded(std::string_view account);

 private:
  int attempts_per_minute_max_;
  std::mutex mutex_;
  Recent<Allowance> addresses_{remembered_max};
  Recent<LoginFailures> accounts_{remembered_max};
};

/// How many requests one token or session makes. From any thread.
class RequestRates {
 public:
  static constexpr std::size_t remembered_max = 10'000;
  /// Without a limit for 0.
  explicit RequestRates(int per_minute_max) : per_minute_max_(per_minute_max) {}
  /// Counts a request; or tells how long it is until the next.
  std::optional<std::chrono::seconds> wait(const std::string& of, SteadyTime now);

 private:
  int per_minute_max_;
  std::mutex mutex_;
  Recent<Allowance> requests_{remembered_max};
};

}  // namespace testledger
