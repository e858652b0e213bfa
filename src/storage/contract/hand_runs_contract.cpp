// Runs as people and run-by-run reporters write them.
#include <fmt/format.h>

#include <map>

#include "storage/contract/store_contract.hpp"

namespace testledger {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Edits = RunEditStore;

constexpr ChoiceId draft_status{1}, published{3};

RunEdit result(ChoiceId status, std::vector<std::string> comments = {}) {
  return {.status = status, .effort_s = 1.5, .automated = true, .more_comments = std::move(comments)};
}

}  // namespace

void HandRunsContract::SetUp() {
  StoreContract::SetUp();
  one = made("one");
  two = made("two");
}

void HandRunsContract::TearDown() {
  for (const Violation& violation : must(store->data().check(go_on)))
    ADD_FAILURE() << violation.code << " " << violation.sentence << " " << violation.examples.at(0);
}

KeyNumber HandRunsContract::made(const std::string& title, ChoiceId status) {
  return must(store->create_case(project.id, {.title = title, .status = status, .steps = {{.text = "press"}, {.text = "look"}}})).number;
}

CaseId HandRunsContract::case_id(KeyNumber number) { return must(store->find_case(project.id, {.number = number}))->id; }

RunEditStore::Report HandRunsContract::report(std::vector<RunEditStore::Entry> entries) const {
  return {.project = project.id, .cycle = cycle, .user_name = "kim", .entries = std::move(entries)};
}

RunEditStore::Outcome HandRunsContract::write(KeyNumber number, RunEdit edit, RunEditStore::Target target) {
  const auto outcomes = must(store->write_runs(report({{.test_case = {.number = number}, .target = target, .edit = std::move(edit)}})));
  EXPECT_THAT(outcomes, SizeIs(1));
  return outcomes.at(0);
}

std::vector<ChoiceId> HandRunsContract::statuses(KeyNumber number) {
  std::vector<ChoiceId> found;
  for (const CaseInCycle& member : must(store->runs(project.id, cycle, {})).items)
    if (member.number == number)
      for (const TestRun& each : member.runs) found.push_back(each.status);
  return found;
}

TEST_P(HandRunsContract, AddingACaseGivesAnUntouchedRunWithItsSteps) {
  const Edits::Outcome added = write(one, {}, Edits::Target::latest_run);
  ASSERT_TRUE(added.run);
  EXPECT_EQ(added.status, not_run);
  EXPECT_TRUE(added.created);
  reopen();
  const auto found = run(added.run);
  EXPECT_EQ(found.run.executed_by, "");
  ASSERT_THAT(found.detail.steps, SizeIs(2));
  EXPECT_EQ(found.detail.steps[0].text, "press");
  EXPECT_EQ(write(one, {}, Edits::Target::latest_run).run, added.run) << "adding it again is no other run";
  EXPECT_EQ(write(one, {}).run, added.run) << "an untouched run is filled first (H-4)";
  EXPECT_EQ(write(one, {.status = not_run, .automated = true, .assignee = "lee"}).run, added.run);
  EXPECT_EQ(run(added.run).run.executed_by, "");
  EXPECT_EQ(write(one, result(passed)).run, added.run) << "until now it was not executed";
  EXPECT_NE(write(one, {.status = not_run, .effort_s = 0}).run, added.run);
  EXPECT_THAT(statuses(one), ElementsAre(not_run, passed));
}

TEST_P(HandRunsContract, AResultFillsTheUntouchedRunThenMakesNewOnes) {
  const RunId first = write(one, result(failed, {"broken"})).run;
  const RunId second = write(one, result(passed)).run;
  EXPECT_NE(first, second);
  EXPECT_THAT(statuses(one), ElementsAre(passed, failed));
  const auto found = run(first);
  EXPECT_THAT(found.detail.comments, ElementsAre("broken"));
  EXPECT_EQ(found.run.effort_s, 1.5);
  EXPECT_TRUE(found.run.automated);
  EXPECT_EQ(found.run.executed_by, "kim");
  EXPECT_EQ(must(store->find_latest_run(project.id, cycle, {.number = one}))->run.id, second);
}

TEST_P(HandRunsContract, TheLatestRunOfADeletedCaseIsThereAsInTheListsOfTheCycle) {
  const RunId last = write(one, result(failed, {"broken"})).run;
  const std::int64_t id = run(last).run.case_id.value;
  must(store->change_cases(project.id, {.which = std::vector{one}, .change = ShelfMove::erase}));
  for (const Reference& named : {Reference{.number = one}, Reference{.id = id}})
    EXPECT_EQ(must(store->find_latest_run(project.id, cycle, named)).value().run.id, last);
  EXPECT_FALSE(must(store->find_latest_run(project.id, cycle, {.number = 999})));
  EXPECT_EQ(write(one, result(passed)).problem, ProblemCode::case_not_found) << "it takes no more results";
}

TEST_P(HandRunsContract, TheLatestRunIsOverwrittenOnRequest) {
  const RunId first = write(one, result(failed, {"broken"})).run;
  EXPECT_EQ(write(one, result(passed, {"mended"}), Edits::Target::latest_run).run, first);
  EXPECT_THAT(statuses(one), ElementsAre(passed));
  EXPECT_THAT(run(first).detail.comments, ElementsAre("broken", "mended"));
}

TEST_P(HandRunsContract, ARefusedEntryIsDataAndTheOthersAreWritten) {
  const KeyNumber unpublished = made("draft", draft_status);
  const auto outcomes = must(store->write_runs(report({{.test_case = {.number = one}, .edit = result(passed)},
                                                       {.test_case = {.number = 99}, .edit = result(passed)},
                                                       {.test_case = {.number = unpublished}, .edit = result(passed)},
                                                       {.test_case = {.number = one}, .edit = result(failed)}})));
  ASSERT_THAT(outcomes, SizeIs(4));
  EXPECT_FALSE(outcomes[0].problem);
  EXPECT_EQ(outcomes[1].problem, ProblemCode::case_not_found);
  EXPECT_EQ(outcomes[2].problem, ProblemCode::case_not_eligible);
  EXPECT_EQ(outcomes[2].case_status, draft_status);
  EXPECT_THAT(statuses(one), ElementsAre(failed, passed));
  EXPECT_THAT(statuses(unpublished), IsEmpty());
  Edits::Report strict = report({{.test_case = {.number = two}, .edit = result(passed)}});
  strict.outside = Edits::Outside::is_refused;
  EXPECT_EQ(must(store->write_runs(strict)).at(0).problem, ProblemCode::case_not_in_cycle);
  EXPECT_ERROR(store->write_runs(report({{.test_case = {.number = two}, .edit = result({99})}})), invalid_argument);
  EXPECT_THAT(statuses(two), IsEmpty()) << "a failed method wrote nothing";
}

TEST_P(HandRunsContract, ExtrasComeBackAsTheyWereWritten) {
  RunEdit edit = result(blocked);
  edit.assignee = "lee";
  edit.defects = {"AT-7", "10221"};
  edit.change_custom_fields = [](std::string_view before) { return fmt::format("[{}]", before); };
  const RunId id = write(one, edit).run;
  reopen();
  const TestRun found = must(store->runs(project.id, cycle, {})).items.at(0).runs.at(0);
  EXPECT_EQ(found.extras, (RunExtras{.assignee = "lee", .defects = {"AT-7", "10221"}, .custom_fields = "[[]]"}));
  Edits::Report again = report({{.test_case = {.number = one}, .target = Edits::Target::latest_run, .edit = {.assignee = "max"}}});
  again.assignees = Edits::Assignees::kept_if_there;
  must(store->write_runs(again));
  EXPECT_EQ(run(id).run.extras.assignee, "lee");
  again.assignees = Edits::Assignees::replaced;
  must(store->write_runs(again));
  EXPECT_EQ(run(id).run.extras.assignee, "max");
}

TEST_P(HandRunsContract, StepsAndRunSayTheSame) {
  const RunId id = write(one, {}).run;
  const auto step = [&](std::size_t number, RunStatusType status) {
    return store->edit_runs(project.id, cycle, {id}, {.steps = {{.number = number, .status = status, .actual = "seen"}}}, "kim");
  };
  must(step(1, RunStatusType::passed));
  EXPECT_EQ(run(id).run.status, ChoiceId{2}) << "some passed: in progress";
  must(step(2, RunStatusType::failed));
  EXPECT_EQ(run(id).run.status, failed);
  EXPECT_EQ(run(id).detail.steps[1].actual, "seen");
  EXPECT_ERROR(step(3, RunStatusType::passed), not_found);
  const RunId downward = write(two, result(passed)).run;
  for (const RunStep& each : run(downward).detail.steps) EXPECT_EQ(each.status, RunStatusType::passed);
}

TEST_P(HandRunsContract, DefectsOfAStepAreKeptAndAreNoResult) {
  const RunId id = write(one, {}).run;
  const auto edit = [&](RunStepEdit step) { must(store->edit_runs(project.id, cycle, {id}, {.steps = {std::move(step)}}, "kim")); };
  edit({.number = 2, .defects = {{"AT-7", "10221"}}});
  reopen();
  EXPECT_THAT(run(id).detail.steps[0].defects, IsEmpty());
  EXPECT_THAT(run(id).detail.steps[1].defects, ElementsAre("AT-7", "10221"));
  EXPECT_EQ(std::pair(run(id).run.status, run(id).run.executed_by), std::pair(not_run, std::string()));
  must(store->edit_runs(project.id, cycle, {id}, {.status = passed}, "kim"));
  EXPECT_EQ(run(id).detail.steps[0].status, RunStatusType::passed);
  EXPECT_EQ(run(id).detail.steps[1].status, RunStatusType::not_run) << "a run that passed passes no step that says something else";
  edit({.number = 2, .status = RunStatusType::failed});
  EXPECT_THAT(run(id).detail.steps[1].defects, SizeIs(2)) << "what is not said stays";
  edit({.number = 2, .defects = std::vector<std::string>()});
  EXPECT_THAT(run(id).detail.steps[1].defects, IsEmpty());
}

TEST_P(HandRunsContract, ARunWithDefectsAtAStepIsNotUntouched) {
  const RunId id = write(one, {}).run;
  must(store->edit_runs(project.id, cycle, {id}, {.steps = {{.number = 1, .defects = {{"AT-7"}}}}}, "kim"));
  EXPECT_NE(write(one, result(passed)).run, id);
  EXPECT_THAT(run(id).detail.steps[0].defects, ElementsAre("AT-7"));
}

TEST_P(HandRunsContract, OnlyTheNewestCommentsAreKept) {
  for (std::size_t i = 0; i < run_comments_max + 2; ++i) write(one, {.more_comments = {fmt::format("{}", i)}}, Edits::Target::latest_run);
  const auto comments = must(store->find_latest_run(project.id, cycle, {.number = one}))->detail.comments;
  ASSERT_THAT(comments, SizeIs(run_comments_max));
  EXPECT_EQ(comments.front(), "2");
}

TEST_P(HandRunsContract, TheNextNewestRunBecomesTheLatest) {
  const RunId first = write(one, result(failed)).run;
  const RunId middle = write(one, result(blocked)).run;
  const RunId last = write(one, result(passed)).run;
  EXPECT_TRUE(must(store->remove_run(place(middle))));
  EXPECT_THAT(statuses(one), ElementsAre(passed, failed));
  EXPECT_TRUE(must(store->remove_run(place(last))));
  EXPECT_EQ(must(store->find_latest_run(project.id, cycle, {.number = one}))->run.id, first);
  EXPECT_TRUE(must(store->remove_run(place(first))));
  EXPECT_FALSE(must(store->remove_run(place(first))));
  EXPECT_FALSE(must(store->find_latest_run(project.id, cycle, {.number = one})));
  EXPECT_THAT(must(store->runs(project.id, cycle, {})).items, SizeIs(1)) << "the case stays";
  EXPECT_TRUE(write(one, {}).run);
}

TEST_P(HandRunsContract, ACaseLeavesTheCycleWithItsRuns) {
  const RunId id = write(one, result(failed, {std::string(5000, 'x')})).run;
  write(one, result(passed));
  write(two, result(passed));
  const CycleId other = must(store->create_cycle(project.id, {.title = "Other"})).id;
  EXPECT_FALSE(must(store->remove_from_cycle(project.id, other, {.number = one})));
  EXPECT_TRUE(must(store->remove_from_cycle(project.id, cycle, {.number = one})));
  EXPECT_FALSE(must(store->remove_from_cycle(project.id, cycle, {.number = one})));
  EXPECT_THAT(must(store->runs(project.id, cycle, {})).items, SizeIs(1));
  EXPECT_FALSE(must(store->find_run(project.id, cycle, id)));
  EXPECT_NE(write(one, result(passed)).run, id) << "ids are not given again";
}

TEST_P(HandRunsContract, StatusesAreCounted) {
  write(one, result(passed));
  auto session = begin();
  must(session->find_cases({.numbers = {two}}));
  must(session->apply({.joins = {case_id(two)}}));
  must(session->commit({}));
  session.reset();
  std::map<ChoiceId, std::uint64_t> counted;
  for (const auto& count : must(store->count_statuses(project.id, cycle))) counted[count.status] = count.cases;
  EXPECT_EQ(counted, (std::map<ChoiceId, std::uint64_t>{{passed, 1}, {ChoiceId{0}, 1}}));
}

TEST_P(HandRunsContract, FilesAreAttachedAndTakenAway) {
  const RunId id = write(one, result(failed)).run;
  const Attachment file{.name = "shot.png", .media_type = "image/png", .sha256 = std::string(64, 'c'), .size = 5};
  const ShownAttachment made = must(store->attach_to_run(place(id), file, "kim"));
  EXPECT_EQ(made.added_by, "kim");
  reopen();
  ASSERT_THAT(run(id).attachments, SizeIs(1));
  EXPECT_EQ(run(id).attachments[0].id, made.id);
  EXPECT_EQ(run(id).attachments[0].file, file);
  EXPECT_THAT(must(store->unused_blobs({file.sha256})), IsEmpty());
  EXPECT_ERROR(store->attach_to_run(place({999}), file, "kim"), not_found);
  EXPECT_FALSE(must(store->remove_attachment(place(id), {999})));
  EXPECT_TRUE(must(store->remove_attachment(place(id), made.id)));
  EXPECT_THAT(run(id).attachments, IsEmpty());
  EXPECT_THAT(must(store->unused_blobs({file.sha256})), SizeIs(1));
  must(store->attach_to_run(place(id), file, "kim"));
  EXPECT_TRUE(must(store->remove_run(place(id))));
  EXPECT_THAT(must(store->unused_blobs({file.sha256})), SizeIs(1)) << "they go with their run";
}

TEST_P(HandRunsContract, FilesOfReportsAreAttachmentsToo) {
  auto session = begin();
  must(session->find_cases({.numbers = {one}}));
  const CaseId id = case_id(one);
  const Attachment file{.name = "log", .media_type = "x", .sha256 = std::string(64, 'b'), .size = 3};
  const RunId made = must(session->apply({.joins = {id}, .runs = {failing(id, {.attachments = {file, file}})}}));
  must(session->commit({.requests = 1, .successes = 1}));
  session.reset();
  const auto shown = run(made).attachments;
  ASSERT_THAT(shown, SizeIs(2));
  EXPECT_GE(shown[0].id, imported_attachments);
  EXPECT_NE(shown[0].id, shown[1].id);
  EXPECT_TRUE(must(store->remove_attachment(place(made), shown[0].id)));
  EXPECT_THAT(run(made).attachments, SizeIs(1));
}

TEST_P(HandRunsContract, OfSeveralAtOnceNoneIsLost) {
  at_once(4, [&](int i) {
    for (int k = 0; k < 5; ++k) write(one, result(i % 2 == 0 ? passed : failed));
  });
  EXPECT_THAT(statuses(one), SizeIs(20));
}

TEST_P(HandRunsContract, ARunOfAnotherCycleIsNotThere) {
  const RunId id = write(one, result(passed)).run;
  const CycleId other = must(store->create_cycle(project.id, {.title = "Other"})).id;
  EXPECT_FALSE(must(store->remove_run({project.id, other, id})));
  EXPECT_ERROR(store->edit_runs(project.id, other, {id}, result(failed), "kim"), not_found);
  EXPECT_ERROR(store->edit_runs(project.id, cycle, {id, {999}}, result(failed), "kim"), not_found);
  EXPECT_THAT(statuses(one), ElementsAre(passed)) << "none is written when one is not there";
}

}  // namespace testledger
