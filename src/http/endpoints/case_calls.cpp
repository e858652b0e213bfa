#include "http/endpoints/case_calls.hpp"

#include <fmt/format.h>

#include "http/json/json_case_draft.hpp"

namespace testledger {
namespace {

/// The steps with the keys of the cases that they refer to in the project's own letter case; all of them exist.
Result<std::vector<CaseStep>> with_checked_references(const Call& call, std::vector<CaseStep> steps) {
  const auto unknown = [](std::string_view key) { return Error{ErrorCode::invalid_argument, fmt::format("Case '{}' not found", key)}; };
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

}  // namespace

CaseView case_view(const Call& call) {
  return {.rich_text = asks_for(call, "needDataInRTF") ? RichText::kept : RichText::plain,
          .data_sets = asks_for(call, "fetchDataSets") ? DataSets::sent : DataSets::left_out};
}

Result<TestCase> case_of(const Call& call) {
  const std::string named(call.captured("case"));
  const std::string* wanted = call.target.parameter("version");
  const bool any_version = wanted == nullptr || wanted->empty();
  const std::int64_t number = any_version ? 0 : number_parameter(call, "version").value_or(0);
  const bool is_version = number > 0 && number <= case_versions_max;
  const auto reference = case_reference(call.project.key, named);
  if (reference && (any_version || is_version)) {
    const auto version = any_version ? std::nullopt : std::optional(static_cast<int>(number));
    if (auto found = TRY(call.services.store.find_case(call.project.id, *reference, version))) return *std::move(found);
  }
  if (any_version) return Error{ErrorCode::not_found, fmt::format("Case '{}' not found", named), {}, {}};
  constexpr std::size_t shown_max = 20;
  const std::string shown = reference && reference->number ? case_key(call.project.key, *reference->number) : named;
  return Error{ErrorCode::not_found, fmt::format("Case '{}' not found in version {}", shown, wanted->substr(0, shown_max)), {}, {}};
}

Result<CaseDraft> case_wished_for(const Call& call, const boost::json::object& wish, const Configuration& configuration,
                                  const CaseDraft* before) {
  const TagNames tags = TRY(tag_names(call, wish));
  CaseDraft draft =
      before == nullptr ? TRY(read_case_draft(wish, configuration, tags)) : TRY(read_case_changes(wish, configuration, tags, *before));
  if (before == nullptr || wish.contains("folder")) TRY(check_folder(call, FolderKind::test_case, draft.folder));
  if (before == nullptr || wish.contains("steps")) draft.steps = TRY(with_checked_references(call, std::move(draft.steps)));
  return draft;
}

Response case_response(const Call& call, const Configuration& configuration, const TestCase& test_case, CaseView view) {
  Response response = json_response_of(case_json(call.project, configuration, test_case, view));
  response.fields.push_back({"ETag", fmt::format("\"{}\"", milliseconds(test_case.updated))});
  return response;
}

}  // namespace testledger
