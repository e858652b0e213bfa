#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "app/arguments.hpp"
#include "app/commands.hpp"

namespace testledger {

// What the files of the command line share.

/// A check whose message follows the option's name and a colon.
template <class Check>
CLI::Validator checked_by(Check check) {
  return CLI::Validator([check](std::string& value) { return check(value); }, "");
}

inline CLI::Validator whole_number(std::int64_t min, std::int64_t max) {
  return checked_by([min, max](const std::string& value) { return complaint_about_number(value, min, max); });
}

void data_option(CLI::App& command, std::string& data);
void output_option(CLI::App& command, OutputForm& output);
void type_option(CLI::App& command, std::string& type);

// Commands for the data as a whole.
void add_backup(CLI::App& root, Command& chosen);
void add_restore(CLI::App& root, Command& chosen);
void add_verify(CLI::App& root, Command& chosen);

// Commands for people, tokens and the audit log.
void add_accounts(CLI::App& root, Command& chosen);

// Commands that ask a server.
void add_import(CLI::App& root, Command& chosen);
void add_batch(CLI::App& root, Command& chosen);

}  // namespace testledger
