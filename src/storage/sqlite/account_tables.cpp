#include <fmt/format.h>

#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

std::optional<Timestamp> optional_time(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(timestamp(row.integer(column)));
}

std::optional<std::int64_t> optional_milliseconds(const std::optional<Timestamp>& time) {
  return time ? std::optional(milliseconds(*time)) : std::nullopt;
}

AccountStore::TokenOwner owner_in(const Statement& row) {
  return {.token = {.id = {row.integer(0)},
                    .user = {row.integer(1)},
                    .label = row.text(2),
                    .hash = row.text(3),
                    .last_four = row.text(4),
                    .created = timestamp(row.integer(5)),
                    .revoked = optional_time(row, 6),
                    .expires = optional_time(row, 7)},
          .user = {.id = {row.integer(1)}, .name = row.text(8), .administrator = row.flag(9)}};
}

}  // namespace

Result<User> create_user(Connection& db, std::string_view name, bool administrator) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO account (user_id, name, administrator)
    SELECT coalesce(max(user_id), 0) + 1, ?, ? FROM account WHERE true
    ON CONFLICT (name) DO NOTHING
  )sql";
  TRY(TRY(db.prepare(sql)).run(name, administrator));
  if (db.changes() == 0) return Error{.code = ErrorCode::conflict, .message = fmt::format("The user name \"{}\" is taken.", name)};
  return TRY(find_user(db, name)).value();
}

Result<std::optional<User>> find_user(Connection& db, std::string_view name) {
  static constexpr std::string_view sql = "SELECT user_id, name, administrator FROM account WHERE name = ?";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(name))) return std::optional<User>();
  return std::optional(User{.id = {row.integer(0)}, .name = row.text(1), .administrator = row.flag(2)});
}

Result<Token> create_token(Connection& db, Token token) {
  static constexpr std::string_view id_sql = "SELECT coalesce(max(token_id), 0) + 1 FROM api_token";
  static constexpr std::string_view sql = R"sql(
    INSERT INTO api_token (token_id, user_id, label, hash, last_four, created, revoked, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  )sql";
  {
    auto row = TRY(db.prepare(id_sql));
    TRY(row.first());
    token.id = {row.integer(0)};
  }
  TRY(TRY(db.prepare(sql))
          .run(token.id, token.user, token.label, token.hash, token.last_four, milliseconds(token.created),
               optional_milliseconds(token.revoked), optional_milliseconds(token.expires)));
  return token;
}

Result<std::optional<AccountStore::TokenOwner>> find_token(Connection& db, std::string_view hash) {
  static constexpr std::string_view sql = R"sql(
    SELECT token_id, user_id, label, hash, last_four, created, revoked, expires, account.name, account.administrator
    FROM api_token JOIN account USING (user_id)
    WHERE hash = ?
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(hash))) return std::optional<AccountStore::TokenOwner>();
  return std::optional(owner_in(row));
}

Result<std::vector<AccountStore::TokenOwner>> tokens(Connection& db) {
  static constexpr std::string_view sql = R"sql(
    SELECT token_id, user_id, label, hash, last_four, created, revoked, expires, account.name, account.administrator
    FROM api_token JOIN account USING (user_id)
    ORDER BY token_id
  )sql";
  auto row = TRY(db.prepare(sql));
  std::vector<AccountStore::TokenOwner> all;
  for (bool more = TRY(row.first()); more; more = TRY(row.next())) all.push_back(owner_in(row));
  return all;
}

Result<void> revoke_token(Connection& db, TokenId id, Timestamp when) {
  static constexpr std::string_view sql = "UPDATE api_token SET revoked = coalesce(revoked, ?) WHERE token_id = ?";
  TRY(TRY(db.prepare(sql)).run(milliseconds(when), id));
  if (db.changes() == 0) return Error{.code = ErrorCode::not_found, .message = fmt::format("There is no token {}.", id.value)};
  return {};
}

}  // namespace testledger::sqlite
