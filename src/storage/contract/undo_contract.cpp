// Imports in parts, what undoing them does, and what stands in its way.
#include <fmt/format.h>

#include <map>
#include <random>

#include "core/clock.hpp"
#include "storage/contract/store_contract.hpp"

namespace testledger {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string shown(const RunDetail& detail) {
  std::string text;
  for (const RunStep& step : detail.steps) text += fmt::format(" step {} {}", step.text, step.actual);
  for (const RowExecution& row : detail.rows) text += fmt::format(" row {} {}", row.name, row.comment);
  for (const std::string& comment : detail.comments) text += fmt::format(" comment {}", comment);
  for (const Attachment& attachment : detail.attachments) text += fmt::format(" file {}", attachment.sha256);
  return text;
}

/// All that people see of a project's cases.
std::vector<std::string> cases_of(Store& store, ProjectId project) {
  std::vector<std::string> lines;
  for (const TestCase& each : must(store.cases(project, {})).items) {
    std::string line = fmt::format("case {} '{}' '{}' {} {} '{}' updated {}", each.number, each.fields.title, each.fields.automation_key,
                                   each.fields.automation_status.value, each.fields.automation_owner, each.fields.description,
                                   each.updated.time_since_epoch().count());
    for (const CaseStep& step : each.fields.steps) line += " step " + step.text;
    for (const auto& row : each.fields.dataset.rows) line += fmt::format(" row of {}", row.size());
    lines.push_back(std::move(line));
  }
  return lines;
}

/// All that people see of a cycle.
std::vector<std::string> runs_of(Store& store, ProjectId project, CycleId cycle) {
  std::vector<std::string> lines;
  for (const CaseInCycle& member : must(store.runs(project, cycle, {})).items) {
    lines.push_back(fmt::format("case {}", member.number));
    for (const TestRun& run : member.runs) {
      const auto found = must(store.find_run(project, cycle, run.id));
      lines.push_back(fmt::format("  run {} status {} effort {} updated {} by {}{}", run.id.value, run.status.value, run.effort_s,
                                  run.updated.time_since_epoch().count(), run.executed_by, shown(found->detail)));
    }
  }
  return lines;
}

/// All that people see of a project with these cycles.
std::vector<std::string> shown_of(Store& store, ProjectId project, std::initializer_list<CycleId> cycles) {
  std::vector<std::string> lines = cases_of(store, project);
  for (const CycleId cycle : cycles) {
    lines.push_back(fmt::format("cycle {}", cycle.value));
    std::ranges::move(runs_of(store, project, cycle), std::back_inserter(lines));
  }
  return lines;
}

/// An import that does a bit of everything, by chance.
class ChanceImport {
 public:
  ChanceImport(Store& store, ProjectId project, std::mt19937& chance) : store_(store), project_(project), chance_(chance) {}

  BatchId run(const ImportStart& start, const std::string& name) {
    auto session = must(store_.begin_import(start));
    for (int chunk = below(4); chunk >= 0; --chunk) part(*session, name);
    return must(session->commit({.requests = 1, .successes = 1})).batch;
  }

  void part(ImportSession& session, const std::string& name) {
    if (below(2) == 0) must(import_keys(session, {fmt::format("key{}", below(12)), fmt::format("{}.{}", name, ++made_)}));
    must(session.apply(effects(session, name)));
  }

 private:
  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(chance_); }

  /// Of cases that are there.
  ImportChunk effects(ImportSession& session, const std::string& name) {
    ImportChunk chunk;
    for (const KnownCase& known : must(session.find_cases({.numbers = {1, 2, 3, 4, 5, 6}}))) {
      if (below(3) == 0)
        chunk.case_updates.push_back({.id = known.id,
                                      .title = name + " title",
                                      .description = below(2) == 0 ? std::optional("told by " + name) : std::nullopt,
                                      .automation_key = below(2) == 0 ? std::optional(name + std::to_string(below(99))) : std::nullopt,
                                      .automation_owner = name,
                                      .steps = std::vector<CaseStep>{{.text = name}}});
      if (!known.latest) chunk.joins.push_back(known.id);
      const bool has_run = known.latest && known.latest->id;
      const RunDetail detail{.comments = {name}, .attachments = {{.name = "a", .sha256 = std::string(64, 'b'), .size = 1}}};
      switch (below(4)) {
        case 0: chunk.runs.push_back(passing(known.id)); break;
        case 1: chunk.runs.push_back(failing(known.id, detail, has_run ? RunAction::overwrite : RunAction::create)); break;
        case 2:
          if (has_run && known.latest->of_this_import) chunk.runs.push_back(failing(known.id, detail, RunAction::add_rows));
          break;
        default: break;
      }
    }
    return chunk;
  }

  Store& store_;
  ProjectId project_;
  std::mt19937& chance_;
  int made_ = 0;
};

}  // namespace

BatchId UndoContract::import_of(const ImportStart& start, const std::vector<std::string>& keys) {
  auto session = must(store->begin_import(start));
  must(import_keys(*session, keys));
  return must(session->commit({.requests = keys.size(), .successes = keys.size()})).batch;
}

Result<void> UndoContract::undo(BatchId batch, BatchStore::UndoRequest::Used used) {
  const BatchStore::UndoRequest request{.user_name = "kim", .token = "t", .now = now(), .used = used};
  const BatchLease lease = TRY(store->undo_batch(project.id, batch, request));
  while (TRY(store->undo_chunk(project.id, lease))) {
  }
  return {};
}

void UndoContract::expect_refused(BatchId batch, const std::string& why) {
  const auto refused = undo(batch);
  ASSERT_FALSE(refused) << why;
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_THAT(refused.error().message, HasSubstr(why));
}

TEST_P(UndoContract, UndoingAnImportIsAsIfItHadNeverBeen) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 chance(seed);
    const CycleId other = must(store->create_cycle(project.id, {.title = "Other"})).id;
    ChanceImport import(*store, project.id, chance);
    import.run(start(cycle), "first");
    import.run(large(start(other)), "second");
    const auto before = shown_of(*store, project.id, {cycle, other});
    const BatchId undone = import.run(seed % 2 == 0 ? start(cycle) : large(start(cycle)), "third");
    must(undo(undone));
    EXPECT_EQ(shown_of(*store, project.id, {cycle, other}), before);
    EXPECT_EQ(batch(undone).undo, Batch::Undo::done);
    EXPECT_EQ(batch(undone).state, BatchState::completed) << "what was, stays told";
    EXPECT_EQ(batch(undone).undone_by, "kim");
  }
}

/// Imports between the parts of a large one, and one after it, undone in any order, as a shard's later attempt or a cancelled batch
/// has it: without asking whether others have used what is undone.
TEST_P(UndoContract, ImportsBetweenEachOthersPartsAreUndoneInAnyOrder) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 chance(seed);
    const CycleId other = must(store->create_cycle(project.id, {.title = "Other"})).id;
    ChanceImport import(*store, project.id, chance);
    import.run(start(cycle), "first");
    const auto before = shown_of(*store, project.id, {cycle, other});
    std::vector<BatchId> undone;
    auto slow = must(store->begin_import(large(start(cycle))));
    import.part(*slow, "slow");
    undone.push_back(import.run(start(cycle), "quick"));
    import.part(*slow, "slow");
    undone.push_back(import.run(seed % 3 == 0 ? start(cycle) : large(start(other)), "elsewhere"));
    import.part(*slow, "slow");
    undone.push_back(must(slow->commit({.requests = 1, .successes = 1})).batch);
    slow.reset();
    undone.push_back(import.run(start(cycle), "last"));
    std::ranges::shuffle(undone, chance);
    for (const BatchId each : undone) must(undo(each, BatchStore::UndoRequest::Used::stays));
    EXPECT_EQ(shown_of(*store, project.id, {cycle, other}), before);
  }
}

/// What was handed on to others when an import was undone without asking does not keep these from being undone.
TEST_P(UndoContract, AfterSomeAreUndoneWithoutAskingTheOthersAreUndoneFromTheNewestOn) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 chance(seed);
    const CycleId other = must(store->create_cycle(project.id, {.title = "Other"})).id;
    ChanceImport import(*store, project.id, chance);
    import.run(start(cycle), "first");
    const auto before = shown_of(*store, project.id, {cycle, other});
    std::vector<BatchId> made;
    for (int i = 0; i < 9; ++i) made.push_back(import.run(start(chance() % 2 == 0 ? cycle : other), "next"));
    for (int i = 0; i < 3; ++i) {
      const auto torn = made.begin() + static_cast<std::ptrdiff_t>(chance() % (made.size() - 1));
      must(undo(*torn, BatchStore::UndoRequest::Used::stays));
      made.erase(torn);
    }
    for (; !made.empty(); made.pop_back()) must(undo(made.back()));
    EXPECT_EQ(shown_of(*store, project.id, {cycle, other}), before);
  }
}

TEST_P(UndoContract, OfTheAttemptsOfAShardOneCountsWhoeverComesInBetween) {
  const auto attempt = [&](int number) {
    ImportStart described = start(cycle);
    described.shard = Shard{.run_key = "8127", .number = 2, .of = 4, .attempt = number};
    return described;
  };
  auto slow = must(store->begin_import(large(attempt(1))));
  must(import_keys(*slow, {"a"}));
  const BatchId quick = import_of(attempt(2), {"b"});
  must(import_keys(*slow, {"c"}));
  EXPECT_EQ(slow->commit({}).error().code, ErrorCode::unavailable);
  slow.reset();
  EXPECT_EQ(must(store->cases(project.id, {})).items.at(0).fields.automation_key, "b");
  EXPECT_THAT(must(store->cases(project.id, {})).items, SizeIs(1)) << "nothing of the slow one stays";

  auto small = must(store->begin_import(attempt(3)));
  must(import_keys(*small, {"d"}));
  EXPECT_THAT(small->commit({}).error().message, HasSubstr(fmt::format("Batch {} of shard 2/4", quick.value)));
  small.reset();
  must(undo(quick));
  import_of(attempt(3), {"d"});
}

TEST_P(UndoContract, UndoingLeavesLaterRunsInTheirPlace) {
  import_of(start(cycle), {"a"});
  const BatchId middle = import_of(start(cycle), {"a"});
  import_of(start(cycle), {"a"});
  must(undo(middle));
  const auto shown = must(store->runs(project.id, cycle, {}));
  ASSERT_THAT(shown.items.at(0).runs, SizeIs(2));
  EXPECT_EQ(shown.items[0].runs[0].id.value, 3);
  EXPECT_EQ(shown.items[0].runs[1].id.value, 1);
}

TEST_P(UndoContract, IsRefusedWhenALaterImportUsesACaseThatItMade) {
  const BatchId made = import_of(start(cycle), {"a", "b"});
  import_of(start(cycle), {"b"});
  expect_refused(made, "1 of the cases that it made are used by others by now");
  EXPECT_EQ(batch(made).undo, Batch::Undo::none);
  EXPECT_THAT(must(store->runs(project.id, cycle, {})).items, SizeIs(2)) << "nothing was undone";
}

TEST_P(UndoContract, IsRefusedWhenAnotherCycleHasACaseThatItMade) {
  const BatchId made = import_of(start(cycle), {"a"});
  const CycleId other = must(store->create_cycle(project.id, {.title = "Other"})).id;
  auto session = must(store->begin_import(start(other)));
  must(session->find_cases({.automation_keys = {"a"}}));
  must(session->apply({.joins = {{1}}, .runs = {passing({1})}}));
  must(session->commit({}));
  session.reset();
  expect_refused(made, "AT-TC-1 for example");
}

TEST_P(UndoContract, IsRefusedWhenWhatItWroteWasWrittenAgain) {
  import_of(start(cycle), {"a"});
  const auto write_again = [&] {
    auto session = begin();
    must(session->find_cases({.automation_keys = {"a"}}));
    must(session->apply({.runs = {failing({1}, {}, RunAction::overwrite)}}));
    return must(session->commit({.requests = 1, .successes = 1})).batch;
  };
  const BatchId first = write_again();
  const BatchId second = write_again();
  expect_refused(first, "runs that it wrote have been written again since");
  must(undo(second));
  must(undo(first));
  EXPECT_EQ(must(store->runs(project.id, cycle, {})).items[0].runs[0].status, ChoiceId{3});
}

TEST_P(UndoContract, IsRefusedWhenACaseWasChangedAgain) {
  import_of(start(cycle), {"a"});
  const auto retitle = [&](const std::string& title) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    auto session = begin();
    must(session->apply({.case_updates = {{.id = {1}, .title = title}}}));
    return must(session->commit({.requests = 1, .successes = 1})).batch;
  };
  const BatchId first = retitle("b");
  retitle("c");
  expect_refused(first, "have been changed since");
}

TEST_P(UndoContract, IsRefusedWhenAPersonChangedACaseThatItMade) {
  for (const auto goes : {CaseRevision::Goes::into_it, CaseRevision::Goes::into_a_new_version}) {
    const std::string key = fmt::format("key {}", static_cast<int>(goes));
    const BatchId made = import_of(start(cycle), {key});
    const TestCase read = must(store->cases(project.id, {})).items.back();
    CaseDraft fields = read.fields;
    fields.title = "mine";
    must(revise(*store, project.id, read, fields, goes));
    expect_refused(made, "have been changed since");
    must(undo(made, BatchStore::UndoRequest::Used::stays));
    EXPECT_EQ(must(store->cases(project.id, {})).items.back().fields.title, "mine");
  }
}

/// Imports and people change the same cases; whatever is undone, and in whatever order, what people wrote last is there, every
/// version is there, and no row is left that refers to nothing.
TEST_P(UndoContract, WhatPeopleWroteIsNeverUndone) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 chance(seed);
    const auto below = [&](int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(chance); };
    ChanceImport import(*store, project.id, chance);
    std::vector<BatchId> undone;
    std::map<CaseId, std::pair<std::string, int>> written;
    for (int turn = 0; turn < 8; ++turn) {
      undone.push_back(import.run(below(2) == 0 ? start(cycle) : large(start(cycle)), fmt::format("import {}.{}", seed, turn)));
      for (const TestCase& read : must(store->cases(project.id, {})).items) {
        if (below(4) != 0) continue;
        CaseDraft fields = read.fields;
        fields.title = fmt::format("person {}.{}", seed, turn);
        const TestCase after =
            must(below(3) == 0 ? begin_version(*store, project.id, read, fields) : revise(*store, project.id, read, fields));
        written[after.id] = {fields.title, after.version};
      }
      if (below(2) == 0)
        must(undo(undone[static_cast<std::size_t>(below(static_cast<int>(undone.size())))], BatchStore::UndoRequest::Used::stays));
      std::erase_if(undone, [&](BatchId id) { return batch(id).undo == Batch::Undo::done; });
    }
    std::ranges::shuffle(undone, chance);
    for (const BatchId each : undone) must(undo(each, BatchStore::UndoRequest::Used::stays));
    for (const auto& [id, told] : written) {
      const auto found = must(store->find_case(project.id, {.id = id.value}, told.second));
      ASSERT_TRUE(found) << id.value;
      EXPECT_EQ(found->fields.title, told.first);
    }
    EXPECT_THAT(must(store->data().check(false)), IsEmpty());
  }
}

TEST_P(UndoContract, HappensOnceAndToCompletedBatchesOnly) {
  const BatchId made = import_of(start(cycle), {"a"});
  must(undo(made));
  expect_refused(made, "it has been undone");
  const BatchId queued = must(store->enqueue_batch(start(cycle))).id;
  expect_refused(queued, "it is Queued");
  EXPECT_EQ(undo({99}).error().code, ErrorCode::not_found);
}

TEST_P(UndoContract, ThatWasInterruptedIsTakenUp) {
  auto session = must(store->begin_import(large(start(cycle))));
  for (const char* key : {"a", "b", "c"}) must(import_keys(*session, {key}));
  const BatchId made = must(session->commit({.requests = 3, .successes = 3})).batch;
  session.reset();
  const BatchLease lease = must(store->undo_batch(project.id, made, {.user_name = "kim", .token = "t", .now = now()}));
  EXPECT_TRUE(must(store->undo_chunk(project.id, lease)));
  EXPECT_FALSE(must(store->claim_batch({.token = "early", .now = now()}))) << "it is at work";
  reopen();
  EXPECT_THAT(must(store->runs(project.id, cycle, {})).items, SizeIs(2));
  const auto claimed = must(store->claim_batch({.token = "next", .now = now()}));
  ASSERT_TRUE(claimed);
  EXPECT_EQ(claimed->batch.id, made);
  EXPECT_EQ(store->undo_chunk(project.id, lease).error().code, ErrorCode::conflict) << "the one before lost its lease";
  while (must(store->undo_chunk(project.id, claimed->lease))) {
  }
  EXPECT_THAT(must(store->runs(project.id, cycle, {})).items, IsEmpty());
  EXPECT_EQ(batch(made).undo, Batch::Undo::done);
}

TEST_P(UndoContract, ALargeImportIsThereInPartsAndLetsOthersIn) {
  ImportStart described = large(start(cycle));
  described.results = 3;
  auto session = must(store->begin_import(described));
  must(import_keys(*session, {"a"}));
  must(store->create_case(project.id, draft("made in between")));
  const Batch direct = batch({1});
  EXPECT_EQ(direct.state, BatchState::processing);
  EXPECT_EQ(direct.origin, Batch::Origin::direct);
  EXPECT_EQ(direct.total, 3U);
  EXPECT_EQ(store->cancel_batch(project.id, {1}, now()).error().code, ErrorCode::conflict) << "its sender waits";
  must(import_keys(*session, {"b"}));
  EXPECT_THAT(must(store->runs(project.id, cycle, {})).items, SizeIs(2));
  EXPECT_EQ(must(session->commit({.requests = 2, .successes = 2})).batch, BatchId{1});
  EXPECT_EQ(batch({1}).state, BatchState::completed);
  EXPECT_EQ(batch({1}).processed, 3U);
  const auto numbers = must(store->missing_cases(project.id, {1, 2, 3, 4}));
  EXPECT_EQ(numbers, std::vector<KeyNumber>{4}) << "no number is given twice";
}

TEST_P(UndoContract, ALargeImportThatIsNotCommittedIsUndone) {
  auto session = must(store->begin_import(large(start(cycle))));
  must(import_keys(*session, {"a"}));
  must(import_keys(*session, {"b"}));
  session.reset();
  EXPECT_THAT(must(store->cases(project.id, {})).items, IsEmpty());
  EXPECT_THAT(must(store->runs(project.id, cycle, {})).items, IsEmpty());
  EXPECT_EQ(batch({1}).state, BatchState::failed);
  EXPECT_EQ(batch({1}).import, std::nullopt);
}

TEST_P(UndoContract, WhoTakesAnInterruptedBatchUndoesWhatIsThere) {
  must(store->enqueue_batch(large(start(cycle))));
  const auto first = must(store->claim_batch({.token = "first", .now = now()}));
  ImportStart described = first->batch.start;
  described.batch = first->lease;
  auto late = must(store->begin_import(described));
  must(import_keys(*late, {"a"}));
  must(store->requeue_abandoned_batches(now() + std::chrono::minutes(1)));
  const auto second = must(store->claim_batch({.token = "second", .now = now()}));
  ASSERT_TRUE(second->batch.import);
  EXPECT_EQ(late->find_cases({}).error().code, ErrorCode::conflict) << "its lease has gone";
  late.reset();
  EXPECT_EQ(store->fail_batch(project.id, second->lease, {}, "x").error().code, ErrorCode::conflict) << "something of it is left";
  while (must(store->undo_chunk(project.id, second->lease))) {
  }
  EXPECT_THAT(must(store->cases(project.id, {})).items, IsEmpty());
  EXPECT_EQ(batch(second->batch.id).import, std::nullopt);
  described.batch = second->lease;
  auto session = must(store->begin_import(described));
  must(import_keys(*session, {"a"}));
  must(session->commit({.requests = 1, .successes = 1}));
  EXPECT_THAT(must(store->cases(project.id, {})).items, SizeIs(1));
}

TEST_P(UndoContract, ACaseThatAnotherCycleUsesMeanwhileStays) {
  must(store->enqueue_batch(large(start(cycle))));
  const auto claimed = must(store->claim_batch({.token = "t", .now = now()}));
  ImportStart described = claimed->batch.start;
  described.batch = claimed->lease;
  auto session = must(store->begin_import(described));
  must(import_keys(*session, {"a", "b"}));
  const CycleId other = must(store->create_cycle(project.id, {.title = "Other"})).id;
  auto meanwhile = must(store->begin_import(start(other)));
  must(meanwhile->find_cases({.automation_keys = {"b"}}));
  must(meanwhile->apply({.joins = {{2}}, .runs = {passing({2})}}));
  must(meanwhile->commit({}));
  meanwhile.reset();
  session.reset();
  while (must(store->undo_chunk(project.id, claimed->lease))) {
  }
  EXPECT_THAT(must(store->runs(project.id, cycle, {})).items, IsEmpty());
  EXPECT_THAT(must(store->runs(project.id, other, {})).items, SizeIs(1));
  const auto left = must(store->cases(project.id, {})).items;
  ASSERT_THAT(left, SizeIs(1));
  EXPECT_EQ(left[0].fields.automation_key, "b");
}

TEST_P(UndoContract, AReceiptTellsEachRecordAndOutlivesTheUndo) {
  const std::vector<ReceiptEntry> told = {{.ordinal = 0,
                                           .place = {4, 3, 60},
                                           .test = "C.a",
                                           .rule = MatchRule::new_case,
                                           .case_number = 1,
                                           .run = {-1},
                                           .effect = RunEffect::created,
                                           .status = RunStatusType::failed,
                                           .warnings = {"odd"}},
                                          {.ordinal = 1,
                                           .place = {2, 1, 40},
                                           .test = "C.b",
                                           .rule = MatchRule::case_key,
                                           .problem = ProblemCode::case_not_found,
                                           .subject = "AT-TC-9"}};
  auto session = begin();
  must(import_keys(*session, {"a"}));
  must(session->apply({.runs = {passing({1})}, .results = 2, .receipt = told}));
  const BatchId made = must(session->commit({.requests = 2, .successes = 1, .errors = 1})).batch;
  session.reset();
  must(undo(made));
  std::vector<ReceiptEntry> expected = told;
  expected[0].run = {2};
  EXPECT_EQ(must(store->receipt(project.id, made, 1)), expected);
  EXPECT_EQ(must(store->receipt(project.id, made, 2)), std::nullopt);
}

}  // namespace testledger
