#include <fmt/format.h>

#include "storage/detail_codec.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

/// NULL for what is not set, so that it takes no space.
std::optional<std::string_view> filled(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

ChoiceId or_default(const Configuration& configuration, ChoiceKind kind, ChoiceId id) {
  return id ? id : configuration.default_of(kind).id;
}

/// A stored value that is there only when it has something to say.
template <class Value>
std::optional<std::string> encoded_unless_empty(const Value& value) {
  return value.empty() ? std::nullopt : std::optional(encode(value));
}

std::optional<Blob> blob(const std::optional<std::string>& bytes) { return bytes ? std::optional(Blob{*bytes}) : std::nullopt; }

Result<void> insert_content(Connection& db, ProjectId project, const CaseRow& row) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO case_content (project_id, case_id, description, precondition, steps, dataset, requirements) VALUES (?, ?, ?, ?, ?, ?, ?)
  )sql";
  const CaseDraft& fields = row.fields;
  const bool nothing = fields.description.empty() && fields.precondition.empty() && fields.steps.empty() && fields.dataset.empty() &&
                       fields.requirements.empty();
  if (nothing) return {};
  const auto steps = encoded_unless_empty(fields.steps);
  const auto dataset = encoded_unless_empty(fields.dataset);
  const auto requirements = encoded_unless_empty(fields.requirements);
  return TRY(db.prepare(sql))
      .run(project, row.id, filled(fields.description), filled(fields.precondition), blob(steps), blob(dataset), blob(requirements));
}

Result<TagId> ensure_tag(Connection& db, ProjectId project, std::string_view name) {
  static constexpr std::string_view find_sql = "SELECT tag_id FROM tag WHERE project_id = ? AND name_folded = ?";
  static constexpr std::string_view insert_sql = "INSERT INTO tag (project_id, tag_id, name, name_folded) VALUES (?, ?, ?, ?)";
  {
    auto row = TRY(db.prepare(find_sql));
    if (TRY(row.first(project, case_folded(name)))) return TagId{row.integer(0)};
  }
  const TagId id{TRY(take_numbers(db, project, "tag", 1))};
  TRY(TRY(db.prepare(insert_sql)).run(project, id, name, case_folded(name)));
  return id;
}

Result<void> insert_tags(Connection& db, ProjectId project, const CaseRow& row) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO case_tag (project_id, case_id, tag_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
  )sql";
  for (const std::string& name : row.fields.tags) {
    const TagId tag = TRY(ensure_tag(db, project, name));
    TRY(TRY(db.prepare(sql)).run(project, row.id, tag));
  }
  return {};
}

Result<void> load_tags(Connection& db, ProjectId project, TestCase& test_case) {
  static constexpr std::string_view sql = R"sql(
    SELECT tag_id, name FROM case_tag JOIN tag USING (project_id, tag_id) WHERE project_id = ? AND case_id = ? ORDER BY name_folded
  )sql";
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(project, test_case.id)); more; more = TRY(row.next())) {
    test_case.tags.push_back({.id = {row.integer(0)}, .name = row.text(1)});
    test_case.fields.tags.push_back(row.text(1));
  }
  return {};
}

/// Of a row of the columns that the selects below name.
TestCase case_in(const Statement& row) {
  TestCase test_case{.id = {row.integer(0)},
                     .number = static_cast<KeyNumber>(row.integer(1)),
                     .version = static_cast<int>(row.integer(2)),
                     .created = timestamp(row.integer(14)),
                     .updated = timestamp(row.integer(15)),
                     .archived = row.flag(16)};
  CaseDraft& fields = test_case.fields;
  fields.title = row.text(3);
  fields.automation_key = row.text(4);
  if (!row.is_null(5)) fields.folder = FolderId{row.integer(5)};
  fields.status = {row.integer(6)};
  fields.priority = {row.integer(7)};
  fields.type = {row.integer(8)};
  fields.script_type = {row.integer(9)};
  fields.automation_status = {row.integer(10)};
  fields.owner = row.text(11);
  fields.automation_owner = row.text(12);
  fields.estimated_effort_s = row.real(13);
  return test_case;
}

Result<void> complete(Connection& db, ProjectId project, TestCase& test_case) {
  test_case.fields = TRY(with_content(db, project, test_case.id, std::move(test_case.fields)));
  TRY(load_tags(db, project, test_case));
  const auto folder = test_case.fields.folder;
  if (folder) test_case.folder = TRY(find_folder(db, project, FolderKind::test_case, *folder));
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
  return TRY(db.prepare(sql)).run(project, update.id, update.description, blob(steps), blob(dataset));
}

/// Apart from the other fields, because naming the column moves the case's entry in the index.
Result<void> update_automation_key(Connection& db, ProjectId project, const CaseUpdate& update) {
  static constexpr std::string_view sql = "UPDATE test_case SET automation_key = ? WHERE project_id = ? AND case_id = ?";
  if (!update.automation_key) return {};
  return TRY(db.prepare(sql)).run(filled(*update.automation_key), project, update.id);
}

Result<void> require_unused_key(Connection& db, ProjectId project, std::string_view automation_key) {
  static constexpr std::string_view sql = R"sql(
    SELECT project.key, number FROM test_case JOIN project USING (project_id) WHERE project_id = ? AND automation_key = ? LIMIT 1
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
    VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 0, ?16, ?16)
  )sql";
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
  TRY(insert_content(db, project, row));
  return insert_tags(db, project, row);
}

Result<CaseDraft> with_content(Connection& db, ProjectId project, CaseId id, CaseDraft fields) {
  static constexpr std::string_view sql = R"sql(
    SELECT description, precondition, steps, dataset, requirements FROM case_content WHERE project_id = ? AND case_id = ?
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, id))) return fields;
  fields.description = row.text(0);
  fields.precondition = row.text(1);
  if (!row.is_null(2)) fields.steps = TRY(decode_steps(row.bytes(2)));
  if (!row.is_null(3)) fields.dataset = TRY(decode_dataset(row.bytes(3)));
  if (!row.is_null(4)) fields.requirements = TRY(decode_list(row.bytes(4)));
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

Result<std::optional<TestCase>> find_case(Connection& db, ProjectId project, const Reference& reference) {
  static constexpr std::string_view by_number = R"sql(
    SELECT case_id, number, version, title, automation_key, folder_id, status_id, priority_id, type_id, script_type_id,
           automation_status_id, owner, automation_owner, estimated_effort, created, updated, archived
    FROM test_case WHERE project_id = ? AND number = ? ORDER BY version DESC
  )sql";
  static constexpr std::string_view by_id = R"sql(
    SELECT case_id, number, version, title, automation_key, folder_id, status_id, priority_id, type_id, script_type_id,
           automation_status_id, owner, automation_owner, estimated_effort, created, updated, archived
    FROM test_case WHERE project_id = ? AND case_id = ?
  )sql";
  auto row = TRY(db.prepare(reference.number ? by_number : by_id));
  if (!TRY(row.first(project, reference.number ? std::int64_t{*reference.number} : reference.id))) return std::optional<TestCase>();
  TestCase test_case = case_in(row);
  TRY(complete(db, project, test_case));
  return std::optional(std::move(test_case));
}

Result<std::vector<KeyNumber>> missing_cases(Connection& db, ProjectId project, const std::vector<KeyNumber>& numbers) {
  static constexpr std::string_view sql = "SELECT 1 FROM test_case WHERE project_id = ? AND number = ?";
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

Result<Page<TestCase>> cases(Connection& db, ProjectId project, PageRequest page) {
  // What is skipped is skipped in the index alone, which has all that the inner select names.
  static constexpr std::string_view sql = R"sql(
    SELECT test_case.case_id, test_case.number, test_case.version, title, automation_key, folder_id, status_id, priority_id, type_id,
           script_type_id, automation_status_id, owner, automation_owner, estimated_effort, created, updated, archived
    FROM (SELECT case_id, number, version FROM test_case WHERE project_id = ?1 ORDER BY number, version LIMIT ?2 OFFSET ?3) AS place
    JOIN test_case ON test_case.project_id = ?1 AND test_case.case_id = place.case_id
    ORDER BY place.number, place.version
  )sql";
  auto row = TRY(db.prepare(sql));
  std::vector<TestCase> found;
  for (bool more = TRY(row.first(project, page.size + 1, page.start)); more; more = TRY(row.next())) found.push_back(case_in(row));
  for (TestCase& test_case : found) TRY(complete(db, project, test_case));
  return page_of(std::move(found), page);
}

}  // namespace testledger::sqlite
