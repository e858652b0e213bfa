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

}  // namespace testledger
