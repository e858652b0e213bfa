#include <boost/json.hpp>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "app/commands.hpp"
#include "app/console.hpp"
#include "app/report_file.hpp"
#include "client/upload.hpp"
#include "formats/report_format.hpp"

namespace testledger {
namespace {

constexpr std::size_t head_length_max = 64 * 1024;
constexpr std::size_t shown_errors_max = 50;
constexpr std::size_t shown_warnings_max = 20;

/// A report that was found on this side; what can be opened again by its path is closed until its turn.
struct Candidate {
  std::string path;
  Result<std::string> type;
  std::optional<ReportFile> held = {};
};

/// What came of one file: an answer of the import endpoint, or why there is none.
struct Outcomes {
  std::string path;
  std::string type;
  Result<boost::json::object> answer;
};

Result<std::string> token_of(const ImportCommand& command) {
  if (!command.token_file.empty()) return read_secret(command.token_file);
  if (const char* token = std::getenv("TESTLEDGER_TOKEN"); token && *token) return std::string(token);
  return Error{ErrorCode::invalid_argument, "no token. Name its file with --token-file, or set TESTLEDGER_TOKEN."};
}

Result<std::string> type_of(const ReportFile& file, const std::string& given) {
  const std::string head = TRY(file.head(head_length_max));
  TRY(check_begin(head));
  if (!given.empty()) return given;
  if (const ReportFormat* format = detect_format(head)) return std::string(format->title);
  return Error{ErrorCode::unreadable_report, "this is no report of a known format. Name its format with --type if you know better."};
}

Candidate look_at(const std::string& path, const std::string& given_type) {
  auto file = ReportFile::open_to_reread(path);
  if (!file) return {path, file.error()};
  Candidate candidate{path, type_of(*file, given_type)};
  if (!file->is_regular()) candidate.held.emplace(*std::move(file));
  return candidate;
}

/// The remedy for answers that come before any result is looked at.
std::string refusal(const ServerAnswer& answer) {
  std::string text = "the server answered " + std::to_string(answer.status) + ": " + printable(answer.body, 500);
  while (text.ends_with(' ')) text.pop_back();
  if (text.find_last_of(".!?:") != text.size() - 1) text += '.';
  if (answer.status == 401) text += " Check the token.";
  if (answer.status == 404) text += " Check --url, --project and --cycle.";
  return text;
}

Result<boost::json::object> parse_object(const ServerAnswer& answer) {
  if (answer.status != 200) return Error{ErrorCode::unavailable, refusal(answer)};
  boost::system::error_code problem;
  boost::json::value json = boost::json::parse(answer.body, problem);
  if (problem || !json.is_object()) return Error{ErrorCode::unavailable, "the answer is not Testledger's. Check --url."};
  return std::move(json.as_object());
}

Result<std::string> make_cycle(const ServerAddress& server, const ImportCommand& command) {
  const std::string body = boost::json::serialize(boost::json::object{{"title", command.new_cycle}});
  const auto made = TRY(parse_object(TRY(post_json(server, "/project/" + command.project + "/testcycle/detail", body))));
  const boost::json::value* key = made.if_contains("key");
  if (!key || !key->is_string()) return Error{ErrorCode::unavailable, "the answer is not Testledger's. Check --url."};
  return std::string(key->as_string());
}

Result<boost::json::object> send(const ServerAddress& server, const ImportCommand& command, const Candidate& candidate) {
  std::optional<ReportFile> opened;
  if (!candidate.held) opened.emplace(TRY(ReportFile::open_to_reread(candidate.path)));
  const ReportFile& file = candidate.held ? *candidate.held : *opened;
  const std::string name = name_of_report(candidate.path);
  ProgressBar bar("uploading " + printable(name, 60));
  const Upload upload{.project = command.project,
                      .cycle = command.cycle,
                      .type = *candidate.type,
                      .delivery = command.batch ? Delivery::as_batch : Delivery::at_once,
                      .file_name = name,
                      .file = file.descriptor(),
                      .size = file.size(),
                      .fields = command.fields};
  return parse_object(TRY(upload_report(server, upload, [&bar](std::uint64_t sent, std::uint64_t total) { bar.show(sent, total); })));
}

Outcomes import_file(const ServerAddress& server, const ImportCommand& command, const Candidate& candidate) {
  if (!candidate.type) return {candidate.path, "", candidate.type.error()};
  return {candidate.path, *candidate.type, send(server, command, candidate)};
}

std::int64_t number(const boost::json::object& answer, std::string_view name) {
  const boost::json::value* value = answer.if_contains(name);
  return value && value->is_number() ? value->to_number<std::int64_t>() : 0;
}

/// A view into the object: one of a value that was made of it would not outlive the call.
std::string_view text(const boost::json::object& answer, std::string_view name) {
  const boost::json::value* value = answer.if_contains(name);
  return value && value->is_string() ? std::string_view(value->as_string()) : std::string_view();
}

std::string_view text(const boost::json::value& entry, std::string_view name) {
  return entry.is_object() ? text(entry.as_object(), name) : std::string_view();
}

/// The batch that a report became; 0 when it was imported at once.
std::int64_t batch_of(const boost::json::object& answer) { return number(answer, "batchId"); }

bool has_ended(const boost::json::object& batch) {
  const std::string_view status = text(batch, "status");
  return status != "QUEUED" && status != "Queued" && status != "Processing";
}

/// Asks until the batch has ended. A server that is away for a while, as one that is restarted, does not end the waiting.
Result<boost::json::object> wait_for(const ServerAddress& server, const ImportCommand& command, std::int64_t batch) {
  const std::string path = "/project/" + command.project + "/testcycle/" + command.cycle + "/batch/" + std::to_string(batch);
  auto answered = std::chrono::steady_clock::now();
  for (std::chrono::milliseconds pause{50};; pause = std::min(pause * 2, std::chrono::milliseconds(1'000))) {
    auto answer = get_json(server, path);
    if (answer && answer->status < 500) {
      answered = std::chrono::steady_clock::now();
      auto found = parse_object(*answer);
      if (!found || has_ended(*found)) return found;
    } else if (std::chrono::steady_clock::now() - answered > server.timeout) {
      return Error{ErrorCode::unavailable, "batch " + std::to_string(batch) + " is queued, but the server has not answered for " +
                                               std::to_string(server.timeout.count()) + " seconds. Ask for " + path + " later."};
    }
    std::this_thread::sleep_for(pause);
  }
}

/// Whether the server could not read the report, so that nothing of it was taken.
bool refused_whole(const boost::json::object& answer) {
  if (text(answer, "status") == "Failed" || text(answer, "status") == "Cancelled") return true;
  const boost::json::value* errors = answer.if_contains("errors");
  return errors && errors->is_object() &&
         std::ranges::any_of(errors->as_object(), [](const auto& error) { return text(error.value(), "code") == "invalid_report"; });
}

std::vector<std::string> to_row(const Outcomes& outcome) {
  const std::string name = name_of_report(outcome.path);
  if (!outcome.answer) return {name, outcome.type, "", "", "", "NOT IMPORTED"};
  if (!has_ended(*outcome.answer)) return {name, outcome.type, "", "", "", "queued as batch " + std::to_string(batch_of(*outcome.answer))};
  const auto cell = [&](std::string_view part) { return std::to_string(number(*outcome.answer, part)); };
  return {name,
          outcome.type,
          cell("requestCount"),
          cell("successCount"),
          cell("errorCount"),
          refused_whole(*outcome.answer) ? "NOT IMPORTED" : std::string(text(*outcome.answer, "status"))};
}

std::string more(const std::string& path, std::size_t count, std::size_t shown_max) {
  return count <= shown_max ? "" : path + ": " + std::to_string(count - shown_max) + " more; see --output json\n";
}

std::string error_notes(const std::string& path, const boost::json::object& errors) {
  std::string lines;
  std::size_t shown = 0;
  for (const auto& [subject, error] : errors) {
    if (++shown > shown_errors_max) break;
    const std::string_view message = text(error, "message");
    lines += path + ": " + printable(subject, 120) + ": " + (message.empty() ? "refused" : printable(message, 500)) + "\n";
  }
  return lines + more(path, errors.size(), shown_errors_max);
}

/// In the form editors jump to: file:line: warning: text [code].
std::string warning_notes(const std::string& path, const boost::json::array& warnings) {
  std::string lines;
  std::size_t shown = 0;
  for (const boost::json::value& warning : warnings) {
    if (++shown > shown_warnings_max) break;
    const std::int64_t line = warning.is_object() ? number(warning.as_object(), "line") : 0;
    lines += path + (line > 0 ? ":" + std::to_string(line) : "") + ": warning: " + printable(text(warning, "message"), 500) + " [" +
             printable(text(warning, "code"), 60) + "]\n";
  }
  return lines + more(path, warnings.size(), shown_warnings_max);
}

std::string notes(const Outcomes& outcome) {
  if (!outcome.answer) return outcome.path + ": error: " + printable(outcome.answer.error().message, 1'000) + "\n";
  std::string lines;
  const std::string_view failure = text(*outcome.answer, "errorMsg");
  if (const auto* errors = outcome.answer->if_contains("errors"); errors && errors->is_object() && !errors->as_object().empty())
    lines += error_notes(outcome.path, errors->as_object());
  else if (text(*outcome.answer, "status") == "Cancelled")
    lines += outcome.path + ": error: the batch was cancelled\n";
  else if (!failure.empty())
    lines += outcome.path + ": error: " + printable(failure, 500) + "\n";
  if (const auto* warnings = outcome.answer->if_contains("warnings"); warnings && warnings->is_array())
    lines += warning_notes(outcome.path, warnings->as_array());
  return lines;
}

void print(const Outcomes& outcome) {
  boost::json::object json{{"file", outcome.path}};
  if (outcome.answer)
    json["answer"] = *outcome.answer;
  else
    json["error"] = outcome.answer.error().message;
  std::cout << boost::json::serialize(json) << "\n";
}

void print(const ImportCommand& command, const std::vector<Outcomes>& outcomes) {
  std::vector<std::vector<std::string>> table{{"FILE", "FORMAT", "RESULTS", "IMPORTED", "REFUSED", "STATUS"}};
  std::int64_t results = 0, imported = 0, refused = 0;
  std::string below;
  for (const Outcomes& outcome : outcomes) {
    table.push_back(to_row(outcome));
    below += notes(outcome);
    if (!outcome.answer) continue;
    results += number(*outcome.answer, "requestCount");
    imported += number(*outcome.answer, "successCount");
    refused += number(*outcome.answer, "errorCount");
  }
  if (outcomes.size() > 1)
    table.push_back(
        {"all " + std::to_string(outcomes.size()), "", std::to_string(results), std::to_string(imported), std::to_string(refused), ""});
  if (!command.cycle.empty()) std::cout << "Cycle " << command.cycle << "\n";
  std::cout << render_table(table);
  std::cout.flush();
  if (!below.empty()) std::cerr << below;
}

int exit_code(const Outcomes& outcome) {
  if (!outcome.answer || refused_whole(*outcome.answer)) return exit_failure;
  return number(*outcome.answer, "errorCount") > 0 ? exit_refused : exit_success;
}

}  // namespace

int run_command(const ImportCommand& given) {
  ImportCommand command = given;
  const auto token = token_of(command);
  if (!token) return report_failure(token.error());
  const ServerAddress server{command.url, *token, std::chrono::seconds(command.timeout_s)};
  // All are looked at before anything is made, so that a wrong path leaves no empty cycle.
  std::vector<Candidate> candidates;
  for (const std::string& path : command.files) candidates.push_back(look_at(path, command.type));
  const bool any = std::ranges::any_of(candidates, [](const Candidate& candidate) { return candidate.type.has_value(); });
  if (any && !command.new_cycle.empty()) {
    const auto cycle = make_cycle(server, command);
    if (!cycle) return report_failure(cycle.error());
    command.cycle = *cycle;
  }
  std::vector<Outcomes> outcomes;
  int worst = exit_success;
  for (const Candidate& candidate : candidates) outcomes.push_back(import_file(server, command, candidate));
  for (Outcomes& outcome : outcomes) {
    if (command.wait && outcome.answer && batch_of(*outcome.answer) > 0)
      outcome.answer = wait_for(server, command, batch_of(*outcome.answer));
    worst = std::max(worst, exit_code(outcome));
    if (command.output == OutputForm::json) print(outcome);
  }
  if (command.output == OutputForm::table) print(command, outcomes);
  return worst;
}

}  // namespace testledger
