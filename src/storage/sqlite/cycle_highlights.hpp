#pragma once

#include <memory>
#include <vector>

#include "insights/case_result.hpp"
#include "storage/sqlite/cycle_states.hpp"

namespace testledger::sqlite {

/// The results of a cycle that stand out.
struct CycleHighlights {
  std::vector<CaseResult> newest_failures;
  std::vector<CaseResult> slowest;
};
inline constexpr std::size_t highlighted_failures_max = 500;

/// Finding them reads all cases of a cycle.
class KnownHighlights : public KnownOfCycles<std::shared_ptr<const CycleHighlights>> {
 public:
  KnownHighlights() : KnownOfCycles(100) {}
};

Result<std::shared_ptr<const CycleHighlights>> cycle_highlights(Connection& db, ProjectId project, CycleId cycle, KnownHighlights& known);

}  // namespace testledger::sqlite
