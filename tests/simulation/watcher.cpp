#include "simulation/watcher.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace testledger::simulation {
namespace {

/// Between two commits; several works may share one.
bool may_become(int from, int to, bool was_retried) {
  switch (from) {
    case queued: return to == queued || to == processing || to == cancelled;
    case processing: return true;
    case completed: return to == completed;
    default: return to == from || was_retried;
  }
}

}  // namespace

void Watcher::breach(std::int64_t batch, const std::string& what) { record_.breaches.push_back(fmt::format("batch {}: {}", batch, what)); }

bool Watcher::is_at_rest() const {
  return std::ranges::none_of(batches_, [](const auto& each) { return each.second.state < completed || each.second.undo == 1; });
}

void Watcher::look() {
  const Server* server = site_.committing();
  if (server == nullptr || (server == server_ && database_ == site_.database() && server->commits() == commits_)) return;
  if (database_ != site_.database()) rows_ = std::make_unique<Rows>(site_.database());
  database_ = site_.database();
  server_ = server;
  commits_ = server->commits();
  read();
}

void Watcher::read() {
  rows_->each("SELECT batch_id, state, attempts, undo, import_id, lease_token, requests || ' ' || successes || ' ' || errors FROM batch",
              [&](sqlite3_stmt* row) {
                see(number(row, 0), {.state = static_cast<int>(number(row, 1)),
                                     .attempts = static_cast<int>(number(row, 2)),
                                     .undo = static_cast<int>(number(row, 3)),
                                     .import = number(row, 4),
                                     .token = text(row, 5),
                                     .counts = text(row, 6)});
              });
  rows_->each("SELECT name, next_value FROM project_counter", [&](sqlite3_stmt* row) {
    auto& before = counters_[text(row, 0)];
    if (number(row, 1) < before) record_.breaches.push_back("numbers of " + text(row, 0) + " are given again");
    before = number(row, 1);
  });
}

void Watcher::see(std::int64_t batch, const Seen& now) {
  const auto [place, is_new] = batches_.try_emplace(batch, now);
  Seen& before = place->second;
  if (is_new) return;
  const auto retried = record_.retried.find(batch);
  const bool was_retried = retried != record_.retried.end() && retried->second > 0;
  if (!may_become(before.state, now.state, was_retried)) breach(batch, fmt::format("went from state {} to {}", before.state, now.state));
  const bool was_given_back = now.state == queued || now.state == cancelled || was_retried;
  if (now.attempts < before.attempts && !was_given_back) breach(batch, "forgets how often it was begun");
  if (now.undo < before.undo || (now.undo > 0 && now.state != completed)) breach(batch, "is undone from a state that has nothing to undo");
  if (before.state == completed && (now.import != before.import || now.counts != before.counts))
    breach(batch, "changed after it was completed");
  if (before.token != now.token) {
    if (!before.token.empty()) tokens_.insert(before.token);
    if (!before.token.empty() && !now.token.empty()) ++record_.happened["leases taken over"];
    if (!now.token.empty() && tokens_.contains(now.token)) breach(batch, "has a lease that had gone");
  }
  before = now;
}

}  // namespace testledger::simulation
