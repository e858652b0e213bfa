#include <exception>
#include <iostream>

#include "app/commands.hpp"

// The third of the three doors where a library's exception is caught (the others: a request handler, a worker).
int main(int argc, char** argv) {
  using namespace testledger;
  try {
    return std::visit(
        [](const auto& command) {
          if constexpr (std::is_same_v<std::decay_t<decltype(command)>, int>)
            return command;
          else
            return run_command(command);
        },
        parse_command_line(argc, argv));
  } catch (const std::exception& problem) {
    std::cerr << "testledger: internal error: " << problem.what() << "\n";
    return exit_failure;
  }
}
