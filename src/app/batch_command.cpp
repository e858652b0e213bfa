#include <iostream>

#include "app/batch_lookup.hpp"
#include "app/batch_text.hpp"
#include "app/commands.hpp"
#include "app/console.hpp"
#include "app/import_output.hpp"
#include "app/json_output.hpp"

namespace testledger {
namespace {

/// The last part of the action's address; nothing for those that only read.
const char* verb_of(BatchAction action) {
  switch (action) {
    case BatchAction::show:
    case BatchAction::watch: return "";
    case BatchAction::cancel: return "/cancel";
    case BatchAction::retry: return "/retry";
    case BatchAction::undo: return "/undo";
  }
  return "";
}

Result<boost::json::object> read(const ServerAddress& server, const RemoteOptions& options, const BatchAddress& batch) {
  LiveLine line(options.loudness);
  const std::string name = "batch " + std::to_string(batch.id);
  const std::string path = path_of(options, batch);
  return object_of(TRY(send_with_retries(options, line, name, [&] { return get_json(server, path); })));
}

/// What is posted is not sent again after a cut: it may have been carried out, and the second answer would be a wrong refusal.
Result<boost::json::object> carry_out_action(const ServerAddress& server, const BatchActionCommand& command, const BatchAddress& batch) {
  const bool reads = command.action == BatchAction::show || command.action == BatchAction::watch;
  if (!reads) return object_of(TRY(post_json(server, path_of(command.server, batch) + verb_of(command.action), "")));
  // Watching is patient with a server that is away; before that, it is to be known that there is one.
  boost::json::object found = TRY(read(server, command.server, batch));
  if (command.action == BatchAction::show || has_ended(found)) return found;
  return watch_batch(server, command.server, batch);
}

void print(const BatchActionCommand& command, const BatchAddress& batch, boost::json::object found) {
  if (cycle_of(found).empty()) found["cycle"] = batch.cycle;
  if (command.output != OutputForm::table) {
    std::cout << boost::json::serialize(found) << "\n";
    return;
  }
  std::cout << batch_facts(found);
  const bool reads = command.action == BatchAction::show || command.action == BatchAction::watch;
  if (reads && has_ended(found)) std::cout << notes("batch " + std::to_string(batch.id), found);
}

Result<int> run(const BatchActionCommand& command) {
  const ServerAddress server = TRY(address_of(command.server));
  const BatchAddress batch = TRY(find_batch(server, command.server, {command.cycle, command.id}));
  const boost::json::object found = TRY(carry_out_action(server, command, batch));
  print(command, batch, found);
  return command.action == BatchAction::watch ? exit_code(ImportOutcome{"", "", found}) : exit_success;
}

Result<int> run(const BatchListCommand& command) {
  const ServerAddress server = TRY(address_of(command.server));
  const std::string cycle = command.cycle.empty() ? "" : "/testcycle/" + path_segment(command.cycle);
  const std::string state = command.state.empty() ? "" : "?status=" + path_segment(command.state);
  std::vector<std::vector<std::string>> table{batch_heads()};
  JsonOutput json(command.output);
  std::int64_t listed = 0;
  const auto take = [&](const boost::json::object& found) {
    boost::json::object batch = found;
    if (cycle_of(batch).empty() && !command.cycle.empty()) batch["cycle"] = command.cycle;
    json.add(batch);
    table.push_back(batch_row(batch));
    return ++listed < command.limit;
  };
  const auto done = for_each_batch(server, command.server, project_path(command.server) + cycle + "/batch" + state, take);
  json.end();
  if (!done) return done.error();
  if (command.output == OutputForm::table) std::cout << render_table(table);
  return exit_success;
}

}  // namespace

int run_command(const BatchActionCommand& command) {
  const auto code = run(command);
  return code ? *code : report_failure(code.error());
}

int run_command(const BatchListCommand& command) {
  const auto code = run(command);
  return code ? *code : report_failure(code.error());
}

}  // namespace testledger
