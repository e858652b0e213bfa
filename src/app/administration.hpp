#pragma once

#include <atomic>
#include <boost/json/object.hpp>

#include "app/data_directory.hpp"
#include "core/result.hpp"

namespace testledger {

/// One administrative wish as a JSON object with a member "verb" and that verb's own members; the answer is an object too.
/// The command line carries it out itself, or hands it to the server that holds the data directory (admin_socket.hpp).
///   project create {key, name}       -> {key, name}
///   project list                     -> {projects: [{key, name}]}
///   token, user, member, audit: app/account_wishes.hpp
///   backup {destination}, verify {hashes}: app/upkeep_wishes.hpp
/// Those that take long end with unavailable when given up.
Result<boost::json::object> administer(const boost::json::object& wish, DataDirectory& data, const std::atomic<bool>& given_up);

}  // namespace testledger
