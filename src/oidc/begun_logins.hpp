#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/ids.hpp"

namespace testledger {

/// What is to happen once somebody has logged in at the provider.
struct LoginWish {
  std::string redirect_uri;             ///< where the provider sends them
  std::string next;                     ///< where they go then
  std::optional<UserId> links_to = {};  ///< whose login this becomes, instead of logging in
};

/// A login that began here, with what it must bring back.
struct BegunLogin {
  LoginWish wish;
  std::string nonce;
  std::string verifier;
};

/// Logins that began and have not ended, by their states, in memory: so many, so long; beyond that the oldest is forgotten. Each ends
/// once. From any thread.
class BegunLogins {
 public:
  static constexpr std::size_t logins_begun_max = 10'000;
  static constexpr std::chrono::minutes login_time_max{10};

  void add(const std::string& state, BegunLogin login, SteadyTime now);
  std::optional<BegunLogin> take(const std::string& state, SteadyTime now);

 private:
  struct Kept {
    BegunLogin login;
    SteadyTime begun;
  };
  std::mutex mutex_;
  std::map<std::string, Kept> kept_;
  std::deque<std::pair<SteadyTime, std::string>> order_;  ///< the oldest first; also of those that have ended
};

}  // namespace testledger
