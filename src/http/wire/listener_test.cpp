#include "http/wire/listener.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "http/wire/raw_client.hpp"

namespace testledger {
namespace {

/// Answers with what it was sent; what begins with /refused is refused before the body, /slow takes its time.
class Echo : public Application {
 public:
  std::atomic<int> bodies = 0;
  std::atomic<std::int64_t> open_connections = 0;
  std::atomic<std::uint64_t> received = 0;

  Opened open(const Request& request) override {
    if (request.target.starts_with("/refused")) return text_response(Status::unauthorized, "refused");
    if (request.target.starts_with("/throws")) throw std::runtime_error("thrown by a library");
    if (request.target.starts_with("/large")) return text_response(Status::ok, std::string(20'000'000, 'x'));
    if (!request.has_body()) return text_response(Status::ok, "path=" + request.target);
    ++bodies;
    return std::make_unique<Receiver>(request);
  }
  void served(const Served& served) override { received += served.received; }
  void connections_changed(std::int64_t now_open) override { open_connections = now_open; }

 private:
  struct Receiver : BodyReceiver {
    explicit Receiver(const Request& wanted) : request(wanted) {}
    Result<void> write(std::string_view piece) override {
      if (piece.find("POISON") != std::string_view::npos) return Error{ErrorCode::invalid_argument, "poisoned", {}, {}};
      size += piece.size();
      if (size < 1000) body += piece;
      return {};
    }
    Response finish() override {
      if (request.target.starts_with("/slow")) std::this_thread::sleep_for(300 * moment);
      return text_response(Status::ok, "size=" + std::to_string(size) + " body=" + body);
    }
    const Request& request;
    std::string body;
    std::size_t size = 0;
  };
};

class Sockets : public testing::Test {
 protected:
  Sockets() {
    options.host = "127.0.0.1";
    options.limits.sweep_s = 0.02;
    options.limits.linger_timeout_s = 0.2;
  }
  void start() {
    auto started = Listener::start(options, echo);
    ASSERT_TRUE(started) << started.error().message;
    listener = *std::move(started);
  }
  std::string answer_to(std::string_view bytes) {
    RawClient client(listener->port());
    client.send(bytes);
    client.end_sending();
    return client.read_all();
  }

  Echo echo;
  ListenOptions options;
  std::unique_ptr<Listener> listener;
};

bool begins(std::string_view text, std::string_view with) { return text.starts_with(with); }

const std::string get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

TEST_F(Sockets, AnswersWithTheFieldsThatEveryAnswerHas) {
  start();
  const std::string answer = answer_to(get);
  EXPECT_TRUE(begins(answer, "HTTP/1.1 200 OK\r\n")) << answer;
  for (const char* field :
       {"X-Content-Type-Options: nosniff\r\n", "Cache-Control: no-store\r\n", "Content-Security-Policy: default-src 'none'",
        "X-Request-Id: ", "Content-Length: 7\r\n", "Content-Type: text/plain"})
    EXPECT_TRUE(has(answer, field)) << field << answer;
  EXPECT_TRUE(answer.ends_with("\r\n\r\npath=/a"));
}

TEST_F(Sockets, AnswersPipelinedRequestsInTheirOrder) {
  start();
  const std::string answers = answer_to("POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" + get +
                                        "GET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" + get);
  const auto first = answers.find("size=3 body=abc"), second = answers.find("path=/a"), third = answers.find("path=/b");
  EXPECT_TRUE(first < second && second < third && third != std::string::npos) << answers;
  EXPECT_EQ(answers.find("path=/a", second + 1), std::string::npos) << "nothing is answered after close";
}

TEST_F(Sockets, ReadsBodiesThatArriveByteByByte) {
  start();
  RawClient client(listener->port());
  for (const char c :
       std::string("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n2 \r\nef\r\n0\r\nT: u\r\n\r\n"))
    client.send({&c, 1});
  EXPECT_TRUE(has(client.read_until("body=abcdef"), "size=6 body=abcdef"));
  EXPECT_TRUE(has(client.send(get).read_until("path=/a"), "path=/a")) << "the connection goes on behind a chunked body";
}

TEST_F(Sockets, MovesLargeBodiesBothWays) {
  start();
  RawClient client(listener->port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 30000000\r\n\r\n").send(std::string(30'000'000, 'z'));
  EXPECT_TRUE(has(client.read_until("size=30000000"), "size=30000000"));
  client.send("GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_GT(client.read_all().size(), 20'000'000U);
}

TEST_F(Sockets, TellsAnExpectingClientToGoOnOnlyAfterTheChecks) {
  start();
  RawClient welcome(listener->port());
  welcome.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_TRUE(begins(welcome.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n"));
  EXPECT_TRUE(has(welcome.send("ab").read_until("body=ab"), "body=ab"));

  RawClient refused(listener->port());
  refused.send("POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  const std::string answer = refused.read_all();
  EXPECT_TRUE(begins(answer, "HTTP/1.1 401 ") && has(answer, "Connection: close")) << answer;
  EXPECT_EQ(echo.bodies, 1);
}

TEST_F(Sockets, TellsAClientOfHttp10ThatTheConnectionStays) {
  start();
  struct Row {
    const char* why;
    const char* head;
    const char* told;
  };
  for (const Row& row : {Row{"asked for", "HTTP/1.0\r\nConnection: keep-alive\r\n", "Connection: keep-alive\r\n"},
                         Row{"not asked for", "HTTP/1.0\r\n", "Connection: close\r\n"}}) {
    RawClient client(listener->port());
    client.send("GET /a " + std::string(row.head) + "\r\n");
    EXPECT_TRUE(has(client.read_until("path=/a"), row.told)) << row.why;
  }
  RawClient modern(listener->port());
  EXPECT_FALSE(has(modern.send(get).read_until("path=/a"), "Connection:")) << "HTTP/1.1 needs no telling";
}

TEST_F(Sockets, KeepsTheConnectionAfterARefusalWithASmallBody) {
  start();
  RawClient client(listener->port());
  client.send("POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabcde" + get);
  EXPECT_TRUE(has(client.read_until("path=/a"), "path=/a"));
  EXPECT_EQ(echo.bodies, 0);
}

TEST_F(Sockets, ARefusalReachesAClientThatIsStillSending) {
  start();
  RawClient client(listener->port());
  client.send("POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n").send(std::string(1'000'000, 'a'));
  const std::string answer = client.read_all();
  EXPECT_TRUE(begins(answer, "HTTP/1.1 401 ") && has(answer, "Connection: close")) << answer;
}

TEST_F(Sockets, ABodyThatIsRefusedMidwayIsAnsweredAndClosed) {
  start();
  const std::string answer = answer_to("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\nPOISON");
  EXPECT_TRUE(begins(answer, "HTTP/1.1 400 ") && has(answer, "poisoned")) << answer;
}

TEST_F(Sockets, LimitsTheBodyAndNamesTheLimit) {
  options.limits.body_size_max = 1000;
  start();
  EXPECT_TRUE(has(answer_to("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n"), "body_size_max 1000"));
  EXPECT_EQ(echo.bodies, 0);
  const std::string chunked =
      answer_to("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'a') + "\r\n0\r\n\r\n");
  EXPECT_TRUE(begins(chunked, "HTTP/1.1 413 ") && has(chunked, "body_size_max 1000")) << chunked;
}

TEST_F(Sockets, RefusesWhatCouldBeReadAsTwoRequestsAndCloses) {
  start();
  const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
  for (const std::string& fields :
       {std::string("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        std::string("Content-Length: 4\r\nContent-Length: 0\r\n\r\n"), std::string("Transfer-Encoding: chunked\r\n\r\n-1\r\n"),
        std::string("Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"), std::string("X: a\n\r\n"),
        std::string("X: a\r\n Content-Length: 3\r\n\r\n")}) {
    const std::string answer = answer_to("POST / HTTP/1.1\r\nHost: x\r\n" + fields + smuggled);
    EXPECT_TRUE(begins(answer, "HTTP/1.1 400 ") && has(answer, "Connection: close") && !has(answer, "smuggled")) << fields << answer;
  }
}

TEST_F(Sockets, CutsOffAHeadThatTakesTooLong) {
  options.limits.header_timeout_s = 0.1;
  start();
  RawClient client(listener->port());
  client.send("GET /");
  EXPECT_TRUE(begins(client.read_all(), "HTTP/1.1 408 "));
  EXPECT_TRUE(client.closed());
}

TEST_F(Sockets, CutsOffABodyThatTricklesIn) {
  options.limits.rate_window_s = 0.1;
  start();
  RawClient client(listener->port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\nab");
  EXPECT_TRUE(begins(client.read_all(), "HTTP/1.1 408 "));
}

TEST_F(Sockets, ABodyThatItsSenderEndsTooSoonIsOverAtOnce) {
  options.limits.linger_timeout_s = 60;
  start();
  struct Row {
    const char* why;
    const char* framing;
  };
  for (const Row& row : {Row{"a rest that would be read for keeping the connection", "Content-Length: 500\r\n\r\nab"},
                         Row{"a rest that would not", "Content-Length: 500000\r\n\r\nab"},
                         Row{"a chunk cut short", "Transfer-Encoding: chunked\r\n\r\n9\r\nab"}}) {
    RawClient client(listener->port());
    client.send("POST / HTTP/1.1\r\nHost: x\r\n" + std::string(row.framing)).end_sending();
    const std::string answer = client.read_until("\x01 never \x01", 1, std::chrono::seconds(5));
    EXPECT_TRUE(begins(answer, "HTTP/1.1 400 ") && has(answer, "ended before its time")) << row.why << answer;
    EXPECT_TRUE(client.closed()) << row.why;
  }
}

TEST_F(Sockets, CutsOffAReaderThatReadsNothing) {
  options.limits.rate_window_s = 0.1;
  start();
  RawClient client(listener->port());
  client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
  for (int i = 0; i < 200 && echo.open_connections > 0; ++i) std::this_thread::sleep_for(20 * moment);
  EXPECT_EQ(echo.open_connections, 0);
}

TEST_F(Sockets, ClosesIdleConnectionsButNotBusyOnes) {
  options.limits.idle_timeout_s = 0.1;
  options.limits.rate_window_s = 0.1;
  start();
  RawClient client(listener->port());
  client.send("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab");
  EXPECT_TRUE(has(client.read_until("body=ab"), "body=ab"));
  client.read_all();
  EXPECT_TRUE(client.closed());
}

TEST_F(Sockets, LimitsConnectionsOfOneAddress) {
  options.limits.connections_per_ip_max = 2;
  start();
  RawClient one(listener->port()), two(listener->port());
  one.send(get).read_until("path=/a");
  two.send(get).read_until("path=/a");
  const std::string refusal = answer_to("");
  EXPECT_TRUE(begins(refusal, "HTTP/1.1 503 ")) << refusal;
  EXPECT_TRUE(has(refusal, "X-Content-Type-Options: nosniff\r\n") && has(refusal, "Connection: close\r\n")) << refusal;
  EXPECT_TRUE(has(one.send(get).read_until("path=/a", 2), "path=/a"));
}

TEST_F(Sockets, AnswersWithAnErrorWhatThrows) {
  start();
  EXPECT_TRUE(begins(answer_to("GET /throws HTTP/1.1\r\nHost: x\r\n\r\n"), "HTTP/1.1 500 "));
}

TEST_F(Sockets, AHeadRequestHasNoBody) {
  start();
  const std::string answer = answer_to("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(has(answer, "Content-Length: 7\r\n") && answer.ends_with("\r\n\r\n")) << answer;
}

TEST_F(Sockets, StoppingLetsARequestInProgressEnd) {
  start();
  RawClient idle(listener->port()), client(listener->port());
  idle.send(get).read_until("path=/a");
  client.send("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab");
  while (echo.bodies == 0) std::this_thread::sleep_for(1 * moment);
  listener->stop();
  const std::string answer = client.read_all();
  EXPECT_TRUE(has(answer, "body=ab") && has(answer, "Connection: close")) << answer;
  EXPECT_FALSE(RawClient(listener->port()).connected());
}

TEST_F(Sockets, StoppingDoesNotWaitForEverForAClientThatStalls) {
  options.limits.drain_timeout_s = 0.1;
  start();
  RawClient client(listener->port());
  client.send("POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 200\r\n\r\nab");
  while (echo.bodies == 0) std::this_thread::sleep_for(1 * moment);
  listener->stop();
  client.read_all();
  EXPECT_TRUE(client.closed());
}

TEST_F(Sockets, ServesManyClientsAtOnceOnSeveralThreads) {
  options.io_threads = 2;
  start();
  std::vector<std::future<bool>> clients;
  for (int i = 0; i < 16; ++i)
    clients.push_back(std::async(std::launch::async, [this] {
      RawClient client(listener->port());
      for (int n = 1; n <= 50; ++n)
        if (!has(client.send(get).read_until("path=/a", n), "path=/a")) return false;
      return true;
    }));
  for (auto& client : clients) EXPECT_TRUE(client.get());
}

TEST(ListenerStart, RefusesWhatIsNoAddressAndATakenPort) {
  Echo echo;
  EXPECT_EQ(Listener::start({.host = "nowhere"}, echo).error().code, ErrorCode::invalid_argument);
  const auto first = Listener::start({.host = "127.0.0.1"}, echo);
  EXPECT_EQ(Listener::start({.host = "127.0.0.1", .port = (*first)->port()}, echo).error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace testledger
