#include "http/wire/request_head.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

struct HeadRow {
  std::string why;
  std::string head;
  int status;  // 0: accepted
};

int status_after(std::string_view head) {
  const HttpLimits limits;
  const HeadScan scan = scan_head(head, limits);
  if (scan.state == HeadScan::State::refused) return static_cast<int>(scan.refusal.status);
  if (scan.state == HeadScan::State::incomplete) return -1;
  const auto parsed = parse_head(head.substr(scan.begin, scan.end - scan.begin), limits);
  const auto* refusal = std::get_if<Response>(&parsed);
  return refusal != nullptr ? static_cast<int>(refusal->status) : 0;
}

class Head : public testing::TestWithParam<HeadRow> {};

TEST_P(Head, IsAcceptedOrRefused) { EXPECT_EQ(status_after(GetParam().head), GetParam().status) << GetParam().why; }

std::string with(const std::string& fields) { return "POST /x HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n"; }

std::string many_fields(int count) {
  std::string fields;
  for (int i = 0; i < count; ++i) fields += "X: y\r\n";
  return fields;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Head,
    testing::Values(
        HeadRow{"an ordinary request", with("Content-Length: 5\r\n"), 0},
        HeadRow{"a chunked request", with("Transfer-Encoding: chunked\r\n"), 0},
        HeadRow{"letter case is free", with("TRANSFER-ENCODING: Chunked\r\n"), 0}, HeadRow{"an empty line first", "\r\n" + with(""), 0},
        HeadRow{"HTTP/1.0 needs no host", "GET / HTTP/1.0\r\n\r\n", 0},
        HeadRow{"not all has arrived", "POST /x HTTP/1.1\r\nHost: a\r\n", -1},
        HeadRow{"both framings", with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400},
        HeadRow{"both framings, other order", with("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400},
        HeadRow{"two lengths", with("Content-Length: 5\r\nContent-Length: 6\r\n"), 400},
        HeadRow{"twice the same length", with("Content-Length: 5\r\nContent-Length: 5\r\n"), 400},
        HeadRow{"a list of lengths", with("Content-Length: 5, 5\r\n"), 400},
        HeadRow{"a negative length", with("Content-Length: -1\r\n"), 400}, HeadRow{"a signed length", with("Content-Length: +5\r\n"), 400},
        HeadRow{"a hexadecimal length", with("Content-Length: 0x5\r\n"), 400},
        HeadRow{"a length beyond 64 bits", with("Content-Length: 99999999999999999999999\r\n"), 400},
        HeadRow{"an empty length", with("Content-Length:\r\n"), 400},
        HeadRow{"an unknown encoding", with("Transfer-Encoding: gzip\r\n"), 501},
        HeadRow{"chunked is not last", with("Transfer-Encoding: chunked, gzip\r\n"), 501},
        HeadRow{"chunked twice", with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400},
        HeadRow{"a disguised encoding", with("Transfer-Encoding: xchunked\r\n"), 501},
        HeadRow{"an encoding in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        HeadRow{"a blank before the colon", with("Content-Length : 5\r\n"), 400}, HeadRow{"a folded field", with("X: a\r\n b\r\n"), 400},
        HeadRow{"a blank first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400}, HeadRow{"a bare LF", "GET / HTTP/1.1\nHost: a\n\n", 400},
        HeadRow{"a bare LF after one CRLF", "GET / HTTP/1.1\r\nHost: a\n\r\n", 400}, HeadRow{"a bare CR", with("X: a\rb\r\n"), 400},
        HeadRow{"a NUL in a value", with(std::string("X: a\0b\r\n", 8)), 400},
        HeadRow{"a field without a colon", with("nonsense\r\n"), 400}, HeadRow{"a field without a name", with(": x\r\n"), 400},
        HeadRow{"no host", "GET / HTTP/1.1\r\n\r\n", 400}, HeadRow{"two hosts", with("Host: b\r\n"), 400},
        HeadRow{"an unknown version", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505}, HeadRow{"no version", "GET /\r\nHost: a\r\n\r\n", 400},
        HeadRow{"no request at all", "\x16\x03\x01\r\n\r\n", 400}, HeadRow{"another expectation", with("Expect: tea\r\n"), 417},
        HeadRow{"as many fields as may be", with(many_fields(99)), 0}, HeadRow{"one field too many", with(many_fields(100)), 431},
        HeadRow{"a header too large", with("X: " + std::string(33'000, 'y') + "\r\n"), 431},
        HeadRow{"a header that never ends", "GET / HTTP/1.1\r\nX: " + std::string(33'000, 'y'), 431},
        HeadRow{"a target too long", "GET /" + std::string(8'200, 'y') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
        HeadRow{"a request line that never ends", "GET /" + std::string(8'200, 'y'), 414}));

Request parsed(const std::string& head) { return std::get<Request>(parse_head(head, {})); }

TEST(ParsedHead, HasMethodTargetAndFields) {
  const Request request = parsed(with("X-Thing:  some value \r\nContent-Length: 12\r\n"));
  EXPECT_EQ(request.method, Method::post);
  EXPECT_EQ(request.target, "/x");
  EXPECT_EQ(request.field("x-thing"), "some value");
  EXPECT_EQ(request.content_length, 12U);
  EXPECT_TRUE(request.keep_alive);
}

TEST(ParsedHead, TakesTheTargetOutOfAnAbsoluteOne) {
  EXPECT_EQ(parsed("GET http://a:80/b?c HTTP/1.1\r\nHost: a\r\n\r\n").target, "/b?c");
  EXPECT_EQ(parsed("GET http://a HTTP/1.1\r\nHost: a\r\n\r\n").target, "/");
}

TEST(ParsedHead, KeepsADecentRequestIdAndReplacesOthers) {
  EXPECT_EQ(parsed(with("X-Request-Id: build-7.a\r\n")).id, "build-7.a");
  for (const std::string& id : {std::string(), std::string("a b"), std::string("<x>"), std::string(65, 'a')})
    EXPECT_EQ(parsed(with("X-Request-Id: " + id + "\r\n")).id.size(), 16U) << id;
}

TEST(ParsedHead, KnowsHowTheConnectionGoesOn) {
  EXPECT_FALSE(parsed(with("Connection: close\r\n")).keep_alive);
  EXPECT_FALSE(parsed("GET / HTTP/1.0\r\n\r\n").keep_alive);
  EXPECT_TRUE(parsed(with("Expect: 100-Continue\r\n")).expects_continue);
}

}  // namespace
}  // namespace testledger
