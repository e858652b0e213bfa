// Many cases at once: changed, or cloned.
#include <fmt/format.h>

#include <algorithm>

#include "core/letter_case.hpp"
#include "http/endpoints/case_calls.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_case_search.hpp"
#include "http/json/json_custom_values.hpp"
#include "http/json/json_run_fields.hpp"
#include "http/json/json_tags.hpp"
#include "http/json/json_unstored.hpp"
#include "mapping/text.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

constexpr std::size_t cloned_cases_max = 100;  // by one request
constexpr std::string_view clone_mark = "Copy of ";

/// The distinct numbers of a list of keys of the project.
Result<std::vector<KeyNumber>> numbers_of(const Call& call, const json::value& keys) {
  if (!keys.is_array()) return invalid("keys", "keys must be a list of keys of cases");
  std::vector<KeyNumber> numbers;
  for (const json::value& key : keys.get_array()) {
    const json::string* text = key.if_string();
    const auto reference = text != nullptr ? case_reference(call.project.key, {text->data(), text->size()}) : std::nullopt;
    if (!reference || !reference->number) return invalid("keys", "keys must be a list of keys of cases of this project");
    if (std::ranges::find(numbers, *reference->number) == numbers.end()) numbers.push_back(*reference->number);
    if (numbers.size() > changed_cases_max)
      return invalid("keys", fmt::format("At most {} cases at once (changed_cases_max)", changed_cases_max));
  }
  return numbers;
}

using Which = std::variant<std::vector<KeyNumber>, CaseCriteria>;

/// `keys` or `search`. A search without any criterion would mean all cases of the project.
Result<Which> read_which(const Call& call, const json::object& body, const Configuration& configuration) {
  const json::value* keys = member(body, "keys");
  const json::value* search = member(body, "search");
  if ((keys == nullptr) == (search == nullptr)) return invalid("Say either keys or search: which cases are meant");
  if (keys != nullptr) return Which(TRY(numbers_of(call, *keys)));
  const json::object* criteria = search->if_object();
  if (criteria == nullptr || criteria->empty()) return invalid("search", "search must be an object with at least one criterion");
  return Which(TRY(within("search", read_case_search(*criteria, call.project.key, configuration))));
}

Result<ShelfMove> read_action(const json::value& action) {
  static constexpr std::pair<std::string_view, ShelfMove> actions[] = {
      {"archive", ShelfMove::archive}, {"unarchive", ShelfMove::unarchive}, {"delete", ShelfMove::erase}, {"restore", ShelfMove::restore}};
  const json::string* text = action.if_string();
  for (const auto& [name, move] : actions)
    if (text != nullptr && equal_ignoring_case({text->data(), text->size()}, name)) return move;
  return invalid("action", "action must be archive, unarchive, delete or restore");
}

/// What fails in it is a member of `changes`, also where it is found out only with the case.
Result<CaseEdit> edit_of_changes(const Call& call, const json::object& changes, std::shared_ptr<const Configuration> configuration) {
  CaseEdit edit = TRY(within("changes", case_edit_wished_for(call, changes, std::move(configuration), Changes::what_is_sent)));
  return CaseEdit([edit = std::move(edit)](const TestCase& now) { return within("changes", edit(now)); });
}

/// What joins or leaves what each case has at the moment of the change, so that nobody's tags and values are written over.
struct Additions {
  std::vector<std::string> added_tags, removed_tags;
  ChangeFields change_fields;

  bool nothing() const { return added_tags.empty() && removed_tags.empty() && !change_fields; }
};

Result<std::vector<std::string>> read_tag_list(const Call& call, const json::object& body, std::string_view name) {
  const json::value* list = member(body, name);
  if (list == nullptr) return std::vector<std::string>();
  const json::object tags{{"tags", *list}};
  auto read = [&]() -> Result<std::vector<std::string>> { return read_tags(tags, TRY(tag_names(call, tags))); }();
  if (read) return read;
  Error error = std::move(read).error();  // it speaks of a member that the client has called otherwise
  error.field = fmt::format("{}{}", name, error.field.starts_with("tags") ? error.field.substr(4) : "");
  return error;
}

Result<Additions> read_additions(const Call& call, const json::object& body, const Configuration& configuration) {
  Additions additions;
  additions.added_tags = TRY(read_tag_list(call, body, "addTags"));
  additions.removed_tags = TRY(read_tag_list(call, body, "removeTags"));
  additions.change_fields = TRY(read_case_fields(body, configuration.custom_fields));
  return additions;
}

bool is_among(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::any_of(names, [name](const std::string& other) { return equal_ignoring_case(other, name); });
}

CaseEdit with_additions(CaseEdit edit, Additions additions) {
  return [edit = std::move(edit), additions = std::move(additions)](const TestCase& now) -> Result<CaseDraft> {
    CaseDraft draft = TRY(edit(now));
    std::erase_if(draft.tags, [&](const std::string& tag) { return is_among(additions.removed_tags, tag); });
    for (const std::string& tag : additions.added_tags)
      if (!is_among(draft.tags, tag)) draft.tags.push_back(tag);
    if (additions.change_fields) draft.custom_fields = TRY(additions.change_fields(draft.custom_fields));
    return draft;
  };
}

/// The configuration must be there as long as the change is.
Result<std::variant<ShelfMove, CaseEdit>> read_change(const Call& call, const json::object& body,
                                                      const std::shared_ptr<const Configuration>& configuration) {
  using Change = std::variant<ShelfMove, CaseEdit>;
  const json::value* action = member(body, "action");
  const json::value* changes = member(body, "changes");
  Additions additions = TRY(read_additions(call, body, *configuration));
  if ((action == nullptr) == (changes == nullptr && additions.nothing()))
    return invalid("Say either changes or an action: what is to be done with the cases");
  if (action != nullptr) return Change(TRY(read_action(*action)));
  if (changes != nullptr && (!changes->is_object() || changes->get_object().empty()))
    return invalid("changes", "changes must be an object with what is to be changed");
  const json::object wish = changes != nullptr ? changes->get_object() : json::object();
  CaseEdit edit = TRY(edit_of_changes(call, wish, configuration));
  return Change(with_additions(std::move(edit), std::move(additions)));
}

/// Contract D.3.
json::object outcome_json(const Call& call, const CasesChanged& outcome) {
  json::object errors, processed;
  for (const KeyNumber number : outcome.missing) {
    const std::string key = case_key(call.project.key, number);
    errors[key] = json::object{{"message", no_case(key).message}};
  }
  for (const auto& changed : outcome.changed)
    processed[case_key(call.project.key, changed.number)] = json::object{{"ID", changed.version_id.value}};
  const bool failed = outcome.changed.empty() && !outcome.missing.empty();
  return {{"status", failed ? "FAILED" : "COMPLETED"},
          {"requestCount", outcome.changed.size() + outcome.missing.size()},
          {"successCount", outcome.changed.size()},
          {"errorCount", outcome.missing.size()},
          {"errors", std::move(errors)},
          {"processedData", std::move(processed)}};
}

/// What its origin says, under another title, and without the automation key, by which results find the origin. It is a new case, which
/// must have what is required now.
Result<CaseClone> clone_of(TestCase origin, const CaseEdit& edit, const Configuration& configuration) {
  CaseDraft& draft = origin.fields;
  draft.title = std::string(cut_to_characters(fmt::format("{}{}", clone_mark, draft.title), title_length_max));
  draft.automation_key.clear();
  origin.number = {};  // to which the clone may refer
  CaseClone clone{.of = origin.id, .fields = TRY(edit(origin))};
  clone.fields.custom_fields = TRY(checked_custom_values(clone.fields.custom_fields, configuration.custom_fields, FieldPlace::test_case));
  return clone;
}

}  // namespace

Result<Response> change_cases(const Call& call, const json::value& body) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const json::object& wish = *TRY(as_object(body));
  CasesChange change;
  change.which = TRY(read_which(call, wish, *configuration));
  change.change = TRY(read_change(call, wish, configuration));
  if (const ShelfMove* to = std::get_if<ShelfMove>(&change.change)) change.audit = move_audit(call, *to);
  const CasesChanged outcome = TRY(call.services.store.change_cases(call.project.id, change));
  const json::value* changes = member(wish, "changes");
  return naming_unstored(
      json_response_of(outcome_json(call, outcome)),
      changes != nullptr ? unstored_case_members(changes->get_object(), configuration->custom_fields) : std::vector<std::string>());
}

Result<Response> clone_case(const Call& call, const json::value& body) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const json::object& changes = *TRY(as_object(body));
  const CaseEdit edit = TRY(case_edit_wished_for(call, changes, configuration, Changes::what_is_sent));
  const CaseClone clone = TRY(clone_of(TRY(case_of(call)), edit, *configuration));
  const auto made = TRY(call.services.store.clone_cases(call.project.id, {clone}));
  return naming_unstored(case_response(call, *configuration, made.front(), written_case_view(call)),
                         unstored_case_members(changes, configuration->custom_fields));
}

Result<Response> clone_cases(const Call& call, const json::value& body) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const json::object& wish = *TRY(as_object(body));
  const json::value* keys = member(wish, "keys");
  const auto numbers = keys != nullptr ? TRY(numbers_of(call, *keys)) : std::vector<KeyNumber>();
  if (numbers.empty() || numbers.size() > cloned_cases_max)
    return invalid("keys", fmt::format("keys must be a list of 1 to {} keys of cases (cloned_cases_max)", cloned_cases_max));
  const json::value* changes = member(wish, "changes");
  if (changes != nullptr && !changes->is_object()) return invalid("changes", "changes must be an object with what is to be otherwise");
  const json::object members = changes != nullptr ? changes->get_object() : json::object();
  const CaseEdit edit = TRY(edit_of_changes(call, members, configuration));
  std::vector<CaseClone> clones;
  for (const KeyNumber number : numbers) {
    auto origin = TRY(call.services.store.find_case(call.project.id, {.number = number}));
    if (!origin) return no_case(case_key(call.project.key, number));
    clones.push_back(TRY(clone_of(*std::move(origin), edit, *configuration)));
  }
  json::array made;
  for (const TestCase& each : TRY(call.services.store.clone_cases(call.project.id, clones)))
    made.push_back(case_json(call.project, *configuration, each, written_case_view(call)));
  return naming_unstored(json_response_of(made), unstored_case_members(members, configuration->custom_fields));
}

}  // namespace testledger
