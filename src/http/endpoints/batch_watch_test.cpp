#include "http/endpoints/batch_watch.hpp"
#include "core/clock.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "accounts/accounts.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace testledger {
namespace {

constexpr std::chrono::milliseconds moment(1);

class BatchWatchTest : public testing::Test {
 protected:
  BatchWatchTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "testledger-watch-XXXXXX").string();
    directory = ::mkdtemp(pattern.data());
    store = *open_sqlite_store({.directory = directory});
    project = store->create_project("AT", "Acme")->id;
    token = *create_token({store->create_user("admin", true)->id, "test", std::chrono::days(1)}, *store, now());
    cycle = (*store->find_cycle(project, *cycle_reference("AT", "AT-CY-Adhoc")))->id;
    batch = store->enqueue_batch({.project = project, .cycle = cycle, .format = "JUnit", .sha256 = "x"})->id;
  }
  ~BatchWatchTest() override {
    store.reset();
    std::filesystem::remove_all(directory);
  }

  BatchWatch watch(std::optional<Seen> seen = {}, std::chrono::milliseconds heartbeat = 60'000 * moment) {
    return {*store, {.project = project, .batch = batch, .authorization = "Bearer " + token.secret, .seen = seen, .heartbeat = heartbeat}};
  }
  /// What the source says next: the states told, "later", "end", or a comment.
  static std::string next(BatchWatch& watch) {
    const auto step = watch.next();
    if (!step) return step.error().message;
    if (std::holds_alternative<BodyEnd>(*step)) return "end";
    if (std::holds_alternative<Later>(*step)) return "later";
    std::string text(std::get<std::string_view>(*step)), told;
    if (text.starts_with(':')) return text;
    for (auto at = text.find("\"status\":\""); at != std::string::npos; at = text.find("\"status\":\"", at + 1)) told += text[at + 10];
    return told;
  }
  ClaimedBatch claim() { return **store->claim_batch({.token = "t" + std::to_string(++claims), .now = now()}); }

  std::filesystem::path directory;
  std::unique_ptr<Store> store;
  ProjectId project;
  CycleId cycle;
  BatchId batch;
  NewToken token;
  int claims = 0;
};

TEST_F(BatchWatchTest, FollowsABatchToItsEnd) {
  BatchWatch watching = watch();
  EXPECT_EQ(next(watching), "Q");
  EXPECT_EQ(next(watching), "later");
  EXPECT_EQ(next(watching), "later") << "nothing new";
  const ClaimedBatch claimed = claim();
  EXPECT_EQ(next(watching), "P");
  ASSERT_TRUE(store->fail_batch(project, claimed.lease, {.requests = 1, .errors = 1}, "unreadable"));
  EXPECT_EQ(next(watching), "later") << "a rest after every look";
  EXPECT_EQ(next(watching), "F");
  EXPECT_EQ(next(watching), "end");
  EXPECT_EQ(next(watching), "end");
}

TEST_F(BatchWatchTest, FollowsABatchThatIsGivenBackAndRetried) {
  BatchWatch watching = watch();
  EXPECT_EQ(next(watching), "Q");
  ASSERT_TRUE(store->release_batch(project, claim().lease, {.when = now(), .reason = "full"}));
  EXPECT_EQ(next(watching), "later");
  EXPECT_EQ(next(watching), "PQ") << "begun and postponed between two looks";
  ASSERT_TRUE(store->fail_batch(project, claim().lease, {.requests = 1, .errors = 1}, "unreadable"));
  std::this_thread::sleep_for(2 * moment);  // a retry is known by its time
  ASSERT_TRUE(store->retry_batch(project, batch, now()));
  EXPECT_EQ(next(watching), "later");
  EXPECT_EQ(next(watching), "Q");
}

TEST_F(BatchWatchTest, EndsAtOnceForWhoHasSeenTheEnd) {
  ASSERT_TRUE(store->cancel_batch(project, batch, now()));
  const auto news = news_of((*store->find_batch(project, batch))->batch, std::nullopt);
  BatchWatch again = watch(news.back().seen), from_the_beginning = watch(news.front().seen);
  EXPECT_EQ(next(again), "end");
  EXPECT_EQ(next(from_the_beginning), "C");
}

TEST_F(BatchWatchTest, SaysThatItIsStillThere) {
  BatchWatch watching = watch({}, 1000 * moment);
  EXPECT_EQ(next(watching), "Q");
  EXPECT_EQ(next(watching), "later");
  EXPECT_EQ(next(watching), "later") << "not yet";
  std::this_thread::sleep_for(1010 * moment);
  EXPECT_EQ(next(watching), ": still here\n\n");
  EXPECT_EQ(next(watching), "later") << "once";
}

TEST_F(BatchWatchTest, EndsWhenTheTokenIsRevoked) {
  BatchWatch watching = watch({}, 0 * moment);
  EXPECT_EQ(next(watching), "Q");
  ASSERT_TRUE(store->revoke_token(token.token.id, {.when = now() - moment, .user_name = "kim", .action = "token.revoke"}));
  EXPECT_EQ(next(watching), "later");
  EXPECT_EQ(next(watching), "end");
}

TEST_F(BatchWatchTest, EndsForABatchThatIsNotThere) {
  batch = {99};
  BatchWatch watching = watch();
  EXPECT_EQ(next(watching), "end");
}

}  // namespace
}  // namespace testledger
