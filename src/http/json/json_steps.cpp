#include "http/json/json_steps.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>

#include <fmt/format.h>

#include "core/letter_case.hpp"
#include "http/json/json_body.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

Result<StepType> read_step_type(const json::object& step) {
  const std::string name = TRY(text_member(step, "stepType"));
  if (name.empty()) return member(step, "bddStep") != nullptr ? StepType::bdd_given : StepType::text;
  if (const auto type = step_type(upper(name))) return *type;
  return invalid("stepType", fmt::format("'stepType' {} is not valid", name));
}

/// The key of the case that a reference step refers to.
Result<std::string> read_reference(const json::object& step) {
  const json::value* referenced = member(step, "referencedCase");
  const json::object* object = referenced != nullptr ? referenced->if_object() : nullptr;
  std::string key = object != nullptr ? TRY(within("referencedCase", text_member(*object, "key"))) : std::string();
  if (key.empty()) return invalid("referencedCase", "A step of type REFERENCE needs the key of its referencedCase");
  return key;
}

Result<std::string> first_text(const json::object& step, std::string_view one, std::string_view other) {
  std::string text = TRY(text_member(step, one));
  return text.empty() ? text_member(step, other) : std::move(text);
}

Result<CaseStep> read_step(const json::value& value) {
  if (!value.is_object()) return invalid("steps must be a list of objects");
  const json::object& step = value.get_object();
  CaseStep read{.type = TRY(read_step_type(step))};
  if (read.type == StepType::reference)
    read.text = TRY(read_reference(step));
  else
    read.text = is_bdd(read.type) ? TRY(first_text(step, "bddStep", "step")) : TRY(text_member(step, "step"));
  if (read.text.empty())
    return invalid(is_bdd(read.type) ? "bddStep" : "step", fmt::format("A step of type {} needs its text", name_of(read.type)));
  read.data = TRY(first_text(step, "data", "testData"));
  read.expected = TRY(text_member(step, "expectedResult"));
  return read;
}

std::string cell_text(const json::value& value) {
  if (value.is_null()) return {};
  if (const json::string* text = value.if_string()) return storable({text->data(), text->size()});
  return storable(json::serialize(value));
}

/// The place of a parameter in the list, which it joins if it is new.
std::size_t place_of(std::vector<std::string>& parameters, std::string_view name) {
  const auto found = std::ranges::find(parameters, name);
  if (found != parameters.end()) return static_cast<std::size_t>(found - parameters.begin());
  parameters.emplace_back(name);
  return parameters.size() - 1;
}

Result<std::vector<std::string>> read_parameters(const json::object& body) {
  std::vector<std::string> parameters;
  const json::value* list = member(body, "datasetParameters");
  if (list == nullptr) return parameters;
  if (!list->is_array()) return invalid("datasetParameters", "datasetParameters must be a list");
  for (const json::value& entry : list->get_array()) {
    const std::string name =
        entry.is_object() ? TRY(within("datasetParameters", text_member(entry.get_object(), "name"))) : cell_text(entry);
    if (name.empty()) return invalid("datasetParameters", "A parameter in datasetParameters needs a name");
    place_of(parameters, name);
  }
  return parameters;
}

}  // namespace

Result<std::vector<CaseStep>> read_steps(const json::object& body) {
  std::vector<CaseStep> steps;
  const json::value* list = member(body, "steps");
  if (list == nullptr) return steps;
  if (!list->is_array()) return invalid("steps", "steps must be a list of objects");
  for (const json::value& entry : list->get_array()) steps.push_back(TRY(within(entry_place("steps", steps.size()), read_step(entry))));
  return steps;
}

json::array steps_json(const std::vector<CaseStep>& steps) {
  json::array array;
  for (std::size_t index = 0; index < steps.size(); ++index) {
    const CaseStep& step = steps[index];
    json::object object{{"ID", index + 1}, {"stepType", std::string(name_of(step.type))}};
    if (step.type == StepType::reference)
      object["referencedCase"] = json::object{{"key", step.text}};
    else
      object[is_bdd(step.type) ? "bddStep" : "step"] = step.text;
    object["data"] = step.data;
    object["expectedResult"] = step.expected;
    object["stepIndex"] = index;
    array.push_back(std::move(object));
  }
  return array;
}

Result<Dataset> read_dataset(const json::object& body) {
  Dataset dataset{.parameters = TRY(read_parameters(body))};
  const json::value* rows = member(body, "dataSets");
  if (rows == nullptr) return dataset;
  if (!rows->is_array()) return invalid("dataSets", "dataSets must be a list of objects");
  for (const json::value& entry : rows->get_array()) {
    if (!entry.is_object()) return invalid(entry_place("dataSets", dataset.rows.size()), "dataSets must be a list of objects");
    std::vector<std::string> row(dataset.parameters.size());
    for (const auto& cell : entry.get_object()) {
      const std::size_t place = place_of(dataset.parameters, {cell.key().data(), cell.key().size()});
      row.resize(std::max(row.size(), place + 1));
      row[place] = cell_text(cell.value());
    }
    dataset.rows.push_back(std::move(row));
  }
  for (auto& row : dataset.rows) row.resize(dataset.parameters.size());
  return dataset;
}

json::array dataset_parameters_json(const Dataset& dataset) {
  json::array array;
  for (const std::string& name : dataset.parameters) array.push_back(json::object{{"name", name}});
  return array;
}

json::array dataset_rows_json(const Dataset& dataset) {
  json::array array;
  for (const auto& row : dataset.rows) {
    json::object object;
    for (std::size_t i = 0; i < dataset.parameters.size() && i < row.size(); ++i) object[dataset.parameters[i]] = row[i];
    array.push_back(std::move(object));
  }
  return array;
}

}  // namespace testledger
