#include <fmt/format.h>

#include "storage/sqlite/account_rows.hpp"

namespace testledger::sqlite {
namespace {

User user_in(const Statement& row) {
  return {.id = {row.integer(0)},
          .name = row.text(1),
          .administrator = row.flag(2),
          .deactivated = optional_time(row, 3),
          .has_password = row.flag(4)};
}

/// What people see of a user in the audit log.
std::string state_of(const User& user) {
  return fmt::format("{}, {}", user.deactivated ? "deactivated" : "active", user.administrator ? "administrator" : "no administrator");
}

Result<void> require_administrator(Connection& db) {
  static constexpr std::string_view sql = "SELECT 1 FROM account WHERE administrator AND deactivated IS NULL";
  auto row = TRY(db.prepare(sql));
  if (TRY(row.first())) return {};
  return Error{.code = ErrorCode::conflict, .message = "There must be an active administrator; make another one first."};
}

Result<void> store_state(Connection& db, const User& user) {
  static constexpr std::string_view sql = "UPDATE account SET administrator = ?, deactivated = ? WHERE user_id = ?";
  return TRY(db.prepare(sql)).run(user.administrator, optional_milliseconds(user.deactivated), user.id);
}

}  // namespace

Error name_taken(std::string_view name) {
  return {.code = ErrorCode::conflict, .message = fmt::format("The user name \"{}\" is taken.", name)};
}
Error no_user(UserId id) { return {.code = ErrorCode::not_found, .message = fmt::format("User not found : {}", id.value)}; }

Result<std::int64_t> next_account_number(Connection& db, std::string_view name) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO account_counter (name, next_value) VALUES (?, 2) ON CONFLICT (name) DO UPDATE SET next_value = next_value + 1
    RETURNING next_value - 1
  )sql";
  auto row = TRY(db.prepare(sql));
  TRY(row.first(name));
  return row.integer(0);
}

Result<User> create_user(Connection& db, const NewUser& user, AuditEntry audit) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO account (user_id, name, name_folded, administrator, created, password_hash)
    SELECT coalesce(max(user_id), 0) + 1, ?, ?, ?, ?, nullif(?, '') FROM account WHERE true
    ON CONFLICT DO NOTHING
  )sql";
  TRY(TRY(db.prepare(sql)).run(user.name, case_folded(user.name), user.administrator, milliseconds(audit.when), user.password_hash));
  if (db.changes() == 0) return name_taken(user.name);
  User made = TRY(find_user(db, user.name)).value();
  audit.object = fmt::format("user {} {}", made.id.value, made.name);
  audit.after = state_of(made);
  TRY(append_audit(db, std::move(audit)));
  return made;
}

Result<std::optional<User>> find_user(Connection& db, std::string_view name) {
  static constexpr std::string_view sql = R"sql(
    SELECT user_id, name, administrator, deactivated, password_hash IS NOT NULL FROM account WHERE name_folded = ?
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(case_folded(name)))) return std::optional<User>();
  return std::optional(user_in(row));
}

Result<std::optional<User>> user_of(Connection& db, UserId id) {
  static constexpr std::string_view sql = R"sql(
    SELECT user_id, name, administrator, deactivated, password_hash IS NOT NULL FROM account WHERE user_id = ?
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(id))) return std::optional<User>();
  return std::optional(user_in(row));
}

Result<std::vector<User>> users(Connection& db) {
  static constexpr std::string_view sql = R"sql(
    SELECT user_id, name, administrator, deactivated, password_hash IS NOT NULL FROM account ORDER BY name_folded
  )sql";
  auto row = TRY(db.prepare(sql));
  std::vector<User> all;
  for (bool more = TRY(row.first()); more; more = TRY(row.next())) all.push_back(user_in(row));
  return all;
}

Result<std::optional<AccountStore::UserWithPassword>> find_password(Connection& db, std::string_view name) {
  static constexpr std::string_view sql = "SELECT password_hash FROM account WHERE user_id = ?";
  auto user = TRY(find_user(db, name));
  if (!user) return std::optional<AccountStore::UserWithPassword>();
  auto row = TRY(db.prepare(sql));
  TRY(row.first(user->id));
  return std::optional(AccountStore::UserWithPassword{*std::move(user), row.text(0)});
}

Result<User> change_user(Connection& db, const AccountStore::UserChange& change, AuditEntry audit) {
  static constexpr std::string_view sql = "UPDATE account SET password_hash = ? WHERE user_id = ?";
  auto user = TRY(user_of(db, change.user));
  if (!user) return no_user(change.user);
  audit.object = fmt::format("user {} {}", user->id.value, user->name);
  const std::string before = state_of(*user);
  if (change.administrator) user->administrator = *change.administrator;
  if (change.activity == AccountStore::Activity::active) user->deactivated.reset();
  if (change.activity == AccountStore::Activity::deactivated && !user->deactivated) user->deactivated = audit.when;
  TRY(store_state(db, *user));
  if (change.password_hash) TRY(TRY(db.prepare(sql)).run(*change.password_hash, user->id));
  if (change.administrator || change.activity) {
    TRY(require_administrator(db));
    audit.before = before;
    audit.after = state_of(*user);
  }
  if (change.password_hash || user->deactivated) TRY(end_sessions(db, user->id));
  TRY(append_audit(db, std::move(audit)));
  return TRY(user_of(db, change.user)).value();
}

Result<void> rehash_password(Connection& db, UserId user, std::string_view password_hash) {
  static constexpr std::string_view sql = "UPDATE account SET password_hash = ? WHERE user_id = ?";
  return TRY(db.prepare(sql)).run(password_hash, user);
}

}  // namespace testledger::sqlite
