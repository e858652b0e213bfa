#include "http/endpoints/handlers.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_cycle.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

Response cycles_response(const Call& call, const Page<TestCycle>& page) {
  return json_response_of(page_json(page, [&](const TestCycle& item) { return cycle_json(call.project, item); }));
}

}  // namespace

Result<Response> create_cycle(const Call& call, const boost::json::value& body) {
  const CycleDraft draft = TRY(read_cycle_draft(*TRY(as_object(body))));
  TRY(check_folder(call, FolderKind::test_cycle, draft.folder));
  return json_response_of(cycle_json(call.project, TRY(call.services.store.create_cycle(call.project.id, draft))));
}

Result<Response> search_cycles(const Call& call, const boost::json::value& body) {
  const CycleSearch search = TRY(read_cycle_search(*TRY(as_object(body))));
  Store& store = call.services.store;
  if (!search.title) return cycles_response(call, TRY(store.cycles(call.project.id, page_request(call))));
  return cycles_response(call, TRY(store.cycles_titled(call.project.id, *search.title, search.match, page_request(call))));
}

Result<Response> list_cycles(const Call& call) {
  return cycles_response(call, TRY(call.services.store.cycles(call.project.id, page_request(call))));
}

Result<Response> show_cycle(const Call& call) { return json_response_of(cycle_json(call.project, TRY(cycle_of(call)))); }

}  // namespace testledger
