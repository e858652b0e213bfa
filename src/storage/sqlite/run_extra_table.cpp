#include "storage/detail_codec.hpp"
#include "storage/sqlite/run_edit_tables.hpp"

namespace testledger::sqlite {

Result<ExtraRow> find_extra(Connection& db, ProjectId project, RunId run) {
  static constexpr std::string_view sql =
      "SELECT executed_by, assignee, defects, custom_fields FROM run_extra WHERE project_id = ? AND run_id = ?";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, run))) return ExtraRow{};
  ExtraRow found{.executed_by = row.text(0)};
  found.extras.assignee = row.text(1);
  found.extras.defects = TRY(decode_list(row.bytes(2)));
  found.extras.custom_fields = row.text(3);
  return found;
}

Result<void> put_extra(Connection& db, ProjectId project, RunId run, const ExtraRow& row) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO run_extra (project_id, run_id, executed_by, assignee, defects, custom_fields) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (project_id, run_id) DO UPDATE SET
      executed_by = excluded.executed_by, assignee = excluded.assignee, defects = excluded.defects, custom_fields = excluded.custom_fields
  )sql";
  static constexpr std::string_view drop_sql = "DELETE FROM run_extra WHERE project_id = ? AND run_id = ?";
  if (row.executed_by.empty() && row.extras == RunExtras{}) return TRY(db.prepare(drop_sql)).run(project, run);
  const std::string defects = encode(row.extras.defects);
  return TRY(db.prepare(sql)).run(project, run, row.executed_by, row.extras.assignee, Blob{defects}, row.extras.custom_fields);
}

}  // namespace testledger::sqlite
