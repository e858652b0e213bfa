#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string_view>

#include "core/result.hpp"
#include "domain/test_cycle.hpp"

namespace testledger {

/// What the store looks for: title, key, ID, folderID and ownedByID (contract B.8, H-32). A bare text as the title is matched exactly.
/// invalid_argument for a criterion in another form and for any that is no cycle condition either: it must not mean all cycles.
Result<CycleQuery> read_cycle_query(const boost::json::object& body, std::string_view project_key);

}  // namespace testledger
