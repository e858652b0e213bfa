#pragma once

#include <atomic>
#include <boost/json/object.hpp>

#include "app/data_directory.hpp"
#include "upkeep/verification.hpp"

namespace testledger {

/// backup {destination: absolute path} -> {projects, cases, runs, imports, batches, files, bytes, seconds}
Result<boost::json::object> carry_out_backup(const boost::json::object& wish, DataDirectory& data, const std::atomic<bool>& given_up);
/// verify {hashes} -> what to_json() gives
Result<boost::json::object> carry_out_verify(const boost::json::object& wish, DataDirectory& data, const std::atomic<bool>& given_up);

/// {projects, ..., files, bytes, violations: [{code, violation, count, examples: [...]}]}
boost::json::object to_json(const Verification& verified);

}  // namespace testledger
