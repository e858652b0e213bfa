#pragma once

#include "storage/sqlite/columns.hpp"
#include "storage/sqlite/tables.hpp"

// What the tables of accounts share, and what is done to them. Contracts as in account_store.hpp.

namespace testledger::sqlite {

// account_tables.cpp
Result<User> create_user(Connection& db, const NewUser& user, AuditEntry audit);
Result<std::optional<User>> find_user(Connection& db, std::string_view name);
Result<std::vector<User>> users(Connection& db);
Result<std::optional<User>> user_of(Connection& db, UserId id);
Result<std::optional<AccountStore::UserWithPassword>> find_password(Connection& db, std::string_view name);
Result<User> change_user(Connection& db, const AccountStore::UserChange& change, AuditEntry audit);
Result<void> rehash_password(Connection& db, UserId user, std::string_view password_hash);
Error name_taken(std::string_view name);
Error no_user(UserId id);

// identity_table.cpp
Result<std::optional<User>> find_identity(Connection& db, const ForeignIdentity& identity);
Result<User> user_of_identity(Connection& db, const ForeignIdentity& identity, const std::string& name, AuditEntry audit);
Result<void> link_identity(Connection& db, const ForeignIdentity& identity, UserId user, AuditEntry audit);
Result<bool> is_linked(Connection& db, std::string_view issuer, UserId user);
Result<void> unlink_identities(Connection& db, const std::string& issuer, UserId user, SessionId kept, AuditEntry audit);

// membership_table.cpp
Result<std::vector<Member>> members(Connection& db, ProjectId project);
Result<Memberships> memberships(Connection& db, UserId user);
Result<void> put_member(Connection& db, ProjectId project, UserId user, Role role, AuditEntry audit);
Result<void> remove_member(Connection& db, ProjectId project, UserId user, AuditEntry audit);

// token_tables.cpp
Result<Token> create_token(Connection& db, Token token, AuditEntry audit);
Result<std::optional<TokenStore::TokenOwner>> find_token(Connection& db, std::string_view hash);
Result<std::vector<TokenStore::TokenOwner>> tokens(Connection& db, const TokenQuery& query);
Result<void> revoke_token(Connection& db, TokenId id, AuditEntry audit);
Result<void> note_uses(Connection& db, const std::vector<TokenUse>& tokens, const std::vector<SessionUse>& sessions);

// session_table.cpp
Result<Session> create_session(Connection& db, Session session, const AuditEntry& audit);
Result<std::optional<SessionStore::SessionOwner>> find_session(Connection& db, std::string_view hash);
Result<std::vector<Session>> sessions(Connection& db, UserId user, Timestamp now);
Result<void> end_session(Connection& db, UserId user, SessionId id, AuditEntry audit);
/// All of the user's but that one, if it is one.
Result<void> end_sessions(Connection& db, UserId user, SessionId kept = {});

// code_table.cpp
Result<OneTimeCode> create_code(Connection& db, OneTimeCode code, AuditEntry audit);
Result<std::vector<OneTimeCode>> invitations(Connection& db, std::optional<ProjectId> project, Timestamp now);
Result<void> withdraw_invitation(Connection& db, std::optional<ProjectId> project, CodeId id, AuditEntry audit);
Result<bool> needs_setup(Connection& db);
Result<User> redeem(Connection& db, const CodeStore::Redemption& redemption, AuditEntry audit);

// audit_table.cpp
Result<void> append_audit(Connection& db, AuditEntry entry);
Result<std::vector<AuditRecord>> audit_after(Connection& db, std::int64_t number, std::int64_t count);
Result<Page<AuditRecord>> audit(Connection& db, PageRequest page);
Result<AuditHead> audit_head(Connection& db);

/// The next number of sessions or codes, which are never given twice.
Result<std::int64_t> next_account_number(Connection& db, std::string_view name);

}  // namespace testledger::sqlite
