#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "domain/batch.hpp"
#include "domain/case_search.hpp"
#include "domain/folder.hpp"
#include "domain/page.hpp"
#include "domain/run_status.hpp"
#include "domain/test_cycle.hpp"
#include "insights/case_result.hpp"
#include "insights/comparison.hpp"
#include "insights/durations.hpp"
#include "insights/failure_groups.hpp"
#include "insights/flakiness.hpp"
#include "insights/result_ranking.hpp"
#include "storage/run_store.hpp"

// What people look at results with. Each answer is of one moment, read without a wait for those who write.

namespace testledger {

/// How many cases of a cycle have a latest run of which status, and when anything of that changed last.
struct CycleState {
  CycleId cycle;
  std::vector<RunStore::StatusCount> counts;  ///< cases without a run count with no status (0)
  std::optional<Timestamp> last_activity;     ///< nothing: not since the cycle was made
};

/// Which cases of a cycle are listed, in which order. A criterion that is not set is met by all.
struct ResultQuery {
  std::optional<std::vector<ChoiceId>> statuses = {};  ///< of the latest run; 0 stands for no run
  std::optional<std::vector<FolderId>> folders = {};   ///< of the case, the folders themselves alone; 0 stands for no folder
  std::optional<std::vector<TagId>> tags = {};         ///< of the case: any of them
  std::string text = {};                               ///< in title or key, in any letter case
  std::string project_key = {};                        ///< as keys begin, for the text
  std::string assignee = {};                           ///< of the latest run
  ResultSorting sorting = {};
};

/// An earlier run of a case, as a row of results shows it.
struct EarlierRun {
  RunId run;
  RunStatusType type = RunStatusType::not_run;
  KeyNumber cycle = 0;
};

struct ResultRow {
  CaseResult result;
  KeyNumber number = 0;
  std::string title;  ///< of the version that the cycle keeps
  std::optional<FolderId> folder = {};
  CaseShelf shelf = CaseShelf::listed;
  std::vector<std::string> tags = {};
  bool automated = false;
  int runs = 0;                          ///< of the case in the cycle, at most runs_counted_max
  std::vector<EarlierRun> history = {};  ///< executed before the latest, in any cycle, newest first
};

struct ResultList {
  std::int64_t total = 0;
  std::vector<ResultRow> rows;
  std::vector<RunStore::StatusCount> counts;  ///< of what meets all criteria but that of statuses
};

/// One run of a case, whatever its cycle.
struct PastRun {
  RunId run;
  CycleId cycle;
  KeyNumber cycle_number = 0;
  std::string cycle_title = {};
  ChoiceId status;
  RunStatusType type = RunStatusType::not_run;
  double seconds = 0;
  Timestamp updated;
};

struct CaseHistory {
  struct Item {
    PastRun run;
    std::string message = {};  ///< the first line of what a failed run says
  };
  std::vector<Item> items;    ///< newest first
  std::optional<RunId> next;  ///< the newest of those that are left
  Flakiness flakiness;
  std::optional<PastRun> first_failed;  ///< of the failures that the newest executed run ends
  std::optional<PastRun> last_passed;
};

struct CycleName {
  CycleId id;
  KeyNumber number = 0;
  std::string title;
};

/// A cycle with what became of it, as overviews show it.
struct ActiveCycle {
  CycleName name;
  bool closed = false;
  Timestamp created;
  CycleState state;
};

/// What a cycle's results say together.
struct CycleInsight {
  std::vector<RunStore::StatusCount> counts;
  Durations durations;                 ///< of the executed ones
  std::vector<FailureGroup> failures;  ///< of those that were read
  std::vector<KeyNumber> keys;         ///< of the cases that the groups name, one after another
  std::uint64_t failures_read = 0;
  std::uint64_t failures_total = 0;
};

struct ComparisonQuery {
  std::optional<CycleId> with = {};  ///< nothing: the cycle made before it that has some of its cases
  std::optional<std::vector<Change>> changes = {};
  std::string text = {};         ///< as in ResultQuery
  std::string project_key = {};  ///< likewise
};

struct ComparedRow {
  ComparedCase compared;
  KeyNumber number = 0;
  std::string title;
};

struct CycleComparison {
  std::optional<CycleName> with;  ///< nothing: there is none, and all is new
  std::array<std::uint64_t, all_changes.size()> summary{};
  std::int64_t total = 0;  ///< of the rows that were asked for
  std::vector<ComparedRow> rows;
};

/// A case that stands out, with the run that shows it.
struct NotedCase {
  KeyNumber number = 0;
  std::string title;
  KeyNumber cycle = 0;
  RunId run;
  ChoiceId status;
  double seconds = 0;
};

struct FailingCase {
  NotedCase noted;
  Timestamp since;  ///< the first of the failures in a row
  int runs = 0;     ///< of them, at most failing_runs_max
  std::string message = {};
};

struct FlakyCase {
  NotedCase noted;
  Flakiness flakiness;
};

struct ProjectOverview {
  std::vector<ActiveCycle> cycles;
  std::vector<FailingCase> newest_failures;  ///< those that fail for the shortest time first
  std::vector<NotedCase> slowest;            ///< of the cycle with the newest results
  std::vector<FlakyCase> flakiest;
  std::vector<Batch> open_batches;
  std::vector<Batch> failed_batches;
};

/// How many things a folder holds.
struct FolderCount {
  std::optional<FolderId> folder;  ///< nothing: those without a folder
  std::uint64_t count = 0;
  std::uint64_t within = 0;  ///< with the folders below it
};

/// What has the words that somebody looks for.
struct Findings {
  struct Found {
    ProjectId project;
    KeyNumber number = 0;
    std::string title;
  };
  std::vector<Found> cycles;
  std::vector<Found> cases;
  bool complete = true;  ///< false: there was too much to look through all of it
};

class InsightStore {
 public:
  virtual ~InsightStore() = default;

  /// Those that are there, in the order of the ids given.
  virtual Result<std::vector<CycleState>> cycle_states(ProjectId project, const std::vector<CycleId>& cycles) = 0;

  static constexpr std::int64_t result_rows_max = 1'000'000;  ///< cases of a cycle that is listed; beyond it limit_exceeded
  static constexpr std::int64_t result_window_max = 500;      ///< rows of an answer
  static constexpr std::size_t row_history_max = 10;
  static constexpr int runs_counted_max = 1'000;
  virtual Result<ResultList> results(ProjectId project, CycleId cycle, const ResultQuery& query, PageRequest part) = 0;

  struct NextResult {
    std::int64_t from = 0;
    RunStatusType type = RunStatusType::failed;
  };
  /// The place in that list of the next row of the type, from a place on; nothing when there is none.
  virtual Result<std::optional<std::int64_t>> next_result(ProjectId project, CycleId cycle, const ResultQuery& query,
                                                          NextResult wanted) = 0;

  static constexpr std::int64_t history_runs_max = 200;     ///< of an answer
  static constexpr std::size_t history_search_max = 1'000;  ///< runs that are looked at for the first failure and the last pass
  struct HistoryPart {
    std::optional<RunId> newest = {};  ///< without it the newest there is
    std::int64_t size = history_runs_max;
  };
  /// Also of an archived or deleted case; nothing when there never was one of that name.
  virtual Result<std::optional<CaseHistory>> case_history(ProjectId project, const Reference& test_case, HistoryPart part) = 0;

  static constexpr std::size_t failures_read_max = 5'000;  ///< the newest of a cycle
  virtual Result<CycleInsight> cycle_insight(ProjectId project, CycleId cycle) = 0;
  /// Of what can be compared, as result_rows_max says; `part` as for results.
  virtual Result<CycleComparison> compare(ProjectId project, CycleId cycle, const ComparisonQuery& query, PageRequest part) = 0;

  static constexpr std::int64_t active_cycles_max = 100;
  /// Those with the newest results first; the ad-hoc cycle only when it has been used.
  virtual Result<std::vector<ActiveCycle>> active_cycles(ProjectId project, std::int64_t count) = 0;
  static constexpr std::size_t noted_cases_max = 10;  ///< of each kind
  static constexpr int failing_runs_max = 100;
  static constexpr std::int64_t open_batches_max = 20;  ///< of each state
  static constexpr std::int64_t failed_batches_max = 3;
  static constexpr std::chrono::days failed_batches_age_max{7};
  virtual Result<ProjectOverview> overview(ProjectId project, std::int64_t cycles) = 0;

  /// Every folder of the tree, and those without one first.
  virtual Result<std::vector<FolderCount>> folder_counts(ProjectId project, FolderKind kind) = 0;
  static constexpr std::size_t found_max = 8;             ///< of each kind
  static constexpr std::int64_t looked_at_max = 500'000;  ///< titles, the newest first
  /// What has that key, then what has all words of the text in its title, in any letter case. Not cases that were deleted.
  virtual Result<Findings> find(const std::vector<Project>& projects, std::string_view text) = 0;
};

}  // namespace testledger
