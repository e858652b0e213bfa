#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "domain/custom_field.hpp"
#include "domain/test_cycle.hpp"

namespace testledger {

// What cycles are searched by beyond CycleQuery (contract B.8): tag, statusID, isClosed, jiraTaskIDs, createdDate, updatedDate,
// startDate, endDate and customFields. The store does not look for these: a found cycle is held against them.

using CycleCondition = std::function<bool(const TestCycle&)>;

bool is_cycle_condition(std::string_view name);
/// invalid_argument for a condition in another form. Others members of the body are passed over.
Result<std::vector<CycleCondition>> read_cycle_conditions(const boost::json::object& body, const std::vector<CustomField>& fields);

}  // namespace testledger
