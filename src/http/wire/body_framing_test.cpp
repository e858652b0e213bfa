#include "http/wire/body_framing.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

struct Outcome {
  std::string data;
  std::string rest;
  bool done = false;
  bool refused = false;

  bool operator==(const Outcome&) const = default;
};

/// Gives the bytes in pieces, as a socket would.
Outcome read_in_pieces(const Request& request, std::string_view bytes, std::size_t piece) {
  BodyFraming framing(request);
  Outcome outcome;
  std::string held;
  for (std::size_t at = 0; at < bytes.size() && !framing.done(); at += piece) {
    held += bytes.substr(at, piece);
    for (std::size_t consumed = 1; consumed > 0 && !framing.done() && !held.empty();) {
      const auto step = framing.next(held);
      if (!step) return {.refused = true};
      outcome.data += step->data;
      consumed = step->consumed;
      held.erase(0, consumed);
    }
  }
  outcome.rest = held;
  outcome.done = framing.done();
  return outcome;
}

Request chunked() {
  Request request;
  request.chunked = true;
  return request;
}

struct ChunksRow {
  std::string why;
  std::string bytes;
  Outcome outcome;
};

class Chunks : public testing::TestWithParam<ChunksRow> {};

TEST_P(Chunks, AreTheSameHoweverTheyArrive) {
  for (std::size_t piece = 1; piece <= GetParam().bytes.size(); ++piece) {
    Outcome outcome = read_in_pieces(chunked(), GetParam().bytes, piece);
    outcome.rest.clear();
    EXPECT_EQ(outcome, GetParam().outcome) << GetParam().why << ", pieces of " << piece;
  }
}

const Outcome refusal{.refused = true};

INSTANTIATE_TEST_SUITE_P(Rows, Chunks,
                         testing::Values(ChunksRow{"two chunks", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", {"abcde", "", true}},
                                         ChunksRow{"no data", "0\r\n\r\n", {"", "", true}},
                                         ChunksRow{"blanks behind the size", "3 \r\nabc\r\n0\t\r\n\r\n", {"abc", "", true}},
                                         ChunksRow{"an extension", "3;a=b\r\nabc\r\n0\r\n\r\n", refusal},
                                         ChunksRow{"an extension of the last chunk", "0 ; x\r\n\r\n", refusal},
                                         ChunksRow{"trailers are passed over", "1\r\na\r\n0\r\nX: y\r\nZ: w\r\n\r\n", {"a", "", true}},
                                         ChunksRow{"a length in the trailer", "0\r\nContent-Length: 3\r\n\r\n", refusal},
                                         ChunksRow{"a coding in the trailer", "0\r\nX: y\r\ntransfer-encoding: chunked\r\n\r\n", refusal},
                                         ChunksRow{"a host in the trailer", "0\r\nHOST: b\r\n\r\n", refusal},
                                         ChunksRow{"a request in the trailer", "0\r\nGET /admin HTTP/1.1\r\n\r\n", refusal},
                                         ChunksRow{"a trailer's name with a blank", "0\r\nX : y\r\n\r\n", refusal},
                                         ChunksRow{"a trailer with a bare CR", "0\r\nX: y\rContent-Length: 3\r\n\r\n", refusal},
                                         ChunksRow{"capital digits", "A\r\n0123456789\r\n0\r\n\r\n", {"0123456789", "", true}},
                                         ChunksRow{"cut off", "3\r\nab", {"ab", "", false}},
                                         ChunksRow{"a negative size", "-1\r\na\r\n0\r\n\r\n", refusal},
                                         ChunksRow{"a signed size", "+1\r\na\r\n0\r\n\r\n", refusal},
                                         ChunksRow{"a size with 0x", "0x1\r\na\r\n0\r\n\r\n", refusal},
                                         ChunksRow{"no size", "\r\na\r\n", refusal},
                                         ChunksRow{"a size beyond 60 bits", "FFFFFFFFFFFFFFFF\r\na", refusal},
                                         ChunksRow{"letters after the size", "1 x\r\na\r\n0\r\n\r\n", refusal},
                                         ChunksRow{"longer than its size", "1\r\nab\r\n0\r\n\r\n", refusal},
                                         ChunksRow{"a bare LF after the size", "1\na\n0\n\n", refusal},
                                         ChunksRow{"an endless extension", "1;" + std::string(300, 'x') + "\r\na\r\n0\r\n\r\n", refusal},
                                         ChunksRow{"a hidden line in an extension", "1;a\rb\r\na\r\n0\r\n\r\n", refusal}));

TEST(Chunks, RefuseAnEndlessTrailer) {
  std::string bytes = "0\r\n";
  for (int i = 0; i < 2000; ++i) bytes += "X: yyy\r\n";
  EXPECT_TRUE(read_in_pieces(chunked(), bytes, 500).refused);
}

TEST(Length, TakesThatManyBytesAndLeavesTheRest) {
  Request request;
  request.content_length = 3;
  const Outcome outcome = read_in_pieces(request, "abcdef", 6);
  EXPECT_EQ(outcome, (Outcome{"abc", "def", true}));
}

TEST(Length, OfZeroIsDoneAtOnce) { EXPECT_TRUE(BodyFraming(Request{}).done()); }

}  // namespace
}  // namespace testledger
