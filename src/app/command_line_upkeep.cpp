// The options of the commands for the data as a whole.
#include "app/command_line_parts.hpp"
#include "app/help_texts.hpp"

namespace testledger {

void add_backup(CLI::App& root, Command& chosen) {
  CLI::App* command =
      root.add_subcommand("backup", "Save database and stored files to a new directory, also while a server runs")->footer(backup_footer);
  auto options = std::make_shared<BackupCommand>();
  data_option(*command, options->data);
  command->add_option("directory", options->destination, "Where to; it must not exist, or be empty")->required()->type_name("DIRECTORY");
  command->callback([options, &chosen] { chosen = *options; });
}

void add_restore(CLI::App& root, Command& chosen) {
  CLI::App* command = root.add_subcommand("restore", "Make a data directory from a backup")->footer(restore_footer);
  auto options = std::make_shared<RestoreCommand>();
  data_option(*command, options->data);
  command->add_option("backup", options->backup, "What 'testledger backup' made")->required()->type_name("BACKUP");
  command->callback([options, &chosen] { chosen = *options; });
}

void add_verify(CLI::App& root, Command& chosen) {
  CLI::App* command = root.add_subcommand("verify", "Check what is stored, also while a server runs, or a backup")
                          ->footer(std::string(verify_footer) + "\n" + verify_exit_codes);
  auto options = std::make_shared<VerifyCommand>();
  data_option(*command, options->data);
  command->add_flag("--hashes", options->hashes, "Read every stored file too, and compare it with its SHA-256")
      ->envname("TESTLEDGER_HASHES");
  output_option(*command, options->output);
  command->callback([options, &chosen] { chosen = *options; });
}

}  // namespace testledger
