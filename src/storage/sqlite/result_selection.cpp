// Which cases of a cycle meet the criteria of a list. Folders and tags give the ids of all their cases from an index alone.
#include <algorithm>
#include <charconv>
#include <iterator>

#include "core/case_folding.hpp"
#include "storage/sqlite/case_results.hpp"
#include "storage/sqlite/folder_tables.hpp"
#include "storage/sqlite/json_lists.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

Result<std::vector<CaseId>> sorted_ids(Statement& row, Result<bool> first) {
  std::vector<CaseId> ids;
  for (bool more = TRY(std::move(first)); more; more = TRY(row.next())) ids.push_back({row.integer(0)});
  std::ranges::sort(ids);
  return ids;
}

Result<std::vector<CaseId>> cases_in_folders(Connection& db, ProjectId project, const std::vector<FolderId>& folders) {
  static constexpr std::string_view sql =
      "SELECT case_id FROM test_case WHERE project_id = ?1 AND folder_id IN (SELECT value FROM json_each(?2))";
  auto row = TRY(db.prepare(sql));
  return sorted_ids(row, row.first(project, number_list(std::optional(folders))));
}

Result<std::vector<CaseId>> cases_in_any_folder(Connection& db, ProjectId project) {
  static constexpr std::string_view sql = "SELECT case_id FROM test_case WHERE project_id = ? AND folder_id IS NOT NULL";
  auto row = TRY(db.prepare(sql));
  return sorted_ids(row, row.first(project));
}

Result<std::vector<CaseId>> cases_with_tags(Connection& db, ProjectId project, const std::vector<TagId>& tags) {
  static constexpr std::string_view sql =
      "SELECT case_id FROM case_tag WHERE project_id = ?1 AND tag_id IN (SELECT value FROM json_each(?2))";
  auto row = TRY(db.prepare(sql));
  return sorted_ids(row, row.first(project, number_list(std::optional(tags))));
}

/// The runs in between that people gave to somebody; only those they wrote have a row.
Result<std::vector<RunId>> runs_of(Connection& db, ProjectId project, std::string_view assignee, std::pair<RunId, RunId> between) {
  static constexpr std::string_view sql = R"sql(
    SELECT run_id FROM run_extra WHERE project_id = ? AND run_id BETWEEN ? AND ? AND assignee = ? ORDER BY run_id
  )sql";
  std::vector<RunId> runs;
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(project, between.first, between.second, assignee)); more; more = TRY(row.next()))
    runs.push_back({row.integer(0)});
  return runs;
}

/// Those for which `stays` says so.
template <class Stays>
SharedResults those(const SharedResults& rows, Stays stays) {
  std::vector<CaseResult> left;
  std::ranges::copy_if(*rows, std::back_inserter(left), stays);
  return std::make_shared<const std::vector<CaseResult>>(std::move(left));
}

Result<SharedResults> in_folders(Connection& db, ProjectId project, const ResultQuery& query, SharedResults rows) {
  if (!query.folders) return rows;
  const bool also_without = std::ranges::find(*query.folders, no_folder_at_all) != query.folders->end();
  const std::vector<CaseId> inside = TRY(cases_in_folders(db, project, *query.folders));
  const std::vector<CaseId> in_any = also_without ? TRY(cases_in_any_folder(db, project)) : std::vector<CaseId>();
  return those(rows, [&](const CaseResult& row) {
    if (std::ranges::binary_search(inside, row.case_id)) return true;
    return also_without && !std::ranges::binary_search(in_any, row.case_id);
  });
}

Result<SharedResults> with_tags(Connection& db, ProjectId project, const ResultQuery& query, SharedResults rows) {
  if (!query.tags) return rows;
  const std::vector<CaseId> tagged = TRY(cases_with_tags(db, project, *query.tags));
  return those(rows, [&](const CaseResult& row) { return std::ranges::binary_search(tagged, row.case_id); });
}

Result<SharedResults> assigned(Connection& db, ProjectId project, const ResultQuery& query, SharedResults rows) {
  if (query.assignee.empty() || rows->empty()) return rows;
  const auto [first, last] = std::ranges::minmax(*rows, {}, &CaseResult::run);
  const std::vector<RunId> runs = TRY(runs_of(db, project, query.assignee, {first.run, last.run}));
  return those(rows, [&](const CaseResult& row) { return std::ranges::binary_search(runs, row.run); });
}

}  // namespace

Result<std::optional<TextWanted>> text_wanted(Connection& db, ProjectId project, std::string_view text, std::string_view project_key) {
  static constexpr std::string_view sql = "SELECT case_id FROM test_case WHERE project_id = ? AND number = ?";
  TextWanted wanted{.folded = case_folded(trimmed(text)), .named = {}};
  if (wanted.folded.empty()) return std::optional<TextWanted>();
  const auto reference = case_reference(project_key, trimmed(text));
  if (!reference || !reference->number) return std::optional(std::move(wanted));
  auto row = TRY(db.prepare(sql));
  if (TRY(row.first(project, *reference->number))) wanted.named = {row.integer(0)};
  return std::optional(std::move(wanted));
}

Result<SelectedCases> selected(Connection& db, ProjectId project, const ResultQuery& query, SharedResults rows) {
  rows = TRY(in_folders(db, project, query, std::move(rows)));
  rows = TRY(with_tags(db, project, query, std::move(rows)));
  SelectedCases cases{.rows = TRY(assigned(db, project, query, std::move(rows)))};
  const auto text = TRY(text_wanted(db, project, query.text, query.project_key));
  if (text || query.sorting.by == ResultOrder::title) cases.titles = TRY(folded_titles(db, project, *cases.rows));
  if (text) cases.keep_if([&](std::size_t row) { return text->is_met_by((*cases.rows)[row].case_id, cases.titles->of(row)); });
  return cases;
}

}  // namespace testledger::sqlite
