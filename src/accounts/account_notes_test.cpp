// What is noted at the door, and who is let in how often.
#include "accounts/account_notes.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/reception.hpp"

namespace testledger {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Timestamp noon{std::chrono::seconds(1'700'000'000)};

/// Keeps what is noted.
class NotedUses : public TokenStore, public AuditStore {
 public:
  std::vector<TokenUse> token_uses;
  std::vector<SessionUse> session_uses;
  std::vector<AuditEntry> entries;
  std::atomic<bool> is_broken = false;
  std::atomic<int> asked = 0;

  Result<void> note_uses(const std::vector<TokenUse>& tokens, const std::vector<SessionUse>& sessions) override {
    const bool fails = is_broken;
    ++asked;
    if (fails) return Error{ErrorCode::storage_failed, "broken", {}, "no disk"};
    token_uses.insert(token_uses.end(), tokens.begin(), tokens.end());
    session_uses.insert(session_uses.end(), sessions.begin(), sessions.end());
    return {};
  }
  Result<void> append_audit(const std::vector<AuditEntry>& more) override {
    entries.insert(entries.end(), more.begin(), more.end());
    return {};
  }

  Result<Token> create_token(const Token& token, const AuditEntry&) override { return token; }
  Result<std::optional<TokenOwner>> find_token(std::string_view) override { return std::optional<TokenOwner>(); }
  Result<std::vector<TokenOwner>> tokens(const TokenQuery&) override { return std::vector<TokenOwner>(); }
  Result<void> revoke_token(TokenId, const AuditEntry&) override { return {}; }
  Result<std::vector<AuditRecord>> audit_after(std::int64_t, std::int64_t) override { return std::vector<AuditRecord>(); }
  Result<Page<AuditRecord>> audit(PageRequest) override { return Page<AuditRecord>(); }
  Result<AuditHead> audit_head() override { return AuditHead(); }
};

Principal with_token(std::int64_t id) { return {.user = UserId{1}, .name = "robin", .token = TokenId{id}}; }
Principal with_session(std::int64_t id) { return {.user = UserId{1}, .name = "robin", .token = {}, .session = SessionId{id}}; }

AuditEntry refusal(std::string object) {
  AuditEntry entry = by_the_program("access.refused", noon);
  entry.object = std::move(object);
  return entry;
}

/// Lets something be noted until the object's end.
void note(NotedUses& store, const std::function<void(AccountNotes&)>& what) {
  AccountNotes notes(store, store);
  what(notes);
}

TEST(AccountNotes, TellOfTheFirstUseInAMinute) {
  NotedUses store;
  note(store, [](AccountNotes& notes) {
    Principal known = with_token(5);
    known.last_used = noon;
    notes.used(known, "10.0.0.1", noon + AccountNotes::use_granularity - std::chrono::milliseconds(1));
    known.token = TokenId{6};
    notes.used(known, "10.0.0.2", noon + AccountNotes::use_granularity);
    notes.used(with_session(9), "10.0.0.3", noon);
  });
  ASSERT_THAT(store.token_uses, SizeIs(1));
  EXPECT_EQ(store.token_uses[0].token, TokenId{6});
  EXPECT_EQ(store.token_uses[0].remote, "10.0.0.2");
  ASSERT_THAT(store.session_uses, SizeIs(1));
  EXPECT_EQ(store.session_uses[0].session, SessionId{9});
  EXPECT_THAT(store.entries, IsEmpty());
}

TEST(AccountNotes, TellEveryKindOfRefusalOnceAndThenHowManyMore) {
  NotedUses store;
  note(store, [](AccountNotes& notes) {
    for (int i = 0; i < 3; ++i) notes.happened(refusal("case AT-TC-1"));
    notes.happened(refusal("case AT-TC-2"));
  });
  ASSERT_THAT(store.entries, SizeIs(3));
  EXPECT_EQ(store.entries[0].object, "case AT-TC-1");
  EXPECT_EQ(store.entries[1].object, "case AT-TC-2");
  EXPECT_EQ(store.entries[2].action, "audit.left_out");
  EXPECT_THAT(store.entries[2].after, HasSubstr("2 more"));
}

TEST(AccountNotes, TellAtMostSoManyRefusalsAMinute) {
  NotedUses store;
  note(store, [](AccountNotes& notes) {
    for (int i = 0; i < AccountNotes::entries_per_minute_max + 7; ++i) notes.happened(refusal(fmt::format("case {}", i)));
  });
  ASSERT_THAT(store.entries, SizeIs(AccountNotes::entries_per_minute_max + 1));
  EXPECT_THAT(store.entries.back().after, HasSubstr("7 more"));
}

TEST(AccountNotes, GoOnWhenTheStoreAnswersAgain) {
  NotedUses store;
  store.is_broken = true;
  note(store, [&](AccountNotes& notes) {
    notes.used(with_token(5), "10.0.0.1", noon);
    while (store.asked == 0) std::this_thread::yield();
    store.is_broken = false;
    notes.used(with_token(6), "10.0.0.1", noon);
  });
  ASSERT_THAT(store.token_uses, SizeIs(1));
  EXPECT_EQ(store.token_uses[0].token, TokenId{6}) << "what could not be written is let go";
}

TEST(Reception, CountsTheRequestsOfEachTokenAndSession) {
  NotedUses store;
  {
    Reception reception(store, store, 1, 10);
    for (const Principal& who : {with_token(5), with_session(5), with_token(6)}) {
      EXPECT_TRUE(reception.admit(who, "10.0.0.1"));
      const auto again = reception.admit(who, "10.0.0.1");
      ASSERT_FALSE(again);
      EXPECT_EQ(again.error().code, ErrorCode::over_quota);
      EXPECT_GT(again.error().retry_after_s, 0);
    }
  }
  EXPECT_THAT(store.token_uses, SizeIs(2)) << "of who was turned away nothing is noted";
}

TEST(Reception, SlowsDownLogins) {
  NotedUses store;
  Reception reception(store, store, 0, 1);
  EXPECT_TRUE(reception.admit_login("10.0.0.1"));
  EXPECT_EQ(reception.admit_login("10.0.0.1").error().code, ErrorCode::over_quota);
  EXPECT_TRUE(reception.admit_login_to("robin"));
  for (int i = 0; i < 2 * LoginLimits::failures_without_delay_max; ++i) reception.logins.failed("robin", steady_now());
  EXPECT_EQ(reception.admit_login_to("Robin").error().code, ErrorCode::over_quota);
  EXPECT_TRUE(reception.admit_login_to("ann"));
}

}  // namespace
}  // namespace testledger
