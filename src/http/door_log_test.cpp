#include "http/door_log.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

using namespace std::chrono_literals;

TurnedAway from(const std::string& remote) { return {.at = TurnedAway::At::head, .remote = remote, .why = "nonsense"}; }

int lines_of_many(DoorLog& log, const std::string& remote, SteadyTime now) {
  int lines = 0;
  for (int i = 0; i < 1000; ++i) lines += log.tell(from(remote), now) ? 1 : 0;
  return lines;
}

TEST(DoorLog, HasSoManyLinesAMinuteAndOfOneAddress) {
  DoorLog log;
  const SteadyTime begin = steady_now();
  EXPECT_EQ(lines_of_many(log, "10.0.0.1", begin), DoorLog::lines_of_address_max);
  EXPECT_TRUE(log.tell(from("10.0.0.2"), begin)) << "one address keeps no other out";
  int lines = DoorLog::lines_of_address_max + 1;
  for (int i = 0; i < 1000; ++i) lines += log.tell(from("10.1.0." + std::to_string(i)), begin + 59s) ? 1 : 0;
  EXPECT_EQ(lines, DoorLog::lines_per_minute_max);
  EXPECT_TRUE(log.tell(from("10.0.0.1"), begin + 60s)) << "the next minute is another one";
}

}  // namespace
}  // namespace testledger
