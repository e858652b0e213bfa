#include <CLI/CLI.hpp>
#include <iostream>

#include "app/commands.hpp"

// The only file that knows the library for command lines. Help texts read like a manual page: what it does, the options
// with their environment variables, examples, exit codes.

namespace testledger {
namespace {

constexpr const char* exit_codes = R"(
EXIT STATUS
  0  done, and every result was taken
  1  done, but some results were refused or a file is no good report
  2  nothing could be done; the message says why and what to do)";

constexpr const char* main_footer = R"(
Every option can be given as an environment variable instead; it is named beside the option.
Secrets are read from files or from the environment, never from the command line.

EXAMPLES
  testledger init --data ./data --project AT --name "Acme Tests" --admin-token-file ./admin.token
  testledger serve --data ./data --listen 127.0.0.1:8080
  testledger import --url http://127.0.0.1:8080 --token-file ./admin.token --project AT \
      --cycle AT-CY-Adhoc --create-case true build/TEST-*.xml
  testledger inspect build/TEST-*.xml

Run 'testledger COMMAND --help' for one command.)";

constexpr const char* init_footer = R"(
Creates the directory if needed (mode 0700), the database, the project with its ad-hoc cycle, the user "admin" and an API
token, which is written to FILE (mode 0600) and shown nowhere else. A directory that holds a database already is refused.

EXAMPLE
  testledger init --data /var/lib/testledger --project AT --name "Acme Tests" --admin-token-file /root/testledger.token)";

constexpr const char* serve_footer = R"(
Prints one line with the URL when it is ready; logs JSON lines to stderr. SIGTERM or Ctrl-C ends it after the requests at
hand are answered. Port 0 takes a free port; --port-file tells which.

EXAMPLES
  testledger serve --data ./data
  testledger serve --data ./data --listen 0.0.0.0:8080
  testledger serve --data ./data --listen 127.0.0.1:0 --port-file ./port)";

constexpr const char* administration_footer = R"(
Works on the data directory, whether or not a server runs on it: a running server carries the command out itself.)";

constexpr const char* inspect_footer = R"(
Reads reports without a server and tells what is in them: format, producer, counts, warnings and errors with line and
column. The format is told from the content, never from the name; --type names it where you know better.
With --json one object per file and line:
  {"file","format","tests","passed","failed","errored","skipped","other",
   "assertions":{"passed","failed","skipped"},"warnings","error":null|{"message","line","column"}, ...}

EXAMPLES
  testledger inspect target/surefire-reports/*.xml
  testledger inspect --json cucumber.json | jq .failed)";

constexpr const char* import_footer = R"(
Uploads reports, streamed, one request per file, and prints what came of it. The format of each file is told from its
content unless --type names it. The cycle is a key such as AT-CY-7, or AT-CY-Adhoc, the project's cycle for everything else;
--new-cycle makes one first. Values of true/false options may be written in any letter case, also 1 and 0.
The token is read from --token-file or from the environment variable TESTLEDGER_TOKEN.

HOW RESULTS FIND THEIR CASE
  A key of the project in the test's name or tags (AT-TC-12, also AT_TC_12) decides. Without one the automation key does,
  "class.name" for most formats. Without a case, --create-case true makes one; else the result is refused.

EXAMPLES
  testledger import --url http://127.0.0.1:8080 --token-file t --project AT --cycle AT-CY-7 build/report.xml
  testledger import --url https://tests.example.org --project AT --new-cycle "Nightly 412" --create-case true *.xml)";

void data_option(CLI::App& command, std::string& data) {
  command.add_option("--data", data, "Directory of the database and the stored reports")
      ->envname("TESTLEDGER_DATA")
      ->required()
      ->type_name("DIR");
}

void add_init(CLI::App& root, Command& chosen) {
  CLI::App* command =
      root.add_subcommand("init", "Create a data directory with a project, an administrator and a token")->footer(init_footer);
  auto options = std::make_shared<InitCommand>();
  data_option(*command, options->data);
  command->add_option("--project", options->project, "Key of the first project, e.g. AT")
      ->envname("TESTLEDGER_PROJECT")
      ->required()
      ->type_name("KEY");
  command->add_option("--name", options->name, "Its name for people; the key when not given")
      ->envname("TESTLEDGER_NAME")
      ->type_name("TEXT");
  command->add_option("--admin-token-file", options->admin_token_file, "Where to write the administrator's token")
      ->envname("TESTLEDGER_ADMIN_TOKEN_FILE")
      ->required()
      ->type_name("FILE");
  command->callback([options, &chosen] { chosen = *options; });
}

void add_serve(CLI::App& root, Command& chosen) {
  CLI::App* command = root.add_subcommand("serve", "Run the server")->footer(serve_footer);
  auto options = std::make_shared<ServeCommand>();
  data_option(*command, options->data);
  command->add_option("--listen", options->listen, "Address and port; port 0 takes a free one")
      ->envname("TESTLEDGER_LISTEN")
      ->capture_default_str()
      ->type_name("HOST:PORT");
  command->add_option("--port-file", options->port_file, "Write the port to this file when ready")
      ->envname("TESTLEDGER_PORT_FILE")
      ->type_name("FILE");
  command->add_option("--body-size-max", options->body_size_max, "Largest request body in bytes")
      ->envname("TESTLEDGER_BODY_SIZE_MAX")
      ->capture_default_str()
      ->type_name("BYTES");
  command->callback([options, &chosen] { chosen = *options; });
}

void add_project(CLI::App& root, Command& chosen) {
  CLI::App* group = root.add_subcommand("project", "Create and list projects")->require_subcommand(1)->footer(administration_footer);
  CLI::App* create = group->add_subcommand("create", "Create a project")->footer(administration_footer);
  auto creation = std::make_shared<ProjectCreateCommand>();
  data_option(*create, creation->data);
  create->add_option("key", creation->key, "2 to 20 letters, digits and _, starting with a letter")->required()->type_name("KEY");
  create->add_option("--name", creation->name, "Name for people; the key when not given")->envname("TESTLEDGER_NAME")->type_name("TEXT");
  create->callback([creation, &chosen] { chosen = *creation; });

  CLI::App* list = group->add_subcommand("list", "List all projects")->footer(administration_footer);
  auto listing = std::make_shared<ProjectListCommand>();
  data_option(*list, listing->data);
  list->callback([listing, &chosen] { chosen = *listing; });
}

void add_token(CLI::App& root, Command& chosen) {
  CLI::App* group =
      root.add_subcommand("token", "Create, list and revoke API tokens")->require_subcommand(1)->footer(administration_footer);
  CLI::App* create = group->add_subcommand("create", "Create a token and write it to a file (mode 0600)")->footer(administration_footer);
  auto creation = std::make_shared<TokenCreateCommand>();
  data_option(*create, creation->data);
  create->add_option("--label", creation->label, "What it is for, e.g. \"nightly pipeline\"")
      ->envname("TESTLEDGER_TOKEN_LABEL")
      ->required()
      ->type_name("TEXT");
  create->add_option("--user", creation->user, "Whose token")->envname("TESTLEDGER_USER")->capture_default_str()->type_name("NAME");
  create->add_option("--token-file", creation->token_file, "Where to write it")
      ->envname("TESTLEDGER_TOKEN_FILE")
      ->required()
      ->type_name("FILE");
  create->add_option("--days", creation->days, "Days until it expires, 1 to 365")
      ->envname("TESTLEDGER_TOKEN_DAYS")
      ->capture_default_str()
      ->check(CLI::Range(1, 365));
  create->callback([creation, &chosen] { chosen = *creation; });

  CLI::App* list =
      group->add_subcommand("list", "List tokens: number, user, label, last four characters, state")->footer(administration_footer);
  auto listing = std::make_shared<TokenListCommand>();
  data_option(*list, listing->data);
  list->callback([listing, &chosen] { chosen = *listing; });

  CLI::App* revoke = group->add_subcommand("revoke", "Revoke a token; it stops working within a second")->footer(administration_footer);
  auto revocation = std::make_shared<TokenRevokeCommand>();
  data_option(*revoke, revocation->data);
  revoke->add_option("id", revocation->id, "Its number in 'testledger token list'")->required()->type_name("NUMBER");
  revoke->callback([revocation, &chosen] { chosen = *revocation; });
}

void output_option(CLI::App& command, OutputForm& output) {
  const std::map<std::string, OutputForm> forms{{"table", OutputForm::table}, {"json", OutputForm::json}};
  command.add_option("--output", output, "table for people, json for programs")
      ->envname("TESTLEDGER_OUTPUT")
      ->transform(CLI::CheckedTransformer(forms, CLI::ignore_case))
      ->type_name("table|json");
}

void add_inspect(CLI::App& root, Command& chosen) {
  CLI::App* command = root.add_subcommand("inspect", "Tell what is in report files, without a server")
                          ->footer(std::string(inspect_footer) + "\n" + exit_codes);
  auto options = std::make_shared<InspectCommand>();
  output_option(*command, options->output);
  command->add_flag_callback(
             "--json", [options] { options->output = OutputForm::json; }, "The same as --output json")
      ->envname("TESTLEDGER_JSON");
  command->add_option("--type", options->type, "testng, junit, nunit, cucumber, robot or newman")
      ->envname("TESTLEDGER_TYPE")
      ->type_name("FORMAT");
  command->add_option("files", options->files, "Report files")->required()->type_name("FILE");
  command->callback([options, &chosen] { chosen = *options; });
}

/// A form part of the contract as an option: sent only when given, as it was given.
struct FieldOption {
  const char* option;
  const char* part;
  const char* variable;
  const char* help;
};
constexpr FieldOption field_options[] = {
    {"--create-case", "createCase", "TESTLEDGER_CREATE_CASE", "Make a case for a test that has none (default false)"},
    {"--create-new-run", "createNewRun", "TESTLEDGER_CREATE_NEW_RUN",
     "Make a new run per result; false overwrites the latest run (default true)"},
    {"--add-case-to-cycle", "addCaseToCycle", "TESTLEDGER_ADD_CASE_TO_CYCLE",
     "Add a case to the cycle when it is not in it (default true)"},
    {"--update-datasets", "updateDatasets", "TESTLEDGER_UPDATE_DATASETS", "Replace a case's data rows by those of the file (default true)"},
    {"--bdd-force-update-case", "bddForceUpdateCase", "TESTLEDGER_BDD_FORCE_UPDATE_CASE",
     "Replace BDD steps of cases by the report's (default false)"},
    {"--force-update-case", "forceUpdateCase", "TESTLEDGER_FORCE_UPDATE_CASE",
     "Update title and description, for Robot also steps (default false)"},
    {"--update-only-run-status", "updateOnlyRunStatus", "TESTLEDGER_UPDATE_ONLY_RUN_STATUS",
     "Leave steps alone, write the run's status only (default false)"},
    {"--ignore-class-in-auto-key", "ignoreClassInAutoKey", "TESTLEDGER_IGNORE_CLASS_IN_AUTO_KEY",
     "JUnit: the automation key is the name without the class (default false)"},
    {"--default-folder", "defaultFolder", "TESTLEDGER_DEFAULT_FOLDER", "Number of the folder for new cases"},
};

void add_import(CLI::App& root, Command& chosen) {
  CLI::App* command =
      root.add_subcommand("import", "Upload reports into a test cycle")->footer(std::string(import_footer) + "\n" + exit_codes);
  auto options = std::make_shared<ImportCommand>();
  auto values = std::make_shared<std::map<std::string, std::string>>();
  command->add_option("--url", options->url, "The server, e.g. https://tests.example.org")
      ->envname("TESTLEDGER_URL")
      ->required()
      ->type_name("URL");
  command->add_option("--token-file", options->token_file, "File that holds the API token")
      ->envname("TESTLEDGER_TOKEN_FILE")
      ->type_name("FILE");
  command->add_option("--project", options->project, "Key of the project")->envname("TESTLEDGER_PROJECT")->required()->type_name("KEY");
  CLI::Option* cycle =
      command->add_option("--cycle", options->cycle, "Key of the cycle, e.g. AT-CY-7")->envname("TESTLEDGER_CYCLE")->type_name("KEY");
  command->add_option("--new-cycle", options->new_cycle, "Make a cycle of this title first")
      ->envname("TESTLEDGER_NEW_CYCLE")
      ->type_name("TITLE")
      ->excludes(cycle);
  command->add_option("--type", options->type, "testng, junit, nunit, cucumber, robot or newman; told from the content when not given")
      ->envname("TESTLEDGER_TYPE")
      ->type_name("FORMAT");
  for (const FieldOption& field : field_options)
    command->add_option(field.option, (*values)[field.part], field.help)->envname(field.variable)->type_name("VALUE");
  output_option(*command, options->output);
  command->add_option("files", options->files, "Report files")->required()->type_name("FILE");
  command->callback([options, values, &chosen] {
    if (options->cycle.empty() && options->new_cycle.empty()) throw CLI::RequiredError("--cycle KEY or --new-cycle TITLE");
    for (const FieldOption& field : field_options)
      if (const std::string& value = values->at(field.part); !value.empty()) options->fields.emplace_back(field.part, value);
    chosen = *options;
  });
}

}  // namespace

Command parse_command_line(int argc, const char* const* argv) {
  CLI::App root("Testledger keeps the results of automated tests: report files go in over REST, test cases and runs come out.",
                "testledger");
  root.set_version_flag("--version", TESTLEDGER_VERSION);
  root.require_subcommand(1)->footer(main_footer);
  Command chosen = exit_success;
  add_init(root, chosen);
  add_serve(root, chosen);
  add_project(root, chosen);
  add_token(root, chosen);
  add_inspect(root, chosen);
  add_import(root, chosen);
  const auto named = [&](const CLI::App* command) { return command->get_name() == argv[1]; };
  if (argc > 1 && argv[1][0] != '-' && std::ranges::none_of(root.get_subcommands({}), named)) {
    std::cerr << "testledger: there is no command '" << argv[1] << "'. Run 'testledger --help' for the commands.\n";
    return exit_failure;
  }
  try {
    root.parse(argc, argv);
  } catch (const CLI::ParseError& stop) {
    return root.exit(stop) == 0 ? exit_success : exit_failure;
  }
  return chosen;
}

}  // namespace testledger
