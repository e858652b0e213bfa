#include "client/event_stream.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

using Events = std::vector<ServerEvent>;

/// Fed in pieces of that many bytes.
Events read(std::string_view stream, std::size_t piece_size) {
  EventStreamReader reader;
  Events events;
  for (std::size_t at = 0; at < stream.size(); at += piece_size)
    EXPECT_TRUE(reader.feed(stream.substr(at, piece_size), [&](const ServerEvent& event) { events.push_back(event); }));
  return events;
}

TEST(EventStream, ReadsTheSameWhereverItIsSplit) {
  const std::pair<std::string_view, Events> rows[] = {
      {"id: 7\nevent: state\ndata: {\"a\":1}\n\n", {{"7", "state", "{\"a\":1}"}}},
      {"id: 7\r\nevent: state\r\ndata: x\r\n\r\nid: 8\r\ndata: y\r\n\r\n", {{"7", "state", "x"}, {"8", "message", "y"}}},
      {"id: 7\revent: state\rdata: x\r\rdata: y\r\r", {{"7", "state", "x"}, {"7", "message", "y"}}},
      {"\xEF\xBB\xBF"
       "data: x\n\n",
       {{"", "message", "x"}}},
      {"data\n\ndata:\n\n", {{"", "message", ""}, {"", "message", ""}}},
      {"data: a\ndata: b\n\n", {{"", "message", "a\nb"}}},
      {"data:  two blanks\n\n", {{"", "message", " two blanks"}}},
      {": alive\n\n:\n\ndata: x\n\n", {{"", "message", "x"}}},
      {"retry: 3000\nother: x\nid: 4\n\n", {}},
      {"id: 4\n\nevent: lost\n\ndata: x\n\n", {{"4", "message", "x"}}},
      {"data: not complete\n", {}},
      {"data: a:b\n\n", {{"", "message", "a:b"}}},
      {"data: \xC3\xA4\n\n", {{"", "message", "\xC3\xA4"}}},
  };
  for (const auto& [stream, events] : rows)
    for (std::size_t piece_size = 1; piece_size <= stream.size(); ++piece_size)
      EXPECT_EQ(read(stream, piece_size), events) << stream << " in pieces of " << piece_size;
}

TEST(EventStream, AnEventHasALimit) {
  EventStreamReader reader;
  const auto sink = [](const ServerEvent&) {};
  EXPECT_TRUE(reader.feed("data: " + std::string(event_size_max - 6, 'x'), sink));
  const auto refused = reader.feed("x", sink);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::limit_exceeded);
  EventStreamReader many;
  Result<void> fed;
  for (std::size_t lines = 0; fed && lines <= event_size_max / 1024; ++lines)
    fed = many.feed("data: " + std::string(1024, 'x') + "\n", sink);
  EXPECT_FALSE(fed) << "lines of one event count together";
}

}  // namespace
}  // namespace testledger
