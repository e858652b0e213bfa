// How an import finds the cases that a chunk of a report names.
#include "storage/sqlite/import_work.hpp"

namespace testledger::sqlite {
namespace {

constexpr int member_columns = 7;   // the first of them in the selects below
constexpr int ordinal_column = 15;  // of the latest run, when this import wrote it
constexpr int version_column = 16;  // that the cycle has, when it is not the latest

/// The whole of an older version, which is stored as one.
Result<void> add_older_version(Connection& db, ProjectId project, KnownCase& known) {
  auto kept = TRY(kept_version(db, project, known.id, known.older_version));
  CaseDraft fields = kept ? std::move(kept->fields) : CaseDraft();
  known.has_dataset = !fields.dataset.empty();
  known.title = std::move(fields.title);
  known.description = std::move(fields.description);
  known.steps = std::move(fields.steps);
  known.dataset = std::move(fields.dataset);
  return {};
}

Result<void> add_content(Connection& db, ProjectId project, KnownCase& known) {
  CaseDraft content = TRY(with_content(db, project, known.id, {}));
  known.description = std::move(content.description);
  known.steps = std::move(content.steps);
  known.dataset = std::move(content.dataset);
  return {};
}

}  // namespace

ImportWork::Member ImportWork::member_in(const Statement& row, int first_column) const {
  return {.in_cycle = true,
          .position = row.integer(first_column),
          .latest = {.id = {row.integer(first_column + 1)},
                     .status = static_cast<RunStatusType>(row.integer(first_column + 2)),
                     .pristine = row.flag(first_column + 3),
                     .of_this_import = row.integer(first_column + 4) == id_.value,
                     .row_statuses = StatusSet(static_cast<std::uint8_t>(row.integer(first_column + 5))),
                     .effort_s = row.real(first_column + 6),
                     .progress = row.integer(first_column + 7)}};
}

/// Nothing for a case that the query named before, by its other name.
std::optional<KnownCase> ImportWork::note_case(const Statement& row) {
  const CaseId id{row.integer(0)};
  const auto [place, is_new] = members_.try_emplace(id);
  if (!is_new) return std::nullopt;
  if (!row.is_null(member_columns)) place->second = member_in(row, member_columns);
  KnownCase known{.id = id,
                  .number = static_cast<KeyNumber>(row.integer(1)),
                  .automation_key = row.text(2),
                  .status = {row.integer(3)},
                  .automation_status = {row.integer(4)},
                  .has_dataset = row.flag(5),
                  .older_version = static_cast<int>(row.integer(version_column)),
                  .title = row.text(6)};
  if (!place->second.in_cycle) return known;
  known.latest = place->second.latest;
  known.latest->ordinal = static_cast<std::uint64_t>(row.integer(ordinal_column));
  return known;
}

Result<std::vector<KnownCase>> ImportWork::find_cases(Connection& db, const CaseQuery& query) {
  static constexpr std::string_view by_number = R"sql(
    SELECT test_case.case_id, number, automation_key, status_id, automation_status_id, has_dataset, CASE WHEN ?4 THEN title END,
           position, latest_run_id, latest_status_type, pristine, latest_import_id, row_statuses, latest_effort, progress,
           CASE WHEN latest_import_id = ?5 THEN (SELECT ordinal FROM test_run WHERE project_id = ?1 AND run_id = latest_run_id) END,
           member.version
    FROM test_case LEFT JOIN cycle_case AS member
      ON member.project_id = ?1 AND member.cycle_id = ?2 AND member.case_id = test_case.case_id
    WHERE test_case.project_id = ?1 AND number = ?3 AND deleted = 0
  )sql";
  static constexpr std::string_view by_automation_key = R"sql(
    SELECT test_case.case_id, number, automation_key, status_id, automation_status_id, has_dataset, CASE WHEN ?4 THEN title END,
           position, latest_run_id, latest_status_type, pristine, latest_import_id, row_statuses, latest_effort, progress,
           CASE WHEN latest_import_id = ?5 THEN (SELECT ordinal FROM test_run WHERE project_id = ?1 AND run_id = latest_run_id) END,
           member.version
    FROM test_case LEFT JOIN cycle_case AS member
      ON member.project_id = ?1 AND member.cycle_id = ?2 AND member.case_id = test_case.case_id
    WHERE test_case.project_id = ?1 AND automation_key = ?3 AND deleted = 0
  )sql";
  members_.clear();
  std::vector<KnownCase> found;
  found.reserve(query.numbers.size() + query.automation_keys.size());
  members_.reserve(found.capacity());
  const auto look_up = [&](std::string_view sql, const auto& names) -> Result<void> {
    auto row = TRY(db.prepare(sql));
    for (const auto& name : names)
      for (bool more = TRY(row.first(start_.project, start_.cycle, name, query.with_content, id_)); more; more = TRY(row.next()))
        if (auto known = note_case(row)) found.push_back(std::move(*known));
    return {};
  };
  TRY(look_up(by_number, query.numbers));
  TRY(look_up(by_automation_key, query.automation_keys));
  for (KnownCase& known : found) {
    if (known.older_version != 0) TRY(add_older_version(db, start_.project, known));
    if (known.older_version == 0 && query.with_content) TRY(add_content(db, start_.project, known));
  }
  return found;
}

}  // namespace testledger::sqlite
