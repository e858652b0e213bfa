#include <fmt/format.h>

#include "http/endpoints/handlers.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_case_draft.hpp"
#include "http/json/json_shapes.hpp"
#include "http/json/json_unstored.hpp"

namespace testledger {
namespace {

CaseView view_of(const Call& call) {
  return {.rich_text = asks_for(call, "needDataInRTF") ? RichText::kept : RichText::plain,
          .data_sets = asks_for(call, "fetchDataSets") ? DataSets::sent : DataSets::left_out};
}

Result<TagNames> tag_names(const Call& call, const std::vector<TagId>& ids) {
  TagNames names;
  if (ids.empty()) return names;
  for (CaseTag& tag : TRY(call.services.store.find_tags(call.project.id, ids))) names.emplace(tag.id, std::move(tag.name));
  return names;
}

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

/// The contract knows no 409: what a case may not be is 400.
Result<TestCase> made_case(const Call& call, const CaseDraft& draft) {
  const auto keys = asks_for(call, "uniqueAutoKey") ? AutomationKeys::unique : AutomationKeys::shared;
  auto made = call.services.store.create_case(call.project.id, draft, keys);
  if (!made && made.error().code == ErrorCode::conflict) return Error{ErrorCode::invalid_argument, made.error().message};
  return made;
}

/// Whether it is the version that was asked for, if one was; cases have one version each.
Result<void> check_version(const Call& call, const TestCase& test_case) {
  const std::string* wanted = call.target.parameter("version");
  if (wanted == nullptr || wanted->empty() || number_parameter(call, "version") == test_case.version) return {};
  const std::string key = case_key(call.project.key, test_case.number);
  return Error{ErrorCode::not_found, fmt::format("Case '{}' not found in version {}", key, wanted->substr(0, 20)), {}, {}};
}

}  // namespace

Result<Response> create_case(const Call& call, const boost::json::value& body) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const boost::json::object& wish = *TRY(as_object(body));
  const TagNames tags = TRY(tag_names(call, TRY(tags_named_by_id(wish))));
  CaseDraft draft = TRY(read_case_draft(wish, *configuration, tags));
  TRY(check_folder(call, FolderKind::test_case, draft.folder));
  draft.steps = TRY(with_checked_references(call, std::move(draft.steps)));
  const TestCase made = TRY(made_case(call, draft));
  const CaseView view{view_of(call).rich_text, DataSets::sent};
  return naming_unstored(json_response_of(case_json(call.project, *configuration, made, view)), unstored_case_members(wish));
}

Result<Response> list_cases(const Call& call) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const auto page = TRY(call.services.store.cases(call.project.id, page_request(call)));
  const CaseView view = view_of(call);
  return json_response_of(page_json(page, [&](const TestCase& item) { return case_json(call.project, *configuration, item, view); }));
}

Result<Response> show_case(const Call& call) {
  const std::string named(call.captured("case"));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const auto reference = case_reference(call.project.key, named);
  const auto found = reference ? TRY(call.services.store.find_case(call.project.id, *reference)) : std::nullopt;
  if (!found) return Error{ErrorCode::not_found, "Case '" + named + "' not found", {}, {}};
  TRY(check_version(call, *found));
  return json_response_of(case_json(call.project, *configuration, *found, view_of(call)));
}

}  // namespace testledger
