#include <atomic>
#include <numeric>

#include "storage/contract/store_contract.hpp"

namespace testledger {
namespace {

std::vector<std::string> keys(int count) {
  std::vector<std::string> all;
  for (int i = 0; i < count; ++i) all.push_back("suite.Test.case" + std::to_string(i));
  return all;
}

}  // namespace

using testing::IsEmpty;
using testing::SizeIs;

TEST_P(StoreContract, ImportsOfTheSameNewKeysAtOnceMakeEachCaseOnce) {
  constexpr int imports = 6;
  at_once(imports, [&](int i) {
    auto names = keys(50);
    if (i % 2) std::ranges::reverse(names);
    auto session = begin();
    must(import_keys(*session, names));
    must(session->commit({.requests = 50, .successes = 50}));
  });
  const auto cases = must(store->cases(project.id, {}));
  EXPECT_THAT(cases.items, SizeIs(50));
  std::vector<std::int64_t> run_ids;
  for (const CaseInCycle& each : must(store->runs(project.id, cycle, {})).items) {
    EXPECT_THAT(each.runs, SizeIs(imports));
    EXPECT_TRUE(std::ranges::is_sorted(each.runs, std::greater(), &TestRun::id)) << "latest first";
    for (const TestRun& run : each.runs) run_ids.push_back(run.id.value);
  }
  std::ranges::sort(run_ids);
  std::vector<std::int64_t> expected(imports * 50);
  std::iota(expected.begin(), expected.end(), 1);
  EXPECT_EQ(run_ids, expected) << "every run once, without gaps";
}

TEST_P(StoreContract, AFailingImportUndoesOnlyItself) {
  std::atomic<int> kept = 0;
  at_once(8, [&](int i) {
    auto session = begin();
    must(import_keys(*session, {"test" + std::to_string(i)}));
    if (i % 2 == 0) return;  // given up
    must(session->commit({}));
    ++kept;
  });
  EXPECT_THAT(must(store->cases(project.id, {})).items, SizeIs(kept.load()));
  EXPECT_EQ(kept, 4);
}

TEST_P(StoreContract, ReadersGoOnDuringAnImportAndSeeAllOfItOrNothing) {
  std::atomic<bool> done = false;
  std::thread reader([&] {
    while (!done) {
      const auto shown = must(store->runs(project.id, cycle, {}));
      EXPECT_TRUE(shown.items.empty() || shown.items.size() == 100) << shown.items.size();
    }
  });
  auto session = begin();
  for (int part = 0; part < 4; ++part) {
    auto all = keys(100);
    must(import_keys(*session, {all.begin() + part * 25, all.begin() + (part + 1) * 25}));
  }
  must(session->find_cases({}));
  EXPECT_THAT(must(store->runs(project.id, cycle, {})).items, IsEmpty());
  must(session->commit({}));
  EXPECT_THAT(must(store->runs(project.id, cycle, {})).items, SizeIs(100));
  done = true;
  reader.join();
}

TEST_P(StoreContract, OtherWritesAreDoneOnceAnImportEnds) {
  auto session = begin();
  std::thread other([&] { must(store->create_cycle(project.id, {.title = "while importing"})); });
  must(import_keys(*session, {"a"}));
  must(session->commit({}));
  other.join();
  EXPECT_THAT(must(store->find_cycles(project.id, {.title = "while importing"}, {})).items, SizeIs(1));
}

TEST_P(StoreContract, ASmallWriteThatFailsUndoesOnlyItself) {
  at_once(8, [&](int i) {
    const auto made = store->create_user(i % 2 ? "taken" : "user" + std::to_string(i), false);
    EXPECT_TRUE(made || i % 2 == 1);
  });
  for (const std::string_view name : {"taken", "user0", "user2", "user4", "user6"}) EXPECT_TRUE(must(store->find_user(name))) << name;
}

}  // namespace testledger
