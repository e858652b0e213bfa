#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace testledger {

/// Prints one row per entry of the answer's `list`, with the named members as columns.
void print_list(const boost::json::object& answer, std::string_view list, const std::vector<std::pair<std::string, std::string>>& columns);

}  // namespace testledger
