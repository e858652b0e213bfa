#pragma once

#include <optional>
#include <string>

#include "core/ids.hpp"

namespace testledger {

/// The three separate folder trees of a project (contract A.5).
enum class FolderKind { test_case, test_cycle, test_set };

struct Folder {
  FolderId id;
  std::optional<FolderId> parent;
  std::string name;
  std::optional<std::string> description;

  bool operator==(const Folder&) const = default;
};

/// What is written of a folder when it is made.
struct FolderDraft {
  std::optional<FolderId> parent;
  std::string name;
  std::optional<std::string> description;
};

/// Changes of a folder; what is not set stays.
struct FolderChange {
  struct Place {
    std::optional<FolderId> parent;  ///< none: at the top
  };
  std::optional<Place> place;
  std::optional<std::string> name;
  std::optional<std::string> description;  ///< an empty one takes it away
};

inline constexpr std::size_t folder_depth_max = 100;  ///< folders below one another

}  // namespace testledger
