#include "app/account_wishes.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <boost/json.hpp>
#include <chrono>

#include "accounts/accounts.hpp"
#include "accounts/audit_verification.hpp"
#include "accounts/one_time_codes.hpp"
#include "accounts/password_rules.hpp"
#include "app/wish_members.hpp"
#include "core/clock.hpp"

namespace testledger {
namespace {

using boost::json::object;

constexpr std::string_view first_user = "admin";

std::string date(const std::optional<Timestamp>& time, std::string_view otherwise) {
  if (!time) return std::string(otherwise);
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(*time));
  return fmt::format("{:04}-{:02}-{:02}", int(day.year()), unsigned(day.month()), unsigned(day.day()));
}

AuditEntry by_command_line(std::string action) {
  AuditEntry entry = by_the_program(std::move(action), now());
  entry.user_name = "command line";
  return entry;
}

Result<User> named_user(const object& wish, std::string_view member, Store& store) {
  const std::string name = wish_text(wish, member);
  if (auto user = TRY(store.find_user(name))) return *std::move(user);
  return Error{ErrorCode::not_found, "there is no user " + name};
}

Result<Project> named_project(std::string_view key, Store& store) {
  if (auto project = TRY(store.find_project(key))) return *std::move(project);
  return Error{ErrorCode::not_found, fmt::format("there is no project {}", key)};
}

Result<Rights> wished_scopes(const object& wish) {
  const std::vector<std::string> names = wish_texts(wish, "scopes");
  Rights scopes;
  for (const std::string& name : names) {
    const auto right = right_named(name);
    if (!right) return Error{ErrorCode::invalid_argument, "a scope is read, report, edit or administer, not " + name};
    scopes = Rights::of_bits(scopes.bits() | Rights{*right}.bits());
  }
  return names.empty() ? Rights::all() : scopes;
}

Result<object> create_user_token(const object& wish, Store& store) {
  TokenRequest wanted{.user = TRY(named_user(wish, "user", store)).id,
                      .label = wish_text(wish, "label"),
                      .life = std::chrono::days(wish_number(wish, "days"))};
  wanted.scopes = TRY(wished_scopes(wish));
  for (const std::string& key : wish_texts(wish, "projects")) {
    if (!wanted.projects) wanted.projects.emplace();
    wanted.projects->push_back(TRY(named_project(key, store)).id);
  }
  const auto made = TRY(create_token(wanted, store, by_command_line("token.create")));
  return object{{"id", made.token.id.value}, {"token", made.secret}};
}

std::string limits_of(const Token& token) {
  std::string text;
  for (const Right right : rights)
    if (token.scopes.has(right)) text += (text.empty() ? "" : " ") + std::string(name_of(right));
  if (token.projects) text += fmt::format(", {} project(s)", token.projects->size());
  return token.scopes == Rights::all() && !token.projects ? "none" : text;
}

Result<object> list_tokens(const object&, Store& store) {
  boost::json::array list;
  for (const auto& [token, user, roles] : TRY(store.tokens({}))) {
    const auto lapse = token.lapse(now());
    list.push_back(object{{"id", token.id.value},
                          {"user", user.name},
                          {"label", token.label},
                          {"lastFour", token.last_four},
                          {"created", date(token.created, "")},
                          {"expires", date(token.expires, "never")},
                          {"lastUsed", date(token.last_used, "never")},
                          {"limits", limits_of(token)},
                          {"state", lapse.empty() ? "valid" : lapse}});
  }
  return object{{"tokens", std::move(list)}};
}

Result<object> revoke_user_token(const object& wish, Store& store) {
  TRY(store.revoke_token(TokenId{wish_number(wish, "id")}, by_command_line("token.revoke")));
  return object{};
}

Result<object> rotate_user_token(const object& wish, Store& store) {
  const std::int64_t id = wish_number(wish, "id");
  for (const auto& each : TRY(store.tokens({})))
    if (each.token.id.value == id) {
      const auto made = TRY(rotate_token(each.token, std::chrono::days(wish_number(wish, "days")), store, by_command_line("token.rotate")));
      return object{{"id", made.token.id.value}, {"token", made.secret}};
    }
  return Error{ErrorCode::not_found, fmt::format("there is no token {}", id)};
}

Result<object> create_named_user(const object& wish, Store& store) {
  const NewUser wanted{.name = TRY(checked_user_name(wish_text(wish, "name"))), .administrator = wish_truth(wish, "administrator")};
  return object{{"id", TRY(store.create_user(wanted, by_command_line("user.create"))).id.value}};
}

Result<object> list_users(const object&, Store& store) {
  boost::json::array list;
  for (const User& user : TRY(store.users()))
    list.push_back(object{{"id", user.id.value},
                          {"name", user.name},
                          {"administrator", user.administrator ? "yes" : "no"},
                          {"password", user.has_password ? "yes" : "no"},
                          {"state", user.deactivated ? "deactivated" : "active"}});
  return object{{"users", std::move(list)}};
}

Result<object> change_named_user(const object& wish, Store& store) {
  AccountStore::UserChange change{.user = TRY(named_user(wish, "name", store)).id};
  if (wish.contains("active"))
    change.activity = wish_truth(wish, "active") ? AccountStore::Activity::active : AccountStore::Activity::deactivated;
  if (wish.contains("administrator")) change.administrator = wish_truth(wish, "administrator");
  TRY(store.change_user(change, by_command_line("user.change")));
  return object{};
}

Result<object> make_reset_code(const object& wish, Store& store) {
  const UserId user = TRY(named_user(wish, "name", store)).id;
  const NewCode made =
      TRY(create_code({.kind = OneTimeCode::Kind::password_reset, .user = user}, store, by_command_line("password.reset_link")));
  return object{{"code", made.secret}, {"expires", date(made.code.expires, "")}};
}

Result<object> put_member(const object& wish, Store& store) {
  const Project project = TRY(named_project(wish_text(wish, "project"), store));
  const User user = TRY(named_user(wish, "name", store));
  const auto role = role_named(wish_text(wish, "role"));
  if (!role) return Error{ErrorCode::invalid_argument, "a role is viewer, tester or admin"};
  AuditEntry entry = by_command_line("member.add");
  entry.project = project.key;
  TRY(store.put_member(project.id, user.id, *role, entry));
  return object{};
}

Result<object> remove_member(const object& wish, Store& store) {
  const Project project = TRY(named_project(wish_text(wish, "project"), store));
  const User user = TRY(named_user(wish, "name", store));
  AuditEntry entry = by_command_line("member.remove");
  entry.project = project.key;
  TRY(store.remove_member(project.id, user.id, entry));
  return object{};
}

Result<object> list_members(const object& wish, Store& store) {
  boost::json::array list;
  for (const Member& each : TRY(store.members(TRY(named_project(wish_text(wish, "project"), store)).id)))
    list.push_back(object{{"name", each.user.name}, {"role", name_of(each.role)}});
  return object{{"members", std::move(list)}};
}

Result<object> list_audit(const object& wish, Store& store) {
  boost::json::array list;
  for (const AuditRecord& record : TRY(store.audit({.start = 0, .size = wish_number(wish, "count")})).items) {
    const AuditEntry& entry = record.entry;
    const std::string change = entry.before.empty() ? entry.after : entry.before + " -> " + entry.after;
    list.push_back(
        object{{"number", record.number},
               {"time", fmt::format("{} {:%T}", date(entry.when, ""),
                                    std::chrono::floor<std::chrono::seconds>(entry.when).time_since_epoch() % std::chrono::days(1))},
               {"user", entry.user_name},
               {"from", entry.remote},
               {"action", entry.action},
               {"project", entry.project},
               {"object", entry.object},
               {"change", change}});
  }
  return object{{"entries", std::move(list)}};
}

using Carry = Result<object> (*)(const object& wish, Store& store);
struct Wish {
  std::string_view verb;
  Carry carry;
};
constexpr Wish wishes[] = {
    {"token create", &create_user_token}, {"token list", &list_tokens},        {"token revoke", &revoke_user_token},
    {"token rotate", &rotate_user_token}, {"user create", &create_named_user}, {"user list", &list_users},
    {"user change", &change_named_user},  {"user reset", &make_reset_code},    {"member put", &put_member},
    {"member remove", &remove_member},    {"member list", &list_members},      {"audit list", &list_audit},
};

Result<object> verified(Store& store, const std::atomic<bool>& given_up) {
  const AuditVerdict verdict = TRY(verify_audit(store, given_up));
  return object{{"entries", verdict.entries}, {"head", verdict.head}, {"violation", verdict.violation}};
}

}  // namespace

std::optional<Result<object>> carry_out_account_wish(const object& wish, Store& store, const std::atomic<bool>& given_up) {
  const std::string verb = wish_text(wish, "verb");
  if (verb == "audit verify") return verified(store, given_up);
  for (const Wish& known : wishes)
    if (known.verb == verb) return known.carry(wish, store);
  return std::nullopt;
}

Result<std::string> create_administrator(Store& store) {
  const User user = TRY(store.create_user(first_user, true));
  return TRY(create_token({.user = user.id, .label = "first administrator", .life = token_life_max}, store, now())).secret;
}

Result<std::optional<std::string>> new_setup_code(Store& store) {
  if (!TRY(store.needs_setup())) return std::optional<std::string>();
  return std::optional(TRY(create_code({.kind = OneTimeCode::Kind::setup}, store, by_the_program("setup.code", now()))).secret);
}

}  // namespace testledger
