#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "domain/account.hpp"
#include "domain/audit.hpp"
#include "domain/page.hpp"

// Who there is and what they may, as the store keeps it. What changes something takes the entry that tells of it, and writes both
// in one transaction; the entry's `object` is completed with the number of what was made.

namespace testledger {

struct NewUser {
  std::string name;
  bool administrator = false;
  std::string password_hash = {};  ///< empty: none
};

class AccountStore {
 public:
  virtual ~AccountStore() = default;
  /// conflict when the name is taken, in whatever letter case.
  virtual Result<User> create_user(const NewUser& user, const AuditEntry& audit) = 0;
  /// As the program itself does it.
  Result<User> create_user(std::string_view name, bool administrator) {
    return create_user(NewUser{.name = std::string(name), .administrator = administrator}, by_the_program("user.create", now()));
  }
  virtual Result<std::optional<User>> find_user(std::string_view name) = 0;
  /// By name.
  virtual Result<std::vector<User>> users() = 0;

  struct UserWithPassword {
    User user;
    std::string password_hash;  ///< empty: none
  };
  virtual Result<std::optional<UserWithPassword>> find_password(std::string_view name) = 0;

  enum class Activity { active, deactivated };
  struct UserChange {
    UserId user;
    std::optional<bool> administrator = {};
    std::optional<Activity> activity = {};
    std::optional<std::string> password_hash = {};
  };
  /// A new password and a deactivation end all sessions of the user. not_found; conflict when no active administrator would be left.
  virtual Result<User> change_user(const UserChange& change, const AuditEntry& audit) = 0;
  /// The same password in a costlier form: no change that anybody hears of.
  virtual Result<void> rehash_password(UserId user, std::string_view password_hash) = 0;

  virtual Result<std::vector<Member>> members(ProjectId project) = 0;
  virtual Result<Memberships> memberships(UserId user) = 0;
  /// Adds a member or changes the role. not_found when there is no such user.
  virtual Result<void> put_member(ProjectId project, UserId user, Role role, const AuditEntry& audit) = 0;
  /// not_found when it is none.
  virtual Result<void> remove_member(ProjectId project, UserId user, const AuditEntry& audit) = 0;
};

/// Uses of tokens and sessions, noted together from time to time.
struct TokenUse {
  TokenId token;
  Timestamp when;
  std::string remote;
};
struct SessionUse {
  SessionId session;
  Timestamp when;
};

/// All tokens; those of one owner; or those that are limited to projects with this among them.
struct TokenQuery {
  std::optional<UserId> user = {};
  std::optional<ProjectId> project = {};
};

class TokenStore {
 public:
  virtual ~TokenStore() = default;
  struct TokenOwner {
    Token token;
    User user;
    Memberships roles = {};  ///< of the user; only find_token tells
  };
  static constexpr std::chrono::hours rotation_overlap{24};
  /// The token that it replaces, if any, goes on for at most rotation_overlap.
  virtual Result<Token> create_token(const Token& token, const AuditEntry& audit) = 0;
  /// By the hash of its secret, revoked and expired ones too: the caller decides.
  virtual Result<std::optional<TokenOwner>> find_token(std::string_view hash) = 0;
  virtual Result<std::vector<TokenOwner>> tokens(const TokenQuery& query) = 0;
  /// not_found when there is no such token; revoking twice is no error.
  virtual Result<void> revoke_token(TokenId id, const AuditEntry& audit) = 0;
  /// The first use of a token is an audit entry of its own.
  virtual Result<void> note_uses(const std::vector<TokenUse>& tokens, const std::vector<SessionUse>& sessions) = 0;
};

class SessionStore {
 public:
  virtual ~SessionStore() = default;
  struct SessionOwner {
    Session session;
    User user;
    Memberships roles;
  };
  static constexpr int sessions_per_user_max = 50;
  /// Beyond sessions_per_user_max the one that was used longest ago ends.
  virtual Result<Session> create_session(const Session& session, const AuditEntry& audit) = 0;
  /// By the hash of its secret, expired ones too.
  virtual Result<std::optional<SessionOwner>> find_session(std::string_view hash) = 0;
  /// The newest first, without those that expired before the time.
  virtual Result<std::vector<Session>> sessions(UserId user, Timestamp now) = 0;
  /// not_found when it is none of that user's.
  virtual Result<void> end_session(UserId user, SessionId id, const AuditEntry& audit) = 0;
};

class CodeStore {
 public:
  virtual ~CodeStore() = default;
  virtual Result<OneTimeCode> create_code(const OneTimeCode& code, const AuditEntry& audit) = 0;
  /// Invitations that are still good, into one project or into none.
  virtual Result<std::vector<OneTimeCode>> invitations(std::optional<ProjectId> project, Timestamp now) = 0;
  /// not_found when it is no invitation into that project.
  virtual Result<void> withdraw_invitation(std::optional<ProjectId> project, CodeId id, const AuditEntry& audit) = 0;
  /// Whether nobody who administers could log in with a password.
  virtual Result<bool> needs_setup() = 0;

  struct Redemption {
    OneTimeCode::Kind kind = OneTimeCode::Kind::invitation;
    std::string hash;                 ///< of the code
    std::optional<UserId> user = {};  ///< who accepts an invitation and is known already
    std::string name = {};            ///< of who is to be made: setup, invitation
    std::string password_hash = {};
  };
  /// Does what the code is good for, once: makes the administrator (an administrator of that name without a password gets it), makes or
  /// joins the invited member, sets the password. not_found when the code is unknown, used or expired; conflict when the name is taken.
  virtual Result<User> redeem(const Redemption& redemption, const AuditEntry& audit) = 0;
};

/// What was done, in the order in which it was; nothing of it is ever changed or removed.
class AuditStore {
 public:
  virtual ~AuditStore() = default;
  /// For what has no transaction of its own to be written in.
  virtual Result<void> append_audit(const std::vector<AuditEntry>& entries) = 0;
  /// Up to `count` records after that number, in their order.
  virtual Result<std::vector<AuditRecord>> audit_after(std::int64_t number, std::int64_t count) = 0;
  /// The newest first.
  virtual Result<Page<AuditRecord>> audit(PageRequest page) = 0;
  virtual Result<AuditHead> audit_head() = 0;
};

}  // namespace testledger
