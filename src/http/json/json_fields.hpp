#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>

#include "core/ids.hpp"
#include "core/result.hpp"

namespace testledger {

// Members that cases and cycles share, in every form in which clients write them.

/// The title: mandatory, not blank, at most title_length_max characters.
Result<std::string> read_title(const boost::json::object& body);

/// The folder: an object with ID, a number, or a number in quotes (contract H-12).
Result<std::optional<FolderId>> read_folder(const boost::json::object& body);

}  // namespace testledger
