#include <fmt/format.h>

#include "storage/case_codec.hpp"
#include "storage/detail_codec.hpp"
#include "storage/sqlite/case_rows.hpp"
#include "storage/sqlite/columns.hpp"
#include "storage/sqlite/tag_tables.hpp"

namespace testledger::sqlite {
namespace {

constexpr std::string_view no_custom_fields = "[]";

/// A stored value that is there only when it has something to say.
template <class Value>
std::optional<std::string> encoded_unless_empty(const Value& value) {
  return value.empty() ? std::nullopt : std::optional(encode(value));
}

Result<void> insert_content(Connection& db, ProjectId project, const CaseRow& row) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO case_content (project_id, case_id, description, precondition, steps, dataset, requirements, components, releases,
                              custom_fields)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  )sql";
  const CaseDraft& fields = row.fields;
  const bool nothing = fields.description.empty() && fields.precondition.empty() && fields.steps.empty() && fields.dataset.empty() &&
                       fields.requirements.empty() && fields.components.empty() && fields.releases.empty() &&
                       fields.custom_fields == no_custom_fields;
  if (nothing) return {};
  const auto steps = encoded_unless_empty(fields.steps);
  const auto dataset = encoded_unless_empty(fields.dataset);
  const auto requirements = encoded_unless_empty(fields.requirements);
  const auto components = encoded_unless_empty(fields.components);
  const auto releases = encoded_unless_empty(fields.releases);
  const auto custom_fields = fields.custom_fields == no_custom_fields ? std::nullopt : std::optional(fields.custom_fields);
  return TRY(db.prepare(sql))
      .run(project, row.id, filled(fields.description), filled(fields.precondition), optional_blob(steps), optional_blob(dataset),
           optional_blob(requirements), optional_blob(components), optional_blob(releases), custom_fields);
}

Result<void> insert_tags(Connection& db, ProjectId project, const CaseRow& row) {
  static constexpr std::string_view sql = "INSERT INTO case_tag (project_id, case_id, tag_id) VALUES (?, ?, ?)";
  for (const CaseTag& tag : TRY(distinct_tags(db, project, row.fields.tags))) TRY(TRY(db.prepare(sql)).run(project, row.id, tag.id));
  return {};
}

Result<void> update_content(Connection& db, ProjectId project, const CaseUpdate& update) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO case_content (project_id, case_id, description, steps, dataset) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (project_id, case_id) DO UPDATE SET
      description = coalesce(excluded.description, description),
      steps = coalesce(excluded.steps, steps),
      dataset = coalesce(excluded.dataset, dataset)
  )sql";
  if (!update.description && !update.steps && !update.dataset) return {};
  const auto steps = update.steps ? std::optional(encode(*update.steps)) : std::nullopt;
  const auto dataset = update.dataset ? std::optional(encode(*update.dataset)) : std::nullopt;
  return TRY(db.prepare(sql)).run(project, update.id, update.description, optional_blob(steps), optional_blob(dataset));
}

/// Apart from the other fields, because naming the column moves the case's entry in the index.
Result<void> update_automation_key(Connection& db, ProjectId project, const CaseUpdate& update) {
  static constexpr std::string_view sql = "UPDATE test_case SET automation_key = ? WHERE project_id = ? AND case_id = ?";
  if (!update.automation_key) return {};
  return TRY(db.prepare(sql)).run(filled(*update.automation_key), project, update.id);
}

Result<void> require_unused_key(Connection& db, ProjectId project, std::string_view automation_key) {
  static constexpr std::string_view sql = R"sql(
    SELECT project.key, number FROM test_case JOIN project USING (project_id) WHERE project_id = ? AND automation_key = ? AND deleted = 0
    LIMIT 1
  )sql";
  auto row = TRY(db.prepare(sql));
  if (automation_key.empty() || !TRY(row.first(project, automation_key))) return {};
  const std::string other = case_key(row.text(0), static_cast<KeyNumber>(row.integer(1)));
  return Error{.code = ErrorCode::conflict, .message = fmt::format("Automation key '{}' is already used by {}", automation_key, other)};
}

}  // namespace

Result<void> insert_case(Connection& db, ProjectId project, const Configuration& configuration, const CaseRow& row, Timestamp now) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO test_case (project_id, case_id, number, version, title, automation_key, folder_id, status_id, priority_id, type_id,
                           script_type_id, automation_status_id, owner, automation_owner, estimated_effort, has_dataset, archived,
                           created, updated)
    VALUES (?1, ?2, ?3, 1, ?4, ?5, (SELECT folder_id FROM folder WHERE project_id = ?1 AND folder_id = ?6 AND kind = 0),
            ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 0, ?16, ?16)
  )sql";
  // A folder that was removed while the report was read, or since the batch was queued, is none any more.
  const CaseDraft& fields = row.fields;
  const auto effort = fields.estimated_effort_s == 0 ? std::nullopt : std::optional(fields.estimated_effort_s);
  TRY(TRY(db.prepare(sql))
          .run(project, row.id, row.number, fields.title, filled(fields.automation_key), fields.folder,
               or_default(configuration, ChoiceKind::case_status, fields.status),
               or_default(configuration, ChoiceKind::case_priority, fields.priority),
               or_default(configuration, ChoiceKind::case_type, fields.type),
               or_default(configuration, ChoiceKind::script_type, fields.script_type),
               or_default(configuration, ChoiceKind::automation_status, fields.automation_status), filled(fields.owner),
               filled(fields.automation_owner), effort, !fields.dataset.empty(), milliseconds(now)));
  return insert_wide_parts(db, project, row);
}

Result<void> insert_wide_parts(Connection& db, ProjectId project, const CaseRow& row) {
  TRY(insert_content(db, project, row));
  return insert_tags(db, project, row);
}

Result<std::vector<CaseTag>> distinct_tags(Connection& db, ProjectId project, const std::vector<std::string>& names) {
  std::vector<CaseTag> tags;
  for (const std::string& name : names) {
    const TagId id = TRY(ensure_tag(db, project, name));
    if (std::ranges::find(tags, id, &CaseTag::id) == tags.end()) tags.push_back({.id = id, .name = name});
  }
  return tags;
}

Result<CaseDraft> with_content(Connection& db, ProjectId project, CaseId id, CaseDraft fields) {
  static constexpr std::string_view sql = R"sql(
    SELECT description, precondition, steps, dataset, requirements, components, releases, custom_fields
    FROM case_content WHERE project_id = ? AND case_id = ?
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, id))) return fields;
  fields.description = row.text(0);
  fields.precondition = row.text(1);
  if (!row.is_null(2)) fields.steps = TRY(decode_steps(row.bytes(2)));
  if (!row.is_null(3)) fields.dataset = TRY(decode_dataset(row.bytes(3)));
  if (!row.is_null(4)) fields.requirements = TRY(decode_list(row.bytes(4)));
  if (!row.is_null(5)) fields.components = TRY(decode_numbers(row.bytes(5)));
  if (!row.is_null(6)) fields.releases = TRY(decode_numbers(row.bytes(6)));
  if (!row.is_null(7)) fields.custom_fields = row.text(7);
  return fields;
}

Result<void> update_case(Connection& db, ProjectId project, const CaseUpdate& update, Timestamp now) {
  static constexpr std::string_view sql = R"sql(
    UPDATE test_case SET
      title = coalesce(?, title),
      automation_status_id = coalesce(?, automation_status_id),
      automation_owner = coalesce(?, automation_owner),
      has_dataset = coalesce(?, has_dataset),
      updated = ?
    WHERE project_id = ? AND case_id = ?
  )sql";
  const auto has_dataset = update.dataset ? std::optional(!update.dataset->empty()) : std::nullopt;
  TRY(TRY(db.prepare(sql))
          .run(update.title, update.automation_status, update.automation_owner, has_dataset, milliseconds(now), project, update.id));
  TRY(update_automation_key(db, project, update));
  return update_content(db, project, update);
}

Result<TestCase> create_case(Connection& db, ProjectId project, const CaseDraft& draft, AutomationKeys keys) {
  TRY(require_folder(db, project, FolderKind::test_case, draft.folder));
  if (keys == AutomationKeys::unique) TRY(require_unused_key(db, project, draft.automation_key));
  const auto lists = TRY(configuration(db, project));
  const CaseId id{TRY(take_numbers(db, project, "case", 1))};
  const auto number = static_cast<KeyNumber>(TRY(take_numbers(db, project, "case number", 1)));
  TRY(insert_case(db, project, *lists, {.id = id, .number = number, .fields = draft}, now()));
  return TRY(find_case(db, project, {.number = number})).value();
}

Result<std::vector<KeyNumber>> missing_cases(Connection& db, ProjectId project, const std::vector<KeyNumber>& numbers) {
  static constexpr std::string_view sql = "SELECT 1 FROM test_case WHERE project_id = ? AND number = ? AND deleted = 0";
  std::vector<KeyNumber> missing;
  auto row = TRY(db.prepare(sql));
  for (const KeyNumber number : numbers)
    if (!TRY(row.first(project, number))) missing.push_back(number);
  return missing;
}

Result<std::vector<CaseTag>> find_tags(Connection& db, ProjectId project, const std::vector<TagId>& ids) {
  static constexpr std::string_view sql = "SELECT name FROM tag WHERE project_id = ? AND tag_id = ?";
  std::vector<CaseTag> tags;
  auto row = TRY(db.prepare(sql));
  for (const TagId id : ids)
    if (TRY(row.first(project, id))) tags.push_back({.id = id, .name = row.text(0)});
  return tags;
}

}  // namespace testledger::sqlite
