#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "core/result.hpp"
#include "domain/test_cycle.hpp"

namespace testledger {

/// What a client searches cycles by: title, key, ID, folderID and ownedByID (contract B.8, H-32). A bare text as the title is
/// matched exactly. invalid_argument for a criterion in another form and for any other one: it must not mean all cycles.
Result<CycleQuery> read_cycle_query(const boost::json::object& body, std::string_view project_key);

}  // namespace testledger
