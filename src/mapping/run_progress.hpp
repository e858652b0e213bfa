#pragma once

#include <algorithm>
#include <cstdint>

#include "domain/run_status.hpp"

namespace testledger {

/// What later results of the same import must know of a run to go on with it. The store keeps it as one number.
struct RunProgress {
  std::uint32_t last_identity = 0;  ///< which test and row gave the last result
  RunStatusType last_status = RunStatusType::not_run;
  bool last_retried = false;  ///< the last result was an earlier try
  bool listed = false;        ///< the comments name the results of the run one by one
  StatusSet settled;          ///< statuses of the results before it that EarlierResults had no room for
  std::uint32_t results = 0;  ///< how many results the run holds, up to results_counted_max

  static constexpr std::uint32_t results_counted_max = 0xFFFF;

  StatusSet all() const {
    StatusSet statuses = settled;
    if (results > 0) statuses.add(last_status);
    return statuses;
  }

  bool operator==(const RunProgress&) const = default;
};

constexpr std::int64_t packed(const RunProgress& progress) {
  std::int64_t bits = std::min(progress.results, RunProgress::results_counted_max);
  bits = bits << 1 | static_cast<std::int64_t>(progress.listed);
  bits = bits << 5 | progress.settled.bits();
  bits = bits << 1 | static_cast<std::int64_t>(progress.last_retried);
  bits = bits << 3 | static_cast<std::int64_t>(progress.last_status);
  return bits << 32 | progress.last_identity;
}

constexpr RunProgress unpacked(std::int64_t bits) {
  return {.last_identity = static_cast<std::uint32_t>(bits & 0xFFFFFFFF),
          .last_status = static_cast<RunStatusType>(bits >> 32 & 7),
          .last_retried = (bits >> 35 & 1) != 0,
          .listed = (bits >> 41 & 1) != 0,
          .settled = StatusSet(static_cast<std::uint8_t>(bits >> 36 & 31)),
          .results = static_cast<std::uint32_t>(bits >> 42 & RunProgress::results_counted_max)};
}

}  // namespace testledger
