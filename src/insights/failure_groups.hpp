#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/ids.hpp"
#include "domain/keys.hpp"

namespace testledger {

/// Failures that say the same but for particulars.
struct FailureGroup {
  std::string message;  ///< the first line without particulars; empty: they say nothing
  std::string example;  ///< what the first of them said
  std::uint64_t cases = 0;
  std::vector<CaseId> some_cases;  ///< the first of them
  std::vector<RunId> some_runs;    ///< their runs
};

/// Gathers failures into groups. Memory is bounded by the number of failures that are added.
class FailureGroups {
 public:
  static constexpr std::size_t groups_max = 50;
  static constexpr std::size_t shown_max = 20;

  void add(CaseId id, RunId run, std::string_view message);
  /// The largest, at most groups_max.
  std::vector<FailureGroup> take() &&;

 private:
  std::vector<FailureGroup> groups_;
  std::unordered_map<std::string, std::size_t> places_;  // by message
};

}  // namespace testledger
