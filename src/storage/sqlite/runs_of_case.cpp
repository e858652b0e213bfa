#include "storage/sqlite/runs_of_case.hpp"

#include <algorithm>

#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {

Result<RunsOfCase> RunsOfCase::begin(Connection& db, ProjectId project, CaseId id, const Reach& reach) {
  static constexpr std::string_view sql = R"sql(
    SELECT latest_run_id, place.cycle_id, number
    FROM cycle_case AS place JOIN cycle_head ON cycle_head.project_id = ?1 AND cycle_head.cycle_id = place.cycle_id
    WHERE place.project_id = ?1 AND place.case_id = ?2 AND place.cycle_id <= ?3 AND latest_run_id <> 0
    ORDER BY place.cycle_id DESC LIMIT ?4
  )sql";
  RunsOfCase runs(db, project, reach.before);
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(project, id, reach.newest_cycle, reach.cycles_max)); more; more = TRY(row.next()))
    runs.chains_.push_back({.next = {row.integer(0)}, .cycle = {row.integer(1)}, .number = static_cast<KeyNumber>(row.integer(2))});
  std::ranges::make_heap(runs.chains_, {}, &Chain::next);
  return runs;
}

Result<std::optional<PastRun>> RunsOfCase::next() {
  static constexpr std::string_view sql = R"sql(
    SELECT status_id, status_type, effort, updated, previous_run_id FROM test_run WHERE project_id = ? AND run_id = ?
  )sql";
  auto row = TRY(db_->prepare(sql));
  while (!chains_.empty()) {
    std::ranges::pop_heap(chains_, {}, &Chain::next);
    const Chain chain = chains_.back();
    chains_.pop_back();
    if (!TRY(row.first(project_, chain.next))) continue;
    if (const RunId previous{row.integer(4)}; previous) {
      chains_.push_back({.next = previous, .cycle = chain.cycle, .number = chain.number});
      std::ranges::push_heap(chains_, {}, &Chain::next);
    }
    if (chain.next >= before_) continue;
    return std::optional(PastRun{.run = chain.next,
                                 .cycle = chain.cycle,
                                 .cycle_number = chain.number,
                                 .status = {row.integer(0)},
                                 .type = static_cast<RunStatusType>(row.integer(1)),
                                 .seconds = row.real(2),
                                 .updated = timestamp(row.integer(3))});
  }
  return std::optional<PastRun>();
}

}  // namespace testledger::sqlite
