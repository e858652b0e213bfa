#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace testledger {

// The commands for people, tokens and the audit log.

struct TokenCreateCommand {
  std::string label;
  std::string user = "admin";
  std::string token_file;
  int days = 90;
  std::vector<std::string> scopes;    ///< empty: all
  std::vector<std::string> projects;  ///< keys; empty: all
};
struct TokenListCommand {};
struct TokenRevokeCommand {
  std::int64_t id = 0;
};
struct TokenRotateCommand {
  std::int64_t id = 0;
  std::string token_file;
  int days = 90;
};

struct UserCreateCommand {
  std::string name;
  bool administrator = false;
};
struct UserListCommand {};
struct UserChangeCommand {
  enum class What { deactivate, activate, make_administrator, make_ordinary } what;
  std::string name;
};
struct UserResetCommand {
  std::string name;
};

struct MemberPutCommand {
  std::string project;
  std::string name;
  std::string role;
};
struct MemberRemoveCommand {
  std::string project;
  std::string name;
};
struct MemberListCommand {
  std::string project;
};

struct AuditListCommand {
  std::int64_t count = 100;
};
struct AuditVerifyCommand {};

/// One of them, and on which data directory.
struct AccountCommand {
  std::string data;
  std::variant<TokenCreateCommand, TokenListCommand, TokenRevokeCommand, TokenRotateCommand, UserCreateCommand, UserListCommand,
               UserChangeCommand, UserResetCommand, MemberPutCommand, MemberRemoveCommand, MemberListCommand, AuditListCommand,
               AuditVerifyCommand>
      what;
};

}  // namespace testledger
