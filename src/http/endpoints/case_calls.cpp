#include "http/endpoints/case_calls.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "http/json/json_case_draft.hpp"
#include "http/json/json_fields.hpp"
#include "http/json/json_steps.hpp"

namespace testledger {
namespace {

/// The steps with the keys of the cases that they refer to in the project's own letter case; all of them exist.
Result<std::vector<CaseStep>> with_checked_references(const Call& call, std::vector<CaseStep> steps) {
  const auto unknown = [](std::string_view key) { return invalid("steps", fmt::format("Case '{}' not found", key)); };
  std::vector<KeyNumber> numbers;
  for (CaseStep& step : steps) {
    if (step.type != StepType::reference) continue;
    const auto reference = case_reference(call.project.key, step.text);
    if (!reference || !reference->number) return unknown(step.text);
    numbers.push_back(*reference->number);
    step.text = case_key(call.project.key, *reference->number);
  }
  if (numbers.empty()) return steps;
  const auto missing = TRY(call.services.store.missing_cases(call.project.id, numbers));
  if (!missing.empty()) return unknown(case_key(call.project.key, missing.front()));
  return steps;
}

Result<void> check_no_reference_to_itself(const std::vector<CaseStep>& steps, std::string_view key) {
  const auto refers_to_it = [key](const CaseStep& step) { return step.type == StepType::reference && step.text == key; };
  if (std::ranges::none_of(steps, refers_to_it)) return {};
  return invalid("steps", fmt::format("{} cannot refer to itself: a step of type REFERENCE needs the key of another case", key));
}

Error no_such_version(const Call& call) {
  constexpr std::size_t shown_max = 20;
  const std::string* wanted = call.target.parameter("version");
  if (wanted == nullptr || wanted->empty()) return no_case(call.captured("case"));
  const auto reference = case_reference(call.project.key, call.captured("case"));
  const bool by_key = reference && reference->number;
  Error error = no_case(by_key ? case_key(call.project.key, *reference->number) : std::string(call.captured("case")));
  error.message += " in version " + wanted->substr(0, shown_max);
  return error;
}

}  // namespace

CaseView case_view(const Call& call) {
  return {.rich_text = asks_for(call, "needDataInRTF") ? RichText::kept : RichText::plain,
          .data_sets = asks_for(call, "fetchDataSets") ? DataSets::sent : DataSets::left_out,
          .mine = call.rights()};
}

CaseView written_case_view(const Call& call) {
  CaseView view = case_view(call);
  view.data_sets = DataSets::sent;
  return view;
}

CaseShelf case_shelf(const Call& call) {
  if (asks_for(call, "isDeleted")) return CaseShelf::deleted;
  return asks_for(call, "isArchived") ? CaseShelf::archived : CaseShelf::listed;
}

Error no_case(std::string_view named) { return {ErrorCode::not_found, fmt::format("Case '{}' not found", named), {}, {}}; }

Result<CaseName> case_name(const Call& call) {
  const auto reference = case_reference(call.project.key, call.captured("case"));
  if (!reference) return no_such_version(call);
  const std::string* wanted = call.target.parameter("version");
  if (wanted == nullptr || wanted->empty()) return CaseName{.reference = *reference, .version = std::nullopt};
  const std::int64_t version = number_parameter(call, "version").value_or(0);
  if (version < 1 || version > case_versions_max) return no_such_version(call);
  return CaseName{.reference = *reference, .version = static_cast<int>(version)};
}

Result<TestCase> case_of(const Call& call) {
  const CaseName name = TRY(case_name(call));
  if (auto found = TRY(call.services.store.find_case(call.project.id, name.reference, name.version))) return *std::move(found);
  return no_such_version(call);
}

Result<CaseEdit> case_edit_wished_for(const Call& call, const boost::json::object& wish, std::shared_ptr<const Configuration> configuration,
                                      Changes changes) {
  TRY(check_folder(call, FolderKind::test_case, TRY(read_folder(wish))));
  const TagNames tags = TRY(tag_names(call, wish));
  const auto steps = TRY(with_checked_references(call, TRY(read_steps(wish))));
  return CaseEdit([=, project_key = call.project.key, configuration = std::move(configuration)](const TestCase& now) -> Result<CaseDraft> {
    TRY(check_no_reference_to_itself(steps, case_key(project_key, now.number)));
    const auto read = changes == Changes::all ? &read_case_replacement : &read_case_changes;
    CaseDraft draft = TRY(read(wish, *configuration, tags, now.fields));
    if (changes == Changes::all || wish.contains("steps")) draft.steps = steps;
    return draft;
  });
}

Response case_response(const Call& call, const Configuration& configuration, const TestCase& test_case, CaseView view) {
  Response response = json_response_of(case_json(call.project, configuration, test_case, view));
  response.fields.push_back({"ETag", fmt::format("\"{}\"", milliseconds(test_case.updated))});
  return response;
}

}  // namespace testledger
