#include <fmt/format.h>

#include "storage/sqlite/account_rows.hpp"

namespace testledger::sqlite {
namespace {

Result<std::string> role_before(Connection& db, ProjectId project, UserId user) {
  static constexpr std::string_view sql = "SELECT role FROM membership WHERE project_id = ? AND user_id = ?";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, user))) return std::string();
  return std::string(name_of(static_cast<Role>(row.integer(0))));
}

}  // namespace

Result<std::vector<Member>> members(Connection& db, ProjectId project) {
  static constexpr std::string_view sql = R"sql(
    SELECT user_id, name, administrator, deactivated, password_hash IS NOT NULL, role
    FROM membership JOIN account USING (user_id)
    WHERE project_id = ? ORDER BY name_folded
  )sql";
  auto row = TRY(db.prepare(sql));
  std::vector<Member> all;
  for (bool more = TRY(row.first(project)); more; more = TRY(row.next()))
    all.push_back({.user = {.id = {row.integer(0)},
                            .name = row.text(1),
                            .administrator = row.flag(2),
                            .deactivated = optional_time(row, 3),
                            .has_password = row.flag(4)},
                   .role = static_cast<Role>(row.integer(5))});
  return all;
}

Result<Memberships> memberships(Connection& db, UserId user) {
  static constexpr std::string_view sql = "SELECT project_id, role FROM membership WHERE user_id = ?";
  auto row = TRY(db.prepare(sql));
  Memberships roles;
  for (bool more = TRY(row.first(user)); more; more = TRY(row.next()))
    roles.emplace(ProjectId{row.integer(0)}, static_cast<Role>(row.integer(1)));
  return roles;
}

Result<void> put_member(Connection& db, ProjectId project, UserId user, Role role, AuditEntry audit) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO membership (project_id, user_id, role) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET role = excluded.role
  )sql";
  const auto known = TRY(user_of(db, user));
  if (!known) return no_user(user);
  audit.object = fmt::format("user {} {}", user.value, known->name);
  audit.before = TRY(role_before(db, project, user));
  audit.after = name_of(role);
  TRY(TRY(db.prepare(sql)).run(project, user, role));
  return append_audit(db, std::move(audit));
}

Result<void> remove_member(Connection& db, ProjectId project, UserId user, AuditEntry audit) {
  static constexpr std::string_view sql = "DELETE FROM membership WHERE project_id = ? AND user_id = ?";
  const auto known = TRY(user_of(db, user));
  audit.before = TRY(role_before(db, project, user));
  if (!known || audit.before.empty())
    return Error{.code = ErrorCode::not_found, .message = fmt::format("Member not found : {}", user.value)};
  audit.object = fmt::format("user {} {}", user.value, known->name);
  TRY(TRY(db.prepare(sql)).run(project, user));
  return append_audit(db, std::move(audit));
}

}  // namespace testledger::sqlite
