#include "app/usage_errors.hpp"

#include <iostream>

#include "app/commands.hpp"
#include "app/console.hpp"

namespace testledger {
namespace {

/// The command that was named last, e.g. "token create".
const CLI::App& innermost(const CLI::App& root) {
  const CLI::App* command = &root;
  for (auto below = command->get_subcommands(); !below.empty(); below = command->get_subcommands()) command = below.front();
  return *command;
}

std::string path_of(const CLI::App& command) {
  return command.get_parent() ? path_of(*command.get_parent()) + " " + command.get_name() : command.get_name();
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string unexpected(const CLI::App& root) {
  for (const std::string& word : root.remaining(true))
    if (word.starts_with('-') && word != "--") return "there is no option " + word + ".";
  return "";
}

/// All that is missing, each with its environment variable.
std::string missing(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_required() || option->count() > 0) continue;
    std::string name = option->get_positional() ? option->get_type_name() : option->get_name() + " " + option->get_type_name();
    if (!option->get_envname().empty()) name += " (or " + option->get_envname() + ")";
    names.push_back(std::move(name));
  }
  if (!names.empty()) return "these are missing: " + joined(names) + ".";
  for (const CLI::App* below : command.get_subcommands({})) names.push_back(below->get_name());
  return names.empty() ? "" : "name a command: " + joined(names) + ".";
}

}  // namespace

std::string usage_error(const CLI::ParseError& refused, const CLI::App& root) {
  if (std::string text = unexpected(root); !text.empty()) return text;
  const CLI::App& command = innermost(root);
  if (dynamic_cast<const CLI::RequiredError*>(&refused))
    if (std::string text = missing(command); !text.empty()) return text;
  if (dynamic_cast<const CLI::ExtrasError*>(&refused))
    return "what is '" + joined(root.remaining(true)) + "'? It is one argument too many.";
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&refused)) {
    const std::string text = refused.what();
    return text.substr(0, text.find(':')) + " wants exactly one value.";
  }
  return refused.what();
}

int report_usage(const std::string& message, const CLI::App& root) {
  std::cerr << "testledger: " << printable(message, 2'000) << " Run '" << path_of(innermost(root)) << " --help' for its options.\n";
  return exit_failure;
}

}  // namespace testledger
