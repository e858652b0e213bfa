#include "http/json/json_criteria.hpp"

#include <fmt/format.h>

#include "core/letter_case.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_custom_values.hpp"
#include "http/json/json_fields.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

/// A day, or a millisecond of it.
Result<TimeRange> read_time(std::string_view name, const json::object& criterion, std::string_view value_name) {
  constexpr std::size_t day_length = std::string_view("2026-01-31").size();
  const json::value* value = member(criterion, value_name);
  const auto time = value != nullptr ? time_of(*value) : std::nullopt;
  if (!time)
    return invalid(
        fmt::format("{}.{}", name, value_name),
        fmt::format("{} of {} must be milliseconds since 1970 or a time like 2026-01-31 or 2026-01-31T12:00:00Z", value_name, name));
  const bool is_day = value->is_string() && value->get_string().size() == day_length;
  return TimeRange{.from = *time, .to = *time + (is_day ? std::chrono::milliseconds(std::chrono::days(1)) : std::chrono::milliseconds(1))};
}

/// Of texts and numbers; nothing for anything else.
std::optional<std::string> scalar_text(const json::value& value) {
  if (const json::string* text = value.if_string()) return storable({text->data(), text->size()});
  if (const bool* truth = value.if_bool()) return *truth ? "1" : "0";  // as the engine has them
  if (const auto number = integer_of(value)) return std::to_string(*number);
  if (const auto number = number_of(value)) return fmt::format("{}", *number);
  return std::nullopt;
}

/// What of a value is compared: `{"value":...}` or `{"ID":...}`, as fields are written, or the value itself.
std::optional<std::string> compared_text(const json::value& entry) {
  const json::object* object = entry.if_object();
  if (object == nullptr) return scalar_text(entry);
  const json::value* value = member(*object, "value");
  if (value == nullptr) value = member(*object, "ID");
  return value != nullptr ? scalar_text(*value) : std::nullopt;
}

Result<std::vector<std::string>> read_field_values(const json::value& wish) {
  std::vector<std::string> values;
  const auto list = read_in_list("value of customFields", wish);
  if (!list) return invalid("customFields", list.error().message);
  for (const json::value& entry : **list) {
    auto text = compared_text(entry);
    if (!text) return invalid("customFields", "The list of a value of customFields must have texts or numbers");
    values.push_back(*std::move(text));
  }
  return values;
}

}  // namespace

Result<TextCriterion> read_text_criterion(std::string_view name, const json::value& wish) {
  if (const json::string* text = wish.if_string()) return TextCriterion{.text = storable({text->data(), text->size()})};
  const json::object* criterion = wish.if_object();
  if (criterion == nullptr || member(*criterion, "value") == nullptr)
    return invalid(name, fmt::format(R"({} must be {{"comparisonType":"EXACT_MATCH" or "CONTAINS","value":"..."}} or a text)", name));
  const std::string type = TRY(within(name, text_member(*criterion, "comparisonType")));
  TextCriterion read{.text = TRY(within(name, text_member(*criterion, "value")))};
  if (equal_ignoring_case(type, "CONTAINS"))
    read.match = TextMatch::contains;
  else if (!type.empty() && !equal_ignoring_case(type, "EXACT_MATCH"))
    return invalid(name, fmt::format("comparisonType of {} must be EXACT_MATCH or CONTAINS", name));
  return read;
}

Result<const json::array*> read_in_list(std::string_view name, const json::value& wish) {
  const json::object* criterion = wish.if_object();
  const json::value* list = criterion != nullptr ? member(*criterion, "IN") : nullptr;
  if (criterion != nullptr && list == nullptr && equal_ignoring_case(TRY(within(name, text_member(*criterion, "comparisonType"))), "IN"))
    list = member(*criterion, "list");
  if (list == nullptr || !list->is_array()) return invalid(name, fmt::format(R"({} must be {{"comparisonType":"IN","list":[...]}})", name));
  return &list->get_array();
}

Result<std::vector<std::int64_t>> read_number_list(std::string_view name, const json::value& wish) {
  std::vector<std::int64_t> numbers;
  for (const json::value& entry : *TRY(read_in_list(name, wish))) {
    const auto number = integer_of(entry);
    if (!number) return invalid(name, fmt::format("The list of {} must have IDs", name));
    numbers.push_back(*number);
  }
  return numbers;
}

Result<std::vector<std::string>> read_text_list(std::string_view name, const json::value& wish) {
  std::vector<std::string> texts;
  for (const json::value& entry : *TRY(read_in_list(name, wish))) {
    const json::string* text = entry.if_string();
    if (text == nullptr) return invalid(name, fmt::format("The list of {} must have texts", name));
    texts.push_back(storable({text->data(), text->size()}));
  }
  return texts;
}

Result<std::optional<TimeRange>> read_time_range(std::string_view name, const json::value& wish) {
  const json::object* criterion = wish.if_object();
  const std::string type = criterion != nullptr ? upper(TRY(within(name, text_member(*criterion, "comparisonType")))) : std::string();
  if (type == "EMPTY") return std::optional<TimeRange>();
  if (type != "BEFORE" && type != "AFTER" && type != "EQUALS" && type != "BETWEEN")
    return invalid(name,
                   fmt::format(R"({} must be {{"comparisonType":"BEFORE", "AFTER", "EQUALS", "BETWEEN" or "EMPTY","value1":...}})", name));
  const TimeRange first = TRY(read_time(name, *criterion, "value1"));
  if (type == "BEFORE") return std::optional(TimeRange{.to = first.from});
  if (type == "AFTER") return std::optional(TimeRange{.from = first.to});
  if (type == "EQUALS") return std::optional(first);
  return std::optional(TimeRange{.from = first.from, .to = TRY(read_time(name, *criterion, "value2")).to});
}

Result<std::vector<std::string>> read_scalars(std::string_view name, const json::value& wish) {
  std::vector<std::string> texts;
  for (const json::value& entry : *TRY(read_in_list(name, wish))) {
    auto text = scalar_text(entry);
    if (!text) return invalid(name, fmt::format("The list of {} must have texts or numbers", name));
    texts.push_back(*std::move(text));
  }
  return texts;
}

Result<TagCriterion> read_tag_list(const json::value& wish) {
  TagCriterion tags;
  for (std::string& text : TRY(read_scalars("tag", wish))) {
    if (const auto id = integer_of(json::value(text))) tags.ids.push_back({*id});
    tags.names.push_back(std::move(text));
  }
  return tags;
}

Result<bool> read_truth(std::string_view name, const json::value& wish) {
  const json::object* criterion = wish.if_object();
  const json::value* value = criterion != nullptr ? member(*criterion, "value") : &wish;
  if (value != nullptr)
    if (const bool* truth = value->if_bool()) return *truth;
  return invalid(name, fmt::format(R"({} must be {{"value":true}} or {{"value":false}})", name));
}

Result<std::vector<FieldCriterion>> read_field_criteria(const json::value& wish) {
  static constexpr std::string_view form = R"(customFields must be [{"name":"...","value":{"comparisonType":"IN","list":[...]}}])";
  std::vector<FieldCriterion> fields;
  if (!wish.is_array() || wish.get_array().size() > custom_values_max) return invalid("customFields", std::string(form));
  for (const json::value& entry : wish.get_array()) {
    const json::object* field = entry.if_object();
    const json::value* value = field != nullptr ? member(*field, "value") : nullptr;
    if (value == nullptr) return invalid("customFields", std::string(form));
    const json::value* id = member(*field, "ID");
    FieldCriterion read{.name = TRY(within("customFields", text_member(*field, "name"))),
                        .id = id != nullptr ? integer_of(*id).value_or(0) : 0};
    if (read.name.empty() && read.id == 0) return invalid("customFields", std::string(form));
    read.values = TRY(read_field_values(*value));
    fields.push_back(std::move(read));
  }
  return fields;
}

}  // namespace testledger
