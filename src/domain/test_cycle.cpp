#include "domain/test_cycle.hpp"

#include <fmt/format.h>

#include "core/characters.hpp"

namespace testledger {

Result<void> takes_results(const TestCycle& cycle) {
  if (!cycle.fields.closed) return {};
  return Error{
      .code = ErrorCode::invalid_argument,
      .message = fmt::format("The cycle '{}' is closed and takes no results. Open it again to report into it.", cycle.fields.title)};
}

std::int64_t rank_of(const TestCycle& cycle, const CycleQuery& query) {
  const bool exact = query.title && query.match == TextMatch::exact;
  const bool same = exact && without_blanks_around(cycle.fields.title) == without_blanks_around(*query.title);
  return (same ? std::int64_t{1} << same_case_shift : 0) + cycle.id.value;
}

}  // namespace testledger
