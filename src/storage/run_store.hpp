#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/result.hpp"
#include "domain/page.hpp"
#include "domain/project.hpp"
#include "domain/test_run.hpp"

namespace testledger {

/// The cases of cycles and their runs, for reading.
class RunStore {
 public:
  virtual ~RunStore() = default;
  /// The cases of a cycle in the order in which they joined, each with all its runs.
  virtual Result<Page<CaseInCycle>> runs(ProjectId project, CycleId cycle, PageRequest page) = 0;
  /// The same, each with its latest run alone.
  virtual Result<Page<CaseInCycle>> latest_runs(ProjectId project, CycleId cycle, PageRequest page) = 0;

  struct RunWithDetail {
    TestRun run;
    RunDetail detail;
    std::vector<ShownAttachment> attachments;  ///< those of the detail first
    CaseInCycle of_case = {};                  ///< without its runs; also one that was deleted since
  };
  virtual Result<std::optional<RunWithDetail>> find_run(ProjectId project, CycleId cycle, RunId run) = 0;
  /// Also of a deleted case. Nothing when the case is not in the cycle or has no run there.
  virtual Result<std::optional<RunWithDetail>> find_latest_run(ProjectId project, CycleId cycle, const Reference& test_case) = 0;

  struct StatusCount {
    ChoiceId status;
    std::uint64_t cases = 0;
  };
  /// How many cases of a cycle have a latest run of each status; cases without a run count with no status (0).
  virtual Result<std::vector<StatusCount>> count_statuses(ProjectId project, CycleId cycle) = 0;
};

}  // namespace testledger
