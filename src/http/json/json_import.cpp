#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

void set_line(json::object& object, const Place& place) {
  if (place.offset > 0 || place.line > 1) object["line"] = place.line;
}

json::object errors_json(const ImportSummary& summary) {
  json::object errors;
  for (const ImportError& error : summary.error_list) {
    json::object told{{"message", error.message}, {"code", std::string(code_of(error.code))}, {"count", error.count}};
    set_line(told, error.place);
    errors.emplace(error.subject, std::move(told));  // the first refusal of a name is the one told
  }
  return errors;
}

json::object processed_json(const Project& project, const Configuration& configuration, const ImportSummary& summary) {
  json::object processed;
  processed.reserve(summary.processed.size());
  for (const ProcessedCase& entry : summary.processed)
    processed[case_key(project.key, entry.number)] =
        json::object{{"status", configuration.first_of(entry.status).name}, {"runID", entry.run_id}, {"created", entry.created}};
  return processed;
}

json::array warnings_json(const ImportSummary& summary) {
  json::array warnings;
  for (const ImportWarning& warning : summary.warnings) {
    json::object told{{"code", warning.code}, {"message", warning.message}};
    set_line(told, warning.place);
    warnings.push_back(std::move(told));
  }
  return warnings;
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

json::object import_summary_json(const Project& project, const Configuration& configuration, const ImportSummary& summary) {
  json::object object{{"status", summary.failed() ? "FAILED" : "COMPLETED"},
                      {"requestCount", summary.requests},
                      {"successCount", summary.successes},
                      {"errorCount", summary.errors},
                      {"createdCases", summary.created_cases},
                      {"importID", summary.import_id},
                      {"errors", errors_json(summary)},
                      {"processedData", processed_json(project, configuration, summary)},
                      {"warnings", warnings_json(summary)}};
  if (json::object truncated = truncated_json(summary); !truncated.empty()) object["truncated"] = std::move(truncated);
  return object;
}

}  // namespace testledger
