#pragma once

#include <optional>
#include <vector>

#include "storage/insight_store.hpp"
#include "storage/sqlite/engine/connection.hpp"
#include "storage/sqlite/known_cycles.hpp"

namespace testledger::sqlite {

/// Counting reads all cases of a cycle.
class KnownCounts : public KnownOfCycles<std::vector<RunStore::StatusCount>> {
 public:
  KnownCounts() : KnownOfCycles(10'000) {}
};

/// Nothing when there is no such cycle.
Result<std::optional<CycleState>> cycle_state(Connection& db, ProjectId project, CycleId cycle, KnownCounts& known);

}  // namespace testledger::sqlite
