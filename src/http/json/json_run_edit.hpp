#pragma once

#include <boost/json/object.hpp>

#include "core/result.hpp"
#include "domain/run_edit.hpp"

namespace testledger {

// What is read of custom fields lasts as long as the configuration.

/// A result that a client reports (contract A.7, B.7): the status by its name in any letter case or as {"ID" or "name"}, numbers also
/// in quotes; its comments join those of the run. invalid_argument for what cannot be meant, with the names of the statuses.
Result<RunEdit> read_run_result(const boost::json::object& body, const Configuration& configuration);
/// What somebody makes of a run that is there: comments take the place of the old ones, and steps may be among it.
Result<RunEdit> read_run_change(const boost::json::object& body, const Configuration& configuration);
/// `testRunStepStatus`, `actualResult` and `jiraDefectIDs` of one step; its number comes from elsewhere.
Result<RunStepEdit> read_run_step(const boost::json::object& body, const Configuration& configuration);

inline constexpr std::size_t person_length_max = 255;  ///< characters of executedByID and assigneeToID
inline constexpr std::size_t defect_length_max = 255;  ///< characters

}  // namespace testledger
