#include "http/json/json_cycle_conditions.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "core/case_folding.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_criteria.hpp"
#include "http/json/json_custom_values.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 9> names{"tag",         "statusID",  "isClosed", "jiraTaskIDs", "createdDate",
                                                "updatedDate", "startDate", "endDate",  "customFields"};

std::string text_of(const json::value& value) {
  const json::string* text = value.if_string();
  return text != nullptr ? std::string(text->data(), text->size()) : json::serialize(value);
}

bool is_among(const std::vector<std::string>& texts, std::string_view text) {
  const std::string folded = case_folded(text);
  return std::ranges::any_of(texts, [&](const std::string& each) { return case_folded(each) == folded; });
}

Result<CycleCondition> read_tags_wanted(const json::value& wish) {
  return CycleCondition([wanted = TRY(read_tag_list(wish))](const TestCycle& cycle) {
    const auto is_wanted = [&](const CaseTag& tag) {
      return is_among(wanted.names, tag.name) || std::ranges::find(wanted.ids, tag.id) != wanted.ids.end();
    };
    return std::ranges::any_of(cycle.tags, is_wanted);
  });
}

Result<CycleCondition> read_statuses(const json::value& wish) {
  return CycleCondition(
      [wanted = TRY(read_scalars("statusID", wish))](const TestCycle& cycle) { return is_among(wanted, cycle.fields.closed ? "2" : "1"); });
}

Result<CycleCondition> read_closed(const json::value& wish) {
  return CycleCondition([wanted = TRY(read_truth("isClosed", wish))](const TestCycle& cycle) { return cycle.fields.closed == wanted; });
}

Result<CycleCondition> read_tasks(const json::value& wish) {
  return CycleCondition([wanted = TRY(read_scalars("jiraTaskIDs", wish))](const TestCycle& cycle) {
    return std::ranges::any_of(cycle.fields.tasks, [&](const std::string& task) { return is_among(wanted, task); });
  });
}

using TimeOf = std::optional<Timestamp> (*)(const TestCycle&);

TimeOf time_named(std::string_view name) {
  if (name == "createdDate") return [](const TestCycle& cycle) { return std::optional(cycle.created); };
  if (name == "updatedDate") return [](const TestCycle& cycle) { return std::optional(cycle.updated); };
  if (name == "startDate") return [](const TestCycle& cycle) { return cycle.fields.start; };
  return [](const TestCycle& cycle) { return cycle.fields.end; };
}

Result<CycleCondition> read_time(std::string_view name, const json::value& wish) {
  return CycleCondition([time = time_named(name), range = TRY(read_time_range(name, wish))](const TestCycle& cycle) {
    const auto at = time(cycle);
    return range ? at && *at >= range->from && *at < range->to : !at;
  });
}

/// The texts and numbers that a stored value consists of.
std::vector<std::string> atoms_of(const json::value& value) {
  std::vector<std::string> texts;
  const json::array one{value};
  for (const json::value& each : value.is_array() ? value.get_array() : one) {
    const json::object* object = each.if_object();
    if (object == nullptr) texts.push_back(text_of(each));
    if (object != nullptr)
      for (const auto& [name, part] : *object) texts.push_back(text_of(part));
  }
  return texts;
}

bool is_field(const json::object& entry, const FieldCriterion& wanted) {
  const json::value* name = member(entry, "name");
  const json::value* id = member(entry, "ID");
  if (wanted.name.empty()) return id != nullptr && integer_of(*id) == wanted.id;
  return name != nullptr && name->is_string() && case_folded(name->get_string()) == case_folded(wanted.name);
}

bool has_value(const TestCycle& cycle, const std::vector<CustomField>& fields, const FieldCriterion& wanted) {
  for (const json::value& value : custom_values_json(cycle.fields.custom_fields, fields)) {
    const json::object* entry = value.if_object();
    const json::value* kept = entry != nullptr ? member(*entry, "value") : nullptr;
    if (kept == nullptr || !is_field(*entry, wanted)) continue;
    if (std::ranges::any_of(atoms_of(*kept), [&](const std::string& text) { return is_among(wanted.values, text); })) return true;
  }
  return false;
}

Result<CycleCondition> read_condition(std::string_view name, const json::value& wish) {
  if (name == "tag") return read_tags_wanted(wish);
  if (name == "statusID") return read_statuses(wish);
  if (name == "isClosed") return read_closed(wish);
  if (name == "jiraTaskIDs") return read_tasks(wish);
  return read_time(name, wish);
}

}  // namespace

bool is_cycle_condition(std::string_view name) { return std::ranges::find(names, name) != names.end(); }

Result<std::vector<CycleCondition>> read_cycle_conditions(const json::object& body, const std::vector<CustomField>& fields) {
  std::vector<CycleCondition> conditions;
  for (const std::string_view name : names) {
    const json::value* wish = member(body, name);
    if (wish == nullptr) continue;
    if (name != "customFields") {
      conditions.push_back(TRY(read_condition(name, *wish)));
      continue;
    }
    for (FieldCriterion& wanted : TRY(read_field_criteria(*wish)))
      conditions.emplace_back([&fields, wanted = std::move(wanted)](const TestCycle& cycle) { return has_value(cycle, fields, wanted); });
  }
  return conditions;
}

}  // namespace testledger
