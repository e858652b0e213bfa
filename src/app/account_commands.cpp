#include <fmt/format.h>

#include <boost/json.hpp>
#include <iostream>

#include "app/carry_out.hpp"
#include "app/commands.hpp"
#include "app/console.hpp"
#include "app/print_list.hpp"

namespace testledger {
namespace {

using boost::json::object;

boost::json::array texts(const std::vector<std::string>& some) {
  boost::json::array list;
  for (const std::string& each : some) list.push_back(boost::json::value(each));
  return list;
}

/// Carries out one command on a data directory and prints what came of it; gives the exit code.
struct Carrier {
  const std::string& data;

  Result<int> operator()(const TokenCreateCommand& command) {
    return write_token({{"verb", "token create"},
                        {"label", command.label},
                        {"user", command.user},
                        {"days", std::int64_t{command.days}},
                        {"scopes", texts(command.scopes)},
                        {"projects", texts(command.projects)}},
                       command.token_file);
  }
  Result<int> operator()(const TokenListCommand&) {
    print_list(TRY(wish({{"verb", "token list"}})), "tokens",
               {{"NUMBER", "id"},
                {"USER", "user"},
                {"LABEL", "label"},
                {"LAST FOUR", "lastFour"},
                {"CREATED", "created"},
                {"EXPIRES", "expires"},
                {"LAST USED", "lastUsed"},
                {"LIMITED TO", "limits"},
                {"STATE", "state"}});
    return exit_success;
  }
  Result<int> operator()(const TokenRevokeCommand& command) {
    TRY(wish({{"verb", "token revoke"}, {"id", command.id}}));
    return said(fmt::format("token {} is revoked", command.id));
  }
  Result<int> operator()(const TokenRotateCommand& command) {
    return write_token({{"verb", "token rotate"}, {"id", command.id}, {"days", std::int64_t{command.days}}}, command.token_file);
  }

  Result<int> operator()(const UserCreateCommand& command) {
    TRY(wish({{"verb", "user create"}, {"name", command.name}, {"administrator", command.administrator}}));
    return said(fmt::format("made user {}; 'testledger user reset' gives a link for a password", printable(command.name, 100)));
  }
  Result<int> operator()(const UserListCommand&) {
    print_list(TRY(wish({{"verb", "user list"}})), "users",
               {{"NUMBER", "id"}, {"NAME", "name"}, {"ADMINISTRATOR", "administrator"}, {"PASSWORD", "password"}, {"STATE", "state"}});
    return exit_success;
  }
  Result<int> operator()(const UserChangeCommand& command) {
    using What = UserChangeCommand::What;
    object change{{"verb", "user change"}, {"name", command.name}};
    if (command.what == What::activate || command.what == What::deactivate)
      change["active"] = command.what == What::activate;
    else
      change["administrator"] = command.what == What::make_administrator;
    TRY(wish(change));
    return said("done");
  }
  Result<int> operator()(const UserResetCommand& command) {
    const object made = TRY(wish({{"verb", "user reset"}, {"name", command.name}}));
    return said(fmt::format("one-time code for a new password, good until {}: {}", std::string_view(made.at("expires").as_string()),
                            std::string_view(made.at("code").as_string())));
  }

  Result<int> operator()(const MemberPutCommand& command) {
    TRY(wish({{"verb", "member put"}, {"project", command.project}, {"name", command.name}, {"role", command.role}}));
    return said(fmt::format("{} is {} of {}", printable(command.name, 100), command.role, command.project));
  }
  Result<int> operator()(const MemberRemoveCommand& command) {
    TRY(wish({{"verb", "member remove"}, {"project", command.project}, {"name", command.name}}));
    return said(fmt::format("{} is no member of {} any more", printable(command.name, 100), command.project));
  }
  Result<int> operator()(const MemberListCommand& command) {
    print_list(TRY(wish({{"verb", "member list"}, {"project", command.project}})), "members", {{"NAME", "name"}, {"ROLE", "role"}});
    return exit_success;
  }

  Result<int> operator()(const AuditListCommand& command) {
    print_list(TRY(wish({{"verb", "audit list"}, {"count", command.count}})), "entries",
               {{"NUMBER", "number"},
                {"TIME (UTC)", "time"},
                {"USER", "user"},
                {"FROM", "from"},
                {"ACTION", "action"},
                {"PROJECT", "project"},
                {"OBJECT", "object"},
                {"CHANGE", "change"}});
    return exit_success;
  }
  Result<int> operator()(const AuditVerifyCommand&) {
    const object verdict = TRY(wish({{"verb", "audit verify"}}));
    const std::string_view violation = verdict.at("violation").as_string();
    if (violation.empty())
      return said(fmt::format("{} entries are as they were written; the last hash is {}", verdict.at("entries").as_int64(),
                              std::string_view(verdict.at("head").as_string())));
    said(fmt::format("the audit log is not as it was written: {}", violation));
    return exit_refused;
  }

 private:
  Result<object> wish(const object& what) { return carry_out(data, what); }
  static int said(const std::string& text) {
    std::cout << text << "\n";
    return exit_success;
  }
  Result<int> write_token(const object& what, const std::string& path) {
    SecretFile file = TRY(SecretFile::create(path));
    const object made = TRY(wish(what));
    TRY(file.write(made.at("token").as_string()));
    return said(fmt::format("token {} written to {}", made.at("id").as_int64(), path));
  }
};

}  // namespace

int run_command(const AccountCommand& command) {
  const auto code = std::visit(Carrier{command.data}, command.what);
  return code ? *code : report_failure(code.error());
}

}  // namespace testledger
