#include <atomic>

#include "storage/contract/store_contract.hpp"

namespace testledger {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

Timestamp at(std::int64_t ms) { return Timestamp(std::chrono::milliseconds(ms)); }

CycleDraft full_cycle() {
  return {.title = "Nightly \xC3\xA4",
          .objective = "all of it",
          .owner = "ann",
          .start = at(1000),
          .end = at(2000),
          .tasks = {"AT-223", "7"},
          .components = {1, -2},
          .releases = {2147483647},
          .tags = {"smoke", "Weekly"},
          .custom_fields = R"([{"name":"Env","value":1}])",
          .closed = true};
}

CycleStore::CycleChange to(const CycleDraft& draft) {
  return [draft](const TestCycle&) { return Result<CycleDraft>(draft); };
}

}  // namespace

TEST_P(StoreContract, ACycleSaysAllThatWasWrittenAndNothingElse) {
  CycleDraft written = full_cycle();
  written.folder = must(store->ensure_folders(project.id, FolderKind::test_cycle, {}, {"Shop"})).id;
  const TestCycle made = must(store->create_cycle(project.id, written));
  EXPECT_EQ(made.fields, written);
  const TestCycle emptied = must(store->change_cycle(project.id, made.id, to({.title = "bare"})));
  EXPECT_EQ(emptied.fields, CycleDraft{.title = "bare"});
  EXPECT_THAT(emptied.tags, IsEmpty());
  EXPECT_EQ(emptied.created, made.created);
  EXPECT_GE(emptied.updated, made.updated);
  must(store->change_cycle(project.id, made.id, to(written)));
  reopen();
  const auto found = must(store->find_cycle(project.id, {.number = made.number}));
  EXPECT_EQ(found->fields, written);
  EXPECT_EQ(found->folder->name, "Shop");
  EXPECT_THAT(must(store->find_cycles(project.id, {.title = "nightly \xC3\x84"}, {})).items, SizeIs(1));
  EXPECT_THAT(must(store->find_cycles(project.id, {.title = "bare"}, {})).items, IsEmpty());
}

TEST_P(StoreContract, ARefusedChangeOfACycleChangesNothing) {
  const auto refuse = [](const TestCycle&) -> Result<CycleDraft> { return Error{.code = ErrorCode::invalid_argument, .message = "no"}; };
  EXPECT_ERROR(store->change_cycle(project.id, cycle, refuse), invalid_argument);
  EXPECT_ERROR(store->change_cycle(project.id, cycle, to({.title = "x", .folder = FolderId{99}})), not_found);
  EXPECT_ERROR(store->change_cycle(project.id, {99}, to({.title = "x"})), not_found);
  EXPECT_EQ(must(store->find_cycle(project.id, {.id = cycle.value}))->fields, CycleDraft{.title = "Nightly"});
  const auto adhoc = must(store->find_cycle(project.id, {.number = adhoc_cycle_number}));
  EXPECT_ERROR(store->change_cycle(project.id, adhoc->id, to({.title = "x", .closed = true})), conflict);
}

TEST_P(StoreContract, ChangesOfACycleAtOnceAreAllKept) {
  at_once(8, [&](int i) {
    must(store->change_cycle(project.id, cycle, [i](const TestCycle& before) {
      CycleDraft after = before.fields;
      after.tasks.push_back(std::to_string(i));
      return Result<CycleDraft>(after);
    }));
  });
  EXPECT_THAT(must(store->find_cycle(project.id, {.id = cycle.value}))->fields.tasks, SizeIs(8));
}

TEST_P(StoreContract, ATagOfACycleStandsInTheWayOfItsRemoval) {
  must(store->change_cycle(project.id, cycle, to({.title = "c", .tags = {"smoke"}})));
  const CaseTag tag = must(store->tags(project.id, 0, 10)).at(0);
  EXPECT_EQ(store->remove_tag(project.id, tag.id, TagStore::UsedTag::refuses).error().message,
            "The tag 'smoke' is on 0 cases and 1 cycles.");
  must(store->remove_tag(project.id, tag.id, TagStore::UsedTag::goes));
  EXPECT_THAT(must(store->find_cycle(project.id, {.id = cycle.value}))->tags, IsEmpty());
}

TEST_P(StoreContract, AClosedCycleTakesNoResults) {
  must(store->change_cycle(project.id, cycle, to({.title = "done", .closed = true})));
  const auto refusal = store->begin_import(start(cycle));
  ASSERT_FALSE(refusal);
  EXPECT_EQ(refusal.error().message, "The cycle 'done' is closed and takes no results. Open it again to report into it.");
  EXPECT_ERROR(store->enqueue_batch(start(cycle)), invalid_argument);
  must(store->change_cycle(project.id, cycle, to({.title = "done"})));
  EXPECT_TRUE(store->begin_import(start(cycle)));
}

TEST_P(StoreContract, ACloneHasTheCasesAndNoneOfTheRuns) {
  auto session = begin();
  must(import_keys(*session, {"a", "b", "c"}));
  must(session->commit({.requests = 3, .successes = 3}));
  session.reset();
  const TestCycle made = must(store->clone_cycle(project.id, cycle, {.title = "again"}));
  const auto cases = must(store->runs(project.id, made.id, {})).items;
  ASSERT_THAT(cases, SizeIs(3));
  const auto of = must(store->runs(project.id, cycle, {})).items;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    EXPECT_EQ(cases[i].case_id, of[i].case_id);
    EXPECT_THAT(cases[i].runs, IsEmpty());
  }
  EXPECT_ERROR(store->clone_cycle(project.id, {99}, {.title = "x"}), not_found);
  auto into = must(store->begin_import(start(made.id)));
  must(import_keys(*into, {"a", "d"}));
  must(into->commit({.requests = 2, .successes = 2}));
  EXPECT_THAT(must(store->runs(project.id, made.id, {})).items.at(0).runs, SizeIs(1));
  EXPECT_THAT(must(store->data().check(go_on)), IsEmpty());
}

TEST_P(UndoContract, ACycleIsRemovedWithAllThatItHas) {
  const CycleId other = must(store->create_cycle(project.id, {.title = "Other", .tags = {"x"}})).id;
  import_of(start(cycle), {"a", "b"});
  const BatchId gone = import_of(start(other), {"a", "c"});
  import_of(start(other), {"a"});
  const BatchId kept = import_of(start(cycle), {"c", "a"});
  const auto waiting = must(store->enqueue_batch(start(other)));
  EXPECT_ERROR(store->remove_cycle(project.id, other), conflict);
  must(store->cancel_batch(project.id, waiting.id, at(1)));
  must(store->remove_cycle(project.id, other));
  EXPECT_FALSE(must(store->find_cycle(project.id, {.id = other.value})));
  EXPECT_FALSE(must(store->find_batch(project.id, gone)));
  EXPECT_ERROR(store->remove_cycle(project.id, other), not_found);
  EXPECT_ERROR(store->begin_import(start(other)), not_found);
  EXPECT_ERROR(store->enqueue_batch(start(other)), not_found);
  EXPECT_THAT(must(store->data().check(go_on)), IsEmpty());
  must(undo(kept));
  EXPECT_THAT(must(store->data().check(go_on)), IsEmpty());
  EXPECT_THAT(must(store->cases(project.id, {})).items, SizeIs(3)) << "the cases that it made stay";
  reopen();
  EXPECT_THAT(must(store->cycles(project.id, {})).items, SizeIs(2));
  const auto adhoc = must(store->find_cycle(project.id, {.number = adhoc_cycle_number}));
  EXPECT_ERROR(store->remove_cycle(project.id, adhoc->id), conflict);
}

}  // namespace testledger
