#include "insights/failure_message.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

struct Row {
  std::string_view line, plain;
};

TEST(FailureMessage, LosesWhatDiffersFromRunToRun) {
  const Row rows[] = {
      {"", ""},
      {"AssertionError: lists differ", "AssertionError: lists differ"},
      {"expected 17 but was -3", "expected <n> but was -<n>"},
      {"1,234,567.89 is not 12e", "<n> is not <n>e"},
      {"order_45_of Suite12Test.java:40", "order_<n>_of Suite<n>Test.java:<n>"},
      {"no user 123e4567-e89b-12d3-a456-426614174000.", "no user <uuid>."},
      {"no user 123E4567-E89B-12D3-A456-426614174000", "no user <uuid>"},
      {"123e4567-e89b-12d3-a456-4266141740001 is longer", "<hex>-e<n>b-<n>d<n>-a<n>-<n> is longer"},
      {"at 2026-11-23T09:52:07.123Z it", "at <time> it"},
      {"at 2026-11-23 09:52:07,123+01:00 it", "at <time> it"},
      {"on 2026-11-23 it", "on <time> it"},
      {"on 2026/11/23", "on <time>"},
      {"[09:52:07] late", "[<time>] late"},
      {"took 1.5s", "took <duration>"},
      {"after 30 seconds, 2 retries", "after <duration>, <n> retries"},
      {"timeout of 2000ms exceeded", "timeout of <duration> exceeded"},
      {"took 12 \xc2\xb5s", "took <duration>"},
      {"5 sheep", "<n> sheep"},
      {"object at 0x7f3a2b10c9d0>", "object at <address>>"},
      {"connect 127.0.0.1:54321: refused", "connect <address>: refused"},
      {"version 1.2.3 is old", "version <n> is old"},
      {"Basket@1b2c3d4e is null", "Basket@<hex> is null"},
      {"commit deadbeef12 is gone, deadbeef stays, 12345678 counts", "commit <hex> is gone, deadbeef stays, <n> counts"},
      {"cannot open '/tmp/pytest-of-ci/pytest-12/out7.txt'", "cannot open '<tmp>/out<n>.txt'"},
      {"/var/folders/x1/T/abc.log: no", "<tmp>/abc.log: no"},
      {"C:\\Users\\ci\\AppData\\Local\\Temp\\a1\\b.txt missing", "<tmp>\\b.txt missing"},
      {"/home/ci/shop/cart.py", "/home/ci/shop/cart.py"},
      {"\xc3\xa4 12 \xe2\x82\xac", "\xc3\xa4 <n> \xe2\x82\xac"},
      {"cut in \xc3", "cut in \xc3"},
      {"2026-", "<n>-"},
      {"0x", "<n>x"},
      {"::", "::"},
  };
  for (const Row& row : rows) EXPECT_EQ(without_particulars(row.line), row.plain);
}

TEST(FailureMessage, IsEqualForTheSameCause) {
  EXPECT_EQ(without_particulars("worker 7 at 10:00:01: no answer from 10.0.0.7:80 in 3.2s"),
            without_particulars("worker 12 at 09:59:59: no answer from 10.0.12.1:8080 in 31 s"));
}

TEST(FailureMessage, TakesTimeInProportionToItsLength) { EXPECT_EQ(without_particulars(std::string(200'000, '.')).size(), 200'000U); }

TEST(FailureMessage, IsTheFirstLineThatSaysSomething) {
  EXPECT_EQ(first_line("\n  \n  expected 1\r\nat acme", 200), "expected 1");
  EXPECT_EQ(first_line("\xc3\xa4\xc3\xb6\xc3\xbc", 2), "\xc3\xa4\xc3\xb6");
  EXPECT_EQ(first_line(" \n\t", 200), "");
}

TEST(FailureMessage, IsWhatTheRunSaysFirst) {
  const RunStep passed{.text = "open", .status = RunStatusType::passed},
      failed{.text = "press", .actual = "nothing", .status = RunStatusType::failed};
  EXPECT_EQ(failure_message({}), "");
  EXPECT_EQ(failure_message({.steps = {passed, failed}, .comments = {"told", "more"}}), "told");
  EXPECT_EQ(failure_message({.steps = {passed, failed}}), "nothing");
  EXPECT_EQ(failure_message({.steps = {{.text = "press", .status = RunStatusType::failed}}}), "press");
  EXPECT_EQ(failure_message(
                {.rows = {{.status = RunStatusType::passed, .comment = "fine"}, {.status = RunStatusType::failed, .comment = "row 2"}}}),
            "row 2");
}

}  // namespace
}  // namespace testledger
