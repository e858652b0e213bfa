#include "http/json/json_cycle_conditions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "core/case_folding.hpp"
#include "core/letter_case.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_criteria.hpp"
#include "http/json/json_custom_values.hpp"
#include "http/json/json_cycle_query.hpp"
#include "http/json/json_fields.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 9> names{"tag",         "statusID",  "isClosed", "jiraTaskIDs", "createdDate",
                                                "updatedDate", "startDate", "endDate",  "customFields"};

Error wrong(std::string message) { return {.code = ErrorCode::invalid_argument, .message = std::move(message)}; }

std::string text_of(const json::value& value) {
  const json::string* text = value.if_string();
  return text != nullptr ? std::string(text->data(), text->size()) : json::serialize(value);
}

/// The texts of a list, for comparing in any letter case.
Result<std::vector<std::string>> read_folded(std::string_view name, const json::value& wish) {
  std::vector<std::string> texts;
  for (const json::value& entry : *TRY(read_in_list(name, wish))) texts.push_back(case_folded(text_of(entry)));
  return texts;
}

bool is_among(const std::vector<std::string>& folded, std::string_view text) {
  return std::ranges::find(folded, case_folded(text)) != folded.end();
}

/// By name or by ID.
Result<CycleCondition> read_tags_wanted(const json::value& wish) {
  return CycleCondition([wanted = TRY(read_folded("tag", wish))](const TestCycle& cycle) {
    return std::ranges::any_of(
        cycle.tags, [&](const CaseTag& tag) { return is_among(wanted, tag.name) || is_among(wanted, std::to_string(tag.id.value)); });
  });
}

Result<CycleCondition> read_statuses(const json::value& wish) {
  return CycleCondition(
      [wanted = TRY(read_folded("statusID", wish))](const TestCycle& cycle) { return is_among(wanted, cycle.fields.closed ? "2" : "1"); });
}

Result<CycleCondition> read_closed(const json::value& wish) {
  const json::object* object = wish.if_object();
  const json::value* value = object != nullptr ? member(*object, "value") : &wish;
  const bool* closed = value != nullptr ? value->if_bool() : nullptr;
  if (closed == nullptr) return wrong(R"(isClosed must be {"value":true} or {"value":false})");
  return CycleCondition([wanted = *closed](const TestCycle& cycle) { return cycle.fields.closed == wanted; });
}

Result<CycleCondition> read_tasks(const json::value& wish) {
  return CycleCondition([wanted = TRY(read_folded("jiraTaskIDs", wish))](const TestCycle& cycle) {
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

/// From `from` up to and without `to`.
struct Span {
  Timestamp from;
  Timestamp to;
};

/// A day stands for all of it.
Result<Span> read_span(const json::object& criterion, std::string_view name, std::string_view member_name) {
  constexpr std::size_t day_length = 10;
  const json::value* value = member(criterion, member_name);
  const auto time = value != nullptr ? time_of(*value) : std::nullopt;
  if (!time) return wrong(fmt::format("{} of {} must be a date such as \"2024-08-29\" or milliseconds since 1970", member_name, name));
  const bool is_day = value->is_string() && value->get_string().size() == day_length;
  return Span{*time, *time + (is_day ? std::chrono::milliseconds(std::chrono::days(1)) : std::chrono::milliseconds(1))};
}

/// Which times meet a comparison with one value.
Result<Span> read_range(const json::object& criterion, std::string_view name, std::string_view comparison) {
  const Span first = TRY(read_span(criterion, name, "value1"));
  if (equal_ignoring_case(comparison, "BEFORE")) return Span{Timestamp::min(), first.from};
  if (equal_ignoring_case(comparison, "AFTER")) return Span{first.to, Timestamp::max()};
  if (equal_ignoring_case(comparison, "EQUALS")) return first;
  if (equal_ignoring_case(comparison, "BETWEEN")) return Span{first.from, TRY(read_span(criterion, name, "value2")).to};
  return wrong(fmt::format("comparisonType of {} must be EMPTY, BEFORE, AFTER, EQUALS or BETWEEN", name));
}

Result<CycleCondition> read_time(std::string_view name, const json::value& wish) {
  const json::object* criterion = wish.if_object();
  if (criterion == nullptr) return wrong(fmt::format(R"({} must be {{"comparisonType","value1"}})", name));
  const std::string comparison = TRY(text_member(*criterion, "comparisonType"));
  const TimeOf time = time_named(name);
  if (equal_ignoring_case(comparison, "EMPTY")) return CycleCondition([time](const TestCycle& cycle) { return !time(cycle); });
  return CycleCondition([time, range = TRY(read_range(*criterion, name, comparison))](const TestCycle& cycle) {
    const auto at = time(cycle);
    return at && *at >= range.from && *at < range.to;
  });
}

/// What of a stored value people see as its texts.
std::vector<std::string> texts_of(const json::value& value) {
  std::vector<std::string> texts;
  const json::array one{value};
  for (const json::value& each : value.is_array() ? value.get_array() : one) {
    const json::object* object = each.if_object();
    const json::value* shown = object != nullptr ? member(*object, "value") : &each;
    if (shown != nullptr) texts.push_back(text_of(*shown));
  }
  return texts;
}

bool has_value(const TestCycle& cycle, const std::vector<CustomField>& fields, std::string_view folded_name,
               const std::vector<std::string>& wanted) {
  for (const json::value& value : custom_values_json(cycle.fields.custom_fields, fields)) {
    const json::object* entry = value.if_object();
    const json::value* name = entry != nullptr ? member(*entry, "name") : nullptr;
    const json::value* kept = entry != nullptr ? member(*entry, "value") : nullptr;
    if (name == nullptr || kept == nullptr || case_folded(text_of(*name)) != folded_name) continue;
    if (std::ranges::any_of(texts_of(*kept), [&](const std::string& text) { return is_among(wanted, text); })) return true;
  }
  return false;
}

Result<CycleCondition> read_field(const json::value& wish, const std::vector<CustomField>& fields) {
  static constexpr std::string_view form = R"(customFields must be [{"name","value":{"comparisonType":"IN","list":[...]}}])";
  const json::object* criterion = wish.if_object();
  const json::value* value = criterion != nullptr ? member(*criterion, "value") : nullptr;
  if (value == nullptr) return wrong(std::string(form));
  std::string name = case_folded(TRY(text_member(*criterion, "name")));
  if (name.empty()) return wrong(std::string(form));
  return CycleCondition([&fields, name = std::move(name), wanted = TRY(read_folded("customFields", *value))](const TestCycle& cycle) {
    return has_value(cycle, fields, name, wanted);
  });
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
    if (!wish->is_array() || wish->get_array().size() > custom_values_max) return wrong("customFields must be a list of criteria");
    for (const json::value& each : wish->get_array()) conditions.push_back(TRY(read_field(each, fields)));
  }
  return conditions;
}

}  // namespace testledger
