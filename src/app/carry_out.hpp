#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "core/result.hpp"

namespace testledger {

/// Lets the server that holds the data directory carry an administrative wish out, or does it itself when there is none.
Result<boost::json::object> carry_out(const std::string& data, const boost::json::object& wish);

}  // namespace testledger
