#pragma once

#include "storage/sqlite/case_results.hpp"
#include "storage/sqlite/known_cycles.hpp"

namespace testledger::sqlite {

/// Results of a cycle that stand out. Finding them passes over all its cases.
class KnownHighlights : public KnownOfCycles<SharedResults> {
 public:
  KnownHighlights() : KnownOfCycles(100) {}
};

inline constexpr std::int64_t highlighted_failures_max = 500;
/// At most highlighted_failures_max, the newest first.
Result<SharedResults> newest_failed_results(Connection& db, ProjectId project, CycleId cycle, KnownHighlights& known);
/// At most noted_cases_max that were executed.
Result<SharedResults> slowest_results(Connection& db, ProjectId project, CycleId cycle, KnownHighlights& known);

}  // namespace testledger::sqlite
