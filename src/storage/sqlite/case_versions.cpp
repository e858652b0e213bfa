// How people change cases: a version as a whole, or by a new one.
#include <fmt/format.h>

#include "storage/sqlite/case_rows.hpp"

namespace testledger::sqlite {
namespace {

KeptVersion as_kept(const TestCase& version) {
  KeptVersion kept{.fields = version.fields, .tags = {}};
  kept.fields.tags.clear();
  for (const CaseTag& tag : version.tags) kept.tags.push_back(tag.id);
  return kept;
}

/// Beside the latest one, whether or not it is there already.
Result<void> keep_version(Connection& db, ProjectId project, const TestCase& version) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO case_version (project_id, case_id, version, version_id, title, updated, body) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (project_id, case_id, version) DO UPDATE SET title = excluded.title, updated = excluded.updated, body = excluded.body
  )sql";
  const std::string body = encode(as_kept(version));
  return TRY(db.prepare(sql))
      .run(project, version.id, version.version, version.version_id, version.fields.title, milliseconds(version.updated), Blob{body});
}

Result<void> replace_wide_parts(Connection& db, ProjectId project, const CaseRow& row) {
  static constexpr std::string_view content_sql = "DELETE FROM case_content WHERE project_id = ? AND case_id = ?";
  static constexpr std::string_view tag_sql = "DELETE FROM case_tag WHERE project_id = ? AND case_id = ?";
  TRY(TRY(db.prepare(content_sql)).run(project, row.id));
  TRY(TRY(db.prepare(tag_sql)).run(project, row.id));
  return insert_wide_parts(db, project, row);
}

Result<void> write_latest(Connection& db, ProjectId project, const CaseRow& row, Timestamp time) {
  static constexpr std::string_view sql = R"sql(
    UPDATE test_case SET title = ?, automation_key = ?, folder_id = ?, status_id = ?, priority_id = ?, type_id = ?, script_type_id = ?,
                         automation_status_id = ?, owner = ?, automation_owner = ?, estimated_effort = ?, has_dataset = ?, updated = ?
    WHERE project_id = ? AND case_id = ?
  )sql";
  const auto lists = TRY(configuration(db, project));
  const CaseDraft& fields = row.fields;
  const auto effort = fields.estimated_effort_s == 0 ? std::nullopt : std::optional(fields.estimated_effort_s);
  TRY(TRY(db.prepare(sql))
          .run(fields.title, filled(fields.automation_key), fields.folder, or_default(*lists, ChoiceKind::case_status, fields.status),
               or_default(*lists, ChoiceKind::case_priority, fields.priority), or_default(*lists, ChoiceKind::case_type, fields.type),
               or_default(*lists, ChoiceKind::script_type, fields.script_type),
               or_default(*lists, ChoiceKind::automation_status, fields.automation_status), filled(fields.owner),
               filled(fields.automation_owner), effort, !fields.dataset.empty(), milliseconds(time), project, row.id));
  return replace_wide_parts(db, project, row);
}

/// Tags that it names are made where they are missing.
Result<void> write_older(Connection& db, ProjectId project, TestCase version, const CaseDraft& fields) {
  version.fields = fields;
  version.tags = TRY(distinct_tags(db, project, fields.tags));
  version.updated = later_than(version.updated);
  return keep_version(db, project, version);
}

/// The latest one goes beside it, and cycles that have it keep it.
Result<void> begin_version(Connection& db, ProjectId project, const TestCase& latest) {
  static constexpr std::string_view note_sql = R"sql(
    UPDATE test_cycle SET changes = changes + 1
    WHERE project_id = ?1 AND cycle_id IN (SELECT cycle_id FROM cycle_case WHERE project_id = ?1 AND case_id = ?2 AND version = 0)
  )sql";
  static constexpr std::string_view hold_sql = "UPDATE cycle_case SET version = ? WHERE project_id = ? AND case_id = ? AND version = 0";
  static constexpr std::string_view begin_sql = "UPDATE test_case SET version = ?, version_id = ? WHERE project_id = ? AND case_id = ?";
  if (latest.version >= case_versions_max)
    return Error{.code = ErrorCode::limit_exceeded,
                 .message = fmt::format("A case has at most {} versions (case_versions_max).", case_versions_max)};
  TRY(keep_version(db, project, latest));
  TRY(TRY(db.prepare(note_sql)).run(project, latest.id));
  TRY(TRY(db.prepare(hold_sql)).run(latest.version, project, latest.id));
  const CaseId id{TRY(take_numbers(db, project, "case", 1))};
  return TRY(db.prepare(begin_sql)).run(latest.version + 1, id, project, latest.id);
}

}  // namespace

Result<void> rewrite_case(Connection& db, ProjectId project, const TestCase& latest, const CaseDraft& fields) {
  return write_latest(db, project, {.id = latest.id, .number = latest.number, .fields = fields}, later_than(latest.updated));
}

Result<TestCase> revise_case(Connection& db, ProjectId project, const CaseRevision& revision) {
  const auto now = TRY(find_case(db, project, revision.reference, revision.version));
  if (!now) return Error{.code = ErrorCode::not_found, .message = "The case is not there any more."};
  const CaseDraft fields = TRY(revision.edit(*now));
  TRY(require_folder(db, project, FolderKind::test_case, fields.folder));
  if (revision.goes == CaseRevision::Goes::into_it && !now->is_latest()) {
    TRY(write_older(db, project, *now, fields));
    return TRY(find_case(db, project, {.id = now->version_id.value})).value();
  }
  const TestCase latest = TRY(latest_version(db, project, now->id)).value();
  if (revision.goes == CaseRevision::Goes::into_a_new_version) TRY(begin_version(db, project, latest));
  TRY(rewrite_case(db, project, latest, fields));
  return TRY(latest_version(db, project, latest.id)).value();
}

Result<std::optional<KeptVersion>> kept_version(Connection& db, ProjectId project, CaseId id, int version) {
  static constexpr std::string_view sql =
      "SELECT body FROM case_version WHERE project_id = ? AND case_id = ? AND version = ? AND body IS NOT NULL";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, id, version))) return std::optional<KeptVersion>();
  return std::optional(TRY(decode_version(row.bytes(0))));
}

}  // namespace testledger::sqlite
