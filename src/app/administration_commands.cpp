#include <boost/json.hpp>
#include <iostream>

#include "app/account_wishes.hpp"
#include "app/administration.hpp"
#include "app/carry_out.hpp"
#include "app/commands.hpp"
#include "app/console.hpp"
#include "app/data_directory.hpp"
#include "app/print_list.hpp"
#include "domain/new_project.hpp"

namespace testledger {
namespace {

using boost::json::object;

struct Initialised {
  std::string project;  ///< as it was stored
  std::string setup_code;
};
Result<Initialised> initialise(const InitCommand& command) {
  TRY(new_project(command.project, command.name));  // before anything is made
  SecretFile token_file = TRY(SecretFile::create(command.admin_token_file));
  DataDirectory directory = TRY(open_data_directory(command.data, DataDirectoryUse::fresh));
  const auto made = TRY(administer({{"verb", "project create"}, {"key", command.project}, {"name", command.name}}, directory, false));
  TRY(token_file.write(TRY(create_administrator(*directory.store))));
  return Initialised{std::string(made.at("key").as_string()), TRY(new_setup_code(*directory.store)).value_or(std::string())};
}

}  // namespace

int run_command(const InitCommand& command) {
  const auto made = initialise(command);
  if (!made) return report_failure(made.error());
  std::cout << "made " << command.data << " with project " << made->project << "; the administrator's token is in "
            << command.admin_token_file
            << "\nThe administrator gets a password with this code, once, within 24 hours (docs/accounts.md): " << made->setup_code << "\n";
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

}  // namespace testledger
