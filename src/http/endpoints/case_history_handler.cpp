#include "http/endpoints/handlers.hpp"
#include "http/endpoints/insight_handlers.hpp"
#include "http/json/json_results.hpp"

namespace testledger {
namespace {

Result<std::optional<RunId>> cursor_of(const Call& call) {
  const std::string* text = call.target.parameter("cursor");
  if (text == nullptr || text->empty()) return std::optional<RunId>();
  const auto number = number_parameter(call, "cursor");
  if (number && *number > 0 && *number < INT64_MAX) return std::optional(RunId{*number});
  return Error{.code = ErrorCode::invalid_argument, .message = "cursor must be what next said before", .field = "cursor"};
}

}  // namespace

Result<Response> show_case_history(const Call& call) {
  const Reference test_case = TRY(case_in_path(call));
  const InsightStore::HistoryPart part{.newest = TRY(cursor_of(call)),
                                       .size = wide_page_request(call, InsightStore::history_runs_max).size};
  const auto history = TRY(call.services.store.insights().case_history(call.project.id, test_case, part));
  if (!history) return Error{.code = ErrorCode::not_found, .message = message_of(ProblemCode::case_not_found, call.captured("case"))};
  return json_response_of(case_history_json(call.project, *history));
}

}  // namespace testledger
