#include <fmt/format.h>

#include "core/letter_case.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_config.hpp"
#include "http/json/json_unstored.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

Result<std::optional<bool>> flag_member(const json::object& body, std::string_view name) {
  const json::value* value = member(body, name);
  if (value == nullptr) return std::optional<bool>();
  if (const bool* flag = value->if_bool()) return std::optional(*flag);
  const json::string* text = value->if_string();
  const std::string_view word = text != nullptr ? std::string_view(text->data(), text->size()) : std::string_view();
  if (equal_ignoring_case(word, "true")) return std::optional(true);
  if (equal_ignoring_case(word, "false")) return std::optional(false);
  return invalid(name, fmt::format("{} must be true or false", name));
}

/// A text that is there, also an empty one or null, which is the same.
Result<std::optional<std::string>> given_text(const json::object& body, std::string_view name) {
  if (!body.contains(name)) return std::optional<std::string>();
  return std::optional(TRY(text_member(body, name)));
}

Result<std::optional<std::size_t>> read_position(const json::object& body) {
  const json::value* value = member(body, "position");
  if (value == nullptr) return std::optional<std::size_t>();
  const auto number = integer_of(*value);
  if (!number || *number < 1) return invalid("position", "position must be a number from 1");
  return std::optional(static_cast<std::size_t>(*number - 1));
}

ChoiceState state_of(const std::optional<bool>& enabled) { return enabled == false ? ChoiceState::inactive : ChoiceState::active; }

Result<EntryChange> read_entry(const json::object& body) {
  EntryChange change;
  if (body.contains("name")) change.name = TRY(text_member(body, "name"));
  change.description = TRY(given_text(body, "description"));
  if (const auto enabled = TRY(flag_member(body, "isEnabled"))) change.state = state_of(enabled);
  change.position = TRY(read_position(body));
  return change;
}

template <class Value, class Named>
Result<std::optional<Value>> read_named(const json::object& body, std::string_view name, Named named) {
  const std::string text = TRY(text_member(body, name));
  if (text.empty()) return std::optional<Value>();
  if (const std::optional<Value> value = named(text)) return value;
  return invalid(name, fmt::format("{} {} is not known", name, text.substr(0, 40)));
}

std::optional<RunStatusType> status_type(std::string_view name) {
  for (const RunStatusType type : all_run_status_types)
    if (equal_ignoring_case(name_of(type), name)) return type;
  return std::nullopt;
}

Result<std::optional<FieldUse>> read_use(const json::object& body, std::string_view name) {
  const json::value* value = member(body, name);
  if (value == nullptr) return std::optional<FieldUse>();
  const json::object* use = value->if_object();
  if (use == nullptr) return invalid(name, fmt::format(R"({} must be {{"isAssociated","isRequired"}})", name));
  const bool required = TRY(within(name, flag_member(*use, "isRequired"))).value_or(false);
  if (!TRY(within(name, flag_member(*use, "isAssociated"))).value_or(required)) return std::optional(FieldUse::none);
  return std::optional(required ? FieldUse::required : FieldUse::optional);
}

/// `{"ID","value","isEnabled"}` or a bare text.
Result<CustomFieldChange::Value> read_value(const json::value& value) {
  CustomFieldChange::Value read;
  if (const json::string* text = value.if_string()) {
    read.value = storable({text->data(), text->size()});
    return read;
  }
  const json::object* object = value.if_object();
  if (object == nullptr) return invalid(R"(Every entry of allowedListValues must be {"ID","value"} or a text)");
  const json::value* id = member(*object, "ID");
  const auto number = id != nullptr ? integer_of(*id) : std::nullopt;
  if (id != nullptr && !number) return invalid("ID", "The ID of a value of allowedListValues must be a number");
  read.id = {number.value_or(0)};
  read.value = TRY(text_member(*object, "value"));
  read.state = state_of(TRY(flag_member(*object, "isEnabled")));
  return read;
}

Result<std::optional<std::vector<CustomFieldChange::Value>>> read_values(const json::object& body) {
  const json::value* list = member(body, "allowedListValues");
  if (list == nullptr) return std::optional<std::vector<CustomFieldChange::Value>>();
  if (!list->is_array()) return invalid("allowedListValues", "allowedListValues must be a list");
  std::vector<CustomFieldChange::Value> values;
  for (const json::value& each : list->get_array())
    values.push_back(TRY(within(entry_place("allowedListValues", values.size()), read_value(each))));
  return std::optional(std::move(values));
}

constexpr std::string_view choice_members[] = {"ID", "name", "description", "isDefault", "isEnabled", "isEligibleForCycle", "position"};
constexpr std::string_view run_status_members[] = {"ID", "name", "description", "statusType", "color", "isEnabled", "position"};
constexpr std::string_view field_members[] = {
    "ID",        "name",    "description", "type", "caseAssociation", "cycleAssociation", "runAssociation", "allowedListValues",
    "isEnabled", "position"};

}  // namespace

Result<ChoiceChange> read_choice_change(const json::object& body) {
  ChoiceChange change{.entry = TRY(read_entry(body))};
  change.is_default = TRY(flag_member(body, "isDefault"));
  change.eligible_for_cycle = TRY(flag_member(body, "isEligibleForCycle"));
  return change;
}

Result<RunStatusChange> read_run_status_change(const json::object& body) {
  RunStatusChange change{.entry = TRY(read_entry(body))};
  change.type = TRY(read_named<RunStatusType>(body, "statusType", status_type));
  if (member(body, "color") != nullptr) change.color = TRY(text_member(body, "color"));
  return change;
}

Result<CustomFieldChange> read_field_change(const json::object& body) {
  CustomFieldChange change{.entry = TRY(read_entry(body))};
  change.type = TRY(read_named<FieldType>(body, "type", field_type));
  change.uses = {TRY(read_use(body, "caseAssociation")), TRY(read_use(body, "cycleAssociation")), TRY(read_use(body, "runAssociation"))};
  change.values = TRY(read_values(body));
  return change;
}

Result<LinkTemplates> read_links(const json::object& body, LinkTemplates before) {
  if (auto address = TRY(given_text(body, "requirementUrl"))) before.requirement_url = *std::move(address);
  if (auto address = TRY(given_text(body, "defectUrl"))) before.defect_url = *std::move(address);
  return before;
}

std::vector<std::string> unstored_choice_members(const json::object& body) { return unstored_members(body, choice_members); }
std::vector<std::string> unstored_run_status_members(const json::object& body) { return unstored_members(body, run_status_members); }
std::vector<std::string> unstored_field_members(const json::object& body) { return unstored_members(body, field_members); }

}  // namespace testledger
