#include "http/endpoints/batch_events.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace testledger {
namespace {

Timestamp at(int time) { return Timestamp(std::chrono::milliseconds(1'700'000'000'000 + time)); }

/// What the store says of a batch at one moment.
Batch queued(int attempts = 0, int postponed = 0, const std::string& failure = {}) {
  return {.id = {7}, .state = BatchState::queued, .attempts = attempts, .postponed = postponed, .failure = failure, .queued = at(0)};
}
Batch processing(int started, int attempts = 1, std::uint64_t requests = 0) {
  Batch batch = queued(attempts);
  batch.state = BatchState::processing;
  batch.processed = batch.requests = requests;
  batch.started = at(started);
  return batch;
}
Batch ended(BatchState state, int started, int attempts = 1) {
  Batch batch = processing(started, attempts, 9);
  batch.state = state;
  batch.finished = at(started + 5);
  return batch;
}
Batch cancelled(int attempts = 0) {
  Batch batch = queued(attempts);
  batch.state = BatchState::cancelled;
  batch.finished = at(50);
  return batch;
}
Batch retried(Batch batch, int time = 1000) {
  batch.queued = at(time);
  return batch;
}

Batch direct(Batch batch) {
  batch.origin = Batch::Origin::direct;
  return batch;
}

/// The letters of the states told, a p for progress.
std::string letters(const std::vector<BatchEvent>& events) {
  std::string told;
  for (const BatchEvent& event : events) told += event.name == "progress" ? 'p' : name_of(event.seen.state).front();
  return told;
}

/// Who was told everything about a batch as it was then.
Seen having_seen(const Batch& batch) { return news_of(batch, std::nullopt).back().seen; }

constexpr auto completed = BatchState::completed;
constexpr auto failed = BatchState::failed;

TEST(BatchEvents, TellAWatcherWhatCameSince) {
  struct Row {
    const char* why;
    std::optional<Batch> before;
    Batch now;
    const char* told;
  };
  const Row rows[] = {
      {"a new watcher of a queued batch", {}, queued(), "Q"},
      {"a new watcher is told the beginning", {}, processing(10, 1, 3), "QP"},
      {"a new watcher of a batch that has ended", {}, ended(completed, 10), "QPC"},
      {"cancelled before it began", {}, cancelled(), "QC"},
      {"a new watcher of an import that somebody waits for", {}, direct(processing(10)), "P"},
      {"...and when it has ended", {}, direct(ended(completed, 10)), "PC"},
      {"cancelled in processing", processing(10), ended(BatchState::cancelled, 10), "C"},
      {"begun and cancelled between two looks", queued(), ended(BatchState::cancelled, 10), "PC"},
      {"nothing happened", queued(), queued(), ""},
      {"nothing happened in processing", processing(10, 1, 3), processing(10, 1, 3), ""},
      {"it began", queued(), processing(10), "P"},
      {"came and went between two looks", queued(), ended(completed, 10), "PC"},
      {"it got on", processing(10, 1, 3), processing(10, 1, 4), "p"},
      {"it failed", processing(10), ended(failed, 10), "F"},
      {"it was cancelled", queued(), cancelled(), "C"},
      {"the end was told already", ended(completed, 10), ended(completed, 10), ""},
      {"its worker died", processing(10), queued(1), "Q"},
      {"its worker died and another began", processing(10), processing(20, 2), "QP"},
      {"another began and completed", processing(10), ended(completed, 20, 2), "QPC"},
      {"the server stopped: no attempt was counted", processing(10), queued(0), "Q"},
      {"...and began it again", processing(10), processing(20), "QP"},
      {"it was postponed", processing(10), queued(0, 1, "the disk is full"), "Q"},
      {"begun and postponed between two looks", queued(), queued(0, 1, "the disk is full"), "PQ"},
      {"begun, postponed and begun again", queued(0), processing(20, 2), "PQP"},
      {"begun, given back and cancelled", queued(), cancelled(1), "PQC"},
      {"a retry", ended(failed, 10), retried(queued()), "Q"},
      {"a retry that has ended", ended(failed, 10), retried(ended(completed, 1010)), "QPC"},
      {"a retry at the same stage", processing(10), retried(processing(1010)), "QP"},
      {"why it waits changed", queued(0, 1, "full"), queued(0, 1, "still full"), "p"},
  };
  for (const Row& row : rows) {
    const auto seen = row.before ? std::optional(having_seen(*row.before)) : std::nullopt;
    EXPECT_EQ(letters(news_of(row.now, seen)), row.told) << row.why;
  }
}

TEST(BatchEvents, TellPastStatesAsTheyWere) {
  const auto events = news_of(ended(completed, 10), std::nullopt);
  ASSERT_EQ(events.size(), 3U);
  const auto told = [&](std::size_t event, const char* member) { return boost::json::parse(events[event].data).at(member); };
  EXPECT_EQ(told(0, "status"), "Queued");
  EXPECT_EQ(told(0, "attempts"), 0);
  EXPECT_TRUE(told(0, "startedDate").is_null());
  EXPECT_EQ(told(1, "status"), "Processing");
  EXPECT_EQ(told(1, "requestCount"), 0);
  EXPECT_EQ(told(1, "startedDate"), 1'700'000'000'010);
  EXPECT_TRUE(told(1, "finishedDate").is_null());
  EXPECT_EQ(told(2, "status"), "Completed");
  EXPECT_EQ(told(2, "requestCount"), 9);
}

/// One batch's moments, one after the other: postponed once, taken from a dead worker, failed, retried, completed.
const std::vector<Batch> life{queued(),
                              processing(10),
                              queued(0, 1, "full"),
                              processing(20, 1, 0),
                              processing(20, 1, 5),
                              queued(1, 1),
                              processing(30, 2, 0),
                              ended(failed, 30, 2),
                              retried(queued()),
                              retried(processing(1010)),
                              retried(processing(1010, 1, 4)),
                              retried(ended(completed, 1010))};

TEST(BatchEvents, MakeSenseHoweverSeldomSomebodyLooks) {
  const auto may_follow = [](char state, char next) {
    switch (state) {
      case 'Q': return next == 'P' || next == 'C' || next == 'F' || next == 'p';
      case 'P':
      case 'p': return next != 'P';
      default: return next == 'Q';
    }
  };
  for (unsigned looks = 1; looks < 1U << life.size(); ++looks) {
    std::optional<Seen> seen;
    std::string told;
    for (std::size_t moment = 0; moment < life.size(); ++moment) {
      if ((looks >> moment & 1) == 0) continue;
      for (const BatchEvent& event : news_of(life[moment], seen)) {
        const char state = letters({event}).front();
        const bool same_life = seen && seen->queued == event.seen.queued;  // how a life before it ended may be past knowing
        ASSERT_TRUE(same_life ? may_follow(told.back(), state) : state == 'Q') << told << state;
        EXPECT_EQ(event.seen.number, told.size() + 1);
        told += state;
        seen = read_event_id(event_id(event.seen));  // as if the watcher came back every time
      }
      ASSERT_EQ(seen->state, life[moment].state) << told;
      ASSERT_TRUE(news_of(life[moment], seen).empty()) << "told twice after " << told;
    }
  }
}

TEST(BatchEvents, GoOnBehindEveryIdThatWasTold) {
  for (const Batch& now : life) {
    const auto all = news_of(now, std::nullopt);
    for (std::size_t told = 0; told < all.size(); ++told) {
      const auto rest = news_of(now, read_event_id(event_id(all[told].seen)));
      ASSERT_EQ(rest.size(), all.size() - told - 1);
      for (std::size_t i = 0; i < rest.size(); ++i) EXPECT_EQ(rest[i].data, all[told + 1 + i].data);
    }
  }
}

TEST(BatchEvents, AnIdThatIsNoneIsNotRead) {
  const std::string good = event_id(having_seen(processing(10)));
  EXPECT_TRUE(read_event_id(good)) << good;
  for (const std::string& bad :
       {std::string(), std::string("7"), std::string("1-2-3-4"), std::string("1-1-9-3-4"), std::string("1-1--1-3-4"),
        std::string("x-1-1-3-4"), good + "-", good + "-1", good + "x", std::string("1-1-1-3-99999999999999999999")})
    EXPECT_FALSE(read_event_id(bad)) << bad;
}

TEST(BatchEvents, AreOneLineOfJsonEach) {
  Batch batch = queued();
  batch.start.file_name = "a\nid: 1\r\n\ndata: x.xml";
  const std::string text = event_text(news_of(batch, std::nullopt).front());
  EXPECT_EQ(std::ranges::count(text, '\n'), 4) << text;
  EXPECT_TRUE(text.starts_with("id: 1-1700000000000-0-0-") && text.find("\nevent: state\ndata: {\"batchId\":7,") != std::string::npos)
      << text;
}

}  // namespace
}  // namespace testledger
