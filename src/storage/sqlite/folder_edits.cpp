// What people do to one folder.
#include <fmt/format.h>

#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

Result<Folder> folder_with(Connection& db, ProjectId project, FolderKind kind, FolderId id) {
  if (auto found = TRY(find_folder(db, project, kind, id))) return *std::move(found);
  return no_folder(id);
}

Result<void> require_free_name(Connection& db, ProjectId project, FolderKind kind, const Folder& folder) {
  const auto other = TRY(child_of(db, project, kind, folder.parent.value_or(top_folder), folder.name));
  if (!other || *other == folder.id) return {};
  return Error{.code = ErrorCode::conflict, .message = fmt::format("There is a folder '{}' at that place already.", folder.name)};
}

/// How many folders there are from this one down to the deepest below it.
Result<std::size_t> height_of(Connection& db, ProjectId project, FolderKind kind, FolderId id) {
  static constexpr std::string_view sql = R"sql(
    WITH RECURSIVE below (folder_id, depth) AS (
      SELECT folder_id, 1 FROM folder WHERE project_id = ?1 AND folder_id = ?2
      UNION ALL SELECT folder.folder_id, depth + 1 FROM folder JOIN below ON parent_id = below.folder_id
      WHERE project_id = ?1 AND kind = ?3)
    SELECT max(depth) FROM below
  )sql";
  auto row = TRY(db.prepare(sql));
  TRY(row.first(project, id, kind));
  return static_cast<std::size_t>(row.integer(0));
}

Result<bool> is_below(Connection& db, ProjectId project, FolderId id, FolderId ancestor) {
  static constexpr std::string_view sql = "SELECT parent_id FROM folder WHERE project_id = ? AND folder_id = ?";
  auto row = TRY(db.prepare(sql));
  for (FolderId at = id; at != top_folder; at = FolderId{row.integer(0)}) {
    if (at == ancestor) return true;
    if (!TRY(row.first(project, at))) return false;
  }
  return false;
}

Result<void> require_place(Connection& db, ProjectId project, FolderKind kind, const Folder& moved) {
  TRY(require_folder(db, project, kind, moved.parent));
  const FolderId parent = moved.parent.value_or(top_folder);
  if (TRY(is_below(db, project, parent, moved.id)))
    return Error{.code = ErrorCode::conflict, .message = fmt::format("The folder '{}' cannot be moved below itself.", moved.name)};
  return require_depth(TRY(depth_of(db, project, parent)) + TRY(height_of(db, project, kind, moved.id)));
}

struct Content {
  std::int64_t folders = 0;
  std::int64_t items = 0;  ///< cases or cycles
};

Result<Content> content_of(Connection& db, ProjectId project, FolderKind kind, FolderId id) {
  static constexpr std::string_view sql = R"sql(
    SELECT (SELECT count(*) FROM folder WHERE project_id = ?1 AND kind = ?3 AND parent_id = ?2),
           (SELECT count(*) FROM test_case WHERE project_id = ?1 AND folder_id = ?2 AND deleted = 0) +
           (SELECT count(*) FROM test_cycle WHERE project_id = ?1 AND folder_id = ?2)
  )sql";
  auto row = TRY(db.prepare(sql));
  TRY(row.first(project, id, kind));
  return Content{.folders = row.integer(0), .items = row.integer(1)};
}

}  // namespace

Result<Folder> create_folder(Connection& db, ProjectId project, FolderKind kind, const FolderDraft& draft) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO folder (project_id, folder_id, kind, parent_id, name, name_folded, description) VALUES (?, ?, ?, ?, ?, ?, ?)
  )sql";
  TRY(require_folder(db, project, kind, draft.parent));
  Folder made{.parent = draft.parent, .name = draft.name, .description = draft.description};
  const FolderId parent = draft.parent.value_or(top_folder);
  TRY(require_depth(TRY(depth_of(db, project, parent)) + 1));
  TRY(require_free_name(db, project, kind, made));
  made.id = {TRY(take_numbers(db, project, "folder", 1))};
  TRY(TRY(db.prepare(sql)).run(project, made.id, kind, parent, made.name, case_folded(made.name), made.description));
  return made;
}

Result<Folder> change_folder(Connection& db, ProjectId project, FolderKind kind, FolderId id, const FolderChange& change) {
  static constexpr std::string_view sql = R"sql(
    UPDATE folder SET parent_id = ?, name = ?, name_folded = ?, description = ? WHERE project_id = ? AND folder_id = ?
  )sql";
  Folder folder = TRY(folder_with(db, project, kind, id));
  if (change.name) folder.name = *change.name;
  if (change.description) folder.description = change.description->empty() ? std::nullopt : change.description;
  if (change.place) folder.parent = change.place->parent;
  if (change.place) TRY(require_place(db, project, kind, folder));
  TRY(require_free_name(db, project, kind, folder));
  TRY(TRY(db.prepare(sql)).run(folder.parent.value_or(top_folder), folder.name, case_folded(folder.name), folder.description, project, id));
  return folder;
}

Result<void> remove_folder(Connection& db, ProjectId project, FolderKind kind, FolderId id) {
  static constexpr std::string_view deleted_cases_sql = "UPDATE test_case SET folder_id = NULL WHERE project_id = ? AND folder_id = ?";
  static constexpr std::string_view sql = "DELETE FROM folder WHERE project_id = ? AND folder_id = ?";
  const Folder folder = TRY(folder_with(db, project, kind, id));
  const Content content = TRY(content_of(db, project, kind, id));
  const std::string_view items = kind == FolderKind::test_case ? "cases" : kind == FolderKind::test_cycle ? "cycles" : "sets";
  if (content.folders + content.items > 0)
    return Error{.code = ErrorCode::conflict,
                 .message = fmt::format("The folder '{}' is not empty: it has {} folders and {} {}.", folder.name, content.folders,
                                        content.items, items)};
  TRY(TRY(db.prepare(deleted_cases_sql)).run(project, id));
  return TRY(db.prepare(sql)).run(project, id);
}

}  // namespace testledger::sqlite
