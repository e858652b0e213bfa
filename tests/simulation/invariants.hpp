#pragma once

#include "simulation/rows.hpp"
#include "simulation/workload.hpp"

namespace testledger::simulation {

/// What does not hold of data that is at rest, a sentence each: what was answered is so, every result of a completed report is there once,
/// of anything else there is nothing, and the program's own check finds nothing. Counts how the batches ended.
std::vector<std::string> breaches_at_rest(const std::filesystem::path& directory, Rows& rows, Record& record);

}  // namespace testledger::simulation
