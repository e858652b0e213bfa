// Lists of a cycle's results.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <set>

#include "core/letter_case.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/endpoints/insight_handlers.hpp"
#include "http/json/json_results.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

constexpr std::size_t ids_max = 1'000;  // in one parameter
constexpr std::int64_t window_default = 100;
constexpr std::string_view without = "none";

/// The ids of a parameter such as "3,4"; nothing when it is absent or empty. "none" stands for 0.
template <class IdType>
Result<std::optional<std::vector<IdType>>> ids_parameter(const Call& call, std::string_view name) {
  const std::string* text = call.target.parameter(name);
  if (text == nullptr || text->empty()) return std::optional<std::vector<IdType>>();
  std::vector<IdType> ids;
  std::string_view left = *text;
  while (ids.size() < ids_max) {
    const std::string_view entry = left.substr(0, left.find(','));
    IdType id;
    const auto [end, problem] = std::from_chars(entry.data(), entry.data() + entry.size(), id.value);
    const bool is_number = problem == std::errc() && end == entry.data() + entry.size();
    if (!is_number && !equal_ignoring_case(entry, without)) return invalid(name, fmt::format("{} must be ids such as 3 or 3,4", name));
    ids.push_back(id);
    if (entry.size() == left.size()) return std::optional(std::move(ids));
    left.remove_prefix(entry.size() + 1);
  }
  return invalid(name, fmt::format("{} may be {} ids at most (ids_max)", name, ids_max));
}

template <class Value, std::size_t Count>
Result<Value> choice_parameter(const Call& call, std::string_view name,
                               const std::array<std::pair<std::string_view, Value>, Count>& choices) {
  const std::string* text = call.target.parameter(name);
  if (text == nullptr || text->empty()) return choices.front().second;
  std::string known;
  for (const auto& [word, value] : choices) {
    if (equal_ignoring_case(*text, word)) return value;
    known.append(known.empty() ? "" : ", ").append(word);
  }
  return invalid(name, fmt::format("{} is one of {}", name, known));
}

constexpr std::array sort_words{
    std::pair{std::string_view("position"), ResultOrder::position}, std::pair{std::string_view("title"), ResultOrder::title},
    std::pair{std::string_view("key"), ResultOrder::key},           std::pair{std::string_view("status"), ResultOrder::status},
    std::pair{std::string_view("duration"), ResultOrder::duration}, std::pair{std::string_view("updated"), ResultOrder::updated}};
constexpr std::array order_words{std::pair{std::string_view("asc"), Direction::ascending},
                                 std::pair{std::string_view("desc"), Direction::descending}};
constexpr std::array type_words{
    std::pair{std::string_view("failed"), RunStatusType::failed}, std::pair{std::string_view("passed"), RunStatusType::passed},
    std::pair{std::string_view("blocked"), RunStatusType::blocked}, std::pair{std::string_view("in_progress"), RunStatusType::in_progress},
    std::pair{std::string_view("not_run"), RunStatusType::not_run}};

/// The folders with all below them.
Result<std::optional<std::vector<FolderId>>> folders_asked_for(const Call& call) {
  auto asked = TRY(ids_parameter<FolderId>(call, "folder"));
  if (!asked) return asked;
  std::set<FolderId> inside(asked->begin(), asked->end());
  const auto tree = TRY(call.services.store.folders(call.project.id, FolderKind::test_case));
  for (const Folder& folder : tree)  // parents come before their children
    if (folder.parent && inside.contains(*folder.parent)) inside.insert(folder.id);
  return std::optional(std::vector<FolderId>(inside.begin(), inside.end()));
}

/// A case without a run is of the first status of those not run.
std::optional<std::vector<ChoiceId>> with_unrun(std::optional<std::vector<ChoiceId>> statuses, const Configuration& configuration) {
  if (!statuses) return statuses;
  const ChoiceId not_run = configuration.first_of(RunStatusType::not_run).id;
  if (std::ranges::find(*statuses, not_run) != statuses->end()) statuses->push_back({});
  return statuses;
}

/// What needs somebody comes first, and what passed last; statuses of one type stand as in the project's list.
std::vector<ChoiceId> order_of_statuses(const Configuration& configuration) {
  using enum RunStatusType;
  std::vector<ChoiceId> order;
  for (const RunStatusType type : {failed, blocked, in_progress, not_run, passed}) {
    if (type == not_run) order.push_back({});
    for (const RunStatus& status : configuration.run_statuses)
      if (status.type == type) order.push_back(status.id);
  }
  return order;
}

std::string text_parameter(const Call& call, std::string_view name) {
  const std::string* text = call.target.parameter(name);
  return text == nullptr ? std::string() : *text;
}

Result<ResultQuery> result_query(const Call& call, const Configuration& configuration) {
  ResultQuery query{.text = text_parameter(call, "text"), .project_key = call.project.key, .assignee = text_parameter(call, "assignee")};
  query.statuses = with_unrun(TRY(ids_parameter<ChoiceId>(call, "status")), configuration);
  query.folders = TRY(folders_asked_for(call));
  query.tags = TRY(ids_parameter<TagId>(call, "tag"));
  query.sorting.by = TRY(choice_parameter(call, "sort", sort_words));
  query.sorting.direction = TRY(choice_parameter(call, "order", order_words));
  query.sorting.statuses = order_of_statuses(configuration);
  return query;
}

}  // namespace

PageRequest wide_page_request(const Call& call, std::int64_t size_max) {
  const std::int64_t size = number_parameter(call, "maxResults").value_or(window_default);
  return {.start = std::max<std::int64_t>(number_parameter(call, "startAt").value_or(0), 0),
          .size = std::min(size >= 1 ? size : window_default, size_max)};
}

Result<Response> list_results(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  PageRequest part = wide_page_request(call, InsightStore::result_window_max);
  if (const auto place = TRY(page_request(call)).after) part.start = *place;  // a place in the list, which has no order of its own
  const ResultList list =
      TRY(call.services.store.insights().results(call.project.id, cycle.id, TRY(result_query(call, *configuration)), part));
  json::array items;
  for (const ResultRow& row : list.rows) items.push_back(result_row_json(call.project, *configuration, row));
  const std::int64_t next = part.start + std::ssize(list.rows);
  const bool is_last = list.rows.empty() || next >= list.total;
  json::object answer{{"startAt", part.start}, {"maxResults", part.size}, {"total", list.total}, {"isLast", is_last}};
  if (!is_last) answer["nextCursor"] = cursor_text(next);
  answer["counts"] = status_counts_json(*configuration, list.counts);
  answer["items"] = std::move(items);
  return json_response_of(answer);
}

Result<Response> find_next_result(const Call& call) {
  const TestCycle cycle = TRY(cycle_of(call));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const ResultQuery query = TRY(result_query(call, *configuration));
  const InsightStore::NextResult wanted{.from = std::max<std::int64_t>(number_parameter(call, "from").value_or(0), 0),
                                        .type = TRY(choice_parameter(call, "statusType", type_words))};
  const auto found = TRY(call.services.store.insights().next_result(call.project.id, cycle.id, query, wanted));
  return json_response_of(json::object{{"startAt", found ? json::value(*found) : json::value(nullptr)}});
}

}  // namespace testledger
