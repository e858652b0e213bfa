#include <map>

#include "app/command_line_parts.hpp"
#include "app/help_texts.hpp"
#include "core/letter_case.hpp"

// The options of the commands that ask a server, with their environment variables.

namespace testledger {

void output_option(CLI::App& command, OutputForm& output) {
  const auto take = [&output](const std::string& form) {
    output = equal_ignoring_case(form, "json")     ? OutputForm::json
             : equal_ignoring_case(form, "ndjson") ? OutputForm::ndjson
                                                   : OutputForm::table;
  };
  command.add_option_function<std::string>("--output", take, "table for people (default); for programs one json document, or a line each")
      ->envname("TESTLEDGER_OUTPUT")
      ->check(checked_by(complaint_about_output))
      ->type_name("table|json|ndjson");
}

void type_option(CLI::App& command, std::string& type) {
  command.add_option("--type", type, "testng, junit, nunit, cucumber, robot or newman; told from the content when not given")
      ->envname("TESTLEDGER_TYPE")
      ->check(checked_by(complaint_about_type))
      ->type_name("FORMAT");
}

namespace {

void server_options(CLI::App& command, RemoteOptions& server) {
  command.add_option("--url", server.url, "The server, e.g. https://tests.example.org")
      ->envname("TESTLEDGER_URL")
      ->required()
      ->type_name("URL");
  command.add_option("--token-file", server.token_file, "File that holds the API token")
      ->envname("TESTLEDGER_TOKEN_FILE")
      ->type_name("FILE");
  command
      .add_option("--ca-file", server.ca_file,
                  "Certificates of authorities to trust beside the system's, as a PEM file, for an https address")
      ->envname("TESTLEDGER_CA_FILE")
      ->type_name("FILE");
  command.add_option("--project", server.project, "Key of the project")->envname("TESTLEDGER_PROJECT")->required()->type_name("KEY");
  command.add_option("--timeout", server.timeout_s, "Give up after so many seconds without any progress")
      ->envname("TESTLEDGER_TIMEOUT")
      ->capture_default_str()
      ->check(whole_number(1, 86'400))
      ->type_name("SECONDS");
  command.add_option("--retries", server.retries, "How often a request is sent again that found no server")
      ->envname("TESTLEDGER_RETRIES")
      ->capture_default_str()
      ->check(whole_number(0, retries_option_max))
      ->type_name("COUNT");
  command.add_flag_callback(
             "--quiet", [&server] { server.loudness = Loudness::quiet; }, "Neither progress nor a word about retries")
      ->envname("TESTLEDGER_QUIET");
}

void cycle_option(CLI::App& command, std::string& cycle, const char* meaning) {
  command.add_option("--cycle", cycle, meaning)->envname("TESTLEDGER_CYCLE")->type_name("KEY");
}

/// What cannot be said together.
void check(const ImportCommand& options) {
  if (options.cycle.empty() == options.new_cycle.empty())
    throw CLI::ValidationError("Name the test cycle with either --cycle KEY or --new-cycle TITLE.");
  if (options.wait && !options.batch) throw CLI::ValidationError("--wait waits for batches. Add --batch, or leave --wait out.");
  if (!options.dry_run) return;
  if (options.batch) throw CLI::ValidationError("--dry-run tells at once what would be done. Leave --batch out.");
  if (!options.new_cycle.empty())
    throw CLI::ValidationError("--dry-run writes nothing, and so makes no cycle. Name one that is there with --cycle.");
}

void delivery_options(CLI::App& command, ImportCommand& options) {
  command.add_flag("--batch", options.batch, "Let the server queue the reports and import them in the background")
      ->envname("TESTLEDGER_BATCH");
  command.add_flag("--wait", options.wait, "With --batch: wait until the batches have ended")->envname("TESTLEDGER_WAIT");
  command.add_flag("--dry-run", options.dry_run, "Let the server tell what it would do, and write nothing")->envname("TESTLEDGER_DRY_RUN");
}

void batch_action(CLI::App& group, Command& chosen, const char* name, BatchAction action, const char* meaning) {
  CLI::App* command = group.add_subcommand(name, meaning)->footer(batch_footer);
  auto options = std::make_shared<BatchActionCommand>();
  options->action = action;
  server_options(*command, options->server);
  cycle_option(*command, options->cycle, "Its cycle; the server is asked when not given");
  output_option(*command, options->output);
  command->add_option("id", options->id, "Its number in 'testledger batch list'")
      ->required()
      ->check(whole_number(1, std::numeric_limits<std::int64_t>::max()))
      ->type_name("NUMBER");
  command->callback([options, &chosen] { chosen = *options; });
}

void batch_download(CLI::App& group, Command& chosen, const char* name, BatchDownload what, const char* meaning) {
  CLI::App* command = group.add_subcommand(name, meaning)->footer(batch_footer);
  auto options = std::make_shared<BatchDownloadCommand>();
  options->what = what;
  server_options(*command, options->server);
  cycle_option(*command, options->cycle, "Its cycle; the server is asked when not given");
  command->add_option("--to", options->to, "Where to write it; stdout when not given")->envname("TESTLEDGER_TO")->type_name("FILE");
  command->add_option("id", options->id, "Its number in 'testledger batch list'")
      ->required()
      ->check(whole_number(1, std::numeric_limits<std::int64_t>::max()))
      ->type_name("NUMBER");
  command->callback([options, &chosen] { chosen = *options; });
}

void batch_list(CLI::App& group, Command& chosen) {
  CLI::App* command = group.add_subcommand("list", "List batches, newest first")->footer(batch_footer);
  auto options = std::make_shared<BatchListCommand>();
  server_options(*command, options->server);
  cycle_option(*command, options->cycle, "Only those of this cycle");
  command->add_option("--state", options->state, "Only those in this state: queued, processing, completed, failed or cancelled")
      ->envname("TESTLEDGER_STATE")
      ->check(checked_by(complaint_about_state))
      ->type_name("STATE");
  command->add_option("--limit", options->limit, "How many at most")
      ->envname("TESTLEDGER_LIMIT")
      ->capture_default_str()
      ->check(whole_number(1, batches_listed_max))
      ->type_name("COUNT");
  output_option(*command, options->output);
  command->callback([options, &chosen] { chosen = *options; });
}

}  // namespace

void add_import(CLI::App& root, Command& chosen) {
  CLI::App* command =
      root.add_subcommand("import", "Upload reports into a test cycle")->footer(std::string(import_footer) + "\n" + import_exit_codes);
  auto options = std::make_shared<ImportCommand>();
  auto values = std::make_shared<std::map<std::string, std::string>>();
  server_options(*command, options->server);
  cycle_option(*command, options->cycle, "Key of the cycle, e.g. AT-CY-7");
  command->add_option("--new-cycle", options->new_cycle, "Make a cycle of this title first")
      ->envname("TESTLEDGER_NEW_CYCLE")
      ->type_name("TITLE");
  type_option(*command, options->type);
  for (const FieldOption& field : all_field_options())
    command->add_option(field.option, (*values)[field.part], field.help)
        ->envname(field.variable)
        ->check(checked_by(field.complaint))
        ->type_name(field.value);
  delivery_options(*command, *options);
  output_option(*command, options->output);
  command->add_option("files", options->files, "Report files, or patterns in quotes such as '**/TEST-*.xml'; - is standard input")
      ->required()
      ->type_name("FILE");
  command->callback([options, values, &chosen] {
    check(*options);
    for (const FieldOption& field : all_field_options())
      if (const std::string& value = values->at(field.part); !value.empty()) options->fields.emplace_back(field.part, value);
    chosen = *options;
  });
}

void add_batch(CLI::App& root, Command& chosen) {
  CLI::App* group = root.add_subcommand("batch", "Look at reports that are imported in the background, and steer them")
                        ->require_subcommand(1)
                        ->footer(batch_footer);
  batch_list(*group, chosen);
  batch_action(*group, chosen, "show", BatchAction::show, "Tell everything about a batch");
  batch_action(*group, chosen, "watch", BatchAction::watch, "Follow a batch until it has ended");
  batch_action(*group, chosen, "cancel", BatchAction::cancel, "Cancel a batch");
  batch_action(*group, chosen, "retry", BatchAction::retry, "Queue a failed or cancelled batch again");
  batch_action(*group, chosen, "undo", BatchAction::undo, "Take back what a batch has written");
  batch_download(*group, chosen, "receipt", BatchDownload::receipt, "Get what was decided about each result, a JSON object per line");
  batch_download(*group, chosen, "file", BatchDownload::file, "Get the report as it was sent");
}

}  // namespace testledger
