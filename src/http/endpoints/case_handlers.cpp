#include "http/endpoints/handlers.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_case_draft.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

CaseView view_of(const Call& call) {
  return {.rich_text = asks_for(call, "needDataInRTF") ? RichText::kept : RichText::plain,
          .data_sets = asks_for(call, "fetchDataSets") ? DataSets::sent : DataSets::left_out};
}

}  // namespace

Result<Response> create_case(const Call& call, const boost::json::value& body) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const CaseDraft draft = TRY(read_case_draft(*TRY(as_object(body)), *configuration));
  TRY(check_folder(call, FolderKind::test_case, draft.folder));
  const TestCase made = TRY(call.services.store.create_case(call.project.id, draft));
  return json_response_of(case_json(call.project, *configuration, made, {view_of(call).rich_text, DataSets::sent}));
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
