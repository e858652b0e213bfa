#pragma once

#include "storage/folder_store.hpp"
#include "storage/sqlite/engine/connection.hpp"

namespace testledger::sqlite {

Result<Folder> ensure_folders(Connection& db, ProjectId project, FolderKind kind, std::optional<FolderId> base,
                              const std::vector<std::string>& names);
Result<std::vector<Folder>> folders(Connection& db, ProjectId project, FolderKind kind);
Result<std::optional<Folder>> find_folder(Connection& db, ProjectId project, FolderKind kind, FolderId id);
/// not_found when a folder is given and does not exist.
Result<void> require_folder(Connection& db, ProjectId project, FolderKind kind, std::optional<FolderId> id);

// folder_edits.cpp
Result<Folder> create_folder(Connection& db, ProjectId project, FolderKind kind, const FolderDraft& draft);
Result<Folder> change_folder(Connection& db, ProjectId project, FolderKind kind, FolderId id, const FolderChange& change);
Result<void> remove_folder(Connection& db, ProjectId project, FolderKind kind, FolderId id);

// What both need.
inline constexpr FolderId top_folder{0};
inline constexpr FolderId no_folder_at_all{0};  ///< of what is in none
Error no_folder(FolderId id);
Result<std::optional<FolderId>> child_of(Connection& db, ProjectId project, FolderKind kind, FolderId parent, std::string_view name);
/// How many folders there are from the top down to this one.
Result<std::size_t> depth_of(Connection& db, ProjectId project, FolderId id);
Result<void> require_depth(std::size_t depth);

}  // namespace testledger::sqlite
