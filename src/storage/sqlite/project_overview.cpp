#include <algorithm>
#include <map>
#include <ranges>
#include <tuple>

#include "insights/failure_message.hpp"
#include "storage/sqlite/case_results.hpp"
#include "storage/sqlite/insight_reading.hpp"
#include "storage/sqlite/run_edit_tables.hpp"
#include "storage/sqlite/runs_of_case.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

// An overview looks at the newest of what there is, so that it stays quick.
constexpr std::size_t cycles_for_failures = 3;
constexpr std::ptrdiff_t failures_of_cycle = 100;
constexpr std::size_t cycles_for_flakiness = 10;
constexpr std::size_t flakiness_candidates_max = 300;

/// A result that may be worth noting, and its cycle.
struct Candidate {
  CaseResult result;
  KeyNumber cycle = 0;
};

Result<NotedCase> noted(Connection& db, ProjectId project, const Candidate& candidate) {
  const CaseResult& result = candidate.result;
  ShownCase shown = TRY(shown_case(db, project, result.case_id, result.version));
  return NotedCase{.number = shown.number,
                   .title = std::move(shown.title),
                   .cycle = candidate.cycle,
                   .run = result.run,
                   .status = result.status,
                   .seconds = result.seconds};
}

/// The failures in a row that the newest executed run of a case ends.
struct Streak {
  PastRun newest;
  Timestamp since;
  int runs = 0;
};
Result<std::optional<Streak>> streak_of(Connection& db, ProjectId project, CaseId id) {
  std::optional<Streak> streak;
  auto runs = TRY(RunsOfCase::begin(db, project, id, {}));
  for (auto run = TRY(runs.next()); run; run = TRY(runs.next())) {
    if (run->type == RunStatusType::not_run) continue;
    if (run->type != RunStatusType::failed || (streak && streak->runs == InsightStore::failing_runs_max)) break;
    if (!streak) streak = Streak{.newest = *run, .since = run->updated};
    streak->since = run->updated;
    ++streak->runs;
  }
  return streak;
}

/// Reads what overviews note of the cycles with the newest results.
class Overview {
 public:
  Overview(Connection& db, ProjectId project, KnownCycles& known, const std::vector<ActiveCycle>& cycles)
      : db_(db), project_(project), known_(known), cycles_(cycles) {}

  Result<std::vector<FailingCase>> newest_failures() {
    std::vector<FailingCase> found;
    for (const Candidate& candidate : TRY(failed_lately()))
      if (const auto streak = TRY(streak_of(db_, project_, candidate.result.case_id))) found.push_back(TRY(failing(candidate, *streak)));
    std::ranges::stable_sort(found, {}, [](const FailingCase& each) { return std::tuple(each.runs, -each.since.time_since_epoch()); });
    if (found.size() > InsightStore::noted_cases_max) found.resize(InsightStore::noted_cases_max);
    for (FailingCase& each : found) {
      each.message = first_line(failure_message(TRY(detail_of(db_, project_, each.noted.run))), message_line_max);
    }
    return found;
  }

  Result<std::vector<NotedCase>> slowest() {
    std::vector<NotedCase> found;
    for (const ActiveCycle& cycle : cycles_) {
      const SharedResults results = TRY(slowest_results(db_, project_, cycle.name.id, known_.slowest));
      for (const CaseResult& result : *results)
        if (result.seconds > 0) found.push_back(TRY(noted(db_, project_, {result, cycle.name.number})));
      if (!found.empty()) break;
    }
    return found;
  }

  Result<std::vector<FlakyCase>> flakiest() {
    std::vector<FlakyCase> found;
    for (const Candidate& candidate : TRY(sometimes_failed())) {
      Flakiness flakiness = TRY(flakiness_of_case(candidate.result.case_id));
      if (flakiness.verdict != Flakiness::Verdict::flaky) continue;
      found.push_back({.noted = TRY(noted(db_, project_, candidate)), .flakiness = std::move(flakiness)});
    }
    std::ranges::stable_sort(found, std::ranges::greater(), [](const FlakyCase& each) { return each.flakiness.score; });
    if (found.size() > InsightStore::noted_cases_max) found.resize(InsightStore::noted_cases_max);
    return found;
  }

 private:
  Result<FailingCase> failing(const Candidate& candidate, const Streak& streak) {
    FailingCase made{.noted = TRY(noted(db_, project_, candidate)), .since = streak.since, .runs = streak.runs};
    made.noted.run = streak.newest.run;
    made.noted.status = streak.newest.status;
    made.noted.cycle = streak.newest.cycle_number;
    return made;
  }

  /// Each case once.
  Result<std::vector<Candidate>> failed_lately() {
    std::map<CaseId, Candidate> found;
    for (std::size_t i = 0; i < std::min(cycles_for_failures, cycles_.size()); ++i) {
      const SharedResults failures = TRY(newest_failed_results(db_, project_, cycles_[i].name.id, known_.failures));
      for (const CaseResult& failure : *failures | std::views::take(failures_of_cycle))
        found.try_emplace(failure.case_id, Candidate{failure, cycles_[i].name.number});
    }
    std::vector<Candidate> each;
    for (const auto& [id, candidate] : found) each.push_back(candidate);
    return each;
  }

  /// Cases that failed in some of the cycles, those first that failed in about every other.
  Result<std::vector<Candidate>> sometimes_failed() {
    struct Seen {
      Candidate candidate;
      std::size_t times = 0;
    };
    std::map<CaseId, Seen> seen;
    const std::size_t cycles = std::min(cycles_for_flakiness, cycles_.size());
    for (std::size_t i = 0; i < cycles; ++i) {
      const SharedResults failures = TRY(newest_failed_results(db_, project_, cycles_[i].name.id, known_.failures));
      for (const CaseResult& failure : *failures)
        ++seen.try_emplace(failure.case_id, Seen{{failure, cycles_[i].name.number}}).first->second.times;
    }
    std::vector<Seen> ranked;
    for (const auto& [id, each] : seen) ranked.push_back(each);
    std::ranges::stable_sort(ranked, std::ranges::greater(), [&](const Seen& each) { return std::min(each.times, cycles - each.times); });
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < std::min(flakiness_candidates_max, ranked.size()); ++i) candidates.push_back(ranked[i].candidate);
    return candidates;
  }

  Result<Flakiness> flakiness_of_case(CaseId id) {
    std::vector<RunStatusType> executed;
    auto runs = TRY(RunsOfCase::begin(db_, project_, id, {}));
    while (executed.size() < flakiness_runs_max) {
      const auto run = TRY(runs.next());
      if (!run) break;
      if (run->type != RunStatusType::not_run) executed.push_back(run->type);
    }
    return flakiness_of(executed);
  }

  Connection& db_;
  ProjectId project_;
  KnownCycles& known_;
  const std::vector<ActiveCycle>& cycles_;
};

Result<std::vector<Batch>> open_batches(Connection& db, ProjectId project) {
  std::vector<Batch> found;
  for (const BatchState state : {BatchState::processing, BatchState::queued})
    std::ranges::move(TRY(batches(db, project, {.state = state}, {.start = 0, .size = InsightStore::open_batches_max})).items,
                      std::back_inserter(found));
  return found;
}

Result<std::vector<Batch>> failed_batches(Connection& db, ProjectId project) {
  auto found = TRY(batches(db, project, {.state = BatchState::failed}, {.start = 0, .size = InsightStore::failed_batches_max})).items;
  const Timestamp since = now() - InsightStore::failed_batches_age_max;
  std::erase_if(found, [&](const Batch& batch) { return batch.finished.value_or(batch.queued) < since; });
  return found;
}

}  // namespace

Result<std::vector<ActiveCycle>> active_cycles(Connection& db, ProjectId project, std::int64_t count, KnownCounts& known) {
  static constexpr std::string_view sql = R"sql(
    SELECT cycle_id, number, title, closed, created FROM test_cycle
    WHERE project_id = ? AND removed = 0 AND (number <> 0 OR last_activity IS NOT NULL)
    ORDER BY coalesce(last_activity, created) DESC, cycle_id DESC LIMIT ?
  )sql";
  std::vector<ActiveCycle> cycles;
  {
    auto row = TRY(db.prepare(sql));
    for (bool more = TRY(row.first(project, count)); more; more = TRY(row.next()))
      cycles.push_back({.name = {.id = {row.integer(0)}, .number = static_cast<KeyNumber>(row.integer(1)), .title = row.text(2)},
                        .closed = row.flag(3),
                        .created = timestamp(row.integer(4))});
  }
  for (ActiveCycle& cycle : cycles)
    if (auto state = TRY(cycle_state(db, project, cycle.name.id, known))) cycle.state = *std::move(state);
  return cycles;
}

Result<ProjectOverview> overview(Connection& db, ProjectId project, std::int64_t cycles, KnownCycles& known) {
  ProjectOverview made;
  const auto count = std::max(cycles, static_cast<std::int64_t>(cycles_for_flakiness));
  made.cycles = TRY(active_cycles(db, project, count, known.counts));
  Overview notes(db, project, known, made.cycles);
  made.newest_failures = TRY(notes.newest_failures());
  made.slowest = TRY(notes.slowest());
  made.flakiest = TRY(notes.flakiest());
  if (std::ssize(made.cycles) > cycles) made.cycles.resize(static_cast<std::size_t>(cycles));
  made.open_batches = TRY(open_batches(db, project));
  made.failed_batches = TRY(failed_batches(db, project));
  return made;
}

}  // namespace testledger::sqlite
