#include <fmt/format.h>

#include "storage/sqlite/account_rows.hpp"

namespace testledger::sqlite {
namespace {

using Kind = OneTimeCode::Kind;

OneTimeCode code_in(const Statement& row) {
  return {.id = {row.integer(0)},
          .kind = static_cast<Kind>(row.integer(1)),
          .hash = row.text(2),
          .note = row.text(3),
          .user = optional_id<UserId>(row, 4),
          .project = optional_id<ProjectId>(row, 5),
          .role = static_cast<Role>(row.integer(6)),
          .administrator = row.flag(7),
          .created_by = {row.integer(8)},
          .created_by_name = row.text(9),
          .created = timestamp(row.integer(10)),
          .expires = timestamp(row.integer(11))};
}

std::string shown(const OneTimeCode& code) {
  switch (code.kind) {
    case Kind::setup: return fmt::format("setup code {}", code.id.value);
    case Kind::password_reset: return fmt::format("password reset {} of user {}", code.id.value, code.user.value_or(UserId{}).value);
    case Kind::invitation: break;
  }
  return fmt::format("invitation {} {}", code.id.value, code.note);
}

Result<std::optional<OneTimeCode>> find_code(Connection& db, const CodeStore::Redemption& redemption, Timestamp now) {
  static constexpr std::string_view sql = R"sql(
    SELECT code_id, kind, hash, note, user_id, project_id, role, administrator, created_by, created_by_name, created, expires
    FROM one_time_code WHERE hash = ? AND kind = ? AND expires > ?
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(redemption.hash, redemption.kind, milliseconds(now)))) return std::optional<OneTimeCode>();
  return std::optional(code_in(row));
}

/// What was done with the code is the end of it; setting up ends all codes for that, a new password all links for one.
Result<void> use_up(Connection& db, const OneTimeCode& code) {
  static constexpr std::string_view one = "DELETE FROM one_time_code WHERE code_id = ?";
  static constexpr std::string_view setups = "DELETE FROM one_time_code WHERE kind = ?";
  static constexpr std::string_view resets = "DELETE FROM one_time_code WHERE kind = ? AND user_id = ?";
  if (code.kind == Kind::setup) return TRY(db.prepare(setups)).run(code.kind);
  if (code.kind == Kind::password_reset) return TRY(db.prepare(resets)).run(code.kind, code.user);
  return TRY(db.prepare(one)).run(code.id);
}

Result<User> set_up(Connection& db, const CodeStore::Redemption& redemption, AuditEntry audit) {
  const auto known = TRY(find_user(db, redemption.name));
  if (!known) return create_user(db, {redemption.name, true, redemption.password_hash}, std::move(audit));
  if (!known->administrator || known->has_password || known->deactivated) return name_taken(redemption.name);
  return change_user(db, {.user = known->id, .password_hash = redemption.password_hash}, std::move(audit));
}

Result<User> join(Connection& db, const OneTimeCode& code, User user, AuditEntry audit) {
  audit.action = "member.join";
  if (code.administrator && !user.administrator) user = TRY(change_user(db, {.user = user.id, .administrator = true}, audit));
  if (!code.project) return user;
  const Memberships roles = TRY(memberships(db, user.id));
  const auto before = roles.find(*code.project);
  if (before == roles.end() || before->second < code.role) TRY(put_member(db, *code.project, user.id, code.role, std::move(audit)));
  return user;
}

Result<User> accept(Connection& db, const OneTimeCode& code, const CodeStore::Redemption& redemption, AuditEntry audit) {
  if (!redemption.user) {
    User made = TRY(create_user(db, {redemption.name, false, redemption.password_hash}, audit));
    audit.user = made.id;
    audit.user_name = made.name;
    return join(db, code, std::move(made), std::move(audit));
  }
  auto user = TRY(user_of(db, *redemption.user));
  if (!user) return no_user(*redemption.user);
  return join(db, code, *std::move(user), std::move(audit));
}

}  // namespace

Result<OneTimeCode> create_code(Connection& db, OneTimeCode code, AuditEntry audit) {
  static constexpr std::string_view expired = "DELETE FROM one_time_code WHERE expires <= ?";
  static constexpr std::string_view sql = R"sql(
    INSERT INTO one_time_code (code_id, kind, hash, note, user_id, project_id, role, administrator, created_by, created_by_name, created,
                               expires)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  )sql";
  TRY(TRY(db.prepare(expired)).run(milliseconds(code.created)));
  code.id = {TRY(next_account_number(db, "code"))};
  TRY(TRY(db.prepare(sql))
          .run(code.id, code.kind, code.hash, code.note, code.user, code.project, code.role, code.administrator, code.created_by,
               code.created_by_name, milliseconds(code.created), milliseconds(code.expires)));
  audit.object = shown(code);
  if (code.kind == Kind::invitation) audit.after = code.administrator ? "administrator" : code.project ? name_of(code.role) : "";
  TRY(append_audit(db, std::move(audit)));
  return code;
}

Result<std::vector<OneTimeCode>> invitations(Connection& db, std::optional<ProjectId> project, Timestamp now) {
  static constexpr std::string_view sql = R"sql(
    SELECT code_id, kind, hash, note, user_id, project_id, role, administrator, created_by, created_by_name, created, expires
    FROM one_time_code WHERE kind = ? AND project_id IS ? AND expires > ? ORDER BY code_id
  )sql";
  auto row = TRY(db.prepare(sql));
  std::vector<OneTimeCode> all;
  for (bool more = TRY(row.first(Kind::invitation, project, milliseconds(now))); more; more = TRY(row.next())) all.push_back(code_in(row));
  return all;
}

Result<void> withdraw_invitation(Connection& db, std::optional<ProjectId> project, CodeId id, AuditEntry audit) {
  static constexpr std::string_view sql = "DELETE FROM one_time_code WHERE kind = ? AND project_id IS ? AND code_id = ?";
  TRY(TRY(db.prepare(sql)).run(Kind::invitation, project, id));
  if (db.changes() == 0) return Error{.code = ErrorCode::not_found, .message = fmt::format("Invitation not found : {}", id.value)};
  audit.object = fmt::format("invitation {}", id.value);
  return append_audit(db, std::move(audit));
}

Result<bool> needs_setup(Connection& db) {
  static constexpr std::string_view sql = R"sql(
    SELECT 1 FROM account WHERE administrator AND deactivated IS NULL
      AND (password_hash IS NOT NULL OR user_id IN (SELECT user_id FROM foreign_identity))
  )sql";
  auto row = TRY(db.prepare(sql));
  return !TRY(row.first());
}

Result<User> redeem(Connection& db, const CodeStore::Redemption& redemption, AuditEntry audit) {
  const auto code = TRY(find_code(db, redemption, audit.when));
  const bool usable = code && (code->kind != Kind::setup || TRY(needs_setup(db)));
  if (!usable)
    return Error{.code = ErrorCode::not_found, .message = "The code is not valid; it may be used or too old. Ask for a new one."};
  TRY(use_up(db, *code));
  if (code->kind == Kind::setup) return set_up(db, redemption, std::move(audit));
  if (code->kind == Kind::invitation) return accept(db, *code, redemption, std::move(audit));
  return change_user(db, {.user = code->user.value_or(UserId{}), .password_hash = redemption.password_hash}, std::move(audit));
}

}  // namespace testledger::sqlite
