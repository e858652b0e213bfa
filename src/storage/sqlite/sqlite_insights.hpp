#pragma once

#include "storage/insight_store.hpp"
#include "storage/sqlite/engine/reader_pool.hpp"
#include "storage/sqlite/insight_reading.hpp"

namespace testledger::sqlite {

/// Reads on the connections for reading alone.
class SqliteInsights final : public InsightStore {
 public:
  /// The readers outlive its calls.
  explicit SqliteInsights(ReaderPool& readers) : readers_(readers) {}

  Result<std::vector<CycleState>> cycle_states(ProjectId project, const std::vector<CycleId>& cycles) override;
  Result<ResultList> results(ProjectId project, CycleId cycle, const ResultQuery& query, PageRequest part) override;
  Result<std::optional<std::int64_t>> next_result(ProjectId project, CycleId cycle, const ResultQuery& query, NextResult wanted) override;
  Result<std::optional<CaseHistory>> case_history(ProjectId project, const Reference& test_case, HistoryPart part) override;
  Result<CycleInsight> cycle_insight(ProjectId project, CycleId cycle) override;
  Result<CycleComparison> compare(ProjectId project, CycleId cycle, const ComparisonQuery& query, PageRequest part) override;
  Result<std::vector<ActiveCycle>> active_cycles(ProjectId project, std::int64_t count) override;
  Result<ProjectOverview> overview(ProjectId project, std::int64_t cycles) override;
  Result<std::vector<FolderCount>> folder_counts(ProjectId project, FolderKind kind) override;
  Result<Findings> find(const std::vector<Project>& projects, std::string_view text) override;

 private:
  ReaderPool& readers_;
  KnownCycles known_;
};

}  // namespace testledger::sqlite
