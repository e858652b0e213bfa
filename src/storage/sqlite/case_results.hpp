#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "insights/case_result.hpp"
#include "insights/folded_titles.hpp"
#include "storage/insight_store.hpp"
#include "storage/sqlite/engine/connection.hpp"
#include "storage/sqlite/known_cycles.hpp"

namespace testledger::sqlite {

using SharedResults = std::shared_ptr<const std::vector<CaseResult>>;
/// Reading the rows of a large cycle takes longer than all else that lists do. As many bytes as ten cycles of 100,000 cases.
class KnownResults : public KnownOfCycles<SharedResults> {
 public:
  static constexpr std::size_t bytes_max = 64 << 20;
  KnownResults() : KnownOfCycles(bytes_max) {}
};
/// Of a row of cycle_case: case_id, position, latest_run_id, latest_status_id, latest_status_type, latest_effort, latest_updated, version.
CaseResult case_result_in(const Statement& row);
/// All cases of a cycle by their ids; limit_exceeded beyond result_rows_max.
Result<std::vector<CaseResult>> case_results(Connection& db, ProjectId project, CycleId cycle);
/// Likewise, read when they are not known.
Result<SharedResults> case_results(Connection& db, ProjectId project, CycleId cycle, KnownResults& known);
/// The title of each of them, of the version that the cycle keeps.
Result<FoldedTitles> folded_titles(Connection& db, ProjectId project, std::span<const CaseResult> rows);
/// Some cases of a cycle, with their titles where something looked at them.
struct SelectedCases {
  SharedResults rows;
  std::optional<FoldedTitles> titles = {};

  /// Lets only those stay for which `stays` says so of their place.
  template <class Stays>
  void keep_if(Stays stays) {
    std::vector<std::size_t> kept;
    for (std::size_t row = 0; row < rows->size(); ++row)
      if (stays(row)) kept.push_back(row);
    std::vector<CaseResult> left;
    for (const std::size_t row : kept) left.push_back((*rows)[row]);
    rows = std::make_shared<const std::vector<CaseResult>>(std::move(left));
    if (titles) titles->keep(kept);
  }
};
/// Those of the rows that meet all criteria but that of statuses, in their order; with titles when the list is sorted by them.
Result<SelectedCases> selected(Connection& db, ProjectId project, const ResultQuery& query, SharedResults rows);

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
