#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "insights/case_result.hpp"
#include "insights/folded_titles.hpp"
#include "storage/insight_store.hpp"
#include "storage/sqlite/engine/connection.hpp"

namespace testledger::sqlite {

/// All cases of a cycle by their ids; limit_exceeded beyond result_rows_max.
Result<std::vector<CaseResult>> case_results(Connection& db, ProjectId project, CycleId cycle);
/// The title of each of them, of the version that the cycle keeps.
Result<FoldedTitles> folded_titles(Connection& db, ProjectId project, std::span<const CaseResult> rows);
/// Those of the rows that meet all criteria but that of statuses, in their order.
Result<std::vector<CaseResult>> selected(Connection& db, ProjectId project, const ResultQuery& query, std::vector<CaseResult> rows);

/// The ids of those that have a text in their title, in any letter case, or as their key; nothing when every case has it.
struct TextWanted {
  std::string_view text;
  std::string_view project_key;
};
Result<std::optional<std::vector<CaseId>>> cases_with_text(Connection& db, ProjectId project, const TextWanted& wanted,
                                                           std::span<const CaseResult> rows);

/// What is shown of a case beside its result.
struct ShownCase {
  KeyNumber number = 0;
  std::string title;
  std::optional<FolderId> folder = {};
  CaseShelf shelf = CaseShelf::listed;
};
/// In that version; 0 is the latest. Also of one that was deleted.
Result<ShownCase> shown_case(Connection& db, ProjectId project, CaseId id, int version);

}  // namespace testledger::sqlite
