#include "storage/sqlite/cycle_states.hpp"

#include "storage/sqlite/run_edit_tables.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {

Result<std::optional<CycleState>> cycle_state(Connection& db, ProjectId project, CycleId cycle, KnownCounts& known) {
  static constexpr std::string_view sql =
      "SELECT changes, last_activity FROM test_cycle WHERE project_id = ? AND cycle_id = ? AND removed = 0";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, cycle))) return std::optional<CycleState>();
  CycleState state{.cycle = cycle};
  if (!row.is_null(1)) state.last_activity = timestamp(row.integer(1));
  const std::int64_t changes = row.integer(0);
  if (auto counts = known.find({project, cycle}, changes)) {
    state.counts = *std::move(counts);
  } else {
    state.counts = TRY(count_statuses(db, project, cycle));
    known.keep({project, cycle}, changes, state.counts);
  }
  return std::optional(std::move(state));
}

}  // namespace testledger::sqlite
