#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/json/serialize.hpp>

#include "core/letter_case.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

Error no_batch(const Call& call) { return {ErrorCode::not_found, "Batch not found : " + std::string(call.captured("batch")), {}, {}}; }

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::int64_t> number_parameter(const Call& call, std::string_view name) {
  const std::string* text = call.target.parameter(name);
  return text != nullptr ? number_in(*text) : std::nullopt;
}

Result<std::optional<bool>> flag_parameter(const Call& call, std::string_view name) {
  const std::string* text = call.target.parameter(name);
  if (text == nullptr || text->empty()) return std::optional<bool>();
  if (equal_ignoring_case(*text, "true") || *text == "1") return std::optional(true);
  if (equal_ignoring_case(*text, "false") || *text == "0") return std::optional(false);
  return invalid(name, fmt::format("{} must be true or false", name));
}

Result<PageRequest> page_request(const Call& call) {
  const std::int64_t size = number_parameter(call, "maxResults").value_or(page_size_max);
  const std::int64_t start = number_parameter(call, "startAt").value_or(0);
  PageRequest page{.start = std::max<std::int64_t>(start, 0), .size = size >= 1 && size <= page_size_max ? size : page_size_max};
  const std::string* cursor = call.target.parameter("cursor");
  if (cursor == nullptr || cursor->empty()) return page;
  page.after = place_of_cursor(*cursor);
  if (page.after) return page;
  return invalid("cursor", "cursor must be the nextCursor of another page of the same list");
}

Result<TestCycle> cycle_of(const Call& call) {
  const std::string named(call.captured("cycle"));
  if (const auto reference = cycle_reference(call.project.key, named))
    if (auto found = TRY(call.services.store.find_cycle(call.project.id, *reference))) return *std::move(found);
  return Error{ErrorCode::not_found, "Cycle not found : " + named, {}, {}};
}

std::optional<std::int64_t> captured_id(const Call& call, std::string_view name) {
  const auto id = number_in(call.captured(name));
  return id && *id > 0 ? id : std::nullopt;
}

Result<Reference> case_in_path(const Call& call) {
  if (const auto reference = case_reference(call.project.key, call.captured("case"))) return *reference;
  return Error{ErrorCode::not_found, message_of(ProblemCode::case_not_found, call.captured("case")), {}, {}};
}

Error not_in_cycle(const Call& call) {
  return {ErrorCode::not_found, fmt::format("Case '{}' not found in the cycle", call.captured("case")), {}, {}};
}

Result<RunStore::RunWithDetail> run_of(const Call& call, const TestCycle& cycle) {
  if (const auto id = captured_id(call, "run"))
    if (auto found = TRY(call.services.store.find_run(call.project.id, cycle.id, RunId{*id}))) return *std::move(found);
  return Error{ErrorCode::not_found, "Run not found : " + std::string(call.captured("run")), {}, {}};
}

Result<BatchStore::BatchWithSummary> batch_of(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const auto id = captured_id(call, "batch");
  if (!id) return no_batch(call);
  auto found = TRY(call.services.store.find_batch(call.project.id, BatchId{*id}));
  if (!found || found->batch.start.cycle != cycle.id) return no_batch(call);
  return *std::move(found);
}

Result<void> check_folder(const Call& call, FolderKind kind, const std::optional<FolderId>& folder, std::string_view field) {
  if (!folder || TRY(call.services.store.find_folder(call.project.id, kind, *folder))) return {};
  return invalid(field, "Folder " + std::to_string(folder->value) + " does not exist");
}

Result<TagNames> tag_names(const Call& call, const boost::json::object& body) {
  TagNames names;
  const std::vector<TagId> ids = TRY(tags_named_by_id(body));
  if (ids.empty()) return names;
  for (CaseTag& tag : TRY(call.services.store.find_tags(call.project.id, ids))) names.emplace(tag.id, std::move(tag.name));
  return names;
}

bool asks_for(const Call& call, std::string_view parameter) {
  const std::string* value = call.target.parameter(parameter);
  return value != nullptr && (equal_ignoring_case(*value, "true") || *value == "1");
}

Response json_response_of(const boost::json::value& value) { return json_response(boost::json::serialize(value)); }

Response naming_unstored(Response response, const std::vector<std::string>& names) {
  if (!names.empty()) response.fields.push_back({"Testledger-Warning", fmt::format("{}", fmt::join(names, ", "))});
  return response;
}

}  // namespace testledger
