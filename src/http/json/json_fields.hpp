#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/characters.hpp"
#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"

namespace testledger {

// Members that cases, cycles and runs share, in every form in which clients write them.

/// The title: mandatory, not blank, at most title_length_max characters.
Result<std::string> read_title(const boost::json::object& body);

/// The folder: an object with ID, a number, or a number in quotes (contract H-12). invalid_argument for a name without ID: names
/// are not unique.
Result<std::optional<FolderId>> read_folder(const boost::json::object& body);

/// What an entry of a list is named by: `{"ID"}`, `{"name"}`, a bare number or a bare text; null for an object with neither.
const boost::json::value* named_by(const boost::json::value& value);

/// Seconds of work, also in quotes; nothing when the member is absent or "".
Result<std::optional<double>> read_effort(const boost::json::object& body, std::string_view name);

/// A time as clients write it: ISO 8601, or milliseconds since 1970 up to the year 9999; nothing for anything else.
std::optional<Timestamp> time_of(const boost::json::value& value);

}  // namespace testledger
