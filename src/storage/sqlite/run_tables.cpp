#include "storage/detail_codec.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

constexpr RunId no_run{0};

struct Member {
  CaseInCycle shown;
  RunId latest;
};

Result<std::vector<Member>> members(Connection& db, ProjectId project, CycleId cycle, PageRequest page) {
  // What is skipped is skipped in the index alone, which has all that the inner select names.
  static constexpr std::string_view sql = R"sql(
    SELECT place.case_id, number, title, latest_run_id
    FROM (SELECT case_id, position FROM cycle_case WHERE project_id = ?1 AND cycle_id = ?2 ORDER BY position LIMIT ?3 OFFSET ?4) AS place
    JOIN cycle_case AS member ON member.project_id = ?1 AND member.cycle_id = ?2 AND member.case_id = place.case_id
    JOIN test_case ON test_case.project_id = ?1 AND test_case.case_id = place.case_id
    ORDER BY place.position
  )sql";
  auto row = TRY(db.prepare(sql));
  std::vector<Member> found;
  for (bool more = TRY(row.first(project, cycle, page.size + 1, page.start)); more; more = TRY(row.next()))
    found.push_back({.shown = {.case_id = {row.integer(0)}, .number = static_cast<KeyNumber>(row.integer(1)), .title = row.text(2)},
                     .latest = {row.integer(3)}});
  return found;
}

TestRun run_in(const Statement& row) {
  return {.id = {row.integer(0)},
          .case_id = {row.integer(1)},
          .status = {row.integer(2)},
          .automated = row.flag(3),
          .effort_s = row.real(4),
          .executed_by = row.text(5),
          .created = timestamp(row.integer(6)),
          .updated = timestamp(row.integer(7))};
}

Result<std::vector<TestRun>> runs_back_from(Connection& db, ProjectId project, RunId latest) {
  static constexpr std::string_view sql = R"sql(
    SELECT run_id, case_id, status_id, automated, effort, user_name, created, updated, previous_run_id
    FROM test_run LEFT JOIN import ON import.project_id = test_run.project_id AND import.import_id = test_run.import_id
    WHERE test_run.project_id = ? AND run_id = ?
  )sql";
  std::vector<TestRun> found;
  auto row = TRY(db.prepare(sql));
  for (RunId next = latest; next != no_run; next = RunId{row.integer(8)}) {
    if (!TRY(row.first(project, next))) break;
    found.push_back(run_in(row));
  }
  return found;
}

Result<std::string> shared_text(Connection& db, ProjectId project, std::string_view hash) {
  static constexpr std::string_view sql = "SELECT body FROM run_text WHERE project_id = ? AND hash = ?";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, Blob{hash})))
    return Error{.code = ErrorCode::storage_failed, .message = "A stored text is missing.", .detail = "run_text"};
  return row.text(0);
}

Result<RunDetail> detail_of(Connection& db, ProjectId project, RunId run) {
  static constexpr std::string_view sql = "SELECT body FROM run_detail WHERE project_id = ? AND run_id = ? ORDER BY part";
  const FindText find_text = [&](std::string_view hash) { return shared_text(db, project, hash); };
  auto row = TRY(db.prepare(sql));
  RunDetail detail;
  for (bool more = TRY(row.first(project, run)); more; more = TRY(row.next()))
    detail = TRY(decode_detail(row.bytes(0), find_text, std::move(detail)));
  return detail;
}

}  // namespace

Result<Page<CaseInCycle>> runs(Connection& db, ProjectId project, CycleId cycle, PageRequest page) {
  std::vector<CaseInCycle> shown;
  for (Member& member : TRY(members(db, project, cycle, page))) {
    if (std::ssize(shown) < page.size) member.shown.runs = TRY(runs_back_from(db, project, member.latest));
    shown.push_back(std::move(member.shown));
  }
  return page_of(std::move(shown), page);
}

Result<std::optional<RunStore::RunWithDetail>> find_run(Connection& db, ProjectId project, CycleId cycle, RunId run) {
  static constexpr std::string_view sql = R"sql(
    SELECT run_id, case_id, status_id, automated, effort, user_name, created, updated
    FROM test_run LEFT JOIN import ON import.project_id = test_run.project_id AND import.import_id = test_run.import_id
    WHERE test_run.project_id = ? AND run_id = ? AND test_run.cycle_id = ?
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, run, cycle))) return std::optional<RunStore::RunWithDetail>();
  return std::optional(RunStore::RunWithDetail{.run = run_in(row), .detail = TRY(detail_of(db, project, run))});
}

}  // namespace testledger::sqlite
