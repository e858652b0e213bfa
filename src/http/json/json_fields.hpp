#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>

#include "core/characters.hpp"
#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"

namespace testledger {

// Members that cases and cycles share, in every form in which clients write them.

/// The title: mandatory, not blank, at most title_length_max characters.
Result<std::string> read_title(const boost::json::object& body);

/// The folder: an object with ID, a number, or a number in quotes (contract H-12). invalid_argument for a name without ID: names
/// are not unique.
Result<std::optional<FolderId>> read_folder(const boost::json::object& body);

/// A time as clients write it: ISO 8601, or milliseconds since 1970 up to the year 9999; nothing for anything else.
std::optional<Timestamp> time_of(const boost::json::value& value);

}  // namespace testledger
