#include "storage/sqlite/run_edit_tables.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

struct CyclePlace {
  CaseInCycle shown;
  RunId latest;
  std::int64_t position = 0;
};

/// Of a row of case, number, title, version and its id.
CaseInCycle case_in_cycle(const Statement& row) {
  return {.case_id = {row.integer(0)},
          .number = static_cast<KeyNumber>(row.integer(1)),
          .title = row.text(2),
          .version = static_cast<int>(row.integer(3)),
          .version_id = {row.integer(4)}};
}

Result<std::vector<CyclePlace>> places(Connection& db, ProjectId project, CycleId cycle, PageRequest page) {
  // What is skipped is skipped in the index alone, which has all that the inner select names.
  static constexpr std::string_view sql = R"sql(
    SELECT place.case_id, number, coalesce(held.title, test_case.title), coalesce(held.version, test_case.version),
           coalesce(held.version_id, test_case.version_id, place.case_id), latest_run_id, place.position
    FROM (SELECT case_id, position FROM cycle_case WHERE project_id = ?1 AND cycle_id = ?2 AND position > ?5
          ORDER BY position LIMIT ?3 OFFSET ?4) AS place
    JOIN cycle_case AS member ON member.project_id = ?1 AND member.cycle_id = ?2 AND member.case_id = place.case_id
    JOIN test_case ON test_case.project_id = ?1 AND test_case.case_id = place.case_id
    LEFT JOIN case_version AS held ON held.project_id = ?1 AND held.case_id = place.case_id AND held.version = member.version
    ORDER BY place.position
  )sql";
  auto row = TRY(db.prepare(sql));
  std::vector<CyclePlace> found;
  bool more = TRY(row.first(project, cycle, page.size + 1, page.skipped(), page.after.value_or(-1)));
  for (; more; more = TRY(row.next()))
    found.push_back({.shown = case_in_cycle(row), .latest = {row.integer(5)}, .position = row.integer(6)});
  return found;
}

/// As the cycle has it.
Result<CaseInCycle> case_of(Connection& db, ProjectId project, CycleId cycle, CaseId id) {
  static constexpr std::string_view sql = R"sql(
    SELECT member.case_id, number, coalesce(held.title, test_case.title), coalesce(held.version, test_case.version),
           coalesce(held.version_id, test_case.version_id, member.case_id)
    FROM cycle_case AS member
    JOIN test_case ON test_case.project_id = ?1 AND test_case.case_id = member.case_id
    LEFT JOIN case_version AS held ON held.project_id = ?1 AND held.case_id = member.case_id AND held.version = member.version
    WHERE member.project_id = ?1 AND member.cycle_id = ?2 AND member.case_id = ?3
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, cycle, id))) return Error{ErrorCode::storage_failed, "A run is of no case of its cycle."};
  return case_in_cycle(row);
}

/// Of a row of the columns of the two selects below.
Result<TestRun> run_in(const Statement& row) {
  TestRun run{.id = {row.integer(0)},
              .case_id = {row.integer(1)},
              .status = {row.integer(2)},
              .automated = row.flag(3),
              .effort_s = row.real(4),
              .executed_by = row.text(5),
              .created = timestamp(row.integer(6)),
              .updated = timestamp(row.integer(7))};
  constexpr int extras_column = 8;
  if (row.is_null(extras_column)) return run;
  run.extras.assignee = row.text(extras_column);
  run.extras.defects = TRY(decode_list(row.bytes(extras_column + 1)));
  run.extras.custom_fields = row.text(extras_column + 2);
  return run;
}

/// From the latest back.
enum class Reach { all, latest };
Result<std::vector<TestRun>> runs_back_from(Connection& db, ProjectId project, RunId latest, Reach reach) {
  static constexpr std::string_view sql = R"sql(
    SELECT test_run.run_id, case_id, status_id, automated, effort, coalesce(user_name, executed_by), created, updated, assignee, defects,
           custom_fields, previous_run_id
    FROM test_run LEFT JOIN import ON import.project_id = test_run.project_id AND import.import_id = test_run.import_id
      LEFT JOIN run_extra AS extra ON extra.project_id = test_run.project_id AND extra.run_id = test_run.run_id
    WHERE test_run.project_id = ? AND test_run.run_id = ?
  )sql";
  constexpr int previous_column = 11;
  std::vector<TestRun> found;
  auto row = TRY(db.prepare(sql));
  for (RunId next = latest; next != no_run; next = RunId{row.integer(previous_column)}) {
    if (!TRY(row.first(project, next))) break;
    found.push_back(TRY(run_in(row)));
    if (reach == Reach::latest) break;
  }
  return found;
}

Result<Page<CaseInCycle>> page_of_members(Connection& db, ProjectId project, CycleId cycle, PageRequest page, Reach reach) {
  auto found = page_of(TRY(places(db, project, cycle, page)), page, &CyclePlace::position);
  Page<CaseInCycle> shown{.start = found.start, .size = found.size, .is_last = found.is_last, .next = found.next};
  for (CyclePlace& member : found.items) {
    member.shown.runs = TRY(runs_back_from(db, project, member.latest, reach));
    shown.items.push_back(std::move(member.shown));
  }
  return shown;
}

}  // namespace

void count_status(std::vector<RunStore::StatusCount>& counts, ChoiceId status) {
  const auto found = std::ranges::find(counts, status, &RunStore::StatusCount::status);
  if (found == counts.end())
    counts.push_back({.status = status, .cases = 1});
  else
    ++found->cases;
}

Result<Page<CaseInCycle>> runs(Connection& db, ProjectId project, CycleId cycle, PageRequest page) {
  return page_of_members(db, project, cycle, page, Reach::all);
}

Result<Page<CaseInCycle>> latest_runs(Connection& db, ProjectId project, CycleId cycle, PageRequest page) {
  return page_of_members(db, project, cycle, page, Reach::latest);
}

Result<std::optional<RunStore::RunWithDetail>> find_run(Connection& db, ProjectId project, CycleId cycle, RunId run) {
  static constexpr std::string_view sql = R"sql(
    SELECT test_run.run_id, case_id, status_id, automated, effort, coalesce(user_name, executed_by), created, updated, assignee, defects,
           custom_fields
    FROM test_run LEFT JOIN import ON import.project_id = test_run.project_id AND import.import_id = test_run.import_id
      LEFT JOIN run_extra AS extra ON extra.project_id = test_run.project_id AND extra.run_id = test_run.run_id
    WHERE test_run.project_id = ? AND test_run.run_id = ? AND test_run.cycle_id = ?
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, run, cycle))) return std::optional<RunStore::RunWithDetail>();
  RunStore::RunWithDetail found{.run = TRY(run_in(row)), .detail = TRY(detail_of(db, project, run))};
  found.attachments = imported(found.detail.attachments, found.run);
  std::ranges::move(TRY(attachments_of(db, {.project = project, .kind = AttachmentOwner::test_run, .id = run.value})),
                    std::back_inserter(found.attachments));
  found.of_case = TRY(case_of(db, project, cycle, found.run.case_id));
  return std::optional(std::move(found));
}

Result<std::optional<RunStore::RunWithDetail>> find_latest_run(Connection& db, ProjectId project, CycleId cycle,
                                                               const Reference& test_case) {
  static constexpr std::string_view sql = R"sql(
    SELECT latest_run_id FROM test_case JOIN cycle_case USING (project_id, case_id) WHERE project_id = ?1 AND cycle_id = ?2 AND number = ?3
  )sql";
  static constexpr std::string_view by_id_sql =
      "SELECT latest_run_id FROM cycle_case WHERE project_id = ?1 AND cycle_id = ?2 AND case_id = ?3";
  auto row = TRY(db.prepare(test_case.number ? sql : by_id_sql));
  const bool is_member = TRY(row.first(project, cycle, test_case.number ? std::int64_t{*test_case.number} : test_case.id));
  const RunId latest{is_member ? row.integer(0) : 0};
  if (!latest) return std::optional<RunStore::RunWithDetail>();
  return find_run(db, project, cycle, latest);
}

Result<std::vector<RunStore::StatusCount>> count_statuses(Connection& db, ProjectId project, CycleId cycle) {
  // Counted here, because the engine would sort all rows for it.
  static constexpr std::string_view sql = "SELECT latest_status_id FROM cycle_case WHERE project_id = ? AND cycle_id = ?";
  std::vector<RunStore::StatusCount> counts;
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(project, cycle)); more; more = TRY(row.next())) count_status(counts, ChoiceId{row.integer(0)});
  return counts;
}

}  // namespace testledger::sqlite
