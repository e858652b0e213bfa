#pragma once

#include <atomic>
#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "storage/store.hpp"

namespace testledger {

/// Wishes (administration.hpp) about people, tokens and the audit log:
///   token create {label, user, days, scopes: [...]?, projects: [keys]?} -> {id, token}: the only time the secret is told
///   token list                              -> {tokens: [{id, user, label, lastFour, created, expires, lastUsed, limits, state}]}
///   token revoke {id}                       -> {}
///   token rotate {id}                       -> {id, token}
///   user create {name, administrator}       -> {id}
///   user list                               -> {users: [{id, name, administrator, state, login}]}
///   user change {name, active|administrator} -> {}
///   user reset {name}                       -> {path, expires}: a one-time link
///   member put {project, name, role}, member remove {project, name} -> {}
///   member list {project}                   -> {members: [{name, role}]}
///   audit list {count}                      -> {entries: [...]}, the newest first
///   audit verify                            -> {entries, head, violation}
/// Nothing when the verb is none of these. What the command line does is in the audit log as "local".
std::optional<Result<boost::json::object>> carry_out_account_wish(const boost::json::object& wish, Store& store,
                                                                  const std::atomic<bool>& given_up);

/// Makes the first user, an administrator, and a token for it; gives the token's secret.
Result<std::string> create_administrator(Store& store);

/// A one-time code with which the first administrator gets a password; nothing when there is one who has.
Result<std::optional<std::string>> new_setup_code(Store& store);

}  // namespace testledger
