#include <CLI/CLI.hpp>
#include <iostream>

#include "app/arguments.hpp"
#include "app/command_line_parts.hpp"
#include "app/console.hpp"
#include "app/help_texts.hpp"
#include "app/usage_errors.hpp"

// The options of the commands that work on files and data directories, with their environment variables; command_line_remote.cpp has those
// that ask a server, command_line_upkeep.cpp those for the data as a whole, command_line_accounts.cpp those for people and tokens. These
// and usage_errors.cpp alone know the library for command lines.

namespace testledger {

void data_option(CLI::App& command, std::string& data) {
  command.add_option("--data", data, "Directory of the database and the stored reports")
      ->envname("TESTLEDGER_DATA")
      ->required()
      ->type_name("DIR");
}

namespace {

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

/// What stands between the clients and the server.
void add_network(CLI::App& command, ServeCommand& options) {
  auto* certificate = command.add_option("--tls-cert", options.tls_certificate,
                                         "Serve HTTPS with this certificate and those above it; SIGHUP reads it and its key again");
  auto* key = command.add_option("--tls-key", options.tls_key, "The certificate's private key, without a passphrase");
  certificate->envname("TESTLEDGER_TLS_CERT")->type_name("FILE")->needs(key);
  key->envname("TESTLEDGER_TLS_KEY")->type_name("FILE")->needs(certificate);
  command
      .add_option("--trusted-proxy", options.trusted_proxies,
                  "A proxy whose X-Forwarded-For and X-Forwarded-Proto count: an address or a range of them; may be repeated")
      ->envname("TESTLEDGER_TRUSTED_PROXY")
      ->delimiter(',')
      ->type_name("ADDRESS[/BITS]");
  command.add_option("--base-path", options.base_path, "What all paths begin with, for a proxy that serves more than this: /testledger")
      ->envname("TESTLEDGER_BASE_PATH")
      ->type_name("PATH");
}

/// Who else vouches for people.
void add_logins(CLI::App& command, ServeCommand& options) {
  LoginProviderOptions& login = options.login;
  command
      .add_option("--public-url", options.public_url,
                  "The address that people open, e.g. https://qa.example.org/testledger; that of their request when not given")
      ->envname("TESTLEDGER_PUBLIC_URL")
      ->type_name("URL");
  auto* issuer = command.add_option("--oidc-issuer", login.issuer, "Let people log in at this provider (OpenID Connect)");
  auto* client = command.add_option("--oidc-client-id", login.client_id, "As whom the server is registered there");
  auto* secret = command.add_option("--oidc-client-secret-file", login.client_secret_file, "File that holds the secret it got there");
  issuer->envname("TESTLEDGER_OIDC_ISSUER")->type_name("URL")->needs(client)->needs(secret);
  client->envname("TESTLEDGER_OIDC_CLIENT_ID")->type_name("ID")->needs(issuer);
  secret->envname("TESTLEDGER_OIDC_CLIENT_SECRET_FILE")->type_name("FILE")->needs(issuer);
  command.add_option("--oidc-name", login.name, "What the login page calls the provider")
      ->envname("TESTLEDGER_OIDC_NAME")
      ->capture_default_str()
      ->type_name("TEXT");
  command.add_option("--oidc-sign-up", login.sign_up, "Whether people whom only the provider knows get an account: yes or no")
      ->envname("TESTLEDGER_OIDC_SIGN_UP")
      ->capture_default_str()
      ->check(checked_by([](const std::string& value) { return value == "yes" || value == "no" ? "" : "yes or no, not " + value; }))
      ->type_name("yes|no");
  command.add_option("--oidc-ca-file", login.ca_file, "Trust these authorities for the provider, beside the system's")
      ->envname("TESTLEDGER_OIDC_CA_FILE")
      ->type_name("FILE");
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
  add_network(*command, *options);
  add_logins(*command, *options);
  command->add_option("--body-size-max", options->body_size_max, "Largest request body in bytes")
      ->envname("TESTLEDGER_BODY_SIZE_MAX")
      ->capture_default_str()
      ->check(whole_number(body_size_smallest, std::numeric_limits<std::int64_t>::max()))
      ->type_name("BYTES");
  command->add_option("--disk-reserve", options->disk_reserve, "What uploads must leave free on the disk, in bytes; beyond it they get 507")
      ->envname("TESTLEDGER_DISK_RESERVE")
      ->capture_default_str()
      ->check(whole_number(0, std::numeric_limits<std::int64_t>::max()))
      ->type_name("BYTES");
  command
      ->add_option("--backlog-bytes-max", options->backlog_bytes_max, "How much may wait in batches, in bytes; beyond it senders get 429")
      ->envname("TESTLEDGER_BACKLOG_BYTES_MAX")
      ->capture_default_str()
      ->check(whole_number(1, std::numeric_limits<std::int64_t>::max()))
      ->type_name("BYTES");
  command
      ->add_option("--rate-limit", options->rate_limit,
                   "Requests a minute of one token or session, beyond it 429; any number when not given")
      ->envname("TESTLEDGER_RATE_LIMIT")
      ->check(whole_number(1, 1'000'000))
      ->type_name("COUNT");
  command->add_option("--login-limit", options->login_limit, "Attempts to log in a minute from one address, beyond it 429")
      ->envname("TESTLEDGER_LOGIN_LIMIT")
      ->capture_default_str()
      ->check(whole_number(1, 1'000'000))
      ->type_name("COUNT");
  command
      ->add_option(
          "--workers", options->workers,
          "How many batches are read at once; they are written one after another. One for each processor when not given, at least two")
      ->envname("TESTLEDGER_WORKERS")
      ->check(whole_number(1, workers_max))
      ->type_name("COUNT");
  command
      ->add_option_function<std::string>(
          "--keep-reports", [options](const std::string& days) { options->keep_reports_days = days_in(days).value_or(0); },
          "Remove reports and receipts that many days after the import; what came of them stays. Kept for ever when not given")
      ->envname("TESTLEDGER_KEEP_REPORTS")
      ->check(checked_by(complaint_about_days))
      ->type_name("DAYS");
  command->callback([options, &chosen] { chosen = *options; });
}

void add_work(CLI::App& root, Command& chosen) {
  CLI::App* command = root.add_subcommand("work", "Process batches beside a server (not on SQLite)")->footer(work_footer);
  auto options = std::make_shared<WorkCommand>();
  data_option(*command, options->data);
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

void add_inspect(CLI::App& root, Command& chosen) {
  CLI::App* command = root.add_subcommand("inspect", "Tell what is in report files, without a server")
                          ->footer(std::string(inspect_footer) + "\n" + inspect_exit_codes);
  auto options = std::make_shared<InspectCommand>();
  output_option(*command, options->output);
  command->add_flag_callback(
             "--json", [options] { options->output = OutputForm::ndjson; }, "The same as --output ndjson")
      ->envname("TESTLEDGER_JSON");
  type_option(*command, options->type);
  command->add_option("files", options->files, "Report files; - is standard input")->required()->type_name("FILE");
  command->callback([options, &chosen] { chosen = *options; });
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
  add_work(root, chosen);
  add_project(root, chosen);
  add_accounts(root, chosen);
  add_backup(root, chosen);
  add_restore(root, chosen);
  add_verify(root, chosen);
  add_inspect(root, chosen);
  add_import(root, chosen);
  add_batch(root, chosen);
  const auto named = [&](const CLI::App* command) { return command->get_name() == argv[1]; };
  if (argc > 1 && argv[1][0] != '-' && std::ranges::none_of(root.get_subcommands({}), named))
    return report_usage("there is no command '" + std::string(argv[1]) + "'.", root);
  beat_variables({argv, static_cast<std::size_t>(argc)});
  const auto arguments = with_values({argv, static_cast<std::size_t>(argc)});
  if (!arguments) return report_failure(arguments.error());
  std::vector<const char*> words;
  for (const std::string& argument : *arguments) words.push_back(argument.c_str());
  try {
    root.parse(static_cast<int>(words.size()), words.data());
  } catch (const CLI::ParseError& stop) {
    if (stop.get_exit_code() == 0) return root.exit(stop);
    return report_usage(usage_error(stop, root), root);
  }
  return chosen;
}

}  // namespace testledger
