#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace testledger {

/// A number that names one kind of thing, so that two kinds cannot be swapped. 0 names nothing.
/// Ids of a project's things are unique within the project; those clients read fit 31 bits (contract A.1).
template <class Tag>
struct Id {
  std::int64_t value = 0;

  auto operator<=>(const Id&) const = default;
  explicit operator bool() const { return value != 0; }
};

using ProjectId = Id<struct ProjectTag>;
using UserId = Id<struct UserTag>;
using TokenId = Id<struct TokenTag>;
using FolderId = Id<struct FolderTag>;
using CaseId = Id<struct CaseTag>;
using CycleId = Id<struct CycleTag>;
using RunId = Id<struct RunTag>;
using ImportId = Id<struct ImportTag>;
using TagId = Id<struct TagTag>;
using ChoiceId = Id<struct ChoiceTag>;  ///< one entry of a configurable list: a status, a priority, a type

}  // namespace testledger

template <class Tag>
struct std::hash<testledger::Id<Tag>> {
  std::size_t operator()(const testledger::Id<Tag>& id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
