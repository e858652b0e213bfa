// Undoing imports beside what people write: it neither removes nor reverts that.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <random>

#include "storage/contract/store_contract.hpp"

namespace testledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Target = RunEditStore::Target;
constexpr auto stays = BatchStore::UndoRequest::Used::stays;

std::string shown(const RunStore::RunWithDetail& found) {
  const TestRun& run = found.run;
  std::string text = fmt::format("case {} status {} effort {} automated {} by {} for {} updated {}", run.case_id.value, run.status.value,
                                 run.effort_s, run.automated, run.executed_by, run.extras.assignee, run.updated.time_since_epoch().count());
  for (const std::string& defect : run.extras.defects) text += " defect " + defect;
  for (const RunStep& step : found.detail.steps)
    text += fmt::format(" step {} {} {}", step.text, static_cast<int>(step.status), fmt::join(step.defects, "+"));
  for (const std::string& comment : found.detail.comments) text += " comment " + comment;
  for (const ShownAttachment& each : found.attachments) text += fmt::format(" file {} {}", each.id.value, each.file.sha256);
  return text;
}

}  // namespace

TEST_P(HandRunsContract, AnImportThatFilledAnUntouchedRunLeavesItUntouched) {
  const RunId id = write(one, {}).run;
  const std::string before = shown(run(id));
  auto session = begin();
  must(session->find_cases({.numbers = {one}}));
  must(session->apply({.runs = {passing(case_id(one), RunAction::overwrite)}}));
  const BatchId made = must(session->commit({.requests = 1, .successes = 1})).batch;
  session.reset();
  EXPECT_EQ(run(id).run.executed_by, "ci");
  must(undo(made));
  EXPECT_EQ(shown(run(id)), before);
  EXPECT_EQ(write(one, {.status = passed}).run, id) << "it is as untouched as it was";
}

TEST_P(HandRunsContract, UndoingIsRefusedWhenSomebodyChangedARun) {
  const BatchId made = import_of(start(cycle), {"a"});
  const RunId id{1};
  must(store->edit_runs(project.id, cycle, {id}, {.more_comments = {"known"}}, "kim"));
  EXPECT_EQ(run(id).run.executed_by, "ci") << "a comment does not make it somebody else's run";
  expect_refused(made, "are used by others by now");
  must(undo(made, stays));
  EXPECT_THAT(run(id).detail.comments, ElementsAre("known"));
  EXPECT_EQ(run(id).run.executed_by, "ci");
}

TEST_P(HandRunsContract, UndoingIsRefusedWhenSomebodyAttachedAFile) {
  write(one, {});
  auto session = begin();
  must(session->find_cases({.numbers = {one}}));
  const RunId id = must(session->apply({.runs = {passing(case_id(one))}}));
  const BatchId made = must(session->commit({.requests = 1, .successes = 1})).batch;
  session.reset();
  must(store->attach_to_run(place(id), {.name = "x", .sha256 = std::string(64, 'c'), .size = 1}, "kim"));
  expect_refused(made, "runs that it wrote have been written again since");
}

TEST_P(HandRunsContract, AFileOfAReportStaysWithARunThatStays) {
  auto session = begin();
  must(session->find_cases({.numbers = {one}}));
  const Attachment file{.name = "log", .media_type = "x", .sha256 = std::string(64, 'b'), .size = 3};
  const RunId id = must(session->apply({.joins = {case_id(one)}, .runs = {failing(case_id(one), {.attachments = {file}})}}));
  const BatchId made = must(session->commit({.requests = 1, .successes = 1})).batch;
  session.reset();
  must(store->edit_runs(project.id, cycle, {id}, {.status = blocked}, "kim"));
  must(undo(made, stays));
  EXPECT_THAT(run(id).attachments, SizeIs(1));
  EXPECT_THAT(must(store->unused_blobs({file.sha256})), IsEmpty());
}

TEST_P(HandRunsContract, ARunOnTopStaysInTheCycle) {
  const BatchId made = import_of(start(cycle), {"a"});
  const KeyNumber number = must(store->find_case(project.id, {.id = 3}))->number;
  const RunId on_top = write(number, {.status = failed}).run;
  must(undo(made, stays));
  EXPECT_THAT(statuses(number), ElementsAre(failed));
  EXPECT_TRUE(must(store->remove_run(place(on_top))));
  EXPECT_THAT(statuses(number), IsEmpty());
}

TEST_P(HandRunsContract, WhatSomebodyTookAwayDoesNotComeBack) {
  for (const bool again : {false, true}) {
    SCOPED_TRACE(again);
    auto session = begin();
    must(session->find_cases({.numbers = {one, two}}));
    const CaseId first = case_id(one), second = case_id(two);
    must(session->apply({.joins = {first, second}, .runs = {passing(first), passing(second)}}));
    const BatchId made = must(session->commit({.requests = 2, .successes = 2})).batch;
    session.reset();
    const auto items = must(store->runs(project.id, cycle, {})).items;
    must(store->remove_from_cycle(project.id, cycle, {.number = items.at(0).number}));
    if (again) write(items[0].number, {});
    EXPECT_TRUE(must(store->remove_run(place(items.at(1).runs.at(0).id))));
    must(undo(made, stays));
    EXPECT_THAT(must(store->runs(project.id, cycle, {})).items, SizeIs(again ? 1 : 0));
    EXPECT_THAT(statuses(items[0].number), SizeIs(again ? 1 : 0)) << "a place that somebody gave it again stays";
  }
}

/// People and imports by chance, then all imports undone in any order: each run that people wrote is as they left it.
TEST_P(HandRunsContract, WhatPeopleWroteIsThereAfterEveryImportIsUndone) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 chance(seed);
    const auto below = [&](int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(chance); };
    std::map<RunId, std::string> left;  // by people, and not taken away by them
    std::vector<BatchId> imports;
    std::uint64_t ordinal = 0;
    const std::vector<KeyNumber> numbers{one, two, made("three")};
    const auto import = [&] {
      auto session = must(store->begin_import(below(2) == 0 ? start(cycle) : large(start(cycle))));
      for (int part = below(3); part >= 0; --part) {
        must(import_keys(*session, {fmt::format("key{}", part)}));
        ImportChunk chunk;
        for (const KnownCase& known : must(session->find_cases({.numbers = numbers}))) {
          if (!known.latest) chunk.joins.push_back(known.id);
          const bool has_run = known.latest && known.latest->id;
          const RunDetail detail{.steps = {{.text = "press"}},
                                 .comments = {"import"},
                                 .attachments = {{.name = "a", .sha256 = std::string(64, 'b'), .size = 1}}};
          if (below(3) == 0) continue;
          chunk.runs.push_back(failing(known.id, detail, has_run && below(2) == 0 ? RunAction::overwrite : RunAction::create));
          chunk.runs.back().ordinal = ++ordinal;
        }
        must(session->apply(std::move(chunk)));
      }
      imports.push_back(must(session->commit({.requests = 1, .successes = 1})).batch);
    };
    const auto by_hand = [&] {
      const auto items = must(store->runs(project.id, cycle, {})).items;
      const CaseInCycle* member = items.empty() ? nullptr : &items[static_cast<std::size_t>(below(static_cast<int>(items.size())))];
      const RunId some = member == nullptr || member->runs.empty()
                             ? RunId{}
                             : member->runs[static_cast<std::size_t>(below(static_cast<int>(member->runs.size())))].id;
      RunId written;
      switch (below(7)) {
        case 0: written = write(numbers[static_cast<std::size_t>(below(3))], {.status = blocked, .more_comments = {"hand"}}).run; break;
        case 1: write(numbers[static_cast<std::size_t>(below(3))], {}, Target::latest_run); break;
        case 2:
          if (some) must(store->edit_runs(project.id, cycle, {written = some}, {.status = passed, .defects = {{"AT-1"}}}, "kim"));
          break;
        case 3:
          if (some) must(store->attach_to_run(place(written = some), {.name = "x", .sha256 = std::string(64, 'c'), .size = 1}, "kim"));
          break;
        case 4:
          if (some) must(store->remove_run(place(some)));
          left.erase(some);
          break;
        case 5:
          if (some && !run(some).detail.steps.empty())
            must(store->edit_runs(project.id, cycle, {written = some}, {.steps = {{.number = 1, .defects = {{"AT-2", "7"}}}}}, "kim"));
          break;
        default:
          if (member != nullptr && below(3) == 0) {
            for (const TestRun& each : member->runs) left.erase(each.id);
            must(store->remove_from_cycle(project.id, cycle, {.number = member->number}));
          }
      }
      if (written) left[written] = shown(run(written));
    };
    for (int i = 0; i < 12; ++i) below(3) == 0 ? import() : by_hand();
    std::ranges::shuffle(imports, chance);
    for (const BatchId each : imports) must(undo(each, stays));
    for (const auto& [id, before] : left) {
      const auto found = must(store->find_run(project.id, cycle, id));
      ASSERT_TRUE(found) << "run " << id.value << " " << before;
      EXPECT_EQ(shown(*found), before);
    }
    for (const Violation& violation : must(store->data().check(go_on))) ADD_FAILURE() << violation.code << " " << violation.examples.at(0);
    cycle = must(store->create_cycle(project.id, {.title = "Next"})).id;
  }
}

}  // namespace testledger
