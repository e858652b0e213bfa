#include <map>
#include <ranges>

#include "storage/sqlite/insight_reading.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

Result<std::map<FolderId, std::uint64_t>> counts_of(Connection& db, ProjectId project, FolderKind kind) {
  static constexpr std::string_view cases_sql = "SELECT folder_id FROM test_case WHERE project_id = ? AND archived = 0 AND deleted = 0";
  static constexpr std::string_view cycles_sql = "SELECT folder_id FROM cycle_head WHERE project_id = ? AND number <> 0";
  std::map<FolderId, std::uint64_t> counts;
  if (kind == FolderKind::test_set) return counts;
  auto row = TRY(db.prepare(kind == FolderKind::test_case ? cases_sql : cycles_sql));
  for (bool more = TRY(row.first(project)); more; more = TRY(row.next())) ++counts[FolderId{row.integer(0)}];
  return counts;
}

}  // namespace

Result<std::vector<FolderCount>> folder_counts(Connection& db, ProjectId project, FolderKind kind) {
  auto counts = TRY(counts_of(db, project, kind));
  const std::vector<Folder> tree = TRY(folders(db, project, kind));
  std::map<FolderId, std::uint64_t> within;
  for (const Folder& folder : tree | std::views::reverse) {  // children come after their parents
    within[folder.id] += counts[folder.id];
    if (folder.parent) within[*folder.parent] += within[folder.id];
  }
  std::vector<FolderCount> made{{.folder = {}, .count = counts[no_folder_at_all], .within = counts[no_folder_at_all]}};
  for (const Folder& folder : tree) made.push_back({.folder = folder.id, .count = counts[folder.id], .within = within[folder.id]});
  return made;
}

}  // namespace testledger::sqlite
