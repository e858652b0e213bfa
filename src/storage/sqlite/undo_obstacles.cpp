#include <fmt/format.h>

#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

/// How often something stands in the way, and the first case that it was found at.
struct Obstacle {
  std::int64_t count = 0;
  std::int64_t case_id = 0;

  void add(const Obstacle& more) {
    if (count == 0) case_id = more.case_id;
    count += more.count;
  }
};

class ObstacleSearch {
 public:
  ObstacleSearch(Connection& db, const ImportRecord& record) : db_(db), record_(record) {}

  Result<void> look_at(const ImportJournal& journal) {
    const std::int64_t last_run = journal.runs.first + static_cast<std::int64_t>(journal.runs.count) - 1;
    const std::int64_t last_case = journal.cases.first + static_cast<std::int64_t>(journal.cases.count) - 1;
    runs_.add(TRY(count(made_runs_sql, journal.runs.first, last_run)));
    used_.add(TRY(count(made_cases_used_sql, journal.cases.first, last_case)));
    edited_.add(TRY(count(cases_edited_sql, journal.cases.first, last_case)));
    for (const auto& run : journal.overwritten) runs_.add(TRY(count(made_runs_sql, run.run.value, run.run.value)));
    for (const RunId id : journal.taken_runs) runs_.add(TRY(count(made_runs_sql, id.value, id.value)));
    // Cases that an undone import had made, and that this one only uses, are no obstacle: they are handed on to who uses them still. Else
    // two imports that had taken over one of them each, and use both, would keep each other from being undone.
    for (const auto& changed : journal.changed) edited_.add(TRY(count(cases_edited_sql, changed.id.value, changed.id.value)));
    return {};
  }

  Result<std::optional<std::string>> told() {
    for (const auto& [found, what] : {std::pair(used_, "cases that it made are used by others by now"),
                                      std::pair(edited_, "cases that it made or changed have been changed since"),
                                      std::pair(runs_, "runs that it wrote have been written again since")}) {
      if (found.count == 0) continue;
      return std::optional(fmt::format("{} of the {}, {} for example", found.count, what, TRY(key_of(CaseId{found.case_id}))));
    }
    return std::optional<std::string>();
  }

 private:
  static constexpr std::string_view made_runs_sql = R"sql(
    SELECT count(*), min(case_id) FROM test_run
    WHERE project_id = ?1 AND run_id BETWEEN ?4 AND ?5 AND (import_id <> ?2 OR updated > ?6) AND ?3 IS NOT NULL
  )sql";
  // In another cycle, or with another import's run in this one.
  static constexpr std::string_view made_cases_used_sql = R"sql(
    SELECT count(*), min(case_id) FROM cycle_case
    WHERE project_id = ?1 AND case_id BETWEEN ?4 AND ?5 AND ?6 IS NOT NULL
      AND (cycle_id <> ?3 OR (latest_import_id <> ?2 AND latest_run_id <> 0))
  )sql";
  static constexpr std::string_view cases_edited_sql = R"sql(
    SELECT count(*), min(case_id) FROM test_case
    WHERE project_id = ?1 AND case_id BETWEEN ?4 AND ?5 AND updated > ?6 AND ?2 IS NOT NULL AND ?3 IS NOT NULL
  )sql";

  Result<Obstacle> count(std::string_view sql, std::int64_t first, std::int64_t last) {
    if (last < first) return Obstacle{};
    auto row = TRY(db_.prepare(sql));
    TRY(row.first(record_.start.project, record_.id, record_.start.cycle, first, last, milliseconds(record_.finished)));
    return Obstacle{.count = row.integer(0), .case_id = row.integer(1)};
  }

  Result<std::string> key_of(CaseId id) {
    static constexpr std::string_view sql =
        "SELECT project.key, number FROM test_case JOIN project USING (project_id) WHERE project_id = ? AND case_id = ?";
    auto row = TRY(db_.prepare(sql));
    if (!TRY(row.first(record_.start.project, id))) return std::string("one");
    return case_key(row.text(0), static_cast<KeyNumber>(row.integer(1)));
  }

  Connection& db_;
  const ImportRecord& record_;
  Obstacle runs_, used_, edited_;
};

}  // namespace

Result<std::optional<std::string>> undo_obstacle(Connection& db, const ImportRecord& record) {
  static constexpr std::string_view sql = R"sql(
    SELECT chunk, journal FROM import_chunk WHERE project_id = ? AND import_id = ? AND chunk > ? ORDER BY chunk LIMIT 1
  )sql";
  ObstacleSearch search(db, record);
  auto row = TRY(db.prepare(sql));
  std::int64_t chunk = -1;
  for (; TRY(row.first(record.start.project, record.id, chunk)); chunk = row.integer(0))
    TRY(search.look_at(TRY(decode_journal(row.bytes(1)))));
  return search.told();
}

}  // namespace testledger::sqlite
