#include "app/import_output.hpp"

#include <iostream>

#include "app/batch_watch.hpp"
#include "app/console.hpp"
#include "app/report_file.hpp"

namespace testledger {
namespace {

constexpr std::size_t shown_errors_max = 50;
constexpr std::size_t shown_warnings_max = 20;
constexpr std::size_t shown_changes_max = 50;

/// Whether the server could not read the report, so that nothing of it was taken. Of an archive some reports may be taken.
bool refused_whole(const boost::json::object& answer) {
  if (text(answer, "status") == "Failed" || text(answer, "status") == "Cancelled") return true;
  if (number(answer, "successCount") > 0) return false;
  const boost::json::value* errors = answer.if_contains("errors");
  return errors && errors->is_object() &&
         std::ranges::any_of(errors->as_object(), [](const auto& error) { return text(error.value(), "code") == "invalid_report"; });
}

/// The file's name; its path where another file has the same name.
std::string label_of(const ImportOutcome& outcome, const std::vector<ImportOutcome>& all) {
  std::string name = name_of_report(outcome.path);
  const auto same = std::ranges::count_if(all, [&](const ImportOutcome& other) { return name_of_report(other.path) == name; });
  return same > 1 ? outcome.path : name;
}

std::vector<std::string> to_row(const ImportOutcome& outcome, const std::string& name) {
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
    const std::string_view file = text(warning, "file");
    lines += path + (file.empty() ? "" : "/" + printable(file, 200)) + (line > 0 ? ":" + std::to_string(line) : "") +
             ": warning: " + printable(text(warning, "message"), 500) + " [" + printable(text(warning, "code"), 60) + "]\n";
  }
  return lines + more(path, warnings.size(), shown_warnings_max);
}

/// What a dry run tells of the changes that it did not make, in whatever shape the server gives them.
std::string change_notes(const boost::json::value& changes) {
  if (!changes.is_object()) return "";
  std::string lines;
  for (const auto& [name, value] : changes.as_object()) {
    const boost::json::array single{value};
    const boost::json::array& all = value.is_array() ? value.as_array() : single;
    for (std::size_t i = 0; i < std::min(all.size(), shown_changes_max); ++i)
      lines += "  " + printable(name, 60) + ": " +
               printable(all[i].is_string() ? std::string(all[i].as_string()) : boost::json::serialize(all[i]), 500) + "\n";
    if (all.size() > shown_changes_max)
      lines += "  " + printable(name, 60) + ": " + std::to_string(all.size() - shown_changes_max) + " more\n";
  }
  return lines;
}

/// The cases that a dry run would have written.
std::string case_notes(const boost::json::object& cases) {
  std::string lines;
  std::size_t shown = 0;
  for (const auto& [key, entry] : cases) {
    if (++shown > shown_changes_max) break;
    const boost::json::value* created = entry.is_object() ? entry.as_object().if_contains("created") : nullptr;
    const bool is_new = created && created->is_bool() && created->as_bool();
    lines += "  " + printable(key, 120) + ": " + printable(text(entry, "status"), 60) + (is_new ? ", a new case" : "") + "\n";
  }
  return cases.size() <= shown_changes_max ? lines
                                           : lines + "  " + std::to_string(cases.size() - shown_changes_max) + " more; see --output json\n";
}

/// For stdout, below the table.
std::string dry_run_notes(const ImportOutcome& outcome) {
  if (!outcome.answer) return "";
  std::string lines = outcome.path + " would create " + std::to_string(number(*outcome.answer, "createdCases")) + " cases\n";
  if (const auto* cases = outcome.answer->if_contains("processedData"); cases && cases->is_object())
    lines += case_notes(cases->as_object());
  if (const auto* changes = outcome.answer->if_contains("changes")) lines += change_notes(*changes);
  return lines;
}

}  // namespace

std::int64_t batch_of(const boost::json::object& answer) { return number(answer, "batchId"); }

int exit_code(const ImportOutcome& outcome) {
  if (!outcome.answer || refused_whole(*outcome.answer)) return exit_failure;
  return number(*outcome.answer, "errorCount") > 0 ? exit_refused : exit_success;
}

std::string notes(const std::string& path, const boost::json::object& answer) {
  std::string lines;
  const std::string_view failure = text(answer, "errorMsg");
  if (const auto* errors = answer.if_contains("errors"); errors && errors->is_object() && !errors->as_object().empty())
    lines += error_notes(path, errors->as_object());
  else if (text(answer, "status") == "Cancelled")
    lines += path + ": error: the batch was cancelled\n";
  else if (!failure.empty() && text(answer, "status") != "Completed")  // its warnings say the same
    lines += path + ": error: " + printable(failure, 500) + "\n";
  if (const auto* warnings = answer.if_contains("warnings"); warnings && warnings->is_array())
    lines += warning_notes(path, warnings->as_array());
  return lines;
}

boost::json::object to_json(const ImportOutcome& outcome, const std::string& cycle) {
  boost::json::object json{{"file", outcome.path}};
  if (!cycle.empty()) json["cycle"] = cycle;
  if (outcome.answer)
    json["answer"] = *outcome.answer;
  else
    json["error"] = outcome.answer.error().message;
  return json;
}

void print_table(const ImportCommand& command, const std::vector<ImportOutcome>& outcomes) {
  std::vector<std::vector<std::string>> table{{"FILE", "FORMAT", "RESULTS", "IMPORTED", "REFUSED", "STATUS"}};
  std::int64_t results = 0, imported = 0, refused = 0;
  std::string below;
  for (const ImportOutcome& outcome : outcomes) {
    table.push_back(to_row(outcome, label_of(outcome, outcomes)));
    if (!outcome.answer) {
      below += outcome.path + ": error: " + printable(outcome.answer.error().message, 1'000) + "\n";
      continue;
    }
    below += notes(outcome.path, *outcome.answer);
    results += number(*outcome.answer, "requestCount");
    imported += number(*outcome.answer, "successCount");
    refused += number(*outcome.answer, "errorCount");
  }
  if (outcomes.size() > 1)
    table.push_back(
        {"all " + std::to_string(outcomes.size()), "", std::to_string(results), std::to_string(imported), std::to_string(refused), ""});
  if (!command.cycle.empty()) std::cout << "Cycle " << command.cycle << "\n";
  std::cout << render_table(table);
  if (command.dry_run) {
    std::cout << "Dry run: nothing was written.\n";
    for (const ImportOutcome& outcome : outcomes) std::cout << dry_run_notes(outcome);
  }
  std::cout.flush();
  if (!below.empty()) std::cerr << below;
}

}  // namespace testledger
