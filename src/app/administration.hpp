#pragma once

#include <atomic>
#include <boost/json/object.hpp>
#include <string>

#include "app/data_directory.hpp"
#include "core/result.hpp"

namespace testledger {

/// One administrative wish as a JSON object with a member "verb" and that verb's own members; the answer is an object too.
/// The command line carries it out itself, or hands it to the server that holds the data directory (admin_socket.hpp).
///   project create {key, name}       -> {key, name}
///   project list                     -> {projects: [{key, name}]}
///   token create {label, user, days} -> {id, token}: the only time the secret is told
///   token list                       -> {tokens: [{id, user, label, lastFour, created, state}]}
///   token revoke {id}                -> {}
///   backup {destination}, verify {hashes}: app/upkeep_wishes.hpp
/// Those that take long end with unavailable when given up.
Result<boost::json::object> administer(const boost::json::object& wish, DataDirectory& data, const std::atomic<bool>& given_up);

/// What is told of a project key that cannot be one (domain/keys.hpp).
Error bad_project_key();

/// Makes the first user, an administrator, and a token for it; gives the token's secret.
Result<std::string> create_administrator(Store& store);

}  // namespace testledger
