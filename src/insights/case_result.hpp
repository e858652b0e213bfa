#pragma once

#include <cstdint>

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "domain/run_status.hpp"

namespace testledger {

/// The latest result of a case in a cycle, as far as it is compared, counted and sorted by.
struct CaseResult {
  CaseId case_id;
  std::int64_t position = 0;  ///< in the order of joining
  RunId run;                  ///< 0: none yet
  ChoiceId status;            ///< 0 without a run
  RunStatusType type = RunStatusType::not_run;
  double seconds = 0;
  Timestamp updated;
  int version = 0;  ///< of the case, that the cycle keeps; 0: the latest

  /// Whether there is anything to tell: untouched runs are none.
  bool is_executed() const { return type != RunStatusType::not_run; }
};

}  // namespace testledger
