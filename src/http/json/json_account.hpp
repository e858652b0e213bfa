#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <string_view>

#include "core/result.hpp"
#include "domain/account.hpp"
#include "domain/audit.hpp"
#include "storage/account_store.hpp"

namespace testledger {

// People, what they may, and what they did, as the API shows and takes them; all of it ours.

boost::json::object user_json(const User& user);
boost::json::object member_json(const Member& member);
boost::json::object token_json(const TokenStore::TokenOwner& token, Timestamp now);
boost::json::object session_json(const Session& session, SessionId own);
boost::json::object invitation_json(const OneTimeCode& invitation);
boost::json::object audit_json(const AuditRecord& record);

/// Their names, in order.
boost::json::array rights_json(Rights some);
/// The bits of contract A.11: read 1, write 2, delete 4.
boost::json::object permission_json(Rights some);

/// A list under the name "items".
template <class Items, class ToJson>
boost::json::object items_json(const Items& items, ToJson to_json) {
  boost::json::array list;
  for (const auto& item : items) list.push_back(to_json(item));
  return {{"items", std::move(list)}};
}

/// A whole number of a path or a body.
std::optional<std::int64_t> whole_number(std::string_view text);
/// The truth value of a member; nothing when absent. invalid_argument for anything else.
Result<std::optional<bool>> truth_member(const boost::json::object& object, std::string_view name);
/// invalid_argument when it names no role.
Result<Role> role_member(const boost::json::object& object);
/// The rights that "scopes" lists; all when it is absent. invalid_argument for others.
Result<Rights> scopes_member(const boost::json::object& object);

}  // namespace testledger
