#pragma once

#include "storage/cycle_store.hpp"
#include "storage/sqlite/engine/connection.hpp"

namespace testledger::sqlite {

// cycle_tables.cpp
Result<void> insert_adhoc_cycle(Connection& db, ProjectId project);
Result<TestCycle> create_cycle(Connection& db, ProjectId project, const CycleDraft& draft);
Result<std::optional<TestCycle>> find_cycle(Connection& db, ProjectId project, const Reference& reference);
Result<Page<TestCycle>> cycles(Connection& db, ProjectId project, PageRequest page);
Result<TestCycle> change_cycle(Connection& db, ProjectId project, CycleId id, const CycleStore::CycleChange& change);
Result<TestCycle> clone_cycle(Connection& db, ProjectId project, CycleId of, const CycleDraft& draft);
/// not_found when it is not there, invalid_argument when it is closed.
Result<void> require_open_cycle(Connection& db, ProjectId project, CycleId id);
/// Something of its cases' results has changed: what was counted of them does not hold any more.
Result<void> note_activity(Connection& db, ProjectId project, CycleId id, Timestamp when);
/// A page of the rows of cycle_head that a statement gives.
Result<Page<TestCycle>> cycles_in(Connection& db, ProjectId project, Statement& row, Result<bool> first, PageRequest page);

// cycle_search.cpp
Result<Page<TestCycle>> find_cycles(Connection& db, ProjectId project, const CycleQuery& query, PageRequest page);

// cycle_removal.cpp
/// From then on nobody sees it; what it has is left to remove_cycle_part.
Result<void> begin_removing_cycle(Connection& db, ProjectId project, CycleId id);
/// False once nothing of it is left.
Result<bool> remove_cycle_part(Connection& db, ProjectId project, CycleId id);
struct RemovedCycle {
  ProjectId project;
  CycleId cycle;
};
/// One whose removal did not come to its end.
Result<std::optional<RemovedCycle>> half_removed_cycle(Connection& db);

}  // namespace testledger::sqlite
