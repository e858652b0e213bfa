#include "storage/sqlite/case_results.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

/// Looking something up costs about as much as passing over that many.
constexpr std::int64_t passed_over_per_lookup = 8;

Result<void> set_title(Connection& db, ProjectId project, FoldedTitles& titles, std::size_t row, CaseId id) {
  static constexpr std::string_view sql = "SELECT title FROM test_case WHERE project_id = ? AND case_id = ?";
  auto found = TRY(db.prepare(sql));
  if (TRY(found.first(project, id))) titles.set(row, found.bytes(0));
  return {};
}

/// Passes over the cases between the first and the last, which are in the same order.
Result<void> set_titles_in_passing(Connection& db, ProjectId project, FoldedTitles& titles, std::span<const CaseResult> rows) {
  static constexpr std::string_view sql =
      "SELECT case_id, title FROM test_case WHERE project_id = ? AND case_id BETWEEN ? AND ? ORDER BY case_id";
  auto found = TRY(db.prepare(sql));
  std::size_t row = 0;
  for (bool more = TRY(found.first(project, rows.front().case_id, rows.back().case_id)); more; more = TRY(found.next())) {
    const CaseId id{found.integer(0)};
    while (row < rows.size() && rows[row].case_id < id) ++row;
    if (row < rows.size() && rows[row].case_id == id) titles.set(row, found.bytes(1));
  }
  return {};
}

Result<void> set_kept_title(Connection& db, ProjectId project, FoldedTitles& titles, std::size_t row, const CaseResult& of) {
  static constexpr std::string_view sql = "SELECT title FROM case_version WHERE project_id = ? AND case_id = ? AND version = ?";
  auto found = TRY(db.prepare(sql));
  if (TRY(found.first(project, of.case_id, of.version))) titles.set(row, found.bytes(0));
  return {};
}

}  // namespace

CaseResult case_result_in(const Statement& row) {
  return {.case_id = {row.integer(0)},
          .position = row.integer(1),
          .run = {row.integer(2)},
          .status = {row.integer(3)},
          .type = static_cast<RunStatusType>(row.integer(4)),
          .seconds = row.real(5),
          .updated = timestamp(row.integer(6)),
          .version = static_cast<int>(row.integer(7))};
}

Result<std::vector<CaseResult>> case_results(Connection& db, ProjectId project, CycleId cycle) {
  static constexpr std::string_view sql = R"sql(
    SELECT case_id, position, latest_run_id, latest_status_id, latest_status_type, latest_effort, latest_updated, version
    FROM cycle_case WHERE project_id = ? AND cycle_id = ? ORDER BY case_id
  )sql";
  std::vector<CaseResult> found;
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(project, cycle)); more; more = TRY(row.next())) {
    if (std::ssize(found) == InsightStore::result_rows_max)
      return Error{.code = ErrorCode::limit_exceeded,
                   .message = fmt::format("The cycle has more than {} cases (result_rows_max).", InsightStore::result_rows_max)};
    found.push_back(case_result_in(row));
  }
  found.shrink_to_fit();
  return found;
}

Result<SharedResults> case_results(Connection& db, ProjectId project, CycleId cycle, KnownResults& known) {
  const auto changes = TRY(changes_of(db, project, cycle));
  if (changes)
    if (auto found = known.find({project, cycle}, *changes)) return *std::move(found);
  auto read = std::make_shared<const std::vector<CaseResult>>(TRY(case_results(db, project, cycle)));
  if (changes) known.keep({project, cycle}, *changes, read, read->size() * sizeof(CaseResult));
  return SharedResults(std::move(read));
}

Result<FoldedTitles> folded_titles(Connection& db, ProjectId project, std::span<const CaseResult> rows) {
  FoldedTitles titles(rows.size());
  if (rows.empty()) return titles;
  const std::int64_t range = rows.back().case_id.value - rows.front().case_id.value + 1;
  if (range / passed_over_per_lookup <= std::ssize(rows))
    TRY(set_titles_in_passing(db, project, titles, rows));
  else
    for (std::size_t row = 0; row < rows.size(); ++row) TRY(set_title(db, project, titles, row, rows[row].case_id));
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (rows[row].version != 0) TRY(set_kept_title(db, project, titles, row, rows[row]));
  return titles;
}

Result<ShownCase> shown_case(Connection& db, ProjectId project, CaseId id, int version) {
  static constexpr std::string_view sql = R"sql(
    SELECT number, coalesce(held.title, test_case.title), folder_id, archived, deleted
    FROM test_case LEFT JOIN case_version AS held ON held.project_id = ?1 AND held.case_id = ?2 AND held.version = ?3
    WHERE test_case.project_id = ?1 AND test_case.case_id = ?2
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, id, version))) return ShownCase{};
  ShownCase shown{.number = static_cast<KeyNumber>(row.integer(0)), .title = row.text(1)};
  if (!row.is_null(2)) shown.folder = FolderId{row.integer(2)};
  if (row.flag(3)) shown.shelf = CaseShelf::archived;
  if (row.flag(4)) shown.shelf = CaseShelf::deleted;
  return shown;
}

}  // namespace testledger::sqlite
