#include "domain/test_cycle.hpp"

#include <fmt/format.h>

namespace testledger {

Result<void> takes_results(const TestCycle& cycle) {
  if (!cycle.fields.closed) return {};
  return Error{
      .code = ErrorCode::invalid_argument,
      .message = fmt::format("The cycle '{}' is closed and takes no results. Open it again to report into it.", cycle.fields.title)};
}

}  // namespace testledger
