#include <fmt/format.h>
#include <fmt/ranges.h>

#include "storage/sqlite/account_rows.hpp"

namespace testledger::sqlite {
namespace {

TokenStore::TokenOwner owner_in(const Statement& row) {
  return {.token = {.id = {row.integer(0)},
                    .user = {row.integer(1)},
                    .label = row.text(2),
                    .hash = row.text(3),
                    .last_four = row.text(4),
                    .created = timestamp(row.integer(5)),
                    .revoked = optional_time(row, 6),
                    .expires = optional_time(row, 7),
                    .scopes = Rights::of_bits(row.integer(8)),
                    .projects = row.flag(9) ? std::nullopt : std::optional(std::vector<ProjectId>()),
                    .last_used = optional_time(row, 10),
                    .created_by = {row.integer(11)},
                    .replaces = optional_id<TokenId>(row, 12)},
          .user = {.id = {row.integer(1)},
                   .name = row.text(13),
                   .administrator = row.flag(14),
                   .deactivated = optional_time(row, 15),
                   .has_password = row.flag(16)}};
}

Result<void> add_projects(Connection& db, Token& token) {
  static constexpr std::string_view sql = "SELECT project_id FROM token_project WHERE token_id = ? ORDER BY project_id";
  if (!token.projects) return {};
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(token.id)); more; more = TRY(row.next())) token.projects->push_back({row.integer(0)});
  return {};
}

Result<void> insert_projects(Connection& db, const Token& token) {
  static constexpr std::string_view sql = "INSERT OR IGNORE INTO token_project (project_id, token_id) VALUES (?, ?)";
  if (!token.projects) return {};
  auto insert = TRY(db.prepare(sql));
  for (const ProjectId project : *token.projects) TRY(insert.run(project, token.id));
  return {};
}

Result<void> shorten_life(Connection& db, TokenId id, Timestamp end) {
  static constexpr std::string_view sql = "UPDATE api_token SET expires = min(coalesce(expires, ?1), ?1) WHERE token_id = ?2";
  return TRY(db.prepare(sql)).run(milliseconds(end), id);
}

std::string limits_of(const Token& token) {
  std::vector<std::string_view> scopes;
  for (const Right right : rights)
    if (token.scopes.has(right)) scopes.push_back(name_of(right));
  std::vector<std::int64_t> projects;
  for (const ProjectId project : token.projects.value_or(std::vector<ProjectId>())) projects.push_back(project.value);
  return fmt::format("{}; {}", fmt::join(scopes, " "),
                     token.projects ? fmt::format("projects {}", fmt::join(projects, " ")) : std::string("all projects"));
}

std::string shown(const Token& token) { return fmt::format("token {} {} ...{}", token.id.value, token.label, token.last_four); }

/// Whether it was the first use.
Result<bool> note_use(Connection& db, const TokenUse& use) {
  static constexpr std::string_view first = "UPDATE api_token SET last_used = ? WHERE token_id = ? AND last_used IS NULL";
  static constexpr std::string_view later = "UPDATE api_token SET last_used = ?1 WHERE token_id = ?2 AND last_used < ?1";
  TRY(TRY(db.prepare(first)).run(milliseconds(use.when), use.token));
  if (db.changes() > 0) return true;
  TRY(TRY(db.prepare(later)).run(milliseconds(use.when), use.token));
  return false;
}

Result<void> audit_first_use(Connection& db, const TokenUse& use) {
  static constexpr std::string_view sql = R"sql(
    SELECT user_id, account.name, label, last_four FROM api_token JOIN account USING (user_id) WHERE token_id = ?
  )sql";
  AuditEntry entry{.when = use.when, .token = use.token, .remote = use.remote, .action = "token.first_use"};
  {
    auto row = TRY(db.prepare(sql));
    if (!TRY(row.first(use.token))) return {};
    entry.user = {row.integer(0)};
    entry.user_name = row.text(1);
    entry.object = shown({.id = use.token, .label = row.text(2), .last_four = row.text(3)});
  }
  return append_audit(db, std::move(entry));
}

}  // namespace

Result<Token> create_token(Connection& db, Token token, AuditEntry audit) {
  static constexpr std::string_view id_sql = "SELECT coalesce(max(token_id), 0) + 1 FROM api_token";
  static constexpr std::string_view sql = R"sql(
    INSERT INTO api_token (token_id, user_id, label, hash, last_four, created, revoked, expires, scopes, of_all_projects, created_by,
                           replaces)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  )sql";
  {
    auto row = TRY(db.prepare(id_sql));
    TRY(row.first());
    token.id = {row.integer(0)};
  }
  TRY(TRY(db.prepare(sql))
          .run(token.id, token.user, token.label, token.hash, token.last_four, milliseconds(token.created),
               optional_milliseconds(token.revoked), optional_milliseconds(token.expires), token.scopes.bits(), !token.projects,
               token.created_by, token.replaces));
  TRY(insert_projects(db, token));
  if (token.replaces) {
    TRY(shorten_life(db, *token.replaces, token.created + TokenStore::rotation_overlap));
    audit.before = fmt::format("token {}", token.replaces->value);
  }
  audit.object = shown(token);
  audit.after = limits_of(token);
  TRY(append_audit(db, std::move(audit)));
  return token;
}

Result<std::optional<TokenStore::TokenOwner>> find_token(Connection& db, std::string_view hash) {
  static constexpr std::string_view sql = R"sql(
    SELECT token_id, user_id, label, hash, last_four, api_token.created, revoked, expires, scopes, of_all_projects, last_used, created_by,
           replaces, account.name, account.administrator, account.deactivated, account.password_hash IS NOT NULL
    FROM api_token JOIN account USING (user_id)
    WHERE hash = ?
  )sql";
  std::optional<TokenStore::TokenOwner> found;
  {
    auto row = TRY(db.prepare(sql));
    if (!TRY(row.first(hash))) return found;
    found = owner_in(row);
  }
  TRY(add_projects(db, found->token));
  found->roles = TRY(memberships(db, found->user.id));
  return found;
}

Result<std::vector<TokenStore::TokenOwner>> tokens(Connection& db, const TokenQuery& query) {
  static constexpr std::string_view sql = R"sql(
    SELECT token_id, user_id, label, hash, last_four, api_token.created, revoked, expires, scopes, of_all_projects, last_used, created_by,
           replaces, account.name, account.administrator, account.deactivated, account.password_hash IS NOT NULL
    FROM api_token JOIN account USING (user_id)
    WHERE (?1 IS NULL OR user_id = ?1)
      AND (?2 IS NULL OR token_id IN (SELECT token_id FROM token_project WHERE project_id = ?2))
    ORDER BY token_id
  )sql";
  std::vector<TokenStore::TokenOwner> all;
  {
    auto row = TRY(db.prepare(sql));
    for (bool more = TRY(row.first(query.user, query.project)); more; more = TRY(row.next())) all.push_back(owner_in(row));
  }
  for (TokenStore::TokenOwner& each : all) TRY(add_projects(db, each.token));
  return all;
}

Result<void> revoke_token(Connection& db, TokenId id, AuditEntry audit) {
  static constexpr std::string_view find = "SELECT label, last_four, revoked FROM api_token WHERE token_id = ?";
  static constexpr std::string_view sql = "UPDATE api_token SET revoked = ? WHERE token_id = ?";
  {
    auto row = TRY(db.prepare(find));
    if (!TRY(row.first(id))) return Error{.code = ErrorCode::not_found, .message = fmt::format("Token not found : {}", id.value)};
    if (!row.is_null(2)) return {};
    audit.object = shown({.id = id, .label = row.text(0), .last_four = row.text(1)});
  }
  TRY(TRY(db.prepare(sql)).run(milliseconds(audit.when), id));
  return append_audit(db, std::move(audit));
}

Result<void> note_uses(Connection& db, const std::vector<TokenUse>& tokens, const std::vector<SessionUse>& sessions) {
  static constexpr std::string_view sql = "UPDATE session SET last_used = ?1 WHERE session_id = ?2 AND last_used < ?1";
  for (const TokenUse& use : tokens)
    if (TRY(note_use(db, use))) TRY(audit_first_use(db, use));
  for (const SessionUse& use : sessions) TRY(TRY(db.prepare(sql)).run(milliseconds(use.when), use.session));
  return {};
}

}  // namespace testledger::sqlite
