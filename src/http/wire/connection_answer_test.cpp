// Answers that are sent piece by piece from a source.
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>

#include "http/wire/listener.hpp"
#include "http/wire/raw_client.hpp"

namespace testledger {
namespace {

const Error broken{ErrorCode::storage_failed, "the disk broke", {}, {}};

/// Gives the steps it was made with, then the last one for ever.
class Script final : public BodySource {
 public:
  Script(std::vector<Result<BodyStep>> steps, std::atomic<int>& alive, std::atomic<int>& asked)
      : steps_(std::move(steps)), alive_(alive), asked_(asked) {
    ++alive_;
  }
  ~Script() override { --alive_; }
  Result<BodyStep> next() override {
    ++asked_;
    return steps_[std::min(at_++, steps_.size() - 1)];
  }

 private:
  std::vector<Result<BodyStep>> steps_;
  std::size_t at_ = 0;
  std::atomic<int>& alive_;
  std::atomic<int>& asked_;
};

class Throws final : public BodySource {
  Result<BodyStep> next() override { throw std::runtime_error("thrown by a library"); }
};

Result<BodyStep> piece(std::string_view text) { return BodyStep(text); }
Result<BodyStep> later(std::chrono::milliseconds pause = 5 * moment) { return BodyStep(Later{pause}); }
Result<BodyStep> the_end() { return BodyStep(BodyEnd()); }
const std::string large_piece(64 * 1024, 'x');

class Sources : public Application {
 public:
  Opened open(const Request& request) override {
    if (request.target == "/after") return text_response(Status::ok, "after");
    Response response{.content_type = "application/octet-stream"};
    response.source = std::make_shared<Script>(scripts.at(request.target), alive, asked);
    if (request.target == "/throws") response.source = std::make_shared<Throws>();
    if (const auto size = sizes.find(request.target); size != sizes.end()) response.source_size = size->second;
    return response;
  }
  void served(const Served& served) override {
    const std::scoped_lock lock(mutex);
    sent.push_back(served.sent);
    details.push_back(served.response.detail);
  }
  void connections_changed(std::int64_t now_open) override { open_connections = now_open; }

  std::vector<std::uint64_t> counts() {
    const std::scoped_lock lock(mutex);
    return sent;
  }
  std::string last_detail() {
    const std::scoped_lock lock(mutex);
    return details.empty() ? "" : details.back();
  }

  std::atomic<int> alive = 0, asked = 0;
  std::atomic<std::int64_t> open_connections = 0;
  const std::map<std::string, std::vector<Result<BodyStep>>> scripts{
      {"/pieces", {piece("abc"), later(), piece(""), piece("0123456789abcdef!"), the_end()}},
      {"/sized", {piece("abc"), later(), piece("defgh"), the_end()}},
      {"/nothing", {the_end()}},
      {"/sized-nothing", {the_end()}},
      {"/short", {piece("abc"), the_end()}},
      {"/long", {piece("abc"), piece("def"), the_end()}},
      {"/broken", {piece("abc"), broken}},
      {"/throws", {the_end()}},
      {"/waits", {piece("abc"), later()}},
      {"/waits-long", {piece("abc"), later(600'000 * moment)}},
      {"/trickles", {piece("a"), later(60 * moment), piece("b"), later(60 * moment), piece("c"), later(60 * moment), the_end()}},
      {"/endless", {piece(large_piece)}}};
  const std::map<std::string, std::uint64_t> sizes{{"/sized", 8}, {"/sized-nothing", 0}, {"/short", 5}, {"/long", 5}};

 private:
  std::mutex mutex;
  std::vector<std::uint64_t> sent;
  std::vector<std::string> details;
};

class Answers : public testing::Test {
 protected:
  Answers() {
    options.host = "127.0.0.1";
    options.limits.sweep_s = 0.02;
  }
  void start() {
    auto started = Listener::start(options, sources);
    ASSERT_TRUE(started) << started.error().message;
    listener = *std::move(started);
  }
  std::string answer_to(const std::string& target, const std::string& version = "1.1", const std::string& method = "GET") {
    RawClient client(listener->port());
    client.send(method + " " + target + " HTTP/" + version + "\r\nHost: x\r\nConnection: close\r\n\r\n");
    return client.read_all();
  }
  template <class Condition>
  static bool becomes(Condition condition) {
    for (int i = 0; i < 500 && !condition(); ++i) std::this_thread::sleep_for(10 * moment);
    return condition();
  }

  Sources sources;
  ListenOptions options;
  std::unique_ptr<Listener> listener;
};

std::string body_of(const std::string& answer) {
  const auto end = answer.find("\r\n\r\n");
  return end == std::string::npos ? "no head: " + answer : answer.substr(end + 4);
}

TEST_F(Answers, AreFramedAsTheClientUnderstands) {
  start();
  struct Row {
    const char* why;
    const char* target;
    const char* version;
    const char* framing;  // a field of the head; empty: neither length nor chunks
    const char* body;
  };
  for (const Row& row :
       {Row{"chunks", "/pieces", "1.1", "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n11\r\n0123456789abcdef!\r\n0\r\n\r\n"},
        Row{"HTTP/1.0 knows no chunks", "/pieces", "1.0", "", "abc0123456789abcdef!"},
        Row{"a length", "/sized", "1.1", "Content-Length: 8\r\n", "abcdefgh"},
        Row{"a length in HTTP/1.0", "/sized", "1.0", "Content-Length: 8\r\n", "abcdefgh"},
        Row{"no bytes, in chunks", "/nothing", "1.1", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n"},
        Row{"no bytes, told before", "/sized-nothing", "1.1", "Content-Length: 0\r\n", ""}}) {
    SCOPED_TRACE(row.why);
    const std::string answer = answer_to(row.target, row.version);
    EXPECT_EQ(body_of(answer), row.body);
    const bool framed = *row.framing != '\0';
    EXPECT_TRUE(has(answer, row.framing)) << answer;
    EXPECT_EQ(has(answer, "Content-Length") || has(answer, "Transfer-Encoding"), framed) << answer;
    EXPECT_FALSE(has(answer, "Content-Length") && has(answer, "Transfer-Encoding")) << answer;
  }
  EXPECT_TRUE(becomes([&] { return sources.counts() == std::vector<std::uint64_t>{20, 20, 8, 8, 0, 0}; })) << "bytes of bodies alone";
  EXPECT_EQ(sources.alive, 0);
}

TEST_F(Answers, KeepTheConnectionWhereTheirEndIsKnown) {
  start();
  const auto on = [&](const std::string& target, const std::string& version) {
    RawClient client(listener->port());
    const std::string fields = " HTTP/" + version + "\r\nHost: x\r\nConnection: keep-alive\r\n\r\n";
    return std::string(client.send("GET " + target + fields + "GET /after HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").read_all());
  };
  EXPECT_TRUE(on("/pieces", "1.1").ends_with("\r\n\r\nafter"));
  EXPECT_TRUE(on("/sized", "1.0").ends_with("\r\n\r\nafter"));
  const std::string unframed = on("/pieces", "1.0");
  EXPECT_TRUE(has(unframed, "Connection: close") && !has(unframed, "keep-alive") && !has(unframed, "after")) << unframed;
}

TEST_F(Answers, AHeadRequestDoesNotReadTheSource) {
  start();
  for (const char* target : {"/sized", "/pieces"}) {
    const std::string answer = answer_to(target, "1.1", "HEAD");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 ") && body_of(answer).empty()) << answer;
    EXPECT_TRUE(has(answer, "Content-Length: 8\r\n") || has(answer, "Transfer-Encoding: chunked\r\n")) << answer;
  }
  EXPECT_EQ(sources.asked, 0);
}

TEST_F(Answers, AreCutShortWhenTheirSourceFails) {
  start();
  struct Row {
    const char* target;
    const char* body;
    const char* logged;
  };
  for (const Row& row : {Row{"/broken", "3\r\nabc\r\n", "the disk broke"}, Row{"/throws", "", "thrown by a library"},
                         Row{"/short", "abc", "does not give the 5 bytes"}, Row{"/long", "abc", "does not give the 5 bytes"}}) {
    EXPECT_EQ(body_of(answer_to(row.target)), row.body) << "nothing that looks like an end";
    EXPECT_TRUE(becomes([&] { return has(sources.last_detail(), row.logged); })) << row.target << sources.last_detail();
  }
}

TEST_F(Answers, AClientThatLeavesIsNoticedWhileTheSourceHasNothing) {
  start();
  {
    RawClient client(listener->port());
    client.send("GET /waits HTTP/1.1\r\nHost: x\r\n\r\n").send("GET /after HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_TRUE(has(client.read_until("abc"), "3\r\nabc\r\n"));
    EXPECT_EQ(sources.alive, 1);
  }
  EXPECT_TRUE(becomes([&] { return sources.alive == 0 && sources.open_connections == 0; }));
  EXPECT_EQ(sources.counts(), std::vector<std::uint64_t>{3});
}

TEST_F(Answers, AClientThatLeavesIsNoticedWhileMuchIsSent) {
  start();
  {
    RawClient client(listener->port());
    client.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n").read_until("xxxx");
  }
  EXPECT_TRUE(becomes([&] { return sources.alive == 0 && sources.open_connections == 0; }));
}

TEST_F(Answers, AReaderThatReadsNothingIsCutOffButNotOneWhoseSourceRests) {
  options.limits.rate_window_s = 0.1;
  options.limits.idle_timeout_s = 0.1;
  start();
  RawClient stalled(listener->port());
  stalled.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(becomes([&] { return sources.alive == 0; }));
  EXPECT_TRUE(has(answer_to("/trickles"), "1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n"));
}

TEST_F(Answers, ManyThatWaitLeaveTheWorkersToOthers) {
  options.workers = 1;
  start();
  std::vector<std::unique_ptr<RawClient>> waiting;
  for (int i = 0; i < 50; ++i) {
    waiting.push_back(std::make_unique<RawClient>(listener->port()));
    waiting.back()->send("GET /waits-long HTTP/1.1\r\nHost: x\r\n\r\n").read_until("abc");
  }
  EXPECT_EQ(sources.alive, 50);
  EXPECT_TRUE(answer_to("/after").ends_with("after"));
}

TEST_F(Answers, StoppingEndsThoseThatOnlyWait) {
  start();
  RawClient often(listener->port()), seldom(listener->port());
  often.send("GET /waits HTTP/1.1\r\nHost: x\r\n\r\n").read_until("abc");
  seldom.send("GET /waits-long HTTP/1.1\r\nHost: x\r\n\r\n").read_until("abc");
  const auto before = std::chrono::steady_clock::now();
  listener->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - before, 2000 * moment);
  for (RawClient* client : {&often, &seldom}) EXPECT_EQ(body_of(client->read_all()), "3\r\nabc\r\n0\r\n\r\n") << "a regular end";
  EXPECT_EQ(sources.alive, 0);
}

TEST_F(Answers, StoppingDoesNotWaitForEverForOneThatNeverEnds) {
  options.limits.drain_timeout_s = 0.2;
  start();
  RawClient client(listener->port());
  client.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n").read_until("xxxx");
  listener->stop();
  EXPECT_EQ(sources.alive, 0);
}

}  // namespace
}  // namespace testledger
