#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "core/result.hpp"
#include "domain/case_search.hpp"
#include "domain/project.hpp"

namespace testledger {

/// What cases are searched by (contract B.8): title, automationKey, key, ID, ownedByID, requirementID, tag, folderID, statusID,
/// priorityID, typeID, automationStatusID, createdDate, updatedDate, isArchived, customFields; ours: isDeleted. Choices and tags may be
/// named by their ids or names. Keys of other projects are nobody's. invalid_argument for any other member, or one that cannot be meant.
Result<CaseCriteria> read_case_search(const boost::json::object& body, std::string_view project_key, const Configuration& configuration);

}  // namespace testledger
