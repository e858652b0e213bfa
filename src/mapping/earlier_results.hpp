#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/ids.hpp"
#include "domain/run_status.hpp"

namespace testledger {

/// Of the cases to which one report gave several results: those results but the last, so that a repeat finds its predecessor
/// wherever that stands in the report (contract H-5). At most results_max; further ones are not remembered.
class EarlierResults {
 public:
  static constexpr std::size_t results_max = 250'000;
  static constexpr std::size_t titles_max = 50'000;

  struct Told {
    RunStatusType status = RunStatusType::not_run;
    bool retried = false;
  };

  explicit EarlierResults(std::size_t limit = results_max) : limit_(limit) {}

  /// The case's next results belong to another run.
  void begin_run(CaseId id);
  /// False when there is no room.
  bool remember(CaseId id, std::uint32_t identity, Told told);
  /// A repeat came: its predecessor in the same run counts no more.
  void forget(CaseId id, std::uint32_t identity);
  /// Whether the case got a result of that test that no later try replaces.
  bool has_final(CaseId id, std::uint32_t identity) const;
  /// Of the results in the case's latest run.
  StatusSet statuses(CaseId id) const;
  /// What the only result of a run is called, should another join it. At most titles_max are kept; of further ones nothing is.
  void keep_title(CaseId id, std::string title);
  /// Empty when it was not kept. It is no longer kept then.
  std::string take_title(CaseId id);
  /// Cases made by a chunk had provisional ids, -1, -2, …, while it was planned.
  void number_new_cases(CaseId first);

 private:
  struct Entry {
    Told told;
    std::uint32_t run = 0;
  };
  struct Run {
    std::uint32_t number = 0;
    std::array<std::uint32_t, all_run_status_types.size()> counts{};  ///< of results by status
  };

  std::size_t limit_;
  std::map<std::pair<std::int64_t, std::uint32_t>, Entry> results_;
  std::map<std::int64_t, Run> runs_;
  std::map<std::int64_t, std::string> titles_;
};

}  // namespace testledger
