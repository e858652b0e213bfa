#include "http/json/json_account.hpp"

#include <fmt/format.h>

#include <charconv>

#include "http/json/json_body.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

}  // namespace

json::object user_json(const User& user) {
  return {{"ID", user.id.value},
          {"name", user.name},
          {"administrator", user.administrator},
          {"active", !user.deactivated},
          {"hasPassword", user.has_password}};
}

json::object member_json(const Member& member) {
  return {{"ID", member.user.id.value}, {"name", member.user.name}, {"active", !member.user.deactivated}, {"role", name_of(member.role)}};
}

json::object token_json(const TokenStore::TokenOwner& owned, Timestamp now) {
  const Token& token = owned.token;
  json::value projects = nullptr;
  if (token.projects) {
    projects = json::array();
    for (const ProjectId project : *token.projects) projects.as_array().push_back(project.value);
  }
  const std::string_view lapse = token.lapse(now);
  return {{"ID", token.id.value},
          {"user", owned.user.name},
          {"label", token.label},
          {"lastFour", token.last_four},
          {"scopes", rights_json(token.scopes)},
          {"projectIDs", std::move(projects)},
          {"created", milliseconds(token.created)},
          {"createdBy", token.created_by.value},
          {"expires", time_json(token.expires)},
          {"lastUsed", time_json(token.last_used)},
          {"replaces", id_json(token.replaces)},
          {"state", lapse.empty() ? "valid" : lapse}};
}

json::object session_json(const Session& session, SessionId own) {
  return {{"ID", session.id.value},
          {"remote", session.remote},
          {"client", session.client},
          {"created", milliseconds(session.created)},
          {"lastUsed", milliseconds(session.last_used)},
          {"expires", milliseconds(session.expires)},
          {"own", session.id == own}};
}

json::object invitation_json(const OneTimeCode& invitation) {
  json::value role = nullptr;
  if (invitation.project) role = name_of(invitation.role);
  return {{"ID", invitation.id.value},
          {"note", invitation.note},
          {"role", std::move(role)},
          {"administrator", invitation.administrator},
          {"createdBy", invitation.created_by_name},
          {"created", milliseconds(invitation.created)},
          {"expires", milliseconds(invitation.expires)}};
}

json::object audit_json(const AuditRecord& record) {
  const AuditEntry& entry = record.entry;
  return {{"ID", record.number},          {"time", milliseconds(entry.when)}, {"userID", entry.user.value}, {"user", entry.user_name},
          {"tokenID", entry.token.value}, {"remote", entry.remote},           {"action", entry.action},     {"project", entry.project},
          {"object", entry.object},       {"before", entry.before},           {"after", entry.after},       {"hash", record.hash}};
}

json::array rights_json(Rights some) {
  json::array names;
  for (const Right right : rights)
    if (some.has(right)) names.push_back(json::value(name_of(right)));
  return names;
}

json::object permission_json(Rights some) {
  const bool writes = some.has(Right::report) || some.has(Right::edit);
  return {{"value", (some.has(Right::read) ? 1 : 0) + (writes ? 2 : 0) + (some.has(Right::edit) ? 4 : 0)}};
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Result<std::optional<bool>> truth_member(const json::object& object, std::string_view name) {
  const json::value* value = member(object, name);
  if (value == nullptr) return std::optional<bool>();
  if (const bool* truth = value->if_bool()) return std::optional(*truth);
  return invalid(name, fmt::format("{} must be true or false", name));
}

Result<Role> role_member(const json::object& object) {
  if (const auto role = role_named(TRY(text_member(object, "role")))) return *role;
  return invalid("role", "role must be viewer, tester or admin");
}

Result<Rights> scopes_member(const json::object& object) {
  if (member(object, "scopes") == nullptr) return Rights::all();
  Rights scopes;
  for (const std::string& name : TRY(texts_member(object, "scopes"))) {
    const auto right = right_named(name);
    if (!right) return invalid("scopes", "scopes are read, report, edit and administer");
    scopes = Rights::of_bits(scopes.bits() | Rights{*right}.bits());
  }
  if (scopes == Rights()) return invalid("scopes", "scopes must name at least one of read, report, edit and administer");
  return scopes;
}

}  // namespace testledger
