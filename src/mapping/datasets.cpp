#include "mapping/datasets.hpp"

#include <algorithm>

namespace testledger {
namespace {

constexpr std::string_view lone_parameter = "row";

std::string row_name(const TestIdentity& identity) {
  if (!identity.row) return {};
  if (!identity.row->name.empty()) return std::string(identity.row->name);
  return identity.row->number > 0 ? std::to_string(identity.row->number) : std::string{};
}

std::vector<std::string> values_of(const ReportedTest& test, const TestIdentity& identity) {
  if (test.parameters.empty()) return {row_name(identity)};
  std::vector<std::string> values;
  for (const ReportedProperty& parameter : test.parameters) values.push_back(parameter.value);
  return values;
}

std::string name_of_place(std::size_t index) { return "param" + std::to_string(index + 1); }

/// Whether the report numbers its arguments for want of names.
bool has_names(const ReportedTest& test) {
  for (std::size_t index = 0; index < test.parameters.size(); ++index)
    if (const std::string& name = test.parameters[index].name; !name.empty() && name != name_of_place(index)) return true;
  return false;
}

std::vector<std::string> names_of(const ReportedTest& test, const Dataset& before) {
  if (test.parameters.empty()) return {std::string(lone_parameter)};
  if (before.parameters.size() == test.parameters.size() && !has_names(test)) return before.parameters;
  std::vector<std::string> names;
  for (const ReportedProperty& parameter : test.parameters)
    names.push_back(parameter.name.empty() ? name_of_place(names.size()) : parameter.name);
  return names;
}

}  // namespace

Dataset first_row(const ReportedTest& test, const TestIdentity& identity, const Dataset& before) {
  return {.parameters = names_of(test, before), .rows = {values_of(test, identity)}};
}

Dataset with_row(Dataset dataset, const ReportedTest& test, const TestIdentity& identity) {
  std::vector<std::string> values = values_of(test, identity);
  values.resize(dataset.parameters.size());
  const bool is_new = std::ranges::find(dataset.rows, values) == dataset.rows.end();
  if (is_new && dataset.rows.size() < dataset_rows_max) dataset.rows.push_back(std::move(values));
  return dataset;
}

bool may_change(const Dataset& dataset, const ReportedTest& test) {
  const std::vector<std::string>& columns = dataset.parameters;
  return !test.parameters.empty() || columns.empty() || (columns.size() == 1 && columns.front() == lone_parameter);
}

RowExecution row_execution(const ReportedTest& test, const TestIdentity& identity, RunStatusType status, const Dataset& dataset) {
  RowExecution row{.name = row_name(identity), .values = {}, .status = status};
  if (test.parameters.empty()) return row;
  std::vector<std::string> names = names_of(test, dataset);
  for (std::size_t index = 0; index < names.size(); ++index) row.values.emplace_back(std::move(names[index]), test.parameters[index].value);
  return row;
}

}  // namespace testledger
