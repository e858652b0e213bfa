#include "oidc/begun_logins.hpp"

namespace testledger {

void BegunLogins::add(const std::string& state, BegunLogin login, SteadyTime now) {
  const std::lock_guard lock(mutex_);
  while (!order_.empty() && (order_.size() >= logins_begun_max || now - order_.front().first > login_time_max)) {
    kept_.erase(order_.front().second);
    order_.pop_front();
  }
  kept_.emplace(state, Kept{std::move(login), now});
  order_.emplace_back(now, state);
}

std::optional<BegunLogin> BegunLogins::take(const std::string& state, SteadyTime now) {
  const std::lock_guard lock(mutex_);
  auto found = kept_.extract(state);
  if (found.empty() || now - found.mapped().begun > login_time_max) return std::nullopt;
  return std::move(found.mapped().login);
}

}  // namespace testledger
