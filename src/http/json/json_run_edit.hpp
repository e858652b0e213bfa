#pragma once

#include <boost/json/object.hpp>

#include "core/result.hpp"
#include "domain/run_edit.hpp"

namespace testledger {

/// Whether the comments of a body join those of the run or take their place.
enum class Comments { join, replace };

/// What a client writes of a run (contract A.7, B.7): the status by its name in any letter case or as {"ID" or "name"}, numbers also
/// in quotes. invalid_argument for what cannot be meant, with the names of the statuses that there are.
Result<RunEdit> read_run_edit(const boost::json::object& body, const Configuration& configuration, Comments comments);

inline constexpr std::size_t person_length_max = 255;  ///< characters of executedByID and assigneeToID
inline constexpr std::size_t defect_length_max = 255;  ///< characters

}  // namespace testledger
