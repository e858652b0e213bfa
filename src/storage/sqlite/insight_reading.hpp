#pragma once

#include <memory>

#include "storage/insight_store.hpp"
#include "storage/sqlite/case_results.hpp"
#include "storage/sqlite/cycle_highlights.hpp"
#include "storage/sqlite/cycle_states.hpp"
#include "storage/sqlite/engine/connection.hpp"

// What is read for storage/insight_store.hpp, on a connection that is in a transaction. Contracts as there.

namespace testledger::sqlite {

/// Gathering failures reads what thousands of runs say.
class KnownInsights : public KnownOfCycles<std::shared_ptr<const CycleInsight>> {
 public:
  KnownInsights() : KnownOfCycles(100) {}
};

/// What readers have worked out of cycles, so that it is not read again for every answer.
struct KnownCycles {
  KnownCounts counts;
  KnownHighlights failures;
  KnownHighlights slowest;
  KnownResults results;
  KnownInsights insights;
};

// result_list.cpp
Result<ResultList> results(Connection& db, ProjectId project, CycleId cycle, const ResultQuery& query, PageRequest part,
                           KnownResults& known);
Result<std::optional<std::int64_t>> next_result(Connection& db, ProjectId project, CycleId cycle, const ResultQuery& query,
                                                InsightStore::NextResult wanted, KnownResults& known);

// case_history.cpp
Result<std::optional<CaseHistory>> case_history(Connection& db, ProjectId project, const Reference& test_case,
                                                InsightStore::HistoryPart part);

// cycle_insight.cpp
Result<std::shared_ptr<const CycleInsight>> cycle_insight(Connection& db, ProjectId project, CycleId cycle, KnownCycles& known);

// cycle_comparison.cpp
Result<CycleComparison> compare(Connection& db, ProjectId project, CycleId cycle, const ComparisonQuery& query, PageRequest part,
                                KnownResults& known);

// project_overview.cpp
Result<std::vector<ActiveCycle>> active_cycles(Connection& db, ProjectId project, std::int64_t count, KnownCounts& known);
Result<ProjectOverview> overview(Connection& db, ProjectId project, std::int64_t cycles, KnownCycles& known);

// folder_counts.cpp
Result<std::vector<FolderCount>> folder_counts(Connection& db, ProjectId project, FolderKind kind);

// finding.cpp
Result<Findings> find(Connection& db, const std::vector<Project>& projects, std::string_view text);

}  // namespace testledger::sqlite
