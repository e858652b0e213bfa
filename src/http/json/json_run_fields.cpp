#include "http/json/json_run_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "core/letter_case.hpp"
#include "http/json/json_body.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

enum class Operation { add, replace, remove };
struct FieldChange {
  std::string name;
  json::value value;
  Operation operation = Operation::replace;
};

Error wrong(std::string message) { return {ErrorCode::invalid_argument, std::move(message), {}, {}}; }

Result<FieldChange> read_change(const json::value& field, Operation operation) {
  const json::object* object = field.if_object();
  std::string name = object != nullptr ? TRY(text_member(*object, "name")) : std::string();
  if (name.empty()) return wrong(R"(A custom field must be {"name":"...","value":...})");
  const json::value* value = member(*object, "value");
  return FieldChange{.name = std::move(name), .value = value != nullptr ? *value : json::value(), .operation = operation};
}

Result<Operation> read_operation(const json::object& update) {
  constexpr std::array<std::string_view, 3> names{"ADD_TO_EXISTING", "REPLACE_EXISTING", "DELETE_EXISTING"};
  const std::string wanted = TRY(text_member(update, "customFieldUpdateOperationType"));
  for (std::size_t i = 0; i < names.size(); ++i)
    if (equal_ignoring_case(wanted, names[i])) return static_cast<Operation>(i);
  if (wanted.empty()) return Operation::replace;
  return wrong("customFieldUpdateOperationType must be ADD_TO_EXISTING, REPLACE_EXISTING or DELETE_EXISTING");
}

bool holds(const json::array& list, const json::value& entry) { return std::ranges::find(list, entry) != list.end(); }

json::value added(const json::value& before, const json::value& more) {
  if (!before.is_array() || !more.is_array()) return more;
  json::array all = before.get_array();
  for (const json::value& entry : more.get_array())
    if (!holds(all, entry)) all.push_back(entry);
  return all;
}

/// Null when nothing is left.
json::value without(const json::value& before, const json::value& less) {
  if (!before.is_array() || !less.is_array()) return {};
  json::array left;
  for (const json::value& entry : before.get_array())
    if (!holds(less.get_array(), entry)) left.push_back(entry);
  return left.empty() ? json::value() : json::value(std::move(left));
}

json::value changed(const json::value& before, const FieldChange& change) {
  switch (change.operation) {
    case Operation::add: return added(before, change.value);
    case Operation::replace: return change.value;
    case Operation::remove: return without(before, change.value);
  }
  return before;
}

void apply(json::array& fields, const FieldChange& change) {
  const auto field = std::ranges::find_if(fields, [&](const json::value& each) { return each.at("name") == json::value(change.name); });
  json::value value = changed(field != fields.end() ? field->at("value") : json::value(), change);
  if (field != fields.end()) fields.erase(field);
  if (!value.is_null()) fields.push_back(json::object{{"name", change.name}, {"value", std::move(value)}});
}

ChangeRunFields applying(std::vector<FieldChange> changes) {
  if (changes.empty()) return {};
  return [changes = std::move(changes)](std::string_view before) -> Result<std::string> {
    json::array fields = run_fields_json(std::string(before));
    for (const FieldChange& change : changes) apply(fields, change);
    std::string stored = storable(json::serialize(fields));
    if (fields.size() > run_fields_max || stored.size() > run_fields_size_max)
      return Error{
          ErrorCode::limit_exceeded,
          fmt::format("A run has at most {} custom fields of {} bytes together (run_fields_max).", run_fields_max, run_fields_size_max),
          {},
          {}};
    return stored;
  };
}

}  // namespace

Result<ChangeRunFields> read_run_fields(const json::object& body) {
  const json::value* list = member(body, "customFields");
  if (list == nullptr) return ChangeRunFields();
  if (!list->is_array()) return wrong("customFields must be a list");
  std::vector<FieldChange> changes;
  for (const json::value& field : list->get_array()) changes.push_back(TRY(read_change(field, Operation::replace)));
  return applying(std::move(changes));
}

Result<ChangeRunFields> read_run_field_updates(const json::object& body) {
  const json::value* list = member(body, "customFieldValueToUpdate");
  if (list == nullptr || !list->is_array()) return wrong("customFieldValueToUpdate must be a list of custom fields");
  std::vector<FieldChange> changes;
  for (const json::value& entry : list->get_array()) {
    const json::object* update = entry.if_object();
    const json::value* field = update != nullptr ? member(*update, "customValue") : nullptr;
    if (field == nullptr)
      return wrong(R"(customFieldValueToUpdate must have {"customValue":{"name","value"},"customFieldUpdateOperationType"})");
    changes.push_back(TRY(read_change(*field, TRY(read_operation(*update)))));
  }
  return applying(std::move(changes));
}

json::array run_fields_json(const std::string& stored) {
  auto fields = read_json(stored);
  return fields && fields->is_array() ? std::move(fields->get_array()) : json::array();
}

}  // namespace testledger
