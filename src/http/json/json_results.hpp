#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "domain/project.hpp"
#include "storage/insight_store.hpp"

// Results as people look at them. Rows name statuses by their ids alone: the configuration tells the rest.

namespace testledger {

/// `[{"statusId","statusType","cases"}]` in the configuration's order. Cases without a run count as the first of those not run.
boost::json::array status_counts_json(const Configuration& configuration, const std::vector<RunStore::StatusCount>& counts);
/// Into what a list tells of a cycle: how many cases it has, of which status, and when anything of that changed last.
void add_state(boost::json::object& shown, const Configuration& configuration, Timestamp created, const CycleState& state);

boost::json::object result_row_json(const Project& project, const Configuration& configuration, const ResultRow& row);
boost::json::object case_history_json(const Project& project, const CaseHistory& history);

}  // namespace testledger
