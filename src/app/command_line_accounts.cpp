#include <limits>

#include "app/command_line_parts.hpp"
#include "app/help_texts.hpp"

// The options of the commands for people, tokens and the audit log.

namespace testledger {
namespace {

constexpr std::int64_t id_max = std::numeric_limits<std::int64_t>::max();

CLI::App& add_group(CLI::App& root, const char* name, const char* what) {
  return *root.add_subcommand(name, what)->require_subcommand(1)->footer(administration_footer);
}

/// A command of a group; `options` are filled by what is added to it, and chosen when the line names it.
template <class Options>
CLI::App& add_to(CLI::App& group, const char* name, const char* what, std::shared_ptr<Options> options, Command& chosen) {
  CLI::App* command = group.add_subcommand(name, what)->footer(administration_footer);
  auto data = std::make_shared<std::string>();
  data_option(*command, *data);
  command->callback([data, options, &chosen] { chosen = AccountCommand{*data, *options}; });
  return *command;
}

void add_days(CLI::App& command, int& days) {
  command.add_option("--days", days, "Days until it expires, 1 to 365")
      ->envname("TESTLEDGER_TOKEN_DAYS")
      ->capture_default_str()
      ->check(whole_number(1, 365))
      ->type_name("NUMBER");
}

void add_token_file(CLI::App& command, std::string& file) {
  command.add_option("--token-file", file, "Where to write it")->envname("TESTLEDGER_TOKEN_FILE")->required()->type_name("FILE");
}

void add_token_number(CLI::App& command, std::int64_t& id) {
  command.add_option("id", id, "Its number in 'testledger token list'")->required()->check(whole_number(1, id_max))->type_name("NUMBER");
}

void add_user_name(CLI::App& command, std::string& name) {
  command.add_option("name", name, "The user's name")->required()->type_name("NAME");
}

void add_project_key(CLI::App& command, std::string& project) {
  command.add_option("--project", project, "The project's key")->envname("TESTLEDGER_PROJECT")->required()->type_name("KEY");
}

void add_token_create(CLI::App& group, Command& chosen) {
  auto options = std::make_shared<TokenCreateCommand>();
  CLI::App& command = add_to(group, "create", "Create a token and write it to a file (mode 0600)", options, chosen);
  command.add_option("--label", options->label, "What it is for, e.g. \"nightly pipeline\"")
      ->envname("TESTLEDGER_TOKEN_LABEL")
      ->required()
      ->type_name("TEXT");
  command.add_option("--user", options->user, "Whose token")->envname("TESTLEDGER_USER")->capture_default_str()->type_name("NAME");
  add_token_file(command, options->token_file);
  add_days(command, options->days);
  command.add_option("--scope", options->scopes, "What it may: read, report, edit, administer; may be repeated. All when not given")
      ->envname("TESTLEDGER_TOKEN_SCOPES")
      ->delimiter(',')
      ->type_name("RIGHT");
  command.add_option("--project", options->projects, "Key of a project that it is limited to; may be repeated. All when not given")
      ->envname("TESTLEDGER_TOKEN_PROJECTS")
      ->delimiter(',')
      ->type_name("KEY");
}

void add_tokens(CLI::App& root, Command& chosen) {
  CLI::App& group = add_group(root, "token", "Create, list, rotate and revoke API tokens");
  add_token_create(group, chosen);
  add_to(group, "list", "List tokens: number, user, label, last four characters, limits, state", std::make_shared<TokenListCommand>(),
         chosen);
  auto revocation = std::make_shared<TokenRevokeCommand>();
  add_token_number(add_to(group, "revoke", "Revoke a token; it stops working within a second", revocation, chosen), revocation->id);
  auto rotation = std::make_shared<TokenRotateCommand>();
  CLI::App& rotate = add_to(group, "rotate", "Give a token a new secret; the old one works for 24 more hours", rotation, chosen);
  add_token_number(rotate, rotation->id);
  add_token_file(rotate, rotation->token_file);
  add_days(rotate, rotation->days);
}

void add_user_change(CLI::App& group, const char* name, const char* what, UserChangeCommand::What change, Command& chosen) {
  auto options = std::make_shared<UserChangeCommand>(UserChangeCommand{.what = change, .name = {}});
  add_user_name(add_to(group, name, what, options, chosen), options->name);
}

void add_users(CLI::App& root, Command& chosen) {
  using What = UserChangeCommand::What;
  CLI::App& group = add_group(root, "user", "Create and list users, deactivate them, help those without a password");
  auto creation = std::make_shared<UserCreateCommand>();
  CLI::App& create = add_to(group, "create", "Create a user", creation, chosen);
  add_user_name(create, creation->name);
  create.add_flag("--administrator", creation->administrator, "Of the whole server")->envname("TESTLEDGER_USER_ADMINISTRATOR");
  add_to(group, "list", "List users", std::make_shared<UserListCommand>(), chosen);
  add_user_change(group, "deactivate", "Let a user, their tokens and sessions do nothing any more", What::deactivate, chosen);
  add_user_change(group, "activate", "Undo that", What::activate, chosen);
  add_user_change(group, "promote", "Make a user an administrator of the server", What::make_administrator, chosen);
  add_user_change(group, "demote", "Undo that", What::make_ordinary, chosen);
  auto reset = std::make_shared<UserResetCommand>();
  add_user_name(add_to(group, "reset", "Print a one-time code with which a user sets a new password", reset, chosen), reset->name);
}

void add_members(CLI::App& root, Command& chosen) {
  CLI::App& group = add_group(root, "member", "Give users roles in projects");
  auto addition = std::make_shared<MemberPutCommand>();
  CLI::App& add = add_to(group, "add", "Make a user a member of a project, or change the role", addition, chosen);
  add_user_name(add, addition->name);
  add_project_key(add, addition->project);
  add.add_option("--role", addition->role, "viewer reads; tester also reports and edits; admin also administers")
      ->envname("TESTLEDGER_ROLE")
      ->required()
      ->type_name("ROLE");
  auto removal = std::make_shared<MemberRemoveCommand>();
  CLI::App& remove = add_to(group, "remove", "Take a user out of a project", removal, chosen);
  add_user_name(remove, removal->name);
  add_project_key(remove, removal->project);
  auto listing = std::make_shared<MemberListCommand>();
  add_project_key(add_to(group, "list", "List the members of a project", listing, chosen), listing->project);
}

void add_audit(CLI::App& root, Command& chosen) {
  CLI::App& group = add_group(root, "audit", "See what was done by whom");
  auto listing = std::make_shared<AuditListCommand>();
  add_to(group, "list", "List the newest entries", listing, chosen)
      .add_option("--count", listing->count, "How many")
      ->envname("TESTLEDGER_AUDIT_COUNT")
      ->capture_default_str()
      ->check(whole_number(1, 10'000))
      ->type_name("NUMBER");
  add_to(group, "verify", "Compute all hashes anew: an entry that was changed, removed or moved is found (exit status 1)",
         std::make_shared<AuditVerifyCommand>(), chosen);
}

}  // namespace

void add_accounts(CLI::App& root, Command& chosen) {
  add_tokens(root, chosen);
  add_users(root, chosen);
  add_members(root, chosen);
  add_audit(root, chosen);
}

}  // namespace testledger
