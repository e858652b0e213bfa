#include "app/administration.hpp"

#include <boost/json.hpp>
#include <chrono>

#include "accounts/accounts.hpp"
#include "app/upkeep_wishes.hpp"
#include "core/clock.hpp"
#include "domain/keys.hpp"

namespace testledger {
namespace {

using boost::json::object;

constexpr std::string_view first_user = "admin";

std::string text(const object& wish, std::string_view name) {
  const auto* value = wish.if_contains(name);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::int64_t number(const object& wish, std::string_view name) {
  const auto* value = wish.if_contains(name);
  return value && value->is_int64() ? value->as_int64() : 0;
}

std::string date(Timestamp time) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
  char shown[32];
  std::snprintf(shown, sizeof shown, "%04d-%02u-%02u", int(day.year()), unsigned(day.month()), unsigned(day.day()));
  return shown;
}

Result<object> create_project(const object& wish, Store& store) {
  const auto key = project_key(text(wish, "key"));
  if (!key) return bad_project_key();
  const std::string name = text(wish, "name");
  const Project made = TRY(store.create_project(*key, name.empty() ? *key : name));
  return object{{"key", made.key}, {"name", made.name}};
}

Result<object> list_projects(Store& store) {
  boost::json::array list;
  for (const Project& project : TRY(store.projects())) list.push_back(object{{"key", project.key}, {"name", project.name}});
  return object{{"projects", std::move(list)}};
}

Result<object> create_user_token(const object& wish, Store& store) {
  const std::string name = text(wish, "user");
  const auto user = TRY(store.find_user(name));
  if (!user) return Error{ErrorCode::not_found, "there is no user " + name};
  const auto made =
      TRY(create_token({.user = user->id, .label = text(wish, "label"), .life = std::chrono::days(number(wish, "days"))}, store, now()));
  return object{{"id", made.token.id.value}, {"token", made.secret}};
}

std::string_view state_of(const Token& token) {
  if (token.revoked) return "revoked";
  return token.expires && *token.expires <= now() ? "expired" : "valid";
}

Result<object> list_tokens(Store& store) {
  boost::json::array list;
  for (const auto& [token, user] : TRY(store.tokens()))
    list.push_back(object{{"id", token.id.value},
                          {"user", user.name},
                          {"label", token.label},
                          {"lastFour", token.last_four},
                          {"created", date(token.created)},
                          {"expires", token.expires ? date(*token.expires) : "never"},
                          {"state", state_of(token)}});
  return object{{"tokens", std::move(list)}};
}

}  // namespace

Error bad_project_key() {
  return {ErrorCode::invalid_argument, "a project's key is 2 to 20 letters, digits and _, starting with a letter, e.g. AT"};
}

Result<object> administer(const object& wish, DataDirectory& data, const std::atomic<bool>& given_up) {
  const std::string verb = text(wish, "verb");
  Store& store = *data.store;
  if (verb == "project create") return create_project(wish, store);
  if (verb == "project list") return list_projects(store);
  if (verb == "token create") return create_user_token(wish, store);
  if (verb == "token list") return list_tokens(store);
  if (verb == "token revoke") {
    TRY(store.revoke_token(TokenId{number(wish, "id")}, now()));
    return object{};
  }
  if (verb == "backup") return carry_out_backup(wish, data, given_up);
  if (verb == "verify") return carry_out_verify(wish, data, given_up);
  return Error{ErrorCode::invalid_argument, "the server does not know '" + verb + "'; it may be of another version than this command"};
}

Result<std::string> create_administrator(Store& store) {
  const User user = TRY(store.create_user(first_user, true));
  return TRY(create_token({.user = user.id, .label = "first administrator", .life = token_life_max}, store, now())).secret;
}

}  // namespace testledger
