#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "domain/audit.hpp"
#include "domain/tag.hpp"

namespace testledger {

/// The tags of a project; their names are unique in any letter case.
class TagStore {
 public:
  virtual ~TagStore() = default;
  /// At most `count` of them, in the order of their names.
  virtual Result<std::vector<CaseTag>> tags(ProjectId project, std::int64_t start, std::int64_t count) = 0;
  /// The tags of those names in their order, made where they are missing.
  virtual Result<std::vector<CaseTag>> ensure_tags(ProjectId project, const std::vector<std::string>& names) = 0;
  /// conflict when another tag has the name; not_found.
  virtual Result<CaseTag> rename_tag(ProjectId project, TagId id, std::string_view name) = 0;
  /// What about a tag that something has: it stands in the way, or it is taken from what has it.
  enum class UsedTag { refuses, goes };
  /// conflict, saying what has it; not_found. Deleted cases do not count, and are without it when they are restored.
  virtual Result<void> remove_tag(ProjectId project, TagId id, UsedTag used, const Audited& audit = {}) = 0;
};

}  // namespace testledger
