#pragma once

#include <boost/json/value.hpp>

#include "core/result.hpp"
#include "domain/custom_field.hpp"

namespace testledger {

/// One value of a field in the form in which it is stored, null when it says nothing. `before` is what was stored so far, or null.
Result<boost::json::value> custom_value(const CustomField& field, const boost::json::value& value, const boost::json::value& before);

/// What was stored as it is answered: entries of lists with the text that they have now.
boost::json::value shown_custom_value(const CustomField& field, boost::json::value stored);

}  // namespace testledger
