#include "storage/sqlite/run_edit_tables.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

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

/// Of a row of the columns that latest_version() names.
TestCase case_in(const Statement& row) {
  TestCase test_case{.id = {row.integer(0)},
                     .number = static_cast<KeyNumber>(row.integer(1)),
                     .version = static_cast<int>(row.integer(2)),
                     .created = timestamp(row.integer(14)),
                     .updated = timestamp(row.integer(15)),
                     .archived = row.flag(16)};
  test_case.version_id = row.is_null(17) ? test_case.id : CaseId{row.integer(17)};
  if (row.integer(18) != 0) test_case.deleted = timestamp(row.integer(18));
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

Result<std::optional<Folder>> folder_of(Connection& db, ProjectId project, const TestCase& test_case) {
  const auto folder = test_case.fields.folder;
  return folder ? find_folder(db, project, FolderKind::test_case, *folder) : std::optional<Folder>();
}

Result<std::vector<CaseVersion>> versions_of(Connection& db, ProjectId project, const TestCase& latest) {
  static constexpr std::string_view sql =
      "SELECT version, version_id FROM case_version WHERE project_id = ? AND case_id = ? ORDER BY version DESC";
  std::vector<CaseVersion> versions{{.version = latest.version, .id = latest.version_id}};
  if (latest.version == 1) return versions;
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(project, latest.id)); more; more = TRY(row.next()))
    versions.push_back({.version = static_cast<int>(row.integer(0)), .id = {row.integer(1)}});
  return versions;
}

Result<void> complete(Connection& db, ProjectId project, TestCase& test_case) {
  test_case.fields = TRY(with_content(db, project, test_case.id, std::move(test_case.fields)));
  TRY(load_tags(db, project, test_case));
  test_case.versions = TRY(versions_of(db, project, test_case));
  test_case.folder = TRY(folder_of(db, project, test_case));
  test_case.attachments = TRY(attachments_of_case(db, project, test_case.id));
  return {};
}

/// Nothing for the latest version, whose id need not be told apart.
struct CasePlace {
  CaseId id;
  std::optional<int> version;
};

Result<std::optional<CasePlace>> place_of_number(Connection& db, ProjectId project, KeyNumber number) {
  static constexpr std::string_view sql = "SELECT case_id FROM test_case WHERE project_id = ? AND number = ? AND deleted = 0";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, number))) return std::optional<CasePlace>();
  return std::optional(CasePlace{.id = {row.integer(0)}, .version = std::nullopt});
}

Result<std::optional<CasePlace>> place_of_id(Connection& db, ProjectId project, std::int64_t id) {
  static constexpr std::string_view sql = R"sql(
    SELECT case_id, NULL FROM test_case WHERE project_id = ?1 AND case_id = ?2 AND version_id IS NULL
    UNION ALL SELECT case_id, NULL FROM test_case WHERE project_id = ?1 AND version_id = ?2
    UNION ALL SELECT case_id, version FROM case_version WHERE project_id = ?1 AND version_id = ?2
    LIMIT 1
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, id))) return std::optional<CasePlace>();
  return std::optional(
      CasePlace{.id = {row.integer(0)}, .version = row.is_null(1) ? std::nullopt : std::optional(static_cast<int>(row.integer(1)))});
}

Result<std::optional<TestCase>> older_version(Connection& db, ProjectId project, TestCase latest, int version) {
  static constexpr std::string_view sql =
      "SELECT version_id, updated, body FROM case_version WHERE project_id = ? AND case_id = ? AND version = ?";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, latest.id, version))) return std::optional<TestCase>();
  KeptVersion kept = TRY(decode_version(row.bytes(2)));
  TestCase older = std::move(latest);
  older.version = version;
  older.version_id = {row.integer(0)};
  older.updated = timestamp(row.integer(1));
  older.fields = std::move(kept.fields);
  older.tags = TRY(find_tags(db, project, kept.tags));
  for (const CaseTag& tag : older.tags) older.fields.tags.push_back(tag.name);
  older.folder = TRY(folder_of(db, project, older));
  if (!older.folder) older.fields.folder.reset();  // it may have been removed since
  return std::optional(std::move(older));
}

}  // namespace

Result<std::optional<TestCase>> latest_version(Connection& db, ProjectId project, CaseId id) {
  static constexpr std::string_view sql = R"sql(
    SELECT case_id, number, version, title, automation_key, folder_id, status_id, priority_id, type_id, script_type_id,
           automation_status_id, owner, automation_owner, estimated_effort, created, updated, archived, version_id, deleted
    FROM test_case WHERE project_id = ? AND case_id = ?
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, id))) return std::optional<TestCase>();
  TestCase test_case = case_in(row);
  TRY(complete(db, project, test_case));
  return std::optional(std::move(test_case));
}

Result<std::optional<TestCase>> find_case(Connection& db, ProjectId project, const Reference& reference, std::optional<int> version) {
  const auto place = TRY(reference.number ? place_of_number(db, project, *reference.number) : place_of_id(db, project, reference.id));
  if (!place) return std::optional<TestCase>();
  auto latest = TRY(latest_version(db, project, place->id));
  if (!latest || latest->deleted) return std::optional<TestCase>();
  const int wanted = version ? *version : place->version.value_or(latest->version);
  return wanted == latest->version ? Result<std::optional<TestCase>>(std::move(latest))
                                   : older_version(db, project, *std::move(latest), wanted);
}

Result<Page<TestCase>> cases(Connection& db, ProjectId project, PageRequest page, CaseShelf shelf) {
  // What is skipped is skipped in the index alone, which has all that the statement names.
  static constexpr std::string_view sql = R"sql(
    SELECT case_id FROM test_case WHERE project_id = ?1 AND iif(deleted = 0, archived, iif(deleted = 1, 3, 2)) = ?2 AND number > ?3
    ORDER BY number LIMIT ?4 OFFSET ?5
  )sql";
  auto row = TRY(db.prepare(sql));
  std::vector<CaseId> ids;
  bool more = TRY(row.first(project, shelf, page.after.value_or(0), page.size + 1, page.skipped()));
  for (; more; more = TRY(row.next())) ids.push_back({row.integer(0)});
  std::vector<TestCase> found;
  for (const CaseId id : ids) found.push_back(TRY(latest_version(db, project, id)).value());
  return page_of(std::move(found), page, [](const TestCase& last) { return last.number; });
}

}  // namespace testledger::sqlite
