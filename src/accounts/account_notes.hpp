#pragma once

#include <map>
#include <mutex>
#include <set>
#include <vector>

#include "accounts/allowance.hpp"
#include "accounts/principal.hpp"
#include "core/threads.hpp"
#include "storage/account_store.hpp"

namespace testledger {

/// What is written about requests without letting them wait: when tokens and sessions were used, failed logins and refusals. It is
/// written at most once a second, in one transaction, however many requests there are; the rest with the object's end. Of a token's
/// uses one a minute; of failures and refusals entries_per_minute_max, of one kind by one person one a minute, and then how many more.
/// What is not yet written is lost by a kill. From any thread.
class AccountNotes {
 public:
  static constexpr int entries_per_minute_max = 60;
  static constexpr std::chrono::minutes use_granularity{1};

  AccountNotes(TokenStore& tokens, AuditStore& log);
  ~AccountNotes();

  void used(const Principal& principal, const std::string& remote, Timestamp when);
  void happened(AuditEntry entry);

 private:
  struct Pending {
    std::map<TokenId, TokenUse> tokens;
    std::map<SessionId, SessionUse> sessions;
    std::vector<AuditEntry> entries;
    bool empty() const { return tokens.empty() && sessions.empty() && entries.empty(); }
  };
  void run();
  void write(const Pending& pending);
  void begin_minute(SteadyTime now);

  TokenStore& tokens_;
  AuditStore& log_;
  std::mutex mutex_;
  Condition changed_;
  Pending pending_;
  std::set<std::string> told_;  ///< in this minute
  SteadyTime minute_;
  std::int64_t left_out_ = 0;
  bool stopping_ = false;
  Thread thread_;
};

}  // namespace testledger
