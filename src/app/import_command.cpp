#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/commands.hpp"
#include "app/console.hpp"
#include "client/upload.hpp"
#include "formats/report_format.hpp"

namespace testledger {
namespace {

constexpr std::size_t head_length_max = 64 * 1024;
constexpr std::size_t shown_errors_max = 50;

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

Result<std::string> type_of(const std::string& path, const std::string& given) {
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path))
    return Error{ErrorCode::not_found, "cannot read " + path + ". Check the path and its permissions."};
  if (!given.empty()) return given;
  std::string head(head_length_max, '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(in.gcount()));
  const ReportFormat* format = detect_format(head);
  if (format == nullptr)
    return Error{ErrorCode::unreadable_report, path + " is no report of a known format. Name its format with --type if you know better."};
  return std::string(format->title);
}

/// The remedy for answers that come before any result is looked at.
std::string refusal(const ServerAnswer& answer) {
  std::string text = "the server answered " + std::to_string(answer.status) + ": " + printable(answer.body, 500);
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

Outcomes import_file(const ServerAddress& server, const ImportCommand& command, const std::string& path) {
  const auto type = type_of(path, command.type);
  if (!type) return {path, "", type.error()};
  ProgressBar bar("uploading " + std::filesystem::path(path).filename().string());
  const auto answer = upload_report(server, {command.project, command.cycle, *type, path, command.fields},
                                    [&bar](std::uint64_t sent, std::uint64_t total) { bar.show(sent, total); });
  if (!answer) return {path, *type, answer.error()};
  return {path, *type, parse_object(*answer)};
}

std::int64_t number(const boost::json::object& answer, std::string_view name) {
  const boost::json::value* value = answer.if_contains(name);
  return value && value->is_number() ? value->to_number<std::int64_t>() : 0;
}

bool failed_whole(const Outcomes& outcome) {
  return !outcome.answer || (number(*outcome.answer, "successCount") == 0 && number(*outcome.answer, "errorCount") > 0);
}

std::vector<std::string> to_row(const Outcomes& outcome) {
  const std::string name = std::filesystem::path(outcome.path).filename().string();
  if (!outcome.answer) return {name, outcome.type, "", "", "", "NOT IMPORTED"};
  const auto cell = [&](std::string_view part) { return std::to_string(number(*outcome.answer, part)); };
  const boost::json::value* status = outcome.answer->if_contains("status");
  return {name,
          outcome.type,
          cell("requestCount"),
          cell("successCount"),
          cell("errorCount"),
          status && status->is_string() ? std::string(status->as_string()) : ""};
}

std::string notes(const Outcomes& outcome) {
  if (!outcome.answer) return outcome.path + ": error: " + printable(outcome.answer.error().message, 1'000) + "\n";
  std::string lines;
  const boost::json::value* errors = outcome.answer->if_contains("errors");
  if (!errors || !errors->is_object()) return lines;
  std::size_t shown = 0;
  for (const auto& [subject, error] : errors->as_object()) {
    if (++shown > shown_errors_max) {
      lines += outcome.path + ": " + std::to_string(errors->as_object().size() - shown_errors_max) + " more; see --output json\n";
      break;
    }
    const boost::json::value* message = error.is_object() ? error.as_object().if_contains("message") : nullptr;
    lines += outcome.path + ": " + printable(subject, 120) + ": " +
             (message && message->is_string() ? printable(message->as_string(), 500) : "refused") + "\n";
  }
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
  std::cout << "Cycle " << command.cycle << "\n" << render_table(table);
  std::cout.flush();
  if (!below.empty()) std::cerr << below;
}

int exit_code(const std::vector<Outcomes>& outcomes) {
  if (std::ranges::all_of(outcomes, failed_whole)) return exit_failure;
  const bool complete =
      std::ranges::all_of(outcomes, [](const Outcomes& outcome) { return outcome.answer && number(*outcome.answer, "errorCount") == 0; });
  return complete ? exit_success : exit_refused;
}

}  // namespace

int run_command(const ImportCommand& given) {
  ImportCommand command = given;
  const auto token = token_of(command);
  if (!token) return report_failure(token.error());
  const ServerAddress server{command.url, *token};
  if (!command.new_cycle.empty()) {
    const auto cycle = make_cycle(server, command);
    if (!cycle) return report_failure(cycle.error());
    command.cycle = *cycle;
  }
  std::vector<Outcomes> outcomes;
  for (const std::string& path : command.files) {
    outcomes.push_back(import_file(server, command, path));
    if (command.output == OutputForm::json) print(outcomes.back());
  }
  if (command.output == OutputForm::table) print(command, outcomes);
  return exit_code(outcomes);
}

}  // namespace testledger
