#include "http/json/json_custom_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <set>

#include "core/case_folding.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_custom_value.hpp"
#include "http/json/json_unstored.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

Error wrong(std::string message) { return {ErrorCode::invalid_argument, std::move(message), {}, {}}; }

json::array stored_array(std::string_view stored) {
  auto read = read_json(stored);
  return read && read->is_array() ? std::move(read->get_array()) : json::array();
}

bool is_id_of(const json::value* id, const CustomField& field) { return id != nullptr && integer_of(*id) == field.id.value; }

const CustomField* field_with_id(const std::vector<CustomField>& fields, const json::value* id) {
  const auto found = std::ranges::find_if(fields, [&](const CustomField& each) { return is_id_of(id, each); });
  return found == fields.end() ? nullptr : &*found;
}

/// The entry of a field in a list of values; null when there is none.
const json::object* entry_of(const CustomField& field, const json::array& values) {
  for (const json::value& value : values)
    if (const json::object* entry = value.if_object(); entry != nullptr && is_id_of(member(*entry, "ID"), field)) return entry;
  return nullptr;
}

/// Reads the entries of one body one after another.
class ValueReader {
 public:
  ValueReader(const std::vector<CustomField>& fields, FieldPlace place, std::string_view before)
      : fields_(fields), place_(place), before_(stored_array(before)) {}

  Result<void> read(const json::value& entry) {
    const json::object* object = entry.if_object();
    const json::value* id = object != nullptr ? member(*object, "ID") : nullptr;
    if (object == nullptr || (id == nullptr && member(*object, "name") == nullptr))
      return wrong(R"(Every entry of customFields must be {"name","value"})");
    const std::string name = TRY(text_member(*object, "name"));
    const CustomField* field = offered(id, name);
    if (field == nullptr) return keep_as_it_is(*object, name);
    const json::value* value = object->if_contains("value");
    if (!taken_.insert(field->id).second) return wrong(fmt::format("The custom field '{}' is named twice", field->name));
    json::value kept = TRY(custom_value(*field, value != nullptr ? *value : json::value(), before(*field)));
    if (kept.is_null()) return {};
    values_.push_back(json::object{{"ID", field->id.value}, {"name", field->name}, {"value", std::move(kept)}});
    return {};
  }

  Result<CustomValues> finish() {
    for (const CustomField& field : fields_)
      if (field.state == ChoiceState::active && field.use_in(place_) == FieldUse::required && entry_of(field, values_) == nullptr)
        return wrong(fmt::format("The custom field '{}' is required", field.name));
    CustomValues read{.stored = json::serialize(values_), .unknown = std::move(unknown_)};
    if (read.stored.size() > custom_values_size_max)
      return wrong(fmt::format("customFields are larger than {} bytes (custom_values_size_max)", custom_values_size_max));
    return read;
  }

 private:
  /// A field that may be given here, by ID, or else by name in any letter case.
  const CustomField* offered(const json::value* id, std::string_view name) const {
    const auto is_here = [&](const CustomField& field) {
      return field.state == ChoiceState::active && field.use_in(place_) != FieldUse::none;
    };
    if (const CustomField* field = field_with_id(fields_, id); field != nullptr && is_here(*field)) return field;
    const std::string folded = case_folded(name);
    const auto found =
        std::ranges::find_if(fields_, [&](const CustomField& field) { return is_here(field) && case_folded(field.name) == folded; });
    return found == fields_.end() || name.empty() ? nullptr : &*found;
  }

  /// Without an ID that is no field's: a later field may get it.
  Result<void> keep_as_it_is(json::object entry, const std::string& name) {
    const json::value* id = member(entry, "ID");
    if (name.empty()) return wrong(fmt::format("The project has no custom field {}", json::serialize(*id).substr(0, 40)));
    if (id != nullptr && field_with_id(fields_, id) == nullptr) entry.stable_erase("ID");
    values_.push_back(TRY(read_json(storable(json::serialize(entry)))));
    unknown_.push_back("customFields." + fit_for_a_header(name));
    return {};
  }

  json::value before(const CustomField& field) const {
    const json::object* entry = entry_of(field, before_);
    const json::value* value = entry != nullptr ? member(*entry, "value") : nullptr;
    return value != nullptr ? *value : json::value();
  }

  const std::vector<CustomField>& fields_;
  FieldPlace place_;
  json::array before_;
  std::set<CustomFieldId> taken_;
  json::array values_;
  std::vector<std::string> unknown_;
};

/// The entries of a list, of one or none.
json::array entries_of(const json::value& value) {
  if (value.is_null()) return {};
  return value.is_array() ? value.get_array() : json::array{value};
}

/// Whether both mean the same entry of a list, by ID or by text.
bool is_same(const json::value& left, const json::value& right) {
  const auto same_member = [&](std::string_view name) {
    const json::object* one = left.if_object();
    const json::object* other = right.if_object();
    const json::value* first = one != nullptr ? member(*one, name) : &left;
    const json::value* second = other != nullptr ? member(*other, name) : &right;
    return first != nullptr && second != nullptr && *first == *second;
  };
  return same_member("ID") || same_member("value");
}

/// By ID where both have one, else by name in any letter case.
bool is_of_same_field(const json::value& stored, const json::object& named) {
  const json::object* entry = stored.if_object();
  if (entry == nullptr) return false;
  const json::value* id = member(*entry, "ID");
  const json::value* wanted_id = member(named, "ID");
  if (id != nullptr && wanted_id != nullptr) return integer_of(*id) == integer_of(*wanted_id);
  const json::value* name = member(*entry, "name");
  const json::value* wanted = member(named, "name");
  const bool both = name != nullptr && wanted != nullptr && name->is_string() && wanted->is_string();
  return both && case_folded(name->get_string()) == case_folded(wanted->get_string());
}

json::value combined(const json::value& before, const json::value& value, FieldChange change) {
  if (change == FieldChange::replace || (!before.is_array() && change == FieldChange::add)) return value;
  if (!before.is_array()) return {};
  const json::array named = entries_of(value);
  json::array several;
  for (const json::value& each : before.get_array())
    if (std::ranges::none_of(named, [&](const json::value& entry) { return is_same(each, entry); })) several.push_back(each);
  if (change == FieldChange::add) several.insert(several.end(), named.begin(), named.end());
  return several;
}

}  // namespace

Result<CustomValues> read_custom_values(const json::object& body, const std::vector<CustomField>& fields, FieldPlace place,
                                        std::string_view before) {
  ValueReader reader(fields, place, before);
  const json::value* list = member(body, "customFields");
  if (list == nullptr) return reader.finish();
  if (!list->is_array()) return wrong(R"(customFields must be a list of {"name","value"})");
  if (list->get_array().size() > custom_values_max)
    return wrong(fmt::format("customFields has more than {} entries (custom_values_max)", custom_values_max));
  for (const json::value& entry : list->get_array()) TRY(reader.read(entry));
  return reader.finish();
}

Result<CustomValues> changed_custom_values(std::string_view before, const json::object& changed, FieldChange change,
                                           const std::vector<CustomField>& fields, FieldPlace place) {
  json::array entries = stored_array(before);
  const auto at = std::ranges::find_if(entries, [&](const json::value& entry) { return is_of_same_field(entry, changed); });
  const json::value* value = member(changed, "value");
  json::object entry = changed;
  if (at != entries.end()) {
    const json::value* old = member(at->get_object(), "value");
    entry["value"] = combined(old != nullptr ? *old : json::value(), value != nullptr ? *value : json::value(), change);
    entries.erase(at);
  } else if (change == FieldChange::remove) {
    entry["value"] = nullptr;
  }
  if (!entry["value"].is_null()) entries.push_back(std::move(entry));
  return read_custom_values({{"customFields", std::move(entries)}}, fields, place, before);
}

json::array custom_values_json(std::string_view stored, const std::vector<CustomField>& fields) {
  json::array values = stored_array(stored);
  for (json::value& value : values) {
    json::object* entry = value.if_object();
    const CustomField* field = entry != nullptr ? field_with_id(fields, member(*entry, "ID")) : nullptr;
    if (field == nullptr) continue;
    (*entry)["name"] = field->name;
    (*entry)["value"] = shown_custom_value(*field, (*entry)["value"]);
  }
  return values;
}

}  // namespace testledger
