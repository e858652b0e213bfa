// Lists that go on behind an item, whatever was made or removed meanwhile.
#include "storage/contract/store_contract.hpp"

namespace testledger {
namespace {

using testing::ElementsAre;

/// What a list has in parts of two, each behind the one before; `between` happens after the first.
template <class Item>
std::vector<std::string> in_parts(
    const std::function<Result<Page<Item>>(PageRequest)>& list, const std::function<std::string(const Item&)>& name,
    const std::function<void()>& between = [] {}) {
  std::vector<std::string> names;
  PageRequest request{.size = 2};
  for (int part = 0; part < 100; ++part) {
    const Page<Item> page = must(list(request));
    for (const Item& item : page.items) names.push_back(name(item));
    EXPECT_EQ(page.is_last, !page.next.has_value());
    if (!page.next) return names;
    if (part == 0) between();
    request.after = page.next;
    request.start = 7;  // which does not count
  }
  ADD_FAILURE() << "the list has no end";
  return names;
}

std::string title_of_case(const TestCase& item) { return item.fields.title; }
std::string title_of_cycle(const TestCycle& item) { return item.fields.title; }
std::string title_of_member(const CaseInCycle& item) { return item.title; }

}  // namespace

TEST_P(StoreContract, ListsOfCasesGoOnWhereTheyWere) {
  for (const char* title : {"a", "b", "c", "d", "e"}) must(store->create_case(project.id, draft(title)));
  const auto all = [&](PageRequest page) { return store->cases(project.id, page); };
  const auto found = [&](PageRequest page) { return store->find_cases(project.id, {}, page); };
  EXPECT_THAT(in_parts<TestCase>(all, title_of_case), ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_THAT(in_parts<TestCase>(found, title_of_case), ElementsAre("a", "b", "c", "d", "e"));
  const auto remove = [&] { must(store->change_cases(project.id, {.which = std::vector<KeyNumber>{1, 2}, .change = ShelfMove::erase})); };
  EXPECT_THAT(in_parts<TestCase>(all, title_of_case, remove), ElementsAre("a", "b", "c", "d", "e")) << "none is left out";
  EXPECT_EQ(must(found({.size = 2, .after = 3})).total, 3);
}

TEST_P(StoreContract, ListsOfCyclesGoOnWhereTheyWere) {
  for (const char* title : {"x", "nightly", "NIGHTLY"}) must(store->create_cycle(project.id, {.title = title}));
  const auto all = [&](PageRequest page) { return store->cycles(project.id, page); };
  const auto make = [&] { must(store->create_cycle(project.id, {.title = "newer"})); };
  EXPECT_THAT(in_parts<TestCycle>(all, title_of_cycle, make), ElementsAre("NIGHTLY", "nightly", "x", "Nightly", "Adhoc"));
  const auto named = [&](PageRequest page) { return store->find_cycles(project.id, {.title = " Nightly"}, page); };
  EXPECT_THAT(in_parts<TestCycle>(named, title_of_cycle), ElementsAre("Nightly", "NIGHTLY", "nightly"));
  const auto some = [&](PageRequest page) { return store->find_cycles(project.id, {.title = "i", .match = TextMatch::contains}, page); };
  EXPECT_THAT(in_parts<TestCycle>(some, title_of_cycle, make), ElementsAre("NIGHTLY", "nightly", "Nightly"));
}

TEST_P(StoreContract, ListsOfRunsBatchesAndTheAuditLogGoOnWhereTheyWere) {
  auto session = begin();
  must(import_keys(*session, {"a", "b", "c", "d", "e"}));
  must(session->commit({.requests = 5, .successes = 5}));
  session.reset();
  const auto members = [&](PageRequest page) { return store->runs(project.id, cycle, page); };
  const auto latest = [&](PageRequest page) { return store->latest_runs(project.id, cycle, page); };
  const auto remove = [&] { must(store->remove_from_cycle(project.id, cycle, {.number = 1})); };
  EXPECT_THAT(in_parts<CaseInCycle>(latest, title_of_member), ElementsAre("case a", "case b", "case c", "case d", "case e"));
  EXPECT_THAT(in_parts<CaseInCycle>(members, title_of_member, remove), ElementsAre("case a", "case b", "case c", "case d", "case e"));
  for (int i = 0; i < 4; ++i) must(store->enqueue_batch(start(cycle)));
  for (const BatchStore::BatchQuery& query : {BatchStore::BatchQuery{}, BatchStore::BatchQuery{.cycle = cycle}}) {
    const auto batches = [&](PageRequest page) { return store->batches(project.id, query, page); };
    const auto number = [](const Batch& batch) { return std::to_string(batch.id.value); };
    EXPECT_THAT(in_parts<Batch>(batches, number), ElementsAre("5", "4", "3", "2", "1"));
  }
  for (const char* action : {"a", "b", "c"}) must(store->append_audit({by_the_program(action, now())}));
  const auto entries = [&](PageRequest page) { return store->audit(page); };
  const auto told = in_parts<AuditRecord>(
      entries, [](const AuditRecord& record) { return record.entry.action; },
      [&] { must(store->append_audit({by_the_program("later", now())})); });
  ASSERT_GE(told.size(), 3U);
  EXPECT_THAT(std::vector(told.begin(), told.begin() + 3), ElementsAre("c", "b", "a"));
}

}  // namespace testledger
