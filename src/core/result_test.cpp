#include "core/result.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

Result<int> positive(int number) {
  if (number < 0) return Error{ErrorCode::invalid_argument, "write a positive number"};
  return number;
}

Result<void> both_positive(int first, int second) {
  TRY(positive(first));
  [[maybe_unused]] const int value = TRY(positive(second));
  return {};
}

TEST(Result, TryHandsTheFirstErrorOn) {
  EXPECT_TRUE(both_positive(1, 2));
  EXPECT_EQ(both_positive(1, -2).error().message, "write a positive number");
  EXPECT_EQ(both_positive(-1, 2).error().code, ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace testledger
