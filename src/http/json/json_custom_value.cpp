#include "http/json/json_custom_value.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <fmt/format.h>

#include "core/iso_time.hpp"
#include "core/letter_case.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_custom_values.hpp"
#include "http/json/json_fields.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

Error wrong(const CustomField& field, std::string_view what) {
  return {ErrorCode::invalid_argument, fmt::format("The custom field '{}' {}", field.name, what), {}, {}, "value"};
}

/// The value itself where it is wrapped as lists have it.
const json::value& unwrapped(const json::value& value) {
  const json::object* object = value.if_object();
  const json::value* inner = object != nullptr ? object->if_contains("value") : nullptr;
  return inner != nullptr ? *inner : value;
}

Result<json::value> text(const CustomField& field, const json::value& value, std::size_t length_max) {
  std::string kept;
  if (const auto* string = value.if_string())
    kept = storable({string->data(), string->size()});
  else if (const auto number = number_of(value))
    kept = fmt::format("{}", *number);
  else
    return wrong(field, "must be a text");
  if (character_count(kept) > length_max) return wrong(field, fmt::format("is longer than {} characters", length_max));
  return kept.empty() ? json::value() : json::value(kept);
}

Result<json::value> number(const CustomField& field, const json::value& value) {
  if (const auto read = number_of(value)) return number_json(*read);
  return wrong(field, "must be a number");
}

Result<json::value> yes_or_no(const CustomField& field, const json::value& value) {
  constexpr std::string_view yes[] = {"yes", "true", "1"};
  constexpr std::string_view no[] = {"no", "false", "0"};
  if (const bool* flag = value.if_bool()) return json::value(*flag ? "Yes" : "No");
  const auto* string = value.if_string();
  const auto is = [&](std::string_view word) { return string != nullptr && equal_ignoring_case({string->data(), string->size()}, word); };
  if (std::ranges::any_of(yes, is)) return json::value("Yes");
  if (std::ranges::any_of(no, is)) return json::value("No");
  return wrong(field, "must be \"Yes\" or \"No\"");
}

/// ISO text, or milliseconds since 1970; kept as contract A.10 has it.
Result<json::value> date(const CustomField& field, const json::value& value) {
  const auto time = time_of(value);
  if (!time) return wrong(field, "must be a date such as \"2024-08-29T04:38:36.437Z\"");
  return json::value(iso_time(*time));
}

Result<json::value> user(const CustomField& field, const json::value& value) {
  const json::object* object = value.if_object();
  const json::value* named = &value;
  if (object != nullptr)
    for (const std::string_view name : {"ID", "accountId", "name"})
      if (const json::value* found = member(*object, name); found != nullptr && named == &value) named = found;
  if (named->is_object() || named->is_array()) return wrong(field, "must be the name of a user");
  return text(field, *named, custom_line_length_max);
}

bool is_id_of(const json::value& id, const FieldValue& entry) { return integer_of(id) == entry.id.value; }

bool has_entry(const json::value& stored, const FieldValue& entry) {
  const auto is_it = [&](const json::value& each) {
    const json::object* object = each.if_object();
    const json::value* id = object != nullptr ? member(*object, "ID") : nullptr;
    return id != nullptr && is_id_of(*id, entry);
  };
  return stored.is_array() ? std::ranges::any_of(stored.get_array(), is_it) : is_it(stored);
}

/// By ID first, then by the text in any letter case.
const FieldValue* entry_named(const CustomField& field, const json::value& value, const json::value& before) {
  const json::object* object = value.if_object();
  const json::value* id = object != nullptr ? member(*object, "ID") : nullptr;
  if (id != nullptr)
    if (const auto found = std::ranges::find_if(field.values, [&](const FieldValue& each) { return is_id_of(*id, each); });
        found != field.values.end())
      return &*found;
  const auto* word = unwrapped(value).if_string();
  if (word == nullptr) return nullptr;
  const auto is_meant = [&](const FieldValue& each) {
    return (each.state != ChoiceState::removed || has_entry(before, each)) && equal_ignoring_case(each.value, {word->data(), word->size()});
  };
  const auto found = std::ranges::find_if(field.values, is_meant);
  return found == field.values.end() ? nullptr : &*found;
}

Result<json::value> list_entry(const CustomField& field, const json::value& value, const json::value& before) {
  const FieldValue* entry = entry_named(field, value, before);
  if (entry != nullptr && (entry->state == ChoiceState::active || has_entry(before, *entry)))
    return json::value{{"ID", entry->id.value}, {"value", entry->value}};
  return wrong(field, "has no such value; see its allowedListValues");
}

Result<json::value> each_of(const CustomField& field, const json::value& value, const json::value& before) {
  json::array several;
  const json::array one{value};
  for (const json::value& each : value.is_array() ? value.get_array() : one) {
    json::value kept = TRY(field.type == FieldType::multi_select ? list_entry(field, each, before) : user(field, each));
    if (std::ranges::find(several, kept) == several.end()) several.push_back(std::move(kept));
  }
  return json::value(std::move(several));
}

}  // namespace

Result<json::value> custom_value(const CustomField& field, const json::value& value, const json::value& before) {
  if (says_nothing(value) || says_nothing(unwrapped(value))) return json::value();
  switch (field.type) {
    case FieldType::single_line_text: return text(field, unwrapped(value), custom_line_length_max);
    case FieldType::multi_line_text: return text(field, unwrapped(value), custom_text_length_max);
    case FieldType::number: return number(field, unwrapped(value));
    case FieldType::yes_no: return yes_or_no(field, unwrapped(value));
    case FieldType::date: return date(field, unwrapped(value));
    case FieldType::single_select: return list_entry(field, value, before);
    case FieldType::single_user: return user(field, value);
    case FieldType::multi_select:
    case FieldType::multi_user: return each_of(field, value, before);
  }
  return json::value();
}

json::value shown_custom_value(const CustomField& field, json::value stored) {
  const auto renew = [&](json::value& entry) {
    for (const FieldValue& each : field.values)
      if (entry.is_object() && entry.get_object().contains("ID") && is_id_of(entry.get_object()["ID"], each))
        entry.get_object()["value"] = each.value;
  };
  if (stored.is_array())
    std::ranges::for_each(stored.get_array(), renew);
  else
    renew(stored);
  return stored;
}

}  // namespace testledger
