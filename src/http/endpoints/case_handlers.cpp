#include <fmt/format.h>
#include <fmt/ranges.h>

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

/// The response, with a field that names the parts of the wish that were not stored.
Response naming_unstored(Response response, const Call& call, const boost::json::object& wish) {
  std::vector<std::string> names = unstored_case_members(wish);
  if (asks_for(call, "uniqueAutoKey")) names.emplace_back("uniqueAutoKey");
  if (!names.empty()) response.fields.push_back({"Testledger-Warning", fmt::format("{}", fmt::join(names, ", "))});
  return response;
}

}  // namespace

Result<Response> create_case(const Call& call, const boost::json::value& body) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const boost::json::object& wish = *TRY(as_object(body));
  const TagNames tags = TRY(tag_names(call, TRY(tags_named_by_id(wish))));
  const CaseDraft draft = TRY(read_case_draft(wish, *configuration, tags));
  TRY(check_folder(call, FolderKind::test_case, draft.folder));
  const TestCase made = TRY(call.services.store.create_case(call.project.id, draft));
  const CaseView view{view_of(call).rich_text, DataSets::sent};
  return naming_unstored(json_response_of(case_json(call.project, *configuration, made, view)), call, wish);
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
  if (const auto reference = case_reference(call.project.key, named))
    if (const auto found = TRY(call.services.store.find_case(call.project.id, *reference)))
      return json_response_of(case_json(call.project, *configuration, *found, view_of(call)));
  return Error{ErrorCode::not_found, "Case '" + named + "' not found", {}, {}};
}

}  // namespace testledger
