#include "http/json/json_case_search.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "http/json/json_body.hpp"
#include "http/json/json_criteria.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

/// A name that no choice has is met by no case.
Result<std::vector<ChoiceId>> read_choices(std::string_view name, const json::value& wish, const Configuration& configuration,
                                           ChoiceKind kind) {
  std::vector<ChoiceId> choices;
  for (const std::string& text : TRY(read_scalars(name, wish))) {
    const json::value entry(text);
    if (const Choice* choice = configuration.find(kind, text))
      choices.push_back(choice->id);
    else if (const auto id = integer_of(entry))
      choices.push_back({*id});
  }
  return choices;
}

Result<std::vector<KeyNumber>> read_case_keys(std::string_view project_key, const json::value& wish) {
  std::vector<KeyNumber> numbers;
  for (const std::string& key : TRY(read_text_list("key", wish)))
    if (const auto reference = case_reference(project_key, key); reference && reference->number) numbers.push_back(*reference->number);
  return numbers;
}

/// A member of the body and what it is read with.
struct Wish {
  std::string_view name;
  const json::value& value;
  std::string_view project_key;
  const Configuration& configuration;
};

using Read = Result<CaseCriteria>;

struct Row {
  std::string_view name;
  Read (*read)(CaseCriteria, const Wish&);  ///< the criteria with this one
};

Read with_shelf(CaseCriteria criteria, const Wish& wish, CaseShelf shelf) {
  if (TRY(read_truth(wish.name, wish.value))) criteria.shelf = shelf;
  return criteria;
}

template <auto Member>
Read with_text(CaseCriteria criteria, const Wish& wish) {
  criteria.*Member = TRY(read_text_criterion(wish.name, wish.value));
  return criteria;
}

template <auto Member>
Read with_times(CaseCriteria criteria, const Wish& wish) {
  constexpr TimeRange never{.from = Timestamp::max(), .to = Timestamp::min()};  // every case has been created and updated
  criteria.*Member = TRY(read_time_range(wish.name, wish.value)).value_or(never);
  return criteria;
}

template <auto Member, ChoiceKind Kind>
Read with_choices(CaseCriteria criteria, const Wish& wish) {
  criteria.*Member = TRY(read_choices(wish.name, wish.value, wish.configuration, Kind));
  return criteria;
}

Read with_keys(CaseCriteria criteria, const Wish& wish) {
  criteria.numbers = TRY(read_case_keys(wish.project_key, wish.value));
  return criteria;
}

Read with_ids(CaseCriteria criteria, const Wish& wish) {
  criteria.ids = TRY(read_id_list<CaseId>(wish.name, wish.value));
  return criteria;
}

Read with_folders(CaseCriteria criteria, const Wish& wish) {
  criteria.folders = TRY(read_id_list<FolderId>(wish.name, wish.value));
  return criteria;
}

template <auto Member>
Read with_scalars(CaseCriteria criteria, const Wish& wish) {
  criteria.*Member = TRY(read_scalars(wish.name, wish.value));
  return criteria;
}

Read with_tags(CaseCriteria criteria, const Wish& wish) {
  criteria.tags = TRY(read_tag_list(wish.value));
  return criteria;
}

Read with_fields(CaseCriteria criteria, const Wish& wish) {
  criteria.custom_fields = TRY(read_field_criteria(wish.value));
  return criteria;
}

using C = CaseCriteria;
constexpr Row rows[] = {
    {"title", with_text<&C::title>},
    {"automationKey", with_text<&C::automation_key>},
    {"key", with_keys},
    {"ID", with_ids},
    {"ownedByID", with_scalars<&C::owners>},
    {"requirementID", with_scalars<&C::requirements>},
    {"tag", with_tags},
    {"folderID", with_folders},
    {"statusID", with_choices<&C::statuses, ChoiceKind::case_status>},
    {"priorityID", with_choices<&C::priorities, ChoiceKind::case_priority>},
    {"typeID", with_choices<&C::types, ChoiceKind::case_type>},
    {"automationStatusID", with_choices<&C::automation_statuses, ChoiceKind::automation_status>},
    {"createdDate", with_times<&C::created>},
    {"updatedDate", with_times<&C::updated>},
    {"customFields", with_fields},
    {"isArchived", [](C criteria, const Wish& wish) { return with_shelf(std::move(criteria), wish, CaseShelf::archived); }},
    {"isDeleted", [](C criteria, const Wish& wish) { return with_shelf(std::move(criteria), wish, CaseShelf::deleted); }}};

Error nobody_knows(std::string_view name) {
  constexpr std::size_t shown_max = 100;
  std::string known;
  for (const Row& row : rows) known += (known.empty() ? "" : ", ") + std::string(row.name);
  return invalid(name.substr(0, shown_max), fmt::format("Cases cannot be searched by '{}', only by {}", name.substr(0, shown_max), known));
}

}  // namespace

Result<CaseCriteria> read_case_search(const json::object& body, std::string_view project_key, const Configuration& configuration) {
  CaseCriteria criteria;
  for (const auto& [key, value] : body) {
    const std::string_view name(key.data(), key.size());
    if (value.is_null()) continue;
    const Row* row = std::ranges::find(rows, name, &Row::name);
    if (row == std::end(rows)) return nobody_knows(name);
    criteria = TRY(row->read(std::move(criteria), {name, value, project_key, configuration}));
  }
  return criteria;
}

}  // namespace testledger
