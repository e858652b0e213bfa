#pragma once

#include <boost/json/object.hpp>

#include "domain/project.hpp"
#include "storage/insight_store.hpp"

// What results tell together, for people.

namespace testledger {

boost::json::object cycle_insight_json(const Project& project, const Configuration& configuration, const CycleInsight& insight);
boost::json::object comparison_json(const Project& project, const TestCycle& cycle, const CycleComparison& comparison);
boost::json::object overview_json(const Project& project, const Configuration& configuration, const ProjectOverview& overview);
/// `{"lastCycle","passRates"}` of a project, from its newest cycles.
boost::json::object trend_json(const Project& project, const Configuration& configuration, const std::vector<ActiveCycle>& cycles);
boost::json::object folder_count_json(const FolderCount& count);
boost::json::object findings_json(const std::vector<Project>& projects, const std::vector<Project>& matching, const Findings& findings);

}  // namespace testledger
