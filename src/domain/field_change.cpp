// What people do to a project's custom fields.
#include "domain/list_entries.hpp"

namespace testledger {
namespace {

using namespace list_entries;

using WantedValue = CustomFieldChange::Value;

Result<std::string> checked_text(std::string_view wanted) {
  std::string text(without_blanks_around(wanted));
  if (text.empty()) return invalid("allowedListValues", "allowedListValues must not have blank values");
  if (character_count(text) > field_value_length_max)
    return invalid("allowedListValues", fmt::format("A value of allowedListValues is longer than {} characters (field_value_length_max)",
                                                    field_value_length_max));
  return text;
}

/// The entry that a wanted value means, by ID or else by its text; the end when it is a new one.
std::vector<FieldValue>::iterator meant(std::vector<FieldValue>& values, const WantedValue& wanted, std::string_view text) {
  const std::string folded = case_folded(text);
  const auto is_meant = [&](const FieldValue& each) {
    if (wanted.id) return each.id == wanted.id;
    return is_live(each.state) && case_folded(each.value) == folded;
  };
  return std::ranges::find_if(values, is_meant);
}

Result<void> require_distinct(const std::vector<FieldValue>& values) {
  std::vector<std::string> folded;
  for (const FieldValue& each : values)
    if (is_live(each.state)) folded.push_back(case_folded(each.value));
  std::ranges::sort(folded);
  if (const auto twice = std::ranges::adjacent_find(folded); twice != folded.end())
    return invalid("allowedListValues", fmt::format("allowedListValues has '{}' twice", *twice));
  return {};
}

/// The wanted values in their order, and behind them, removed, those that are not among them.
Result<std::vector<FieldValue>> replaced(std::vector<FieldValue> before, const std::vector<WantedValue>& wanted) {
  if (wanted.size() > field_values_max)
    return invalid("allowedListValues", fmt::format("allowedListValues has more than {} values (field_values_max)", field_values_max));
  std::int64_t last = 0;
  for (const FieldValue& each : before) last = std::max(last, each.id.value);
  std::vector<FieldValue> values;
  for (const WantedValue& each : wanted) {
    std::string text = TRY(checked_text(each.value));
    const auto known = meant(before, each, text);
    if (known == before.end() && each.id)
      return invalid("allowedListValues", fmt::format("allowedListValues has no value {}", each.id.value));
    const ChoiceId id = known == before.end() ? ChoiceId{++last} : known->id;
    if (known != before.end()) before.erase(known);
    values.push_back({.id = id, .value = std::move(text), .state = each.state});
  }
  TRY(require_distinct(values));
  for (FieldValue& each : before) values.push_back({.id = each.id, .value = std::move(each.value), .state = ChoiceState::removed});
  if (values.size() > field_values_max + removed_choices_max)
    return invalid("allowedListValues",
                   fmt::format("The field had more than {} values (removed_choices_max). Make another field", removed_choices_max));
  return values;
}

Result<Configuration> with_parts(Configuration configuration, CustomFieldId id, const CustomFieldChange& change) {
  CustomField& field = *TRY(live_entry(configuration.custom_fields, id));
  for (std::size_t place = 0; place < change.uses.size(); ++place)
    if (change.uses[place]) field.uses[place] = *change.uses[place];
  if (change.values && !has_values(field.type) && !change.values->empty())
    return invalid("allowedListValues", "allowedListValues belong to a field of the type SINGLE_SELECT_LIST or MULTI_SELECT_LIST");
  if (change.values) field.values = TRY(replaced(std::move(field.values), *change.values));
  return configuration;
}

}  // namespace

Result<Configuration> with_field(Configuration configuration, const CustomFieldChange& wanted) {
  if (!wanted.type) return invalid("type", "type must be that of a custom field, such as SINGLE_LINE_TEXT or SINGLE_SELECT_LIST");
  std::vector<CustomField>& list = configuration.custom_fields;
  list = TRY(with_entry(std::move(list), CustomField{.type = *wanted.type}, wanted.entry));
  const CustomFieldId id = std::ranges::max_element(list, {}, &CustomField::id)->id;
  return with_parts(std::move(configuration), id, wanted);
}

Result<Configuration> with_changed_field(Configuration configuration, CustomFieldId id, const CustomFieldChange& change) {
  std::vector<CustomField>& list = configuration.custom_fields;
  if (change.type && change.type != (*TRY(live_entry(list, id))).type) return forbidden_now("The type of a custom field is fixed");
  list = TRY(with_changed_entry(std::move(list), id, change.entry));
  return with_parts(std::move(configuration), id, change);
}

Result<Configuration> without_field(Configuration configuration, CustomFieldId id) {
  configuration.custom_fields = TRY(without_entry(std::move(configuration.custom_fields), id));
  return configuration;
}

}  // namespace testledger
