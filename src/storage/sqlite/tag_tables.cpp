#include "storage/sqlite/tag_tables.hpp"

#include <fmt/format.h>

#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

Result<std::optional<TagId>> tag_named(Connection& db, ProjectId project, std::string_view name) {
  static constexpr std::string_view sql = "SELECT tag_id FROM tag WHERE project_id = ? AND name_folded = ?";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, case_folded(name)))) return std::optional<TagId>();
  return std::optional(TagId{row.integer(0)});
}

Result<CaseTag> tag_with(Connection& db, ProjectId project, TagId id) {
  static constexpr std::string_view sql = "SELECT name FROM tag WHERE project_id = ? AND tag_id = ?";
  auto row = TRY(db.prepare(sql));
  if (TRY(row.first(project, id))) return CaseTag{.id = id, .name = row.text(0)};
  return Error{.code = ErrorCode::not_found, .message = fmt::format("There is no tag {}.", id.value)};
}

}  // namespace

Result<TagId> ensure_tag(Connection& db, ProjectId project, std::string_view name) {
  static constexpr std::string_view sql = "INSERT INTO tag (project_id, tag_id, name, name_folded) VALUES (?, ?, ?, ?)";
  if (const auto known = TRY(tag_named(db, project, name))) return *known;
  const TagId id{TRY(take_numbers(db, project, "tag", 1))};
  TRY(TRY(db.prepare(sql)).run(project, id, name, case_folded(name)));
  return id;
}

Result<std::vector<CaseTag>> tags(Connection& db, ProjectId project, std::int64_t start, std::int64_t count) {
  static constexpr std::string_view sql = "SELECT tag_id, name FROM tag WHERE project_id = ? ORDER BY name_folded LIMIT ? OFFSET ?";
  std::vector<CaseTag> found;
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(project, count, start)); more; more = TRY(row.next()))
    found.push_back({.id = {row.integer(0)}, .name = row.text(1)});
  return found;
}

Result<std::vector<CaseTag>> ensure_tags(Connection& db, ProjectId project, const std::vector<std::string>& names) {
  std::vector<CaseTag> found;
  for (const std::string& name : names) found.push_back(TRY(tag_with(db, project, TRY(ensure_tag(db, project, name)))));
  return found;
}

Result<CaseTag> rename_tag(Connection& db, ProjectId project, TagId id, std::string_view name) {
  static constexpr std::string_view sql = "UPDATE tag SET name = ?, name_folded = ? WHERE project_id = ? AND tag_id = ?";
  TRY(tag_with(db, project, id));
  const auto named = TRY(tag_named(db, project, name));
  if (named && *named != id) return Error{.code = ErrorCode::conflict, .message = fmt::format("Another tag is called '{}' already.", name)};
  TRY(TRY(db.prepare(sql)).run(name, case_folded(name), project, id));
  return CaseTag{.id = id, .name = std::string(name)};
}

Result<void> remove_tag(Connection& db, ProjectId project, TagId id, TagStore::UsedTag used) {
  static constexpr std::string_view count_sql = R"sql(
    SELECT (SELECT count(*) FROM case_tag JOIN test_case USING (project_id, case_id)
            WHERE project_id = ?1 AND tag_id = ?2 AND deleted = 0),
           (SELECT count(*) FROM cycle_tag WHERE project_id = ?1 AND tag_id = ?2)
  )sql";
  static constexpr std::string_view cases_sql = "DELETE FROM case_tag WHERE project_id = ? AND tag_id = ?";
  static constexpr std::string_view cycles_sql = "DELETE FROM cycle_tag WHERE project_id = ? AND tag_id = ?";
  static constexpr std::string_view tag_sql = "DELETE FROM tag WHERE project_id = ? AND tag_id = ?";
  const CaseTag tag = TRY(tag_with(db, project, id));
  auto row = TRY(db.prepare(count_sql));
  TRY(row.first(project, id));
  if (used == TagStore::UsedTag::refuses && row.integer(0) + row.integer(1) > 0)
    return Error{.code = ErrorCode::conflict,
                 .message = fmt::format("The tag '{}' is on {} cases and {} cycles.", tag.name, row.integer(0), row.integer(1))};
  for (const std::string_view sql : {cases_sql, cycles_sql, tag_sql}) TRY(TRY(db.prepare(sql)).run(project, id));
  return {};
}

}  // namespace testledger::sqlite
