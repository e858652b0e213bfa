#include "domain/run_status.hpp"

namespace testledger {

std::string_view name_of(RunStatusType type) {
  switch (type) {
    case RunStatusType::not_run: return "NOT_RUN";
    case RunStatusType::in_progress: return "IN_PROGRESS";
    case RunStatusType::passed: return "PASSED";
    case RunStatusType::failed: return "FAILED";
    case RunStatusType::blocked: return "BLOCKED";
  }
  return "NOT_RUN";
}

}  // namespace testledger
