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
/// Some cases of a cycle, with their titles where something looked at them.
struct SelectedCases {
  std::vector<CaseResult> rows;
  std::optional<FoldedTitles> titles = {};

  /// Lets only those stay for which `stays` says so of their place.
  template <class Stays>
  void keep_if(Stays stays) {
    std::vector<std::size_t> kept;
    for (std::size_t row = 0; row < rows.size(); ++row)
      if (stays(row)) kept.push_back(row);
    for (std::size_t row = 0; row < kept.size(); ++row) rows[row] = rows[kept[row]];
    rows.resize(kept.size());
    if (titles) titles->keep(kept);
  }
};
/// Those of the rows that meet all criteria but that of statuses, in their order; with titles when the list is sorted by them.
Result<SelectedCases> selected(Connection& db, ProjectId project, const ResultQuery& query, std::vector<CaseResult> rows);

/// A text that titles have somewhere, in any letter case, or that is the key of a case.
struct TextWanted {
  std::string folded;
  CaseId named;

  bool is_met_by(CaseId id, std::string_view folded_title) const {
    return id == named || folded_title.find(folded) != std::string_view::npos;
  }
};
/// Nothing for a blank text, which every case meets.
Result<std::optional<TextWanted>> text_wanted(Connection& db, ProjectId project, std::string_view text, std::string_view project_key);

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
