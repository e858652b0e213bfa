#include "accounts/reception.hpp"

#include <fmt/format.h>

namespace testledger {
namespace {

Error too_often(std::string_view what, std::chrono::seconds wait) {
  return {.code = ErrorCode::over_quota,
          .message = fmt::format("{} Try again in {} s.", what, wait.count()),
          .retry_after_s = static_cast<int>(wait.count())};
}

constexpr std::string_view too_many_logins = "There were too many attempts to log in.";

}  // namespace

Result<void> Reception::admit(const Principal& who, const std::string& remote) {
  const std::string name = who.token ? fmt::format("token {}", who.token.value) : fmt::format("session {}", who.session.value);
  if (const auto wait = rates.wait(name, steady_now())) return too_often("These are too many requests (--rate-limit).", *wait);
  notes.used(who, remote, now());
  return {};
}

Result<void> Reception::admit_login(const std::string& remote) {
  if (const auto wait = logins.wait(remote, steady_now())) return too_often(too_many_logins, *wait);
  return {};
}

Result<void> Reception::admit_login_to(const std::string& account) {
  if (const auto wait = logins.wait_at(account, steady_now())) return too_often(too_many_logins, *wait);
  return {};
}

}  // namespace testledger
