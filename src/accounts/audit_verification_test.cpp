#include "accounts/audit_verification.hpp"

#include <gtest/gtest.h>

#include "storage/audit_chain.hpp"

namespace testledger {
namespace {

constexpr std::int64_t entries = 1'003;  // more than are read at once

/// A log of so many entries, to be tampered with.
class AuditInMemory : public AuditStore {
 public:
  AuditInMemory() {
    for (std::int64_t number = 1; number <= entries; ++number) add(number);
    head = {.number = entries, .hash = records.back().hash};
  }

  void add(std::int64_t number) {
    AuditRecord record{.number = number, .entry = by_the_program("user.create", Timestamp(std::chrono::seconds(number))), .hash = {}};
    record.hash = chained_hash(records.empty() ? "" : records.back().hash, record);
    records.push_back(record);
  }
  AuditRecord& entry(std::int64_t number) { return records.at(static_cast<std::size_t>(number) - 1); }

  Result<void> append_audit(const std::vector<AuditEntry>&) override { return {}; }
  Result<std::vector<AuditRecord>> audit_after(std::int64_t number, std::int64_t count) override {
    std::vector<AuditRecord> found;
    for (const AuditRecord& record : records)
      if (record.number > number && static_cast<std::int64_t>(found.size()) < count) found.push_back(record);
    return answer(found);
  }
  Result<Page<AuditRecord>> audit(PageRequest) override { return Page<AuditRecord>(); }
  Result<AuditHead> audit_head() override { return answer(asked > 0 && later_head ? *later_head : head); }

  std::vector<AuditRecord> records;
  AuditHead head;
  std::optional<AuditHead> later_head;  ///< when it is asked for again
  int asked = 0;
  int fails_at = -1;

 private:
  template <class T>
  Result<T> answer(T value) {
    if (asked++ == fails_at) return Error{ErrorCode::storage_failed, "broken", {}, {}};
    return value;
  }
};

const std::atomic<bool> never = false;

struct HarmRow {
  const char* why;
  std::function<void(AuditInMemory&)> harm;
  const char* violation;
  std::int64_t good_entries = entries;
};

const HarmRow harms[] = {
    {"nothing", [](AuditInMemory&) {}, ""},
    {"an entry says something else", [](AuditInMemory& log) { log.entry(2).entry.action = "user.change"; },
     "entry 2 is not as it was written", 1},
    {"an entry was changed together with its hash",
     [](AuditInMemory& log) {
       log.entry(7).entry.after = "administrator";
       log.entry(7).hash = chained_hash(log.entry(6).hash, log.entry(7));
     },
     "entry 8 is not as it was written", 7},
    {"one of the second thousand was removed", [](AuditInMemory& log) { log.records.erase(log.records.begin() + 1'000); },
     "entry 1001 is missing", 1'000},
    {"two changed places", [](AuditInMemory& log) { std::swap(log.entry(3), log.entry(4)); }, "entry 3 is missing", 2},
    {"the end was removed", [](AuditInMemory& log) { log.records.resize(1'000); }, "entry 1001 is missing", 1'000},
    {"the end is another's", [](AuditInMemory& log) { log.head.hash[0] ^= 1; }, "the end is not as it was written"},
    {"the end was set back", [](AuditInMemory& log) { log.head = {.number = 5, .hash = log.entry(5).hash}; },
     "there are entries behind the end, which is entry 5", 5},
    {"all was removed", [](AuditInMemory& log) { log.records.clear(), log.head = {}; }, "", 0},
    {"somebody goes on writing",
     [](AuditInMemory& log) {
       log.add(entries + 1);
       log.later_head = {.number = entries + 1, .hash = log.records.back().hash};
     },
     ""},
};

TEST(VerifyAudit, FindsWhatIsNotAsItWasWritten) {
  for (const HarmRow& row : harms) {
    SCOPED_TRACE(row.why);
    AuditInMemory log;
    row.harm(log);
    const auto verdict = verify_audit(log, never);
    ASSERT_TRUE(verdict);
    EXPECT_EQ(verdict->violation, row.violation);
    EXPECT_EQ(verdict->is_good(), std::string_view(row.violation).empty());
    EXPECT_EQ(verdict->entries, row.good_entries);
  }
}

TEST(VerifyAudit, IsNoVerdictWhenTheStoreDoesNotAnswer) {
  AuditInMemory log;
  log.add(entries + 1);
  ASSERT_TRUE(verify_audit(log, never));
  const int answers = std::exchange(log.asked, 0);
  EXPECT_EQ(answers, 5) << "the end, its entries in two parts, what is behind it, the end again";
  for (log.fails_at = 0; log.fails_at < answers; ++log.fails_at) {
    log.asked = 0;
    EXPECT_EQ(verify_audit(log, never).error().code, ErrorCode::storage_failed) << log.fails_at;
  }
}

TEST(VerifyAudit, CanBeGivenUp) {
  AuditInMemory log;
  const std::atomic<bool> given_up = true;
  EXPECT_EQ(verify_audit(log, given_up).error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace testledger
