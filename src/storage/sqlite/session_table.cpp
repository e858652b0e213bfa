#include <fmt/format.h>

#include "storage/sqlite/account_rows.hpp"

namespace testledger::sqlite {
namespace {

Session session_in(const Statement& row) {
  return {.id = {row.integer(0)},
          .user = {row.integer(1)},
          .hash = row.text(2),
          .remote = row.text(3),
          .client = row.text(4),
          .created = timestamp(row.integer(5)),
          .last_used = timestamp(row.integer(6)),
          .expires = timestamp(row.integer(7))};
}

/// Leaves room for one more.
Result<void> remove_superfluous(Connection& db, UserId user, Timestamp now) {
  static constexpr std::string_view expired = "DELETE FROM session WHERE expires <= ?";
  static constexpr std::string_view oldest = R"sql(
    DELETE FROM session WHERE session_id IN (
      SELECT session_id FROM session WHERE user_id = ? ORDER BY last_used DESC LIMIT -1 OFFSET ?)
  )sql";
  TRY(TRY(db.prepare(expired)).run(milliseconds(now)));
  return TRY(db.prepare(oldest)).run(user, SessionStore::sessions_per_user_max - 1);
}

}  // namespace

Result<Session> create_session(Connection& db, Session session, const AuditEntry& audit) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO session (session_id, user_id, hash, remote, client, created, last_used, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  )sql";
  TRY(remove_superfluous(db, session.user, session.created));
  session.id = {TRY(next_account_number(db, "session"))};
  TRY(TRY(db.prepare(sql))
          .run(session.id, session.user, session.hash, session.remote, session.client, milliseconds(session.created),
               milliseconds(session.last_used), milliseconds(session.expires)));
  TRY(append_audit(db, audit));
  return session;
}

Result<std::optional<SessionStore::SessionOwner>> find_session(Connection& db, std::string_view hash) {
  static constexpr std::string_view sql = R"sql(
    SELECT session_id, user_id, hash, remote, client, session.created, last_used, expires
    FROM session WHERE hash = ?
  )sql";
  std::optional<SessionStore::SessionOwner> found;
  {
    auto row = TRY(db.prepare(sql));
    if (!TRY(row.first(hash))) return found;
    found = SessionStore::SessionOwner{.session = session_in(row), .user = {}, .roles = {}};
  }
  auto user = TRY(user_of(db, found->session.user));
  if (!user) return std::optional<SessionStore::SessionOwner>();
  found->user = *std::move(user);
  found->roles = TRY(memberships(db, found->user.id));
  return found;
}

Result<std::vector<Session>> sessions(Connection& db, UserId user, Timestamp now) {
  static constexpr std::string_view sql = R"sql(
    SELECT session_id, user_id, hash, remote, client, created, last_used, expires
    FROM session WHERE user_id = ? AND expires > ? ORDER BY session_id DESC
  )sql";
  auto row = TRY(db.prepare(sql));
  std::vector<Session> all;
  for (bool more = TRY(row.first(user, milliseconds(now))); more; more = TRY(row.next())) all.push_back(session_in(row));
  return all;
}

Result<void> end_session(Connection& db, UserId user, SessionId id, AuditEntry audit) {
  static constexpr std::string_view sql = "DELETE FROM session WHERE user_id = ? AND session_id = ?";
  TRY(TRY(db.prepare(sql)).run(user, id));
  if (db.changes() == 0) return Error{.code = ErrorCode::not_found, .message = fmt::format("Session not found : {}", id.value)};
  audit.object = fmt::format("session {}", id.value);
  return append_audit(db, std::move(audit));
}

Result<void> end_sessions(Connection& db, UserId user, SessionId kept) {
  static constexpr std::string_view sql = "DELETE FROM session WHERE user_id = ? AND session_id <> ?";
  return TRY(db.prepare(sql)).run(user, kept);
}

}  // namespace testledger::sqlite
