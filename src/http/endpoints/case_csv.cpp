#include "http/endpoints/case_csv.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "core/csv.hpp"
#include "core/iso_time.hpp"
#include "http/endpoints/plain_text.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_custom_values.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 22> columns{"Key",
                                                   "Version",
                                                   "Title",
                                                   "Description",
                                                   "Precondition",
                                                   "Folder",
                                                   "Status",
                                                   "Owner",
                                                   "Priority",
                                                   "Type",
                                                   "Script Type",
                                                   "Automation Status",
                                                   "Automation Key",
                                                   "Estimated Effort (s)",
                                                   "Tags",
                                                   "Requirements",
                                                   "Components",
                                                   "Releases",
                                                   "Steps",
                                                   "Created",
                                                   "Updated",
                                                   "Data Sets"};

std::string steps_text(const std::vector<CaseStep>& steps) {
  std::string text;
  int number = 0;
  for (const CaseStep& step : steps) {
    text += fmt::format("{}{}. {}", text.empty() ? "" : "\n", ++number, step.text);
    if (!step.data.empty()) text += " | data: " + step.data;
    if (!step.expected.empty()) text += " | expected: " + step.expected;
  }
  return text;
}

std::string name_of(const Configuration& configuration, ChoiceKind kind, ChoiceId id) {
  const Choice* choice = configuration.find(kind, id);
  return choice != nullptr ? choice->name : configuration.default_of(kind).name;
}

/// A line for each row, "1. user: bob, role: admin".
std::string rows_text(const Dataset& dataset) {
  std::string text;
  int number = 0;
  for (const auto& row : dataset.rows) {
    text += fmt::format("{}{}.", text.empty() ? "" : "\n", ++number);
    for (std::size_t i = 0; i < row.size() && i < dataset.parameters.size(); ++i)
      text += fmt::format("{} {}: {}", i == 0 ? "" : ",", dataset.parameters[i], row[i]);
  }
  return text;
}

/// The fields that cases have or had: one that is not offered any more still has values.
std::vector<const CustomField*> columns_of(const Configuration& lists) {
  std::vector<const CustomField*> fields;
  for (const CustomField& field : lists.custom_fields)
    if (field.state != ChoiceState::removed && field.use_in(FieldPlace::test_case) != FieldUse::none) fields.push_back(&field);
  return fields;
}

std::string value_text(const json::value& value) {
  if (const json::string* text = value.if_string()) return {text->data(), text->size()};
  if (const json::object* entry = value.if_object()) {
    const json::value* inner = member(*entry, "value");
    return inner != nullptr && !inner->is_object() ? value_text(*inner) : std::string();
  }
  if (const json::array* several = value.if_array()) {
    std::vector<std::string> texts;
    for (const json::value& each : *several)
      if (!each.is_array()) texts.push_back(value_text(each));
    return fmt::format("{}", fmt::join(texts, ", "));
  }
  return value.is_null() ? std::string() : json::serialize(value);
}

std::string custom_text(const json::array& values, const CustomField& field) {
  for (const json::value& each : values) {
    const json::object* entry = each.if_object();
    const json::value* id = entry != nullptr ? member(*entry, "ID") : nullptr;
    const json::value* value = entry != nullptr ? member(*entry, "value") : nullptr;
    if (id != nullptr && value != nullptr && integer_of(*id) == field.id.value) return value_text(*value);
  }
  return {};
}

}  // namespace

std::string case_csv_head(const Configuration& lists) {
  std::vector<std::string> names(columns.begin(), columns.end());
  for (const CustomField* field : columns_of(lists)) names.push_back(field->name);
  return csv_line(names);
}

std::string case_csv_line(const Project& project, const Configuration& lists, const TestCase& shown) {
  const CaseDraft& fields = shown.fields;
  std::vector<std::string> cells{case_key(project.key, shown.number),
                                 std::to_string(shown.version),
                                 fields.title,
                                 plain_text(fields.description),
                                 plain_text(fields.precondition),
                                 shown.folder ? shown.folder->name : "",
                                 name_of(lists, ChoiceKind::case_status, fields.status),
                                 fields.owner,
                                 name_of(lists, ChoiceKind::case_priority, fields.priority),
                                 name_of(lists, ChoiceKind::case_type, fields.type),
                                 name_of(lists, ChoiceKind::script_type, fields.script_type),
                                 name_of(lists, ChoiceKind::automation_status, fields.automation_status),
                                 fields.automation_key,
                                 fmt::format("{}", fields.estimated_effort_s),
                                 fmt::format("{}", fmt::join(fields.tags, ", ")),
                                 fmt::format("{}", fmt::join(fields.requirements, ", ")),
                                 fmt::format("{}", fmt::join(fields.components, ", ")),
                                 fmt::format("{}", fmt::join(fields.releases, ", ")),
                                 steps_text(fields.steps),
                                 iso_time(shown.created),
                                 iso_time(shown.updated),
                                 rows_text(fields.dataset)};
  const json::array values = custom_values_json(fields.custom_fields, lists.custom_fields);
  for (const CustomField* field : columns_of(lists)) cells.push_back(custom_text(values, *field));
  return csv_line(cells);
}

}  // namespace testledger
