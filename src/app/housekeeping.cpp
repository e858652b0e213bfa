#include "app/housekeeping.hpp"

#include <algorithm>

#include "core/clock.hpp"
#include "core/log.hpp"
#include "importing/blob_sweep.hpp"
#include "upkeep/daily_upkeep.hpp"

namespace testledger {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::hours day{24};
constexpr std::chrono::hours until_first_verification{1};

void log_failure(std::string_view what, const Error& error) {
  log::write(log::Level::error, what, {{"detail", error.message}, {"cause", error.detail}});
}

}  // namespace

Housekeeping::Housekeeping(Store& store, BlobStore& blobs, Options options)
    : store_(store), blobs_(blobs), options_(options), thread_([this] { run(); }) {}

Housekeeping::~Housekeeping() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Housekeeping::run() {
  auto next_tidying = Clock::now();
  auto next_verification = Clock::now() + until_first_verification;
  while (!stopping_) {
    if (Clock::now() >= next_tidying) {
      tidy();
      next_tidying += day;
    }
    if (Clock::now() >= next_verification) {
      verify();
      next_verification += day;
    }
    std::unique_lock lock(mutex_);
    changed_.wait_until(lock, std::min(next_tidying, next_verification), [this] { return stopping_.load(); });
  }
}

void Housekeeping::tidy() {
  if (options_.keep_reports.count() > 0) {
    const auto expired = expire_reports(store_, options_.keep_reports, now());
    if (!expired)
      log_failure("giving up old reports failed", expired.error());
    else if (*expired > 0)
      log::write(log::Level::info, "reports were kept long enough", {{"imports", static_cast<std::int64_t>(*expired)}});
  }
  const auto purged = purge_cases(store_, now());
  if (!purged)
    log_failure("removing deleted cases failed", purged.error());
  else if (*purged > 0)
    log::write(log::Level::info, "deleted cases are removed for good", {{"cases", static_cast<std::int64_t>(*purged)}});
  const auto removed = sweep_blobs(store_, blobs_, std::chrono::system_clock::now() - day);
  if (!removed)
    log_failure("sweeping stored files failed", removed.error());
  else if (*removed > 0)
    log::write(log::Level::info, "stored files that nobody needs are removed", {{"files", static_cast<std::int64_t>(*removed)}});
}

void Housekeeping::verify() {
  const auto verified = verify_into_log(store_.data(), blobs_, stopping_);
  if (!verified && !stopping_) log_failure("verifying what is stored failed", verified.error());
  if (!verified) return;
  const std::scoped_lock lock(mutex_);
  verified_ = Verified{.when = now(), .violations = *verified};
}

std::optional<Housekeeping::Verified> Housekeeping::last_verification() const {
  const std::scoped_lock lock(mutex_);
  return verified_;
}

}  // namespace testledger
