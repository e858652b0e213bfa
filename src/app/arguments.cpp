#include "app/arguments.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <string_view>

#include "app/file_patterns.hpp"
#include "core/letter_case.hpp"
#include "domain/batch.hpp"
#include "formats/report_format.hpp"

namespace testledger {
namespace {

constexpr FieldOption field_options[] = {
    {"--create-case", "createCase", "TESTLEDGER_CREATE_CASE", "true|false", complaint_about_truth,
     "Make a case for a test that has none (default false)"},
    {"--create-new-run", "createNewRun", "TESTLEDGER_CREATE_NEW_RUN", "true|false", complaint_about_truth,
     "Make a new run per result; false overwrites the latest run (default true)"},
    {"--add-case-to-cycle", "addCaseToCycle", "TESTLEDGER_ADD_CASE_TO_CYCLE", "true|false", complaint_about_truth,
     "Add a case to the cycle when it is not in it (default true)"},
    {"--update-datasets", "updateDatasets", "TESTLEDGER_UPDATE_DATASETS", "true|false", complaint_about_truth,
     "Replace a case's data rows by those of the file (default true)"},
    {"--bdd-force-update-case", "bddForceUpdateCase", "TESTLEDGER_BDD_FORCE_UPDATE_CASE", "true|false", complaint_about_truth,
     "Replace BDD steps of cases by the report's (default false)"},
    {"--force-update-case", "forceUpdateCase", "TESTLEDGER_FORCE_UPDATE_CASE", "true|false", complaint_about_truth,
     "Update title and description, for Robot also steps (default false)"},
    {"--update-only-run-status", "updateOnlyRunStatus", "TESTLEDGER_UPDATE_ONLY_RUN_STATUS", "true|false", complaint_about_truth,
     "Leave steps alone, write the run's status only (default false)"},
    {"--ignore-class-in-auto-key", "ignoreClassInAutoKey", "TESTLEDGER_IGNORE_CLASS_IN_AUTO_KEY", "true|false", complaint_about_truth,
     "JUnit: the automation key is the name without the class (default false)"},
    {"--allow-partial", "allowPartial", "TESTLEDGER_ALLOW_PARTIAL", "true|false", complaint_about_truth,
     "Take a report that is cut short as far as it goes (default false)"},
    {"--default-folder", "defaultFolder", "TESTLEDGER_DEFAULT_FOLDER", "NUMBER", complaint_about_folder,
     "Number of the folder for new cases"},
};

/// What scripts send for a value that they do not have; the server takes it as the default.
bool means_default(std::string_view value) {
  return value.find_first_not_of(" \t\r\n") == std::string_view::npos || value == "null" || value == "undefined";
}

bool takes_truth(std::string_view word) {
  return std::ranges::any_of(field_options,
                             [word](const FieldOption& field) { return field.option == word && field.complaint == complaint_about_truth; });
}

bool is_there(const char* path) {
  std::error_code problem;
  return std::filesystem::exists(path, problem);
}

bool names(std::string_view word, std::string_view option) {
  return word == option || (word.starts_with(option) && word.substr(option.size()).starts_with('='));
}

}  // namespace

std::string complaint_about_number(const std::string& value, std::int64_t min, std::int64_t max) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (problem == std::errc() && end == value.data() + value.size() && number >= min && number <= max) return "";
  const bool open_ended = max == std::numeric_limits<std::int64_t>::max();
  return "\"" + value + "\" is no whole number " +
         (open_ended ? "of " + std::to_string(min) + " or more." : "from " + std::to_string(min) + " to " + std::to_string(max) + ".");
}

std::optional<int> days_in(std::string_view value) {
  constexpr int days_max = 36'500;
  if (value.ends_with('d') || value.ends_with('D')) value.remove_suffix(1);
  int days = 0;
  const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), days);
  if (problem != std::errc() || end != value.data() + value.size() || days < 1 || days > days_max) return std::nullopt;
  return days;
}

std::string complaint_about_days(const std::string& value) {
  return days_in(value) ? "" : "\"" + value + "\" is no number of days from 1 to 36500, such as 90 or 90d.";
}

std::string complaint_about_truth(const std::string& value) {
  const bool known =
      value == "1" || value == "0" || equal_ignoring_case(value, "true") || equal_ignoring_case(value, "false") || means_default(value);
  return known ? "" : "\"" + value + "\" is neither true nor false.";
}

std::string complaint_about_folder(const std::string& value) {
  return means_default(value) ? "" : complaint_about_number(value, 1, std::numeric_limits<std::int32_t>::max());
}

std::string complaint_about_output(const std::string& value) {
  const bool known = equal_ignoring_case(value, "table") || equal_ignoring_case(value, "json") || equal_ignoring_case(value, "ndjson");
  return known ? "" : "\"" + value + "\" is neither table nor json nor ndjson.";
}

std::string complaint_about_state(const std::string& value) {
  const auto is_named = [&](BatchState state) { return equal_ignoring_case(value, name_of(state)); };
  const bool known = value.empty() || std::ranges::any_of(all_batch_states, is_named);
  return known ? "" : "\"" + value + "\" is no state. States are queued, processing, completed, failed and cancelled.";
}

std::string complaint_about_type(const std::string& value) {
  if (value.empty() || find_format(value)) return "";
  return "there is no format \"" + value + "\". Supported types are TestNG, JUnit, NUnit, Cucumber, Robot, Newman.";
}

std::span<const FieldOption> all_field_options() { return field_options; }

Result<std::vector<std::string>> with_values(std::span<const char* const> words) {
  std::vector<std::string> settled(words.begin(), words.end());
  if (words.size() < 2 || settled[1] != "import") return settled;
  for (std::size_t at = 2; at < words.size() && settled[at] != "--"; ++at) {
    if (!takes_truth(settled[at])) continue;
    const bool last = at + 1 == words.size() || settled[at + 1].starts_with('-');
    if (!last && complaint_about_truth(settled[at + 1]).empty()) continue;
    if (!last && !is_there(words[at + 1]) && !is_pattern(words[at + 1]))
      return Error{ErrorCode::invalid_argument, settled[at] + ": " + complaint_about_truth(settled[at + 1]) +
                                                    " Nor is there a file of that name. Write " + settled[at] + " true or false."};
    settled[at] += "=true";
  }
  return settled;
}

void beat_variables(std::span<const char* const> words) {
  struct Rival {
    const char* option;
    const char* variable;
  };
  static constexpr Rival rivals[] = {{"--cycle", "TESTLEDGER_NEW_CYCLE"},
                                     {"--new-cycle", "TESTLEDGER_CYCLE"},
                                     {"--output", "TESTLEDGER_JSON"},
                                     {"--json", "TESTLEDGER_OUTPUT"}};
  const auto on_line = [words](std::string_view option) {
    return std::ranges::any_of(words, [option](const char* word) { return names(word, option); });
  };
  for (const Rival& rival : rivals)
    if (on_line(rival.option)) unsetenv(rival.variable);
}

}  // namespace testledger
