#include "storage/contract/insights_contract.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

// What people look at results with.

namespace testledger {

InsightContract::Imported InsightContract::import_results(CycleId into, const std::vector<Reported>& results) {
  auto session = must(store->begin_import(start(into)));
  CaseQuery query;
  for (const Reported& each : results) query.automation_keys.push_back(each.key);
  std::ranges::sort(query.automation_keys);
  std::map<std::string, KnownCase> known;
  for (KnownCase& each : must(session->find_cases(query))) known.insert_or_assign(each.automation_key, each);
  ImportChunk chunk;
  auto next = must(session->reserve_cases(static_cast<std::int32_t>(results.size())));
  for (const Reported& each : results) {
    const auto found = known.find(each.key);
    const CaseId id = found == known.end() ? next.first_id : found->second.id;
    if (found == known.end()) {
      CaseDraft fields = each.fields;
      if (fields.title.empty()) fields.title = "case " + each.key;
      fields.automation_key = each.key;
      chunk.new_cases.push_back({.id = id, .number = next.first_number++, .fields = std::move(fields)});
      next.first_id.value++;
    }
    if (found == known.end() || !found->second.latest) chunk.joins.push_back(id);
    RunWrite write = each.fails ? failing(id, {.comments = {each.message}}) : passing(id);
    write.effort_s = each.seconds;
    chunk.runs.push_back(std::move(write));
  }
  must(session->apply(std::move(chunk)));
  const auto made = must(session->commit({.requests = results.size(), .successes = results.size()}));
  return {.batch = made.batch};
}

std::vector<std::string> InsightContract::titles(const ResultQuery& query, PageRequest part) {
  std::vector<std::string> found;
  for (const ResultRow& row : must(insights().results(project.id, cycle, query, part)).rows) found.push_back(row.title);
  return found;
}

std::map<std::int64_t, std::uint64_t> InsightContract::counts(const std::vector<RunStore::StatusCount>& of) {
  std::map<std::int64_t, std::uint64_t> found;
  for (const RunStore::StatusCount& count : of) found[count.status.value] += count.cases;
  return found;
}

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr PageRequest all{.start = 0, .size = InsightStore::result_window_max};

TEST_P(InsightContract, ListsResultsInEveryOrder) {
  import_results(cycle, {{.key = "b", .seconds = 2, .fields = draft("beta")},
                         {.key = "c", .fails = true, .seconds = 1, .fields = draft("Gamma")},
                         {.key = "a", .seconds = 3, .fields = draft("Alpha")}});
  import_results(cycle, {{.key = "b", .seconds = 2}});
  struct Row {
    ResultOrder by;
    std::vector<std::string> ascending;
  };
  const Row rows[] = {
      {ResultOrder::position, {"beta", "Gamma", "Alpha"}}, {ResultOrder::title, {"Alpha", "beta", "Gamma"}},
      {ResultOrder::key, {"beta", "Gamma", "Alpha"}},      {ResultOrder::status, {"Gamma", "beta", "Alpha"}},
      {ResultOrder::duration, {"Gamma", "beta", "Alpha"}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(static_cast<int>(row.by));
    ResultQuery query{.sorting = {.by = row.by, .statuses = {{4}, {3}}}};
    EXPECT_EQ(titles(query), row.ascending);
    EXPECT_EQ(titles(query, {.start = 1, .size = 1}), std::vector{row.ascending[1]});
    query.sorting.direction = Direction::descending;
    std::vector<std::string> descending(row.ascending.rbegin(), row.ascending.rend());
    if (row.by == ResultOrder::status) descending = {"beta", "Alpha", "Gamma"};  // equal ones stay in the order of joining
    EXPECT_EQ(titles(query), descending);
  }
  const ResultQuery by_failed{.sorting = {.by = ResultOrder::title}};
  EXPECT_EQ(must(insights().next_result(project.id, cycle, by_failed, {.from = 0})), std::optional<std::int64_t>(2));
  EXPECT_EQ(must(insights().next_result(project.id, cycle, by_failed, {.from = 3})), std::nullopt);
  EXPECT_EQ(must(insights().next_result(project.id, cycle, by_failed, {.from = 1, .type = RunStatusType::passed})),
            std::optional<std::int64_t>(1));
}

TEST_P(InsightContract, ListsWhatMeetsTheCriteria) {
  const FolderId shop = must(store->ensure_folders(project.id, FolderKind::test_case, {}, {"shop"})).id;
  import_results(cycle, {{.key = "a", .fields = {.title = "Pays by card", .folder = shop, .tags = {"smoke"}}},
                         {.key = "b", .fails = true, .fields = {.title = "Pays by VOUCHER \xc3\x84", .folder = shop}},
                         {.key = "c", .fields = {.title = "Opens", .tags = {"smoke", "slow"}}}});
  const auto tags = must(store->tags(project.id, 0, 10));
  ASSERT_EQ(tags.size(), 2U);
  struct Row {
    ResultQuery query;
    std::vector<std::string> found;
  };
  const Row rows[] = {
      {{}, {"Pays by card", "Pays by VOUCHER \xc3\x84", "Opens"}},
      {{.statuses = {{{4}}}}, {"Pays by VOUCHER \xc3\x84"}},
      {{.statuses = {{{3}, {0}}}}, {"Pays by card", "Opens"}},
      {{.statuses = {std::vector<ChoiceId>()}}, {}},
      {{.folders = {{shop}}}, {"Pays by card", "Pays by VOUCHER \xc3\x84"}},
      {{.folders = {{FolderId{0}}}}, {"Opens"}},
      {{.folders = {{FolderId{0}, shop}}}, {"Pays by card", "Pays by VOUCHER \xc3\x84", "Opens"}},
      {{.folders = {{FolderId{999}}}}, {}},
      {{.tags = {{tags[1].id}}}, {"Pays by card", "Opens"}},
      {{.tags = {{tags[0].id}}}, {"Opens"}},
      {{.text = " pays "}, {"Pays by card", "Pays by VOUCHER \xc3\x84"}},
      {{.text = "voucher \xc3\xa4"}, {"Pays by VOUCHER \xc3\x84"}},
      {{.text = "at-tc-3", .project_key = "AT"}, {"Opens"}},
      {{.text = "no such"}, {}},
      {{.assignee = "eve"}, {}},
      {{.folders = {{shop}}, .tags = {{tags[1].id}}, .text = "card"}, {"Pays by card"}},
  };
  for (const Row& row : rows) EXPECT_EQ(titles(row.query), row.found);

  const auto list = must(insights().results(project.id, cycle, {.statuses = {{{4}}}, .folders = {{shop}}}, all));
  EXPECT_EQ(list.total, 1);
  EXPECT_THAT(counts(list.counts), ElementsAre(std::pair(3, 1U), std::pair(4, 1U)));
  EXPECT_EQ(list.rows.at(0).folder, shop);
  EXPECT_TRUE(list.rows.at(0).automated);
  EXPECT_THAT(must(insights().results(project.id, cycle, {.text = "opens"}, all)).rows.at(0).tags, ElementsAre("slow", "smoke"));
}

TEST_P(InsightContract, ShowsTheRunsOfACaseBeforeTheLatestInAnyCycle) {
  const CycleId later = must(store->create_cycle(project.id, {.title = "Later"})).id;
  import_results(cycle, {{.key = "a", .fails = true, .message = "\nno answer\nat line 7"}});
  import_results(cycle, {{.key = "a"}});
  import_results(later, {{.key = "a"}, {.key = "b"}});
  import_results(later, {{.key = "a", .fails = true, .message = "gone"}});
  const auto row_in = [&](CycleId of) { return must(insights().results(project.id, of, {}, all)).rows.at(0); };
  const auto history = [](const ResultRow& row) {
    std::vector<std::pair<RunStatusType, KeyNumber>> found;
    for (const EarlierRun& run : row.history) found.emplace_back(run.type, run.cycle);
    return found;
  };
  EXPECT_EQ(row_in(cycle).runs, 2);
  EXPECT_THAT(history(row_in(cycle)), ElementsAre(std::pair(RunStatusType::failed, 1)));
  EXPECT_EQ(row_in(later).runs, 2);
  EXPECT_THAT(history(row_in(later)),
              ElementsAre(std::pair(RunStatusType::passed, 2), std::pair(RunStatusType::passed, 1), std::pair(RunStatusType::failed, 1)));

  auto whole = must(insights().case_history(project.id, {.number = 1}, {})).value();
  ASSERT_EQ(whole.items.size(), 4U);
  EXPECT_EQ(whole.items[0].run.cycle_title, "Later");
  EXPECT_EQ(whole.items[0].message, "gone");
  EXPECT_EQ(whole.items[3].message, "no answer");
  EXPECT_EQ(whole.next, std::nullopt);
  EXPECT_EQ(name_of(whole.flakiness.verdict), "flaky");
  EXPECT_EQ(whole.first_failed->run, whole.items[0].run.run);
  EXPECT_EQ(whole.last_passed->run, whole.items[1].run.run);

  const auto part = must(insights().case_history(project.id, {.number = 1}, {.size = 3})).value();
  ASSERT_EQ(part.next, whole.items[3].run.run);
  const auto rest = must(insights().case_history(project.id, {.number = 1}, {.newest = part.next, .size = 3})).value();
  ASSERT_EQ(rest.items.size(), 1U);
  EXPECT_EQ(rest.items[0].run.run, whole.items[3].run.run);
  EXPECT_EQ(rest.next, std::nullopt);
  EXPECT_EQ(rest.flakiness, whole.flakiness);
  EXPECT_EQ(must(insights().case_history(project.id, {.number = 99}, {})), std::nullopt);

  must(store->remove_cycle(project.id, later));
  EXPECT_EQ(must(insights().case_history(project.id, {.number = 1}, {}))->items.size(), 2U);
}

TEST_P(InsightContract, CountsAnewWhateverChanges) {
  const auto expect_counted = [&](const char* after) {
    SCOPED_TRACE(after);
    const auto state = must(insights().cycle_states(project.id, {cycle}));
    ASSERT_EQ(state.size(), 1U);
    const auto expected = counts(must(store->count_statuses(project.id, cycle)));
    EXPECT_EQ(counts(state[0].counts), expected);
    EXPECT_EQ(counts(must(insights().results(project.id, cycle, {}, all)).counts), expected);
    EXPECT_EQ(counts(must(insights().cycle_insight(project.id, cycle)).counts), expected);
    std::uint64_t compared = 0, cases = 0;
    for (const std::uint64_t each : must(insights().compare(project.id, cycle, {}, all)).summary) compared += each;
    for (const auto& [status, count] : expected) cases += count;
    EXPECT_EQ(compared, cases);
  };
  EXPECT_EQ(must(insights().cycle_states(project.id, {cycle})).at(0).last_activity, std::nullopt);
  expect_counted("nothing");
  const BatchId first = import_results(cycle, {{.key = "a"}, {.key = "b", .fails = true}}).batch;
  expect_counted("an import");
  EXPECT_TRUE(must(insights().cycle_states(project.id, {cycle})).at(0).last_activity);
  import_results(cycle, {{.key = "a", .fails = true}});
  expect_counted("another run");
  const auto run = must(store->find_latest_run(project.id, cycle, {.number = 1}))->run.id;
  must(store->edit_runs(project.id, cycle, {run}, {.status = ChoiceId{5}}, "eve"));
  expect_counted("an edit");
  must(store->remove_run({project.id, cycle, run}));
  expect_counted("a run that was removed");
  must(store->remove_from_cycle(project.id, cycle, {.number = 2}));
  expect_counted("a case that was taken out");
  must(undo(first, BatchStore::UndoRequest::Used::stays));
  expect_counted("an import that was undone");
  const CycleId copy = must(store->clone_cycle(project.id, cycle, {.title = "Copy"})).id;
  EXPECT_EQ(counts(must(insights().cycle_states(project.id, {copy})).at(0).counts), counts(must(store->count_statuses(project.id, copy))));
  must(store->remove_cycle(project.id, copy));
  EXPECT_THAT(must(insights().cycle_states(project.id, {copy, cycle})), testing::SizeIs(1));
}

TEST_P(InsightContract, TellsWhatResultsOfACycleSayTogether) {
  import_results(cycle, {{.key = "a", .seconds = 1},
                         {.key = "b", .fails = true, .message = "no answer in 3s\nat x", .seconds = 2},
                         {.key = "c", .fails = true, .message = "no answer in 31 ms", .seconds = 4},
                         {.key = "d", .fails = true, .message = "gone", .seconds = 5}});
  const CycleInsight told = must(insights().cycle_insight(project.id, cycle));
  EXPECT_THAT(counts(told.counts), ElementsAre(std::pair(3, 1U), std::pair(4, 3U)));
  EXPECT_DOUBLE_EQ(told.durations.total, 12);
  EXPECT_EQ(told.failures_read, 3U);
  EXPECT_EQ(told.failures_total, 3U);
  ASSERT_EQ(told.failures.size(), 2U);
  EXPECT_EQ(told.failures[0].message, "no answer in <duration>");
  EXPECT_EQ(told.failures[0].example, "no answer in 3s\nat x");
  EXPECT_THAT(told.keys, ElementsAre(2, 3, 4));
}

TEST_P(InsightContract, TellsWhatARunSaysSinceSomebodyChangedIt) {
  import_results(cycle, {{.key = "a", .fails = true, .message = "no answer"}});
  EXPECT_EQ(must(insights().cycle_insight(project.id, cycle)).failures.at(0).message, "no answer");
  const auto run = must(store->find_latest_run(project.id, cycle, {.number = 1}))->run.id;
  must(store->edit_runs(project.id, cycle, {run}, {.comments = {{"the disk was full"}}}, "eve"));
  EXPECT_EQ(must(insights().cycle_insight(project.id, cycle)).failures.at(0).message, "the disk was full");
}

TEST_P(InsightContract, ShowsTheVersionOfACaseThatTheCycleKeeps) {
  import_results(cycle, {{.key = "a", .fails = true, .fields = draft("as it was")}, {.key = "b", .fields = draft("between")}});
  const ResultQuery by_title{.sorting = {.by = ResultOrder::title}};
  EXPECT_THAT(titles(by_title), ElementsAre("as it was", "between"));
  EXPECT_EQ(must(insights().overview(project.id, 1)).newest_failures.at(0).noted.title, "as it was");
  const TestCase read = must(store->find_case(project.id, {.number = 1})).value();
  must(begin_version(*store, project.id, read, draft("changed since", "a")));
  EXPECT_THAT(titles(by_title), ElementsAre("as it was", "between"));
  EXPECT_EQ(must(insights().overview(project.id, 1)).newest_failures.at(0).noted.title, "as it was");
  const TestCase other = must(store->find_case(project.id, {.number = 2})).value();
  must(revise(*store, project.id, other, draft("a title of its own", "b")));
  EXPECT_THAT(titles(by_title), ElementsAre("a title of its own", "as it was")) << "a cycle has the latest version as it is now";
}

TEST_P(InsightContract, TellsCyclesOfTheSameIdInTwoProjectsApart) {
  import_results(cycle, {{.key = "a", .fails = true}});
  EXPECT_THAT(titles({}), testing::SizeIs(1));
  EXPECT_EQ(must(insights().cycle_insight(project.id, cycle)).failures_total, 1U);
  const Project other = must(store->create_project("ZZ", "Other"));
  EXPECT_EQ(must(store->create_cycle(other.id, {.title = "Nightly"})).id, cycle);
  EXPECT_THAT(must(insights().results(other.id, cycle, {}, all)).rows, IsEmpty());
  EXPECT_EQ(must(insights().cycle_insight(other.id, cycle)).failures_total, 0U);
  EXPECT_THAT(must(insights().overview(other.id, 1)).newest_failures, IsEmpty());
}

TEST_P(InsightContract, TellsWhatWasAcknowledgedBeforeItWasAskedAndEachAnswerOfOneMoment) {
  constexpr int imports = 40;
  import_results(cycle, {{.key = "a", .seconds = 0}, {.key = "b", .seconds = 0}});
  std::atomic<int> acknowledged = 0;
  std::thread writer([&] {
    for (int i = 1; i <= imports; ++i) {
      import_results(cycle, {{.key = "a", .seconds = i * 1.0}, {.key = "b", .seconds = i * 1.0}});
      acknowledged = i;
    }
  });
  at_once(3, [&](int) {
    while (acknowledged < imports) {
      const int before = acknowledged;
      const auto rows = must(insights().results(project.id, cycle, {}, all)).rows;
      EXPECT_GE(rows.at(0).result.seconds, before);
      EXPECT_EQ(rows.at(0).result.seconds, rows.at(1).result.seconds);
      EXPECT_GE(must(insights().cycle_insight(project.id, cycle)).durations.median, before);
    }
  });
  writer.join();
}

TEST_P(InsightContract, ComparesWithTheCycleMadeBeforeThatSharesCases) {
  const CycleId other = must(store->create_cycle(project.id, {.title = "Other"})).id;
  const CycleId later = must(store->create_cycle(project.id, {.title = "Later"})).id;
  import_results(cycle, {{.key = "a"}, {.key = "b", .fails = true}, {.key = "c"}, {.key = "d", .seconds = 1}});
  import_results(other, {{.key = "x"}});
  import_results(later, {{.key = "a", .fails = true}, {.key = "b"}, {.key = "d", .seconds = 9}, {.key = "e"}});
  const auto changes = [&](const ComparisonQuery& query, PageRequest part = all) {
    std::vector<std::pair<std::string_view, KeyNumber>> found;
    for (const ComparedRow& row : must(insights().compare(project.id, later, query, part)).rows)
      found.emplace_back(name_of(row.compared.change), row.number);
    return found;
  };
  const CycleComparison whole = must(insights().compare(project.id, later, {}, all));
  ASSERT_TRUE(whole.with);
  EXPECT_EQ(whole.with->id, cycle);
  EXPECT_EQ(whole.total, 5);
  EXPECT_EQ(whole.summary[static_cast<std::size_t>(Change::slower)], 1U);
  EXPECT_THAT(changes({}), ElementsAre(std::pair("newlyFailing", 1), std::pair("fixed", 2), std::pair("slower", 4), std::pair("missing", 3),
                                       std::pair("added", 6)));
  EXPECT_THAT(changes({}, {.start = 1, .size = 2}), ElementsAre(std::pair("fixed", 2), std::pair("slower", 4)));
  EXPECT_THAT(changes({.changes = {{Change::missing, Change::fixed}}}), ElementsAre(std::pair("fixed", 2), std::pair("missing", 3)));
  EXPECT_THAT(changes({.text = "CASE B"}), ElementsAre(std::pair("fixed", 2)));
  EXPECT_THAT(changes({.with = other, .changes = {{Change::missing}}}), ElementsAre(std::pair("missing", 5)));
  EXPECT_FALSE(must(insights().compare(project.id, cycle, {}, all)).with);
}

TEST_P(InsightContract, ShowsWhatIsNewInAProject) {
  EXPECT_THAT(must(insights().overview(project.id, 5)).cycles, testing::SizeIs(1));  // the ad-hoc cycle was not used
  std::vector<CycleId> nights;
  for (const bool fails : {false, true, false, true}) {
    nights.push_back(must(store->create_cycle(project.id, {.title = "Night"})).id);
    import_results(
        nights.back(),
        {{.key = "flaky", .fails = fails, .seconds = 3}, {.key = "broken", .fails = true, .message = "gone\nat x"}, {.key = "fine"}});
  }
  const ProjectOverview told = must(insights().overview(project.id, 2));
  ASSERT_EQ(told.cycles.size(), 2U);
  EXPECT_EQ(told.cycles[0].name.id, nights[3]);
  EXPECT_THAT(counts(told.cycles[0].state.counts), ElementsAre(std::pair(3, 1U), std::pair(4, 2U)));
  ASSERT_EQ(told.newest_failures.size(), 2U);
  EXPECT_EQ(told.newest_failures[0].noted.number, 1);
  EXPECT_EQ(told.newest_failures[0].runs, 1);
  EXPECT_EQ(told.newest_failures[1].runs, 4);
  EXPECT_EQ(told.newest_failures[1].message, "gone");
  EXPECT_EQ(told.slowest.at(0).number, 1);
  ASSERT_EQ(told.flakiest.size(), 1U);
  EXPECT_EQ(told.flakiest[0].noted.number, 1);
  EXPECT_EQ(told.flakiest[0].flakiness.flips, 3);
  import_results(nights[3], {{.key = "flaky"}});
  EXPECT_EQ(must(insights().overview(project.id, 2)).newest_failures.size(), 1U) << "what passes now is no failure";
  EXPECT_EQ(must(insights().active_cycles(project.id, 3)).size(), 3U);

  const auto waiting = must(store->enqueue_batch(start(cycle)));
  EXPECT_EQ(must(insights().overview(project.id, 2)).open_batches.at(0).id, waiting.id);
  must(store->record_refusal(start(cycle), {}, "no report"));
  EXPECT_EQ(must(insights().overview(project.id, 2)).failed_batches.size(), 1U);
}

TEST_P(InsightContract, CountsFoldersWithThoseBelow) {
  const FolderId top = must(store->ensure_folders(project.id, FolderKind::test_case, {}, {"shop"})).id;
  const FolderId below = must(store->ensure_folders(project.id, FolderKind::test_case, top, {"cart"})).id;
  import_results(cycle, {{.key = "a", .fields = {.folder = top}},
                         {.key = "b", .fields = {.folder = below}},
                         {.key = "c", .fields = {.folder = below}},
                         {.key = "d"}});
  std::vector<std::tuple<std::int64_t, std::uint64_t, std::uint64_t>> found;
  for (const FolderCount& each : must(insights().folder_counts(project.id, FolderKind::test_case)))
    found.emplace_back(each.folder.value_or(FolderId{}).value, each.count, each.within);
  EXPECT_THAT(found, ElementsAre(std::tuple(0, 1U, 1U), std::tuple(top.value, 1U, 3U), std::tuple(below.value, 2U, 2U)));
  EXPECT_EQ(must(insights().folder_counts(project.id, FolderKind::test_cycle)).at(0).count, 1U);
}

TEST_P(InsightContract, FindsKeysAndWordsInTheProjectsThatAreGivenAlone) {
  const Project secret = must(store->create_project("ZZ", "Secret"));
  must(store->create_case(secret.id, draft("pays secretly")));
  must(store->create_cycle(secret.id, {.title = "pays secretly"}));
  for (int i = 0; i < 10; ++i) must(store->create_case(project.id, draft("Pays by card " + std::to_string(i))));
  must(store->create_case(project.id, draft("card refused")));
  const auto keys = [](const std::vector<Findings::Found>& list) {
    std::vector<KeyNumber> numbers;
    for (const Findings::Found& each : list) numbers.push_back(each.number);
    return numbers;
  };
  EXPECT_THAT(keys(must(insights().find({project}, " CARD  pays ")).cases), ElementsAre(10, 9, 8, 7, 6, 5, 4, 3));
  EXPECT_THAT(keys(must(insights().find({project}, "at-tc-2")).cases), ElementsAre(2));
  EXPECT_THAT(keys(must(insights().find({project}, "nightly")).cycles), ElementsAre(1));
  EXPECT_THAT(keys(must(insights().find({project}, "AT-CY-1")).cycles), ElementsAre(1));
  EXPECT_THAT(must(insights().find({project}, "secretly")).cases, IsEmpty());
  EXPECT_THAT(must(insights().find({project}, "ZZ-TC-1")).cases, IsEmpty());
  EXPECT_THAT(must(insights().find({project, secret}, "secretly")).cases, testing::SizeIs(1));
  EXPECT_THAT(must(insights().find({project}, "  ")).cases, IsEmpty());
}

TEST_P(InsightContract, ListsNothingOfACycleThatIsNotThere) {
  EXPECT_THAT(must(insights().results(project.id, CycleId{12345}, {}, all)).rows, IsEmpty());
  EXPECT_THAT(must(insights().cycle_states(project.id, {CycleId{12345}})), IsEmpty());
}

}  // namespace
}  // namespace testledger
