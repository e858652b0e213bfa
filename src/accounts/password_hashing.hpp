#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "core/threads.hpp"

namespace testledger {

/// How costly a password is made: memory in bytes, and how often it is gone over.
struct PasswordCost {
  std::size_t memory = std::size_t{19} << 20;
  unsigned long long passes = 2;
};

/// argon2id. At most hashings_at_once_max at a time and hashings_waiting_max behind them, so that a flood of logins takes neither all
/// memory nor all processors; beyond that unavailable. Not for io threads. From any thread.
class PasswordHashing {
 public:
  static constexpr int hashings_at_once_max = 4;
  static constexpr int hashings_waiting_max = 3;

  explicit PasswordHashing(PasswordCost cost = {});

  Result<std::string> hash(std::string_view password);
  /// Whether it is that hash's password; without a hash never, after the same time.
  Result<bool> verify(std::string_view password, const std::optional<std::string>& hash);
  /// Whether the hash was made for less than is asked for today.
  bool is_outdated(const std::string& hash) const;

 private:
  class Seat;
  Result<std::unique_ptr<Seat>> take_seat();

  PasswordCost cost_;
  int at_once_max_;
  std::string nobodys_;
  std::mutex mutex_;
  Condition changed_;
  int at_work_ = 0;
  int waiting_ = 0;
};

}  // namespace testledger
