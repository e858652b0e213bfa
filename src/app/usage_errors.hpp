#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace testledger {

/// Words what is wrong with a command line that the library refused; an unknown option comes before all else.
std::string usage_error(const CLI::ParseError& refused, const CLI::App& root);

/// Prints the message and where the help is; gives the exit code.
int report_usage(const std::string& message, const CLI::App& root);

}  // namespace testledger
