#include "http/json/json_cycle_query.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json/array.hpp>

#include "core/letter_case.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_cycle_conditions.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

Error wrong(std::string message) { return {ErrorCode::invalid_argument, std::move(message), {}, {}}; }

Result<void> read_title_criterion(CycleQuery& query, const json::value& wish) {
  static constexpr std::string_view form = R"(title must be {"comparisonType":"EXACT_MATCH" or "CONTAINS","value":"..."} or a text)";
  if (const json::string* text = wish.if_string()) {
    query.title = storable({text->data(), text->size()});
    return {};
  }
  const json::object* criterion = wish.if_object();
  if (criterion == nullptr || member(*criterion, "value") == nullptr) return wrong(std::string(form));
  const std::string type = TRY(text_member(*criterion, "comparisonType"));
  query.title = TRY(text_member(*criterion, "value"));
  if (equal_ignoring_case(type, "CONTAINS"))
    query.match = TextMatch::contains;
  else if (!type.empty() && !equal_ignoring_case(type, "EXACT_MATCH"))
    return wrong("comparisonType of title must be EXACT_MATCH or CONTAINS");
  return {};
}

template <class IdType>
Result<std::vector<IdType>> read_ids(std::string_view name, const json::value& wish) {
  std::vector<IdType> ids;
  for (const json::value& entry : *TRY(read_in_list(name, wish))) {
    const auto number = integer_of(entry);
    if (!number) return wrong(fmt::format("The list of {} must have IDs", name));
    ids.push_back({*number});
  }
  return ids;
}

Result<std::vector<std::string>> read_texts(std::string_view name, const json::value& wish) {
  std::vector<std::string> texts;
  for (const json::value& entry : *TRY(read_in_list(name, wish))) {
    const json::string* text = entry.if_string();
    if (text == nullptr) return wrong(fmt::format("The list of {} must have texts", name));
    texts.push_back(storable({text->data(), text->size()}));
  }
  return texts;
}

/// The numbers of the project's own keys in a list; any other text is no cycle's key.
Result<std::vector<KeyNumber>> read_keys(std::string_view project_key, const json::value& wish) {
  std::vector<KeyNumber> numbers;
  for (const std::string& key : TRY(read_texts("key", wish)))
    if (const auto reference = cycle_reference(project_key, key); reference && reference->number) numbers.push_back(*reference->number);
  return numbers;
}

}  // namespace

Result<const json::array*> read_in_list(std::string_view name, const json::value& wish) {
  const json::object* criterion = wish.if_object();
  const json::value* list = criterion != nullptr ? member(*criterion, "IN") : nullptr;
  if (criterion != nullptr && list == nullptr && equal_ignoring_case(TRY(text_member(*criterion, "comparisonType")), "IN"))
    list = member(*criterion, "list");
  if (list == nullptr || !list->is_array()) return wrong(fmt::format(R"({} must be {{"comparisonType":"IN","list":[...]}})", name));
  return &list->get_array();
}

Result<CycleQuery> read_cycle_query(const json::object& body, std::string_view project_key) {
  CycleQuery query;
  for (const auto& [key, wish] : body) {
    const std::string_view name(key.data(), key.size());
    if (wish.is_null())
      continue;
    else if (name == "title")
      TRY(read_title_criterion(query, wish));
    else if (name == "key")
      query.numbers = TRY(read_keys(project_key, wish));
    else if (name == "ID")
      query.ids = TRY(read_ids<CycleId>(name, wish));
    else if (name == "folderID")
      query.folders = TRY(read_ids<FolderId>(name, wish));
    else if (name == "ownedByID")
      query.owners = TRY(read_texts(name, wish));
    else if (!is_cycle_condition(name))
      return wrong(fmt::format("Cycles cannot be searched by '{}'", name.substr(0, 100)));
  }
  return query;
}

}  // namespace testledger
