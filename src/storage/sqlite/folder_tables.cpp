#include <fmt/format.h>

#include <map>

#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

Folder folder_in(const Statement& row) {
  Folder folder{.id = {row.integer(0)}, .name = row.text(2)};
  if (row.integer(1) != top_folder.value) folder.parent = FolderId{row.integer(1)};
  if (!row.is_null(3)) folder.description = row.text(3);
  return folder;
}

Result<FolderId> ensure_child(Connection& db, ProjectId project, FolderKind kind, FolderId parent, std::string_view name) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO folder (project_id, folder_id, kind, parent_id, name, name_folded) VALUES (?, ?, ?, ?, ?, ?)
  )sql";
  if (const auto known = TRY(child_of(db, project, kind, parent, name))) return *known;
  const FolderId id{TRY(take_numbers(db, project, "folder", 1))};
  TRY(TRY(db.prepare(sql)).run(project, id, kind, parent, name, case_folded(name)));
  return id;
}

/// Depth first from the top; `children` has each parent's in the order of their names.
std::vector<Folder> in_tree_order(std::map<FolderId, std::vector<Folder>> children) {
  std::vector<Folder> ordered;
  std::vector<Folder> open = std::move(children[top_folder]);
  std::ranges::reverse(open);
  while (!open.empty()) {
    ordered.push_back(std::move(open.back()));
    open.pop_back();
    auto& below = children[ordered.back().id];
    open.insert(open.end(), std::make_move_iterator(below.rbegin()), std::make_move_iterator(below.rend()));
  }
  return ordered;
}

}  // namespace

Error no_folder(FolderId id) { return {.code = ErrorCode::not_found, .message = fmt::format("There is no folder {}.", id.value)}; }

Result<std::optional<FolderId>> child_of(Connection& db, ProjectId project, FolderKind kind, FolderId parent, std::string_view name) {
  static constexpr std::string_view sql = R"sql(
    SELECT folder_id FROM folder WHERE project_id = ? AND kind = ? AND parent_id = ? AND name_folded = ?
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, kind, parent, case_folded(name)))) return std::optional<FolderId>();
  return std::optional(FolderId{row.integer(0)});
}

Result<std::size_t> depth_of(Connection& db, ProjectId project, FolderId id) {
  static constexpr std::string_view sql = "SELECT parent_id FROM folder WHERE project_id = ? AND folder_id = ?";
  std::size_t depth = 0;
  auto row = TRY(db.prepare(sql));
  for (std::int64_t above = id.value; above != top_folder.value && TRY(row.first(project, above)); ++depth) above = row.integer(0);
  return depth;
}

Result<void> require_depth(std::size_t depth) {
  if (depth <= folder_depth_max) return {};
  return Error{.code = ErrorCode::limit_exceeded,
               .message = fmt::format("Folders would be more than {} below one another (folder_depth_max).", folder_depth_max)};
}

Result<Folder> ensure_folders(Connection& db, ProjectId project, FolderKind kind, std::optional<FolderId> base,
                              const std::vector<std::string>& names) {
  TRY(require_folder(db, project, kind, base));
  TRY(require_depth(TRY(depth_of(db, project, base.value_or(top_folder))) + names.size()));
  FolderId leaf = base.value_or(top_folder);
  for (const std::string& name : names) leaf = TRY(ensure_child(db, project, kind, leaf, name));
  const auto found = TRY(find_folder(db, project, kind, leaf));
  if (!found) return no_folder(leaf);
  return *found;
}

Result<std::vector<Folder>> folders(Connection& db, ProjectId project, FolderKind kind) {
  static constexpr std::string_view sql = R"sql(
    SELECT folder_id, parent_id, name, description FROM folder WHERE project_id = ? AND kind = ? ORDER BY parent_id, name_folded
  )sql";
  auto row = TRY(db.prepare(sql));
  std::map<FolderId, std::vector<Folder>> children;
  for (bool more = TRY(row.first(project, kind)); more; more = TRY(row.next())) {
    Folder folder = folder_in(row);
    children[folder.parent.value_or(top_folder)].push_back(std::move(folder));
  }
  return in_tree_order(std::move(children));
}

Result<std::optional<Folder>> find_folder(Connection& db, ProjectId project, FolderKind kind, FolderId id) {
  static constexpr std::string_view sql = R"sql(
    SELECT folder_id, parent_id, name, description FROM folder WHERE project_id = ? AND folder_id = ? AND kind = ?
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, id, kind))) return std::optional<Folder>();
  return std::optional(folder_in(row));
}

Result<void> require_folder(Connection& db, ProjectId project, FolderKind kind, std::optional<FolderId> id) {
  if (id && !TRY(find_folder(db, project, kind, *id))) return no_folder(*id);
  return {};
}

}  // namespace testledger::sqlite
