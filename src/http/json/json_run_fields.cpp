#include "http/json/json_run_fields.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json/array.hpp>

#include "core/letter_case.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_custom_values.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

Result<FieldUpdate> read_update(const json::value& field, FieldChange change) {
  const json::object* object = field.if_object();
  if (object == nullptr || (member(*object, "name") == nullptr && member(*object, "ID") == nullptr))
    return invalid(R"(A custom field must be {"name":"...","value":...})");
  return FieldUpdate{.named = *object, .change = change};
}

Result<FieldChange> read_operation(const json::object& update) {
  constexpr std::array<std::string_view, 3> names{"ADD_TO_EXISTING", "REPLACE_EXISTING", "DELETE_EXISTING"};
  const std::string wanted = TRY(text_member(update, "customFieldUpdateOperationType"));
  for (std::size_t i = 0; i < names.size(); ++i)
    if (equal_ignoring_case(wanted, names[i])) return static_cast<FieldChange>(i);
  if (wanted.empty()) return FieldChange::replace;
  return invalid("customFieldUpdateOperationType",
                 "customFieldUpdateOperationType must be ADD_TO_EXISTING, REPLACE_EXISTING or DELETE_EXISTING");
}

Result<ChangeFields> applying(std::vector<FieldUpdate> updates, const std::vector<CustomField>& fields, FieldPlace place) {
  if (updates.empty()) return ChangeFields();
  if (updates.size() > custom_values_max)
    return invalid("customFields", fmt::format("At most {} custom fields have values (custom_values_max)", custom_values_max));
  return ChangeFields([updates = std::move(updates), &fields, place](std::string_view before) {
    return changed_custom_values(before, updates, fields, place);
  });
}

Result<std::vector<FieldUpdate>> read_values(const json::object& body, std::string_view name) {
  std::vector<FieldUpdate> updates;
  const json::value* list = member(body, name);
  if (list == nullptr) return updates;
  if (!list->is_array()) return invalid(std::string(name), fmt::format("{} must be a list", name));
  for (const json::value& field : list->get_array())
    updates.push_back(TRY(within(entry_place(name, updates.size()), read_update(field, FieldChange::replace))));
  return updates;
}

}  // namespace

Result<ChangeFields> read_run_fields(const json::object& body, const std::vector<CustomField>& fields) {
  return applying(TRY(read_values(body, "customFields")), fields, FieldPlace::test_run);
}

Result<ChangeFields> read_case_fields(const json::object& body, const std::vector<CustomField>& fields) {
  return applying(TRY(read_values(body, "setCustomFields")), fields, FieldPlace::test_case);
}

Result<ChangeFields> read_run_field_updates(const json::object& body, const std::vector<CustomField>& fields) {
  const json::value* list = member(body, "customFieldValueToUpdate");
  if (list == nullptr || !list->is_array())
    return invalid("customFieldValueToUpdate", "customFieldValueToUpdate must be a list of custom fields");
  std::vector<FieldUpdate> updates;
  for (const json::value& entry : list->get_array()) {
    const json::object* update = entry.if_object();
    const json::value* field = update != nullptr ? member(*update, "customValue") : nullptr;
    const std::string place = entry_place("customFieldValueToUpdate", updates.size());
    if (field == nullptr)
      return invalid(place, R"(customFieldValueToUpdate must have {"customValue":{"name","value"},"customFieldUpdateOperationType"})");
    const FieldChange operation = TRY(within(place, read_operation(*update)));
    updates.push_back(TRY(within(place + ".customValue", read_update(*field, operation))));
  }
  return applying(std::move(updates), fields, FieldPlace::test_run);
}

}  // namespace testledger
