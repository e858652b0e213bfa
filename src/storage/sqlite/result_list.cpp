// Lists of a cycle's results: all its rows are passed over as numbers, and only those that are shown are looked up.
#include <algorithm>

#include "storage/sqlite/case_results.hpp"
#include "storage/sqlite/insight_reading.hpp"
#include "storage/sqlite/run_edit_tables.hpp"
#include "storage/sqlite/runs_of_case.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

constexpr std::int64_t history_cycles_max = 20;

struct Listed {
  SelectedCases cases;
  std::vector<RunStore::StatusCount> counts = {};

  ResultRanking ranking(const ResultSorting& sorting) const { return {*cases.rows, sorting, cases.titles ? &*cases.titles : nullptr}; }
};

Result<Listed> listed(Connection& db, ProjectId project, CycleId cycle, const ResultQuery& query, KnownResults& known) {
  Listed found{.cases = TRY(selected(db, project, query, TRY(case_results(db, project, cycle, known))))};
  for (const CaseResult& row : *found.cases.rows) count_status(found.counts, row.status);
  if (query.statuses)
    found.cases.keep_if(
        [&](std::size_t row) { return std::ranges::find(*query.statuses, (*found.cases.rows)[row].status) != query.statuses->end(); });
  return found;
}

/// The cycle that is looked at, and whether it is the one that is older than all and yet goes on.
struct Viewed {
  ProjectId project;
  CycleId cycle;
  bool is_adhoc = false;
};

Result<Viewed> viewed(Connection& db, ProjectId project, CycleId cycle) {
  static constexpr std::string_view sql = "SELECT number FROM test_cycle WHERE project_id = ? AND cycle_id = ?";
  auto row = TRY(db.prepare(sql));
  const bool is_there = TRY(row.first(project, cycle));
  return Viewed{.project = project, .cycle = cycle, .is_adhoc = is_there && row.integer(0) == adhoc_cycle_number};
}

Result<std::vector<EarlierRun>> earlier_runs(Connection& db, const Viewed& viewed, const CaseResult& result) {
  std::vector<EarlierRun> earlier;
  if (!result.run) return earlier;
  RunsOfCase::Reach reach{.cycles_max = history_cycles_max, .before = result.run};
  if (!viewed.is_adhoc) reach.newest_cycle = viewed.cycle;
  auto runs = TRY(RunsOfCase::begin(db, viewed.project, result.case_id, reach));
  while (earlier.size() < InsightStore::row_history_max) {
    const auto run = TRY(runs.next());
    if (!run) break;
    if (run->type != RunStatusType::not_run) earlier.push_back({.run = run->run, .type = run->type, .cycle = run->cycle_number});
  }
  return earlier;
}

Result<std::vector<std::string>> tag_names(Connection& db, ProjectId project, CaseId id) {
  static constexpr std::string_view sql = R"sql(
    SELECT name FROM case_tag JOIN tag USING (project_id, tag_id) WHERE project_id = ? AND case_id = ? ORDER BY name_folded
  )sql";
  std::vector<std::string> names;
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(project, id)); more; more = TRY(row.next())) names.push_back(row.text(0));
  return names;
}

struct RunsInCycle {
  int count = 0;
  bool latest_is_automated = false;
};
Result<RunsInCycle> runs_in_cycle(Connection& db, ProjectId project, RunId latest) {
  static constexpr std::string_view sql = "SELECT previous_run_id, automated FROM test_run WHERE project_id = ? AND run_id = ?";
  RunsInCycle runs;
  auto row = TRY(db.prepare(sql));
  for (RunId run = latest; run && runs.count < InsightStore::runs_counted_max; run = RunId{row.integer(0)}) {
    if (!TRY(row.first(project, run))) break;
    if (++runs.count == 1) runs.latest_is_automated = row.flag(1);
  }
  return runs;
}

Result<ResultRow> shown_row(Connection& db, const Viewed& viewed, const CaseResult& result) {
  ShownCase shown_of = TRY(shown_case(db, viewed.project, result.case_id, result.version));
  ResultRow shown{
      .result = result, .number = shown_of.number, .title = std::move(shown_of.title), .folder = shown_of.folder, .shelf = shown_of.shelf};
  shown.tags = TRY(tag_names(db, viewed.project, result.case_id));
  const RunsInCycle runs = TRY(runs_in_cycle(db, viewed.project, result.run));
  shown.runs = runs.count;
  shown.automated = runs.latest_is_automated;
  shown.history = TRY(earlier_runs(db, viewed, result));
  return shown;
}

}  // namespace

Result<ResultList> results(Connection& db, ProjectId project, CycleId cycle, const ResultQuery& query, PageRequest part,
                           KnownResults& known) {
  Listed found = TRY(listed(db, project, cycle, query, known));
  const Viewed view = TRY(viewed(db, project, cycle));
  const std::vector<CaseResult>& rows = *found.cases.rows;
  ResultList list{.total = std::ssize(rows), .rows = {}, .counts = std::move(found.counts)};
  for (const std::size_t row : found.ranking(query.sorting).window(part)) list.rows.push_back(TRY(shown_row(db, view, rows[row])));
  return list;
}

Result<std::optional<std::int64_t>> next_result(Connection& db, ProjectId project, CycleId cycle, const ResultQuery& query,
                                                InsightStore::NextResult wanted, KnownResults& known) {
  const Listed found = TRY(listed(db, project, cycle, query, known));
  return found.ranking(query.sorting).next(wanted.from, wanted.type);
}

}  // namespace testledger::sqlite
