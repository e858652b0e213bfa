#include "core/iso_time.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

TEST(IsoTime, HasMillisecondsAndIsUtc) {
  const auto at = [](std::int64_t ms) { return iso_time(Timestamp(std::chrono::milliseconds(ms))); };
  EXPECT_EQ(at(1'724'906'316'437), "2024-08-29T04:38:36.437Z");
  EXPECT_EQ(at(1'724'906'316'007), "2024-08-29T04:38:36.007Z");
  EXPECT_EQ(at(0), "1970-01-01T00:00:00.000Z");
}

}  // namespace
}  // namespace testledger
