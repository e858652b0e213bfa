// Runs as run-by-run reporters send them, one by one or many at once (contract B.7).
#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "core/letter_case.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_bulk_runs.hpp"
#include "http/json/json_run_edit.hpp"
#include "http/json/json_run_fields.hpp"
#include "http/json/json_shapes.hpp"
#include "http/json/json_unstored.hpp"

namespace testledger {
namespace {

namespace json = boost::json;
using Edits = RunEditStore;

std::string_view assignee_mode(const Call& call) {
  const std::string* mode = call.target.parameter("assigneeMode");
  return mode != nullptr ? std::string_view(*mode) : std::string_view();
}

/// With the parameter whose word nobody knows: it is passed over, as whatever the contract does not know.
Response naming_unknown(const Call& call, Response response, std::vector<std::string> unstored) {
  const std::string_view mode = assignee_mode(call);
  const bool known = mode.empty() || equal_ignoring_case(mode, "DEFAULT") || equal_ignoring_case(mode, "OVERRIDE");
  if (!known) unstored.insert(unstored.begin(), "assigneeMode");
  return naming_unstored(std::move(response), unstored);
}

/// As the query has it; cases join by default (contract H-13).
Result<Edits::Report> report_of(const Call& call) {
  const bool joins = TRY(flag_parameter(call, "addCaseToCycle")).value_or(true);
  const bool keeps = equal_ignoring_case(assignee_mode(call), "DEFAULT");
  return Edits::Report{.project = call.project.id,
                       .cycle = TRY(cycle_of(call)).id,
                       .user_name = call.principal.name,
                       .outside = joins ? Edits::Outside::joins : Edits::Outside::is_refused,
                       .assignees = keeps ? Edits::Assignees::kept_if_there : Edits::Assignees::replaced};
}

Edits::Target target_of(std::optional<bool> create_new_run) {
  return create_new_run.value_or(true) ? Edits::Target::new_run : Edits::Target::latest_run;
}

/// One case of the path; the run that was written.
Result<Response> write_one(const Call& call, Edits::Target target, const json::object& body) {
  Edits::Report report = TRY(report_of(call));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const auto reference = TRY(case_in_path(call));
  report.entries.push_back({.test_case = reference, .target = target, .edit = TRY(read_run_result(body, *configuration))});
  const auto outcomes = TRY(call.services.store.write_runs(report));
  const Edits::Outcome& outcome = outcomes.front();
  if (outcome.problem) {
    const bool unknown = outcome.problem == ProblemCode::case_not_found;
    const std::string named(call.captured("case"));
    const std::string subject = unknown ? named : case_key(call.project.key, outcome.number);
    return Error{unknown ? ErrorCode::not_found : ErrorCode::invalid_argument, refusal_text(*configuration, outcome, subject), {}, {}};
  }
  if (outcome.refusal) return *outcome.refusal;
  const auto written = TRY(call.services.store.find_run(call.project.id, report.cycle, outcome.run));
  if (!written) return Error{ErrorCode::conflict, "The run was removed at the same time.", {}, {}};
  return naming_unknown(call, json_response_of(run_json(*configuration, *written, call.rights())),
                        unstored_run_members(body, configuration->custom_fields));
}

/// Writes what can be meant and answers for all.
Result<Response> write_bulk(const Call& call, Edits::Report report, const std::vector<BulkEntry>& entries,
                            const Configuration& configuration) {
  for (const BulkEntry& each : entries)
    if (each.entry) report.entries.push_back(*each.entry);
  const auto outcomes = TRY(call.services.store.write_runs(report));
  return json_response_of(bulk_result_json(call.project, configuration, entries, outcomes));
}

std::vector<std::string> unstored_of_entries(const json::object& body, const std::vector<CustomField>& fields) {
  std::vector<std::string> names;
  for (const json::value& entry : body.at("testRuns").get_array())
    for (std::string& name : unstored_run_members(entry.get_object(), fields))
      if (names.size() < unstored_shown_max && std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  return names;
}

/// The keys that the search of a bulk change names: there is no other criterion.
Result<json::array> searched_keys(const json::object& body) {
  constexpr std::string_view form = R"(testRunSearchRequest must be {"key":{"comparisonType":"IN","list":["AT-TC-1",...]}})";
  const json::value* search = member(body, "testRunSearchRequest");
  const json::value* key = search != nullptr && search->is_object() ? member(search->get_object(), "key") : nullptr;
  const json::object* criterion = key != nullptr ? key->if_object() : nullptr;
  if (criterion == nullptr || search->get_object().size() != 1) return invalid("testRunSearchRequest", std::string(form));
  const json::value* list = member(*criterion, "IN");
  if (list == nullptr) list = member(*criterion, "list");
  if (list == nullptr || !list->is_array()) return invalid("testRunSearchRequest", std::string(form));
  return list->get_array();
}

/// As if each key had been sent with the same change.
Result<std::vector<BulkEntry>> entries_of_keys(const json::array& keys, const Call& call, const Configuration& configuration,
                                               const ChangeFields& change) {
  json::array entries;
  for (const json::value& key : keys) entries.push_back(json::object{{"testCaseKey", key}});
  auto read = TRY(
      read_bulk_entries({{"testRuns", std::move(entries)}}, call.project, configuration, Edits::Target::latest_run, WhenSilent::as_told));
  for (BulkEntry& each : read)
    if (each.entry) each.entry->edit.change_custom_fields = change;
  return read;
}

}  // namespace

Result<Response> report_run(const Call& call, const json::value& body) {
  return write_one(call, target_of(TRY(flag_parameter(call, "createNewRun"))), *TRY(as_object(body)));
}

Result<Response> add_case_to_cycle(const Call& call, const json::value& body) {
  return write_one(call, Edits::Target::latest_run, *TRY(as_object(body)));
}

Result<Response> report_runs(const Call& call, const json::value& body) {
  const json::object& wish = *TRY(as_object(body));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const auto create = TRY(flag_parameter(call, "createNewRun"));
  const auto entries = TRY(read_bulk_entries(wish, call.project, *configuration, target_of(create),
                                             create == true ? WhenSilent::as_told : WhenSilent::only_joins));
  return naming_unknown(call, TRY(write_bulk(call, TRY(report_of(call)), entries, *configuration)),
                        unstored_of_entries(wish, configuration->custom_fields));
}

Result<Response> change_run_fields(const Call& call, const json::value& body) {
  const json::object& wish = *TRY(as_object(body));
  const json::value* update = member(wish, "testRunBulkUpdateRequest");
  if (update == nullptr || !update->is_object())
    return invalid("testRunBulkUpdateRequest", "testRunBulkUpdateRequest must be a JSON object.");
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const ChangeFields change =
      TRY(within("testRunBulkUpdateRequest", read_run_field_updates(update->get_object(), configuration->custom_fields)));
  const auto entries = TRY(entries_of_keys(TRY(searched_keys(wish)), call, *configuration, change));
  Edits::Report report = TRY(report_of(call));
  report.outside = Edits::Outside::is_refused;
  return write_bulk(call, std::move(report), entries, *configuration);
}

}  // namespace testledger
