#include "http/json/json_cycle_query.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json/array.hpp>

#include "core/letter_case.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_criteria.hpp"
#include "http/json/json_cycle_conditions.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

Result<void> read_title_criterion(CycleQuery& query, const json::value& wish) {
  TextCriterion criterion = TRY(read_text_criterion("title", wish));
  query.title = std::move(criterion.text);
  query.match = criterion.match;
  return {};
}

/// The numbers of the project's own keys in a list; any other text is no cycle's key.
Result<std::vector<KeyNumber>> read_keys(std::string_view project_key, const json::value& wish) {
  std::vector<KeyNumber> numbers;
  for (const std::string& key : TRY(read_text_list("key", wish)))
    if (const auto reference = cycle_reference(project_key, key); reference && reference->number) numbers.push_back(*reference->number);
  return numbers;
}

}  // namespace

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
      query.ids = TRY(read_id_list<CycleId>(name, wish));
    else if (name == "folderID")
      query.folders = TRY(read_id_list<FolderId>(name, wish));
    else if (name == "ownedByID")
      query.owners = TRY(read_text_list(name, wish));
    else if (!is_cycle_condition(name))
      return invalid(name.substr(0, 100), fmt::format("Cycles cannot be searched by '{}'", name.substr(0, 100)));
  }
  return query;
}

}  // namespace testledger
