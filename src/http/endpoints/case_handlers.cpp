#include "http/endpoints/case_calls.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_case_search.hpp"
#include "http/json/json_unstored.hpp"

namespace testledger {
namespace {

/// The contract knows no 409: what a case may not be is 400.
Result<TestCase> made_case(const Call& call, const CaseDraft& draft) {
  const auto keys = asks_for(call, "uniqueAutoKey") ? AutomationKeys::unique : AutomationKeys::shared;
  auto made = call.services.store.create_case(call.project.id, draft, keys);
  if (!made && made.error().code == ErrorCode::conflict) return invalid("automationKey", made.error().message);
  return made;
}

Response cases_response(const Call& call, const Configuration& configuration, const Page<TestCase>& page) {
  const CaseView view = case_view(call);
  return json_response_of(page_json(page, [&](const TestCase& item) { return case_json(call.project, configuration, item, view); }));
}

}  // namespace

Result<Response> create_case(const Call& call, const boost::json::value& body) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const boost::json::object& wish = *TRY(as_object(body));
  const CaseEdit edit = TRY(case_edit_wished_for(call, wish, configuration, Changes::all));
  const TestCase made = TRY(made_case(call, TRY(edit({}))));
  return naming_unstored(case_response(call, *configuration, made, written_case_view(call)),
                         unstored_case_members(wish, configuration->custom_fields));
}

Result<Response> list_cases(const Call& call) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  return cases_response(call, *configuration, TRY(call.services.store.cases(call.project.id, TRY(page_request(call)), case_shelf(call))));
}

Result<Response> search_cases(const Call& call, const boost::json::value& body) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const CaseCriteria criteria = TRY(read_case_search(*TRY(as_object(body)), call.project.key, *configuration));
  return cases_response(call, *configuration, TRY(call.services.store.find_cases(call.project.id, criteria, TRY(page_request(call)))));
}

Result<Response> show_case(const Call& call) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  return case_response(call, *configuration, TRY(case_of(call)), case_view(call));
}

}  // namespace testledger
