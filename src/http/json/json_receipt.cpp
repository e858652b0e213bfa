#include <boost/json/serialize.hpp>

#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

std::string_view name_of(MatchRule rule) {
  switch (rule) {
    case MatchRule::case_key: return "caseKey";
    case MatchRule::automation_key: return "automationKey";
    case MatchRule::new_case: return "newCase";
  }
  return "";
}

std::string_view name_of(RunEffect effect) {
  switch (effect) {
    case RunEffect::none: return "refused";
    case RunEffect::created: return "created";
    case RunEffect::overwrote: return "overwrote";
    case RunEffect::added: return "added";
    case RunEffect::remarked: return "remarked";
  }
  return "";
}

json::array texts(const std::vector<std::string>& list) {
  json::array array;
  for (const std::string& text : list) array.emplace_back(text);
  return array;
}

json::object entry_json(const Project& project, const Configuration& configuration, const ReceiptEntry& entry) {
  json::object object{{"record", entry.ordinal + 1},    {"line", entry.place.line}, {"column", entry.place.column},
                      {"offset", entry.place.offset},   {"test", entry.test},       {"rule", name_of(entry.rule)},
                      {"effect", name_of(entry.effect)}};
  if (!entry.file.empty()) object["file"] = entry.file;
  if (entry.case_number > 0) object["case"] = case_key(project.key, entry.case_number);
  if (entry.run.value > 0) object["runID"] = entry.run.value;
  if (entry.effect != RunEffect::none) object["status"] = configuration.first_of(entry.status).name;
  if (entry.problem) object["error"] = {{"code", code_of(*entry.problem)}, {"subject", entry.subject}};
  if (!entry.warnings.empty()) object["warnings"] = texts(entry.warnings);
  return object;
}

}  // namespace

std::string receipt_line(const Project& project, const Configuration& configuration, const ReceiptEntry& entry) {
  return json::serialize(entry_json(project, configuration, entry)) += '\n';
}

std::string dry_run_json(const Project& project, const Configuration& configuration, const ImportSummary& summary) {
  json::object object = counts_json(summary);
  object["dryRun"] = true;
  json::array records;
  for (const ReceiptEntry& entry : summary.dry_run) records.push_back(entry_json(project, configuration, entry));
  object["records"] = std::move(records);
  if (summary.dry_run_count > summary.dry_run.size()) object["recordsLeftOut"] = summary.dry_run_count - summary.dry_run.size();
  return with_lists(std::move(object), project, configuration, summary);
}

}  // namespace testledger
