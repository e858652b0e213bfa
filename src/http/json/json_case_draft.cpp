#include "http/json/json_case_draft.hpp"

#include <fmt/format.h>

#include "core/letter_case.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_custom_values.hpp"
#include "http/json/json_fields.hpp"
#include "http/json/json_steps.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

std::string shown(const json::value& value) {
  if (const auto* text = value.if_string()) return {text->data(), text->size()};
  const auto number = integer_of(value);
  return number ? std::to_string(*number) : "value";
}

/// By name in any letter case; clients also call the script type of BDD cases "BDD" alone. Null when there is none.
const Choice* choice_named(const Configuration& configuration, ChoiceKind kind, std::string_view name) {
  if (const Choice* choice = configuration.find(kind, name)) return choice;
  const bool short_form = kind == ChoiceKind::script_type && equal_ignoring_case(name, "BDD");
  return short_form ? configuration.find(kind, bdd_script) : nullptr;
}

/// A list of the project, and what the case has of it so far.
struct ChoiceList {
  const Configuration& configuration;
  ChoiceKind kind;
  ChoiceId kept;
};

/// The choice a member names, the list's default when it is absent. `ID` is tried as a number first, then as a name.
Result<ChoiceId> read_choice(const json::object& body, std::string_view name, const ChoiceList& list) {
  const json::value* value = member(body, name);
  const json::value* wanted = value != nullptr ? named_by(*value) : nullptr;
  if (wanted == nullptr) return list.configuration.default_of(list.kind).id;
  if (const auto id = integer_of(*wanted))
    if (const Choice* choice = list.configuration.find(list.kind, ChoiceId{*id});
        choice != nullptr && (choice->state == ChoiceState::active || choice->id == list.kept))
      return choice->id;
  if (const auto* text = wanted->if_string()) {
    const std::string_view called(text->data(), text->size());
    if (const Choice* choice = choice_named(list.configuration, list.kind, called)) return choice->id;
    const Choice* kept = list.configuration.find(list.kind, list.kept);
    if (kept != nullptr && equal_ignoring_case(kept->name, called)) return kept->id;
  }
  return invalid(name, fmt::format("'{}' {} is not valid for this project", name, shown(*wanted)));
}

/// Steps cannot do without a script type (contract A.4).
Result<void> check_script_type(const json::object& body, const Result<ChoiceId>& read) {
  const json::value* steps = member(body, "steps");
  const bool has_steps = steps != nullptr && steps->is_array() && !steps->get_array().empty();
  const json::value* given = member(body, "scriptType");
  const bool missing = given == nullptr || named_by(*given) == nullptr;
  if (has_steps && (missing || !read)) return invalid("scriptType", "Invalid or missing value for Test Script Type");
  return {};
}

/// Which members of a body count: all of them, those that are absent as empty, or those that are there.
enum class Counts { all, what_is_sent };

class DraftReading {
 public:
  DraftReading(const json::object& body, const Configuration& configuration, const TagNames& tags, const CaseDraft& before)
      : body_(body), configuration_(configuration), tags_(tags), before_(before) {}

  Result<CaseDraft> read(Counts counts) {
    counts_ = counts;
    CaseDraft draft = counts == Counts::all ? CaseDraft() : before_;
    draft = TRY(with_texts(std::move(draft)));
    draft = TRY(with_choices(std::move(draft)));
    return with_lists(std::move(draft));
  }

 private:
  bool counts(std::string_view name) const { return counts_ == Counts::all || body_.contains({name.data(), name.size()}); }
  Result<CaseDraft> with_texts(CaseDraft draft) const;
  Result<CaseDraft> with_choices(CaseDraft draft) const;
  Result<CaseDraft> with_lists(CaseDraft draft) const;
  Result<CaseDraft> with_dataset(CaseDraft draft) const;

  const json::object& body_;
  const Configuration& configuration_;
  const TagNames& tags_;
  const CaseDraft& before_;
  Counts counts_ = Counts::all;
};

Result<CaseDraft> DraftReading::with_texts(CaseDraft draft) const {
  if (counts("title")) draft.title = TRY(read_title(body_));
  if (counts("description")) draft.description = TRY(text_member(body_, "description"));
  if (counts("precondition")) draft.precondition = TRY(text_member(body_, "precondition"));
  if (counts("automationKey")) draft.automation_key = TRY(text_member(body_, "automationKey"));
  if (counts("ownedByID")) draft.owner = TRY(text_member(body_, "ownedByID"));
  if (counts("automationOwnerID")) draft.automation_owner = TRY(text_member(body_, "automationOwnerID"));
  if (counts("estimatedEffort")) draft.estimated_effort_s = TRY(read_effort(body_, "estimatedEffort")).value_or(0);
  if (counts("customFields"))
    draft.custom_fields = TRY(read_custom_values(body_, configuration_.custom_fields, FieldPlace::test_case, before_.custom_fields));
  return draft;
}

Result<CaseDraft> DraftReading::with_choices(CaseDraft draft) const {
  const auto choice = [this](std::string_view name, ChoiceKind kind, ChoiceId kept) {
    return read_choice(body_, name, {configuration_, kind, kept});
  };
  if (counts("folder")) draft.folder = TRY(read_folder(body_));
  if (counts("status")) draft.status = TRY(choice("status", ChoiceKind::case_status, before_.status));
  if (counts("priority")) draft.priority = TRY(choice("priority", ChoiceKind::case_priority, before_.priority));
  if (counts("type")) draft.type = TRY(choice("type", ChoiceKind::case_type, before_.type));
  if (counts("automationStatus"))
    draft.automation_status = TRY(choice("automationStatus", ChoiceKind::automation_status, before_.automation_status));
  if (!counts("scriptType")) return draft;
  const auto script_type = choice("scriptType", ChoiceKind::script_type, before_.script_type);
  TRY(check_script_type(body_, script_type));
  draft.script_type = TRY(script_type);
  return draft;
}

Result<CaseDraft> DraftReading::with_lists(CaseDraft draft) const {
  if (counts("tags")) draft.tags = TRY(read_tags(body_, tags_));
  if (counts("jiraRequirementIDs")) draft.requirements = TRY(texts_member(body_, "jiraRequirementIDs"));
  if (counts("jiraComponentIDs")) draft.components = TRY(numbers_member(body_, "jiraComponentIDs"));
  if (counts("jiraReleaseIDs")) draft.releases = TRY(numbers_member(body_, "jiraReleaseIDs"));
  if (counts("steps")) draft.steps = TRY(read_steps(body_));
  return with_dataset(std::move(draft));
}

/// Parameters without rows would leave the rows there are without columns.
Result<CaseDraft> DraftReading::with_dataset(CaseDraft draft) const {
  const bool has_rows = counts("dataSets");
  if (!has_rows && counts("datasetParameters"))
    return invalid("datasetParameters", "datasetParameters can only be changed together with dataSets");
  if (has_rows) draft.dataset = TRY(read_dataset(body_));
  return draft;
}

}  // namespace

Result<CaseDraft> read_case_draft(const json::object& body, const Configuration& configuration, const TagNames& tags) {
  return read_case_replacement(body, configuration, tags, {});
}

Result<CaseDraft> read_case_replacement(const json::object& body, const Configuration& configuration, const TagNames& tags,
                                        const CaseDraft& before) {
  return DraftReading(body, configuration, tags, before).read(Counts::all);
}

Result<CaseDraft> read_case_changes(const json::object& body, const Configuration& configuration, const TagNames& tags,
                                    const CaseDraft& before) {
  return DraftReading(body, configuration, tags, before).read(Counts::what_is_sent);
}

}  // namespace testledger
