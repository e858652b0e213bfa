#include <fmt/format.h>

#include "storage/sqlite/account_rows.hpp"

namespace testledger::sqlite {
namespace {

Result<std::string> free_name(Connection& db, const std::string& wanted) {
  std::string name = wanted;
  for (int number = 2; TRY(find_user(db, name)); ++number) name = fmt::format("{} {}", wanted, number);
  return name;
}

Result<void> insert(Connection& db, const ForeignIdentity& identity, UserId user) {
  static constexpr std::string_view sql = "INSERT INTO foreign_identity (issuer, subject, user_id) VALUES (?, ?, ?)";
  return TRY(db.prepare(sql)).run(identity.issuer, identity.subject, user);
}

}  // namespace

Result<std::optional<User>> find_identity(Connection& db, const ForeignIdentity& identity) {
  static constexpr std::string_view sql = "SELECT user_id FROM foreign_identity WHERE issuer = ? AND subject = ?";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(identity.issuer, identity.subject))) return std::optional<User>();
  return user_of(db, UserId{row.integer(0)});
}

Result<User> user_of_identity(Connection& db, const ForeignIdentity& identity, const std::string& name, AuditEntry audit) {
  if (auto known = TRY(find_identity(db, identity))) return *std::move(known);
  const NewUser wanted{.name = TRY(free_name(db, name))};
  User made = TRY(create_user(db, wanted, std::move(audit)));
  TRY(insert(db, identity, made.id));
  return made;
}

Result<void> link_identity(Connection& db, const ForeignIdentity& identity, UserId user, AuditEntry audit) {
  const auto wanted = TRY(user_of(db, user));
  if (!wanted) return no_user(user);
  if (const auto known = TRY(find_identity(db, identity))) {
    if (known->id == user) return {};
    return Error{.code = ErrorCode::conflict, .message = "That login at the provider is another user's here."};
  }
  TRY(insert(db, identity, user));
  audit.object = fmt::format("user {} {}", wanted->id.value, wanted->name);
  return append_audit(db, std::move(audit));
}

Result<bool> is_linked(Connection& db, std::string_view issuer, UserId user) {
  static constexpr std::string_view sql = "SELECT 1 FROM foreign_identity WHERE issuer = ? AND user_id = ?";
  return TRY(db.prepare(sql)).first(issuer, user);
}

Result<void> unlink_identities(Connection& db, const std::string& issuer, UserId user, SessionId kept, AuditEntry audit) {
  static constexpr std::string_view sql = "DELETE FROM foreign_identity WHERE issuer = ? AND user_id = ?";
  const auto known = TRY(user_of(db, user));
  if (!known) return no_user(user);
  TRY(TRY(db.prepare(sql)).run(issuer, user));
  if (db.changes() == 0) return Error{.code = ErrorCode::not_found, .message = "No login at the provider is linked to you."};
  if (!known->has_password)
    return Error{.code = ErrorCode::conflict,
                 .message =
                     "You have no password, so nothing would let you in any more. Ask an administrator for a link to set one, and log in "
                     "with it first."};
  TRY(end_sessions(db, user, kept));
  audit.object = fmt::format("user {} {}", known->id.value, known->name);
  audit.before = "at " + issuer;
  return append_audit(db, std::move(audit));
}

}  // namespace testledger::sqlite
