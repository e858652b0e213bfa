#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

namespace testledger {

/// "2026-03-01 12:30:05 UTC" of milliseconds since 1970; empty for 0.
std::string time_text(std::int64_t milliseconds);

/// "4.2 MiB"
std::string size_text(std::int64_t bytes);

std::vector<std::string> batch_heads();
std::vector<std::string> batch_row(const boost::json::object& batch);

/// What there is to know of one batch, a line per fact, without its errors and warnings; also of what only looks like a batch.
std::string batch_facts(const boost::json::object& batch);

}  // namespace testledger
