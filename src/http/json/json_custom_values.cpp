#include "http/json/json_custom_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <set>

#include "core/case_folding.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_custom_value.hpp"
#include "http/json/json_unstored.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

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

/// A field that may be given at that place, by ID, or else by name in any letter case.
const CustomField* field_offered(const std::vector<CustomField>& fields, FieldPlace place, const json::value* id, std::string_view name) {
  const auto is_here = [&](const CustomField& field) {
    return field.state == ChoiceState::active && field.use_in(place) != FieldUse::none;
  };
  if (const CustomField* field = field_with_id(fields, id); field != nullptr && is_here(*field)) return field;
  const std::string folded = case_folded(name);
  const auto found =
      std::ranges::find_if(fields, [&](const CustomField& field) { return is_here(field) && case_folded(field.name) == folded; });
  return found == fields.end() || name.empty() ? nullptr : &*found;
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

/// Which required fields must have a value: all, or those that had one.
enum class Required { all, what_was_there };

/// Reads the entries of one body one after another.
class ValueReader {
 public:
  ValueReader(const std::vector<CustomField>& fields, FieldPlace place, std::string_view before)
      : fields_(fields), place_(place), before_(stored_array(before)) {}

  Result<void> read(const json::value& entry) {
    const json::object* object = entry.if_object();
    const json::value* id = object != nullptr ? member(*object, "ID") : nullptr;
    if (object == nullptr || (id == nullptr && member(*object, "name") == nullptr))
      return invalid(R"(Every entry of customFields must be {"name","value"})");
    const std::string name = TRY(text_member(*object, "name"));
    const CustomField* field = field_offered(fields_, place_, id, name);
    if (field == nullptr) return keep_as_it_is(*object, name);
    if (!taken_.insert(field->id).second) return invalid(fmt::format("The custom field '{}' is named twice", field->name));
    return read_value(*field, *object);
  }

  Result<std::string> finish(Required required) {
    for (const CustomField& field : fields_) {
      const bool counts = field.state == ChoiceState::active && field.use_in(place_) == FieldUse::required;
      if (!counts || entry_of(field, values_) != nullptr) continue;
      if (required == Required::all || before(field) != nullptr)
        return invalid("customFields", fmt::format("The custom field '{}' is required", field.name));
    }
    std::string stored = json::serialize(values_);
    if (stored.size() > custom_values_size_max)
      return invalid("customFields", fmt::format("customFields are larger than {} bytes (custom_values_size_max)", custom_values_size_max));
    return stored;
  }

 private:
  /// What is sent back as it is stays, also where it is older than the field.
  Result<void> read_value(const CustomField& field, const json::object& entry) {
    const json::value* value = entry.if_contains("value");
    const json::value* old = before(field);
    auto kept = custom_value(field, value != nullptr ? *value : json::value(), old != nullptr ? *old : json::value());
    if (!kept && old != nullptr && *value == *old) kept = *old;
    const json::value checked = TRY(std::move(kept));
    if (!checked.is_null()) values_.push_back(json::object{{"ID", field.id.value}, {"name", field.name}, {"value", checked}});
    return {};
  }

  /// Without an ID that is no field's: a later field may get it.
  Result<void> keep_as_it_is(json::object entry, const std::string& name) {
    const json::value* id = member(entry, "ID");
    if (name.empty()) return invalid(fmt::format("The project has no custom field {}", json::serialize(*id).substr(0, 40)));
    if (id != nullptr && field_with_id(fields_, id) == nullptr) entry.stable_erase("ID");
    values_.push_back(TRY(read_json(storable(json::serialize(entry)))));
    return {};
  }

  /// The value that was stored; null when there was none.
  const json::value* before(const CustomField& field) const {
    const json::object named{{"ID", field.id.value}, {"name", field.name}};
    const auto found = std::ranges::find_if(before_, [&](const json::value& entry) { return is_of_same_field(entry, named); });
    return found == before_.end() ? nullptr : member(found->get_object(), "value");
  }

  const std::vector<CustomField>& fields_;
  FieldPlace place_;
  json::array before_;
  std::set<CustomFieldId> taken_;
  json::array values_;
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

/// What fails in entries that are not those of the body is told of the list alone.
template <class Value>
Result<Value> of_the_list(Result<Value> read) {
  if (read) return read;
  Error error = std::move(read).error();
  error.field = "customFields";
  return error;
}

/// Senders also name a field of ours by its name and an ID of theirs.
FieldUpdate in_our_words(FieldUpdate update, const std::vector<CustomField>& fields, FieldPlace place) {
  const json::value* name = member(update.named, "name");
  const json::string* text = name != nullptr ? name->if_string() : nullptr;
  const std::string_view called = text != nullptr ? std::string_view(text->data(), text->size()) : std::string_view();
  const CustomField* field = field_offered(fields, place, member(update.named, "ID"), called);
  if (field == nullptr) return update;
  update.named["ID"] = field->id.value;
  update.named["name"] = field->name;
  return update;
}

json::array updated(json::array entries, const FieldUpdate& update) {
  const auto at = std::ranges::find_if(entries, [&](const json::value& entry) { return is_of_same_field(entry, update.named); });
  const json::value* value = member(update.named, "value");
  json::object entry = update.named;
  if (at != entries.end()) {
    const json::value* old = member(at->get_object(), "value");
    entry["value"] = combined(old != nullptr ? *old : json::value(), value != nullptr ? *value : json::value(), update.change);
    entries.erase(at);
  } else if (update.change == FieldChange::remove) {
    entry["value"] = nullptr;
  }
  if (!entry["value"].is_null()) entries.push_back(std::move(entry));
  return entries;
}

Result<void> read_all(ValueReader& reader, const json::array& entries) {
  if (entries.size() > custom_values_max)
    return invalid("customFields", fmt::format("customFields has more than {} entries (custom_values_max)", custom_values_max));
  for (std::size_t index = 0; index < entries.size(); ++index) TRY(within(entry_place("customFields", index), reader.read(entries[index])));
  return {};
}

}  // namespace

Result<std::string> read_custom_values(const json::object& body, const std::vector<CustomField>& fields, FieldPlace place,
                                       std::string_view before) {
  ValueReader reader(fields, place, before);
  const json::value* list = member(body, "customFields");
  if (list == nullptr) return reader.finish(Required::all);
  if (!list->is_array()) return invalid("customFields", R"(customFields must be a list of {"name","value"})");
  TRY(read_all(reader, list->get_array()));
  return reader.finish(Required::all);
}

Result<std::string> checked_custom_values(std::string_view stored, const std::vector<CustomField>& fields, FieldPlace place) {
  return of_the_list(read_custom_values({{"customFields", stored_array(stored)}}, fields, place, stored));
}

std::vector<std::string> unknown_custom_fields(const json::object& body, const std::vector<CustomField>& fields, FieldPlace place) {
  static constexpr std::array<std::string_view, 3> stored_of_a_field{"ID", "name", "value"};
  std::vector<std::string> unknown;
  const auto add = [&](std::string name) {
    if (unknown.size() <= unstored_shown_max && std::ranges::find(unknown, name) == unknown.end()) unknown.push_back(std::move(name));
  };
  const json::value* list = member(body, "customFields");
  if (list == nullptr || !list->is_array()) return unknown;
  for (const json::value& each : list->get_array()) {
    const json::object* entry = each.if_object();
    if (entry == nullptr) continue;
    const json::value* name = member(*entry, "name");
    const json::string* called = name != nullptr ? name->if_string() : nullptr;
    const std::string_view text = called != nullptr ? std::string_view(called->data(), called->size()) : std::string_view();
    if (field_offered(fields, place, member(*entry, "ID"), text) != nullptr)
      for (const std::string& lost : unstored_members(*entry, stored_of_a_field)) add("customFields[]." + lost);
    else if (called != nullptr)  // kept as it comes, with all its members
      add("customFields." + fit_for_a_header(text));
  }
  return unknown;
}

Result<std::string> changed_custom_values(std::string_view before, const std::vector<FieldUpdate>& updates,
                                          const std::vector<CustomField>& fields, FieldPlace place) {
  json::array entries = stored_array(before);
  for (const FieldUpdate& update : updates) entries = updated(std::move(entries), in_our_words(update, fields, place));
  ValueReader reader(fields, place, before);
  TRY(of_the_list(read_all(reader, entries)));
  return reader.finish(Required::what_was_there);
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
