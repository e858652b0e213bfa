#include "http/json/json_bulk_runs.hpp"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "http/json/json_body.hpp"
#include "http/json/json_run_edit.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

constexpr std::size_t subject_length_max = 100;

struct Named {
  std::string subject;
  Result<Reference> test_case;
};

/// The case by its key in any letter case, or by its number.
Named named_case(const json::object& entry, const Project& project, std::size_t index) {
  const json::value* key = member(entry, "testCaseKey");
  const json::string* text = key != nullptr ? key->if_string() : nullptr;
  const std::string sent = text != nullptr  ? storable({text->data(), text->size()})
                           : key != nullptr ? json::serialize(*key)
                                            : std::string();
  if (sent.empty()) return {fmt::format("testRuns[{}]", index), invalid("testCaseKey", "testCaseKey is required")};
  const auto reference = case_reference(project.key, sent);
  if (reference && reference->number) return {case_key(project.key, *reference->number), *reference};
  if (reference) return {sent, *reference};
  const std::string shown = sent.substr(0, subject_length_max);
  return {shown, Error{ErrorCode::not_found, message_of(ProblemCode::case_not_found, shown)}};
}

Result<RunEditStore::Entry> read_entry(const json::object& entry, const Reference& test_case, const Configuration& configuration) {
  return RunEditStore::Entry{.test_case = test_case, .edit = TRY(read_run_result(entry, configuration))};
}

json::object error_json(std::string_view message, std::string_view code) { return {{"message", message}, {"code", code}}; }

json::object processed_json(const Configuration& configuration, const RunEditStore::Outcome& outcome) {
  const RunStatus* status = configuration.find_run_status(outcome.status);
  return {{"status", status != nullptr ? status->name : std::string()}, {"runID", outcome.run.value}, {"created", outcome.created}};
}

}  // namespace

Result<std::vector<BulkEntry>> read_bulk_entries(const json::object& body, const Project& project, const Configuration& configuration,
                                                 RunEditStore::Target target, WhenSilent silent) {
  const json::value* list = member(body, "testRuns");
  if (list == nullptr || !list->is_array()) return invalid("testRuns", R"(testRuns must be a list of {"testCaseKey","testRunStatus",...})");
  if (list->get_array().size() > bulk_runs_max)
    return Error{
        ErrorCode::limit_exceeded, fmt::format("testRuns has more than {} entries (bulk_runs_max).", bulk_runs_max), {}, {}, "testRuns"};
  std::vector<BulkEntry> entries;
  for (const json::value& value : list->get_array()) {
    const json::object* object = value.if_object();
    if (object == nullptr) return invalid(entry_place("testRuns", entries.size()), "Each entry of testRuns must be a JSON object.");
    Named named = named_case(*object, project, entries.size());
    auto entry = named.test_case ? read_entry(*object, *named.test_case, configuration) : std::move(named.test_case).error();
    if (entry) entry->target = silent == WhenSilent::only_joins && entry->edit.says_nothing() ? RunEditStore::Target::latest_run : target;
    entries.push_back({std::move(named.subject), std::move(entry)});
  }
  return entries;
}

std::string refusal_text(const Configuration& configuration, const RunEditStore::Outcome& outcome, std::string_view subject) {
  const Choice* status = configuration.find(ChoiceKind::case_status, outcome.case_status);
  return message_of(*outcome.problem, subject, status != nullptr ? std::string_view(status->name) : std::string_view());
}

json::object bulk_result_json(const Project& project, const Configuration& configuration, const std::vector<BulkEntry>& entries,
                              const std::vector<RunEditStore::Outcome>& outcomes) {
  json::object errors, processed;
  std::size_t failed = 0;
  auto outcome = outcomes.begin();
  for (const BulkEntry& each : entries) {
    const bool was_written = each.entry && !outcome->problem && !outcome->refusal;
    failed += was_written ? 0 : 1;
    if (was_written)
      processed[case_key(project.key, outcome->number)] = processed_json(configuration, *outcome);
    else if (each.entry && outcome->refusal)
      errors.emplace(each.subject, error_json(outcome->refusal->message, "invalid_entry"));
    else if (each.entry)
      errors.emplace(each.subject, error_json(refusal_text(configuration, *outcome, each.subject), code_of(*outcome->problem)));
    else
      errors.emplace(each.subject, error_json(each.entry.error().message, "invalid_entry"));
    if (each.entry) ++outcome;
  }
  const bool all_failed = failed > 0 && failed == entries.size();
  return {{"status", all_failed ? "FAILED" : "COMPLETED"},
          {"requestCount", entries.size()},
          {"successCount", entries.size() - failed},
          {"errorCount", failed},
          {"errors", std::move(errors)},
          {"processedData", std::move(processed)}};
}

}  // namespace testledger
