#include "accounts/account_notes.hpp"

#include <fmt/format.h>

#include "core/log.hpp"

namespace testledger {
namespace {

constexpr std::chrono::seconds pause{1};

}  // namespace

AccountNotes::AccountNotes(TokenStore& tokens, AuditStore& log)
    : tokens_(tokens), log_(log), minute_(steady_now()), thread_([this] { run(); }) {}

AccountNotes::~AccountNotes() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    begin_minute(minute_ + std::chrono::minutes(1));
  }
  changed_.notify_all();
  thread_.join();
}

void AccountNotes::used(const Principal& principal, const std::string& remote, Timestamp when) {
  if (principal.last_used && when - *principal.last_used < use_granularity) return;
  const std::lock_guard lock(mutex_);
  if (principal.token)
    pending_.tokens.try_emplace(principal.token, TokenUse{principal.token, when, remote});
  else
    pending_.sessions.try_emplace(principal.session, SessionUse{principal.session, when});
  changed_.notify_all();
}

void AccountNotes::happened(AuditEntry entry) {
  const std::lock_guard lock(mutex_);
  begin_minute(steady_now());
  const std::string kind = fmt::format("{} {} {} {}", entry.action, entry.user.value, entry.project, entry.object);
  if (told_.size() >= entries_per_minute_max || !told_.insert(kind).second) {
    ++left_out_;
    return;
  }
  pending_.entries.push_back(std::move(entry));
  changed_.notify_all();
}

/// What was left out in the minute before is told once it is over.
void AccountNotes::begin_minute(SteadyTime now) {
  if (now - minute_ < std::chrono::minutes(1)) return;
  minute_ = now;
  told_.clear();
  if (left_out_ == 0) return;
  AuditEntry entry = by_the_program("audit.left_out", testledger::now());
  entry.after = fmt::format("{} more failed logins and refusals within a minute", std::exchange(left_out_, 0));
  pending_.entries.push_back(std::move(entry));
}

void AccountNotes::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_ || !pending_.empty()) {
    changed_.wait(lock, [this] { return stopping_ || !pending_.empty(); });
    const Pending now = std::exchange(pending_, {});
    lock.unlock();
    write(now);
    lock.lock();
    changed_.wait_for(lock, pause, [this] { return stopping_; });
  }
}

void AccountNotes::write(const Pending& pending) {
  if (pending.empty()) return;
  std::vector<TokenUse> tokens;
  std::vector<SessionUse> sessions;
  for (const auto& [id, use] : pending.tokens) tokens.push_back(use);
  for (const auto& [id, use] : pending.sessions) sessions.push_back(use);
  auto written = tokens.empty() && sessions.empty() ? Result<void>() : tokens_.note_uses(tokens, sessions);
  if (written && !pending.entries.empty()) written = log_.append_audit(pending.entries);
  if (!written) log::write(log::Level::error, "uses and refusals were not noted", {{"detail", written.error().detail}});
}

}  // namespace testledger
