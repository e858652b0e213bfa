#include "http/json/json_shapes.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json/serialize.hpp>

namespace testledger {
namespace {

namespace json = boost::json;

void set_place(json::object& object, const std::optional<Place>& place, const std::string& file) {
  if (!file.empty()) object["file"] = file;
  if (!place) return;
  object["line"] = place->line;
  object["column"] = place->column;
}

json::object errors_json(const ImportSummary& summary) {
  json::object errors;
  for (const ImportError& error : summary.error_list) {
    json::object told{{"message", error.message}, {"code", std::string(code_of(error.code))}, {"count", error.count}};
    set_place(told, error.place, error.file);
    errors.emplace(error.subject, std::move(told));  // the first refusal of a name is the one told
  }
  return errors;
}

/// Written as text at once: of a hundred thousand cases, the objects would take tens of megabytes.
std::string with_processed(std::string text, const Project& project, const Configuration& configuration, const ImportSummary& summary) {
  std::array<std::string, all_run_status_types.size()> names;
  for (const RunStatusType type : all_run_status_types)
    names[static_cast<std::size_t>(type)] = json::serialize(json::value(configuration.first_of(type).name));
  text += R"("processedData":{)";
  std::string_view separator;
  for (const ProcessedCase& entry : summary.processed) {
    fmt::format_to(std::back_inserter(text), R"({}"{}":{{"status":{},"runID":{},"created":{}}})", separator,
                   case_key(project.key, entry.number), names[static_cast<std::size_t>(entry.status)],
                   entry.run_id > 0 ? std::to_string(entry.run_id) : "null", entry.created);
    separator = ",";
  }
  return text += '}';
}

json::array warnings_json(const ImportSummary& summary) {
  json::array warnings;
  for (const ImportWarning& warning : summary.warnings) {
    json::object told{{"code", warning.code}, {"message", warning.message}};
    set_place(told, warning.place, warning.file);
    warnings.push_back(std::move(told));
  }
  return warnings;
}

json::value producer_json(const std::string& producer) { return producer.empty() ? json::value() : json::value(producer); }

/// By H-1, as it would be said of the file alone.
std::string_view status_of(const FileResult& file) {
  if (file.state == FileResult::State::passed_over) return "SKIPPED";
  return file.failed() ? "FAILED" : "COMPLETED";
}

json::array files_json(const ImportSummary& summary) {
  json::array files;
  files.reserve(summary.files.size());
  for (const FileResult& file : summary.files) {
    json::object told{{"name", file.name},         {"status", status_of(file)},          {"producer", producer_json(file.producer)},
                      {"results", file.results},   {"requestCount", file.requests},      {"successCount", file.successes},
                      {"errorCount", file.errors}, {"createdCases", file.created_cases}, {"error", nullptr}};
    if (file.state == FileResult::State::passed_over) told["reason"] = file.reason;
    if (file.state == FileResult::State::refused) {
      json::object error{{"code", std::string(code_of(ProblemCode::invalid_report))}, {"message", file.reason}};
      set_place(error, file.place, {});
      told["error"] = std::move(error);
    }
    files.push_back(std::move(told));
  }
  return files;
}

/// How many entries of the bounded lists are not listed; empty when all are.
json::object truncated_json(const ImportSummary& summary) {
  std::uint64_t listed_errors = 0;
  for (const ImportError& error : summary.error_list) listed_errors += error.count;
  json::object truncated;
  if (summary.errors > listed_errors) truncated["errors"] = summary.errors - listed_errors;
  if (summary.processed_cases > summary.processed.size()) truncated["processedData"] = summary.processed_cases - summary.processed.size();
  if (summary.warning_count > summary.warnings.size()) truncated["warnings"] = summary.warning_count - summary.warnings.size();
  return truncated;
}

}  // namespace

std::string with_lists(json::object object, const Project& project, const Configuration& configuration, const ImportSummary& summary) {
  object["errors"] = errors_json(summary);
  object["warnings"] = warnings_json(summary);
  if (!summary.files.empty()) object["files"] = files_json(summary);
  if (json::object truncated = truncated_json(summary); !truncated.empty()) object["truncated"] = std::move(truncated);
  std::string text = json::serialize(object);
  text.back() = ',';
  return with_processed(std::move(text), project, configuration, summary) += '}';
}

json::object counts_json(const ImportSummary& summary) {
  return {{"status", summary.failed() ? "FAILED" : "COMPLETED"},
          {"requestCount", summary.requests},
          {"successCount", summary.successes},
          {"errorCount", summary.errors},
          {"createdCases", summary.created_cases}};
}

std::string import_summary_json(const Project& project, const Configuration& configuration, const ImportSummary& summary,
                                std::optional<BatchId> duplicate_of) {
  json::object object = counts_json(summary);
  object["importID"] = summary.import_id;
  object["batchId"] = summary.batch_id;
  if (duplicate_of) object["duplicateOf"] = duplicate_of->value;
  return with_lists(std::move(object), project, configuration, summary);
}

}  // namespace testledger
