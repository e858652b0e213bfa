#include "storage/sqlite/known_cycles.hpp"

namespace testledger::sqlite {

Result<std::optional<std::int64_t>> changes_of(Connection& db, ProjectId project, CycleId cycle) {
  static constexpr std::string_view sql = "SELECT changes FROM test_cycle WHERE project_id = ? AND cycle_id = ? AND removed = 0";
  auto row = TRY(db.prepare(sql));
  return TRY(row.first(project, cycle)) ? std::optional(row.integer(0)) : std::nullopt;
}

}  // namespace testledger::sqlite
