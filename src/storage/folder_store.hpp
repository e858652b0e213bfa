#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "domain/audit.hpp"
#include "domain/folder.hpp"

namespace testledger {

class FolderStore {
 public:
  virtual ~FolderStore() = default;
  /// The leaf of the path below `base`, made where it is missing; names match in any letter case. Callers at once get the
  /// same folder. not_found when base does not exist, limit_exceeded beyond folder_depth_max.
  virtual Result<Folder> ensure_folders(ProjectId project, FolderKind kind, std::optional<FolderId> base,
                                        const std::vector<std::string>& names) = 0;
  /// conflict when another folder at that place has the name in any letter case; not_found and limit_exceeded as above.
  virtual Result<Folder> create_folder(ProjectId project, FolderKind kind, const FolderDraft& draft) = 0;
  /// As above; conflict also when it would come below itself.
  virtual Result<Folder> change_folder(ProjectId project, FolderKind kind, FolderId id, const FolderChange& change) = 0;
  /// conflict, saying what is in it, unless it is empty; not_found. Deleted cases do not count; when restored they have no folder.
  virtual Result<void> remove_folder(ProjectId project, FolderKind kind, FolderId id, const Audited& audit = {}) = 0;
  /// All folders of a tree, parents before their children, siblings by name.
  virtual Result<std::vector<Folder>> folders(ProjectId project, FolderKind kind) = 0;
  virtual Result<std::optional<Folder>> find_folder(ProjectId project, FolderKind kind, FolderId id) = 0;
};

}  // namespace testledger
