#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace testledger {

// The values of a run's custom fields (contract A.10), which are stored as the text of a JSON array of {"name","value"}.

using ChangeRunFields = std::function<Result<std::string>(std::string_view before)>;

/// The change that the `customFields` of a body ask for: each value takes the place of the one before. Nothing without any.
Result<ChangeRunFields> read_run_fields(const boost::json::object& body);
/// The change that `customFieldValueToUpdate` of a bulk update asks for (contract B.7): of a list of several, entries are added or
/// taken out; ADD_TO_EXISTING sets a single value, DELETE_EXISTING removes it.
Result<ChangeRunFields> read_run_field_updates(const boost::json::object& body);
boost::json::array run_fields_json(const std::string& stored);

inline constexpr std::size_t run_fields_max = 200;              ///< with a value, of one run
inline constexpr std::size_t run_fields_size_max = 256 * 1024;  ///< bytes of what is stored

}  // namespace testledger
