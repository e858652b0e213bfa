#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "domain/custom_field.hpp"

namespace testledger {

// Changes of the custom fields of runs and cases (contract A.10). They are made while the store writes, of what is stored then, and use the
// project's fields, which must be there as long as they are.

using ChangeFields = std::function<Result<std::string>(std::string_view before)>;

/// The change that the `customFields` of a body ask for: each value takes the place of the one before. Nothing without any.
Result<ChangeFields> read_run_fields(const boost::json::object& body, const std::vector<CustomField>& fields);
/// Likewise of cases, by the `setCustomFields` of a change of many.
Result<ChangeFields> read_case_fields(const boost::json::object& body, const std::vector<CustomField>& fields);
/// The change that `customFieldValueToUpdate` of a bulk update asks for (contract B.7): of a list of several, entries are added or
/// taken out; ADD_TO_EXISTING sets a single value, DELETE_EXISTING removes it.
Result<ChangeFields> read_run_field_updates(const boost::json::object& body, const std::vector<CustomField>& fields);

}  // namespace testledger
