#include <boost/json.hpp>
#include <iostream>

#include "app/administration.hpp"
#include "app/carry_out.hpp"
#include "app/commands.hpp"
#include "app/console.hpp"
#include "app/data_directory.hpp"
#include "domain/keys.hpp"

namespace testledger {
namespace {

using boost::json::object;

/// Prints one row per entry of `list`, with the named members as columns.
void print_list(const object& answer, std::string_view list, const std::vector<std::pair<std::string, std::string>>& columns) {
  std::vector<std::vector<std::string>> table(1);
  for (const auto& column : columns) table[0].push_back(column.first);
  for (const auto& entry : answer.at(list).as_array()) {
    auto& row = table.emplace_back();
    for (const auto& column : columns) {
      const auto& cell = entry.as_object().at(column.second);
      row.push_back(cell.is_string() ? std::string(cell.as_string()) : boost::json::serialize(cell));
    }
  }
  std::cout << render_table(table);
}

/// The project as it was stored.
Result<std::string> initialise(const InitCommand& command) {
  if (!project_key(command.project)) return bad_project_key();  // before anything is made
  SecretFile token_file = TRY(SecretFile::create(command.admin_token_file));
  DataDirectory directory = TRY(open_data_directory(command.data, DataDirectoryUse::fresh));
  const auto made = TRY(administer({{"verb", "project create"}, {"key", command.project}, {"name", command.name}}, directory, false));
  TRY(token_file.write(TRY(create_administrator(*directory.store))));
  return std::string(made.at("key").as_string());
}

Result<std::int64_t> create_token(const TokenCreateCommand& command) {
  SecretFile token_file = TRY(SecretFile::create(command.token_file));
  const auto answer = TRY(carry_out(
      command.data, {{"verb", "token create"}, {"label", command.label}, {"user", command.user}, {"days", std::int64_t{command.days}}}));
  TRY(token_file.write(answer.at("token").as_string()));
  return answer.at("id").as_int64();
}

}  // namespace

int run_command(const InitCommand& command) {
  const auto made = initialise(command);
  if (!made) return report_failure(made.error());
  std::cout << "made " << command.data << " with project " << *made << "; the administrator's token is in " << command.admin_token_file
            << "\n";
  return exit_success;
}

int run_command(const ProjectCreateCommand& command) {
  const auto made = carry_out(command.data, {{"verb", "project create"}, {"key", command.key}, {"name", command.name}});
  if (!made) return report_failure(made.error());
  std::cout << "made project " << made->at("key").as_string() << "\n";
  return exit_success;
}

int run_command(const ProjectListCommand& command) {
  const auto list = carry_out(command.data, {{"verb", "project list"}});
  if (!list) return report_failure(list.error());
  print_list(*list, "projects", {{"KEY", "key"}, {"NAME", "name"}});
  return exit_success;
}

int run_command(const TokenCreateCommand& command) {
  const auto id = create_token(command);
  if (!id) return report_failure(id.error());
  std::cout << "token " << *id << " written to " << command.token_file << "\n";
  return exit_success;
}

int run_command(const TokenListCommand& command) {
  const auto list = carry_out(command.data, {{"verb", "token list"}});
  if (!list) return report_failure(list.error());
  print_list(*list, "tokens",
             {{"NUMBER", "id"},
              {"USER", "user"},
              {"LABEL", "label"},
              {"LAST FOUR", "lastFour"},
              {"CREATED", "created"},
              {"EXPIRES", "expires"},
              {"STATE", "state"}});
  return exit_success;
}

int run_command(const TokenRevokeCommand& command) {
  const auto revoked = carry_out(command.data, {{"verb", "token revoke"}, {"id", command.id}});
  if (!revoked) return report_failure(revoked.error());
  std::cout << "token " << command.id << " is revoked\n";
  return exit_success;
}

}  // namespace testledger
