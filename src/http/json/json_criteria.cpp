#include "http/json/json_criteria.hpp"

#include <fmt/format.h>

#include "core/letter_case.hpp"
#include "formats/text/time_text.hpp"
#include "http/json/json_body.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

constexpr std::string_view day_form = "2026-01-31";

Error wrong(std::string message) { return {ErrorCode::invalid_argument, std::move(message), {}, {}}; }

/// A day, or a millisecond of it.
Result<TimeRange> read_time(std::string_view name, const json::object& criterion, std::string_view value_name) {
  const json::value* value = member(criterion, value_name);
  const auto needed = [&] {
    return wrong(
        fmt::format("{} of {} must be milliseconds since 1970 or a time like {} or {}T12:00:00Z", value_name, name, day_form, day_form));
  };
  if (value == nullptr) return needed();
  const auto from = [&](Timestamp start, std::chrono::milliseconds length) { return TimeRange{.from = start, .to = start + length}; };
  constexpr std::chrono::milliseconds instant{1};
  constexpr std::int64_t milliseconds_max = std::int64_t{1} << 52;
  if (const auto number = integer_of(*value)) {
    if (*number < -milliseconds_max || *number > milliseconds_max) return needed();
    return from(Timestamp(std::chrono::milliseconds(*number)), instant);
  }
  const json::string* text = value->if_string();
  const auto time = text != nullptr ? parse_time({text->data(), text->size()}) : std::nullopt;
  if (!time) return needed();
  const auto start = std::chrono::floor<std::chrono::milliseconds>(*time);
  return from(Timestamp(start.time_since_epoch()), text->size() == day_form.size() ? std::chrono::days(1) : instant);
}

}  // namespace

Result<TextCriterion> read_text_criterion(std::string_view name, const json::value& wish) {
  if (const json::string* text = wish.if_string()) return TextCriterion{.text = storable({text->data(), text->size()})};
  const json::object* criterion = wish.if_object();
  if (criterion == nullptr || member(*criterion, "value") == nullptr)
    return wrong(fmt::format(R"({} must be {{"comparisonType":"EXACT_MATCH" or "CONTAINS","value":"..."}} or a text)", name));
  const std::string type = TRY(text_member(*criterion, "comparisonType"));
  TextCriterion read{.text = TRY(text_member(*criterion, "value"))};
  if (equal_ignoring_case(type, "CONTAINS"))
    read.match = TextMatch::contains;
  else if (!type.empty() && !equal_ignoring_case(type, "EXACT_MATCH"))
    return wrong(fmt::format("comparisonType of {} must be EXACT_MATCH or CONTAINS", name));
  return read;
}

Result<const json::array*> read_in_list(std::string_view name, const json::value& wish) {
  const json::object* criterion = wish.if_object();
  const json::value* list = criterion != nullptr ? member(*criterion, "IN") : nullptr;
  if (criterion != nullptr && list == nullptr && equal_ignoring_case(TRY(text_member(*criterion, "comparisonType")), "IN"))
    list = member(*criterion, "list");
  if (list == nullptr || !list->is_array()) return wrong(fmt::format(R"({} must be {{"comparisonType":"IN","list":[...]}})", name));
  return &list->get_array();
}

Result<std::vector<std::int64_t>> read_number_list(std::string_view name, const json::value& wish) {
  std::vector<std::int64_t> numbers;
  for (const json::value& entry : *TRY(read_in_list(name, wish))) {
    const auto number = integer_of(entry);
    if (!number) return wrong(fmt::format("The list of {} must have IDs", name));
    numbers.push_back(*number);
  }
  return numbers;
}

Result<std::vector<std::string>> read_text_list(std::string_view name, const json::value& wish) {
  std::vector<std::string> texts;
  for (const json::value& entry : *TRY(read_in_list(name, wish))) {
    const json::string* text = entry.if_string();
    if (text == nullptr) return wrong(fmt::format("The list of {} must have texts", name));
    texts.push_back(storable({text->data(), text->size()}));
  }
  return texts;
}

Result<TimeRange> read_time_range(std::string_view name, const json::value& wish) {
  const json::object* criterion = wish.if_object();
  const std::string type = criterion != nullptr ? upper(TRY(text_member(*criterion, "comparisonType"))) : std::string();
  if (type == "EMPTY") return TimeRange{.from = Timestamp::max(), .to = Timestamp::min()};  // every case has been created and updated
  if (type != "BEFORE" && type != "AFTER" && type != "EQUALS" && type != "BETWEEN")
    return wrong(fmt::format(R"({} must be {{"comparisonType":"BEFORE", "AFTER", "EQUALS", "BETWEEN" or "EMPTY","value1":...}})", name));
  const TimeRange first = TRY(read_time(name, *criterion, "value1"));
  if (type == "BEFORE") return TimeRange{.to = first.from};
  if (type == "AFTER") return TimeRange{.from = first.to};
  if (type == "EQUALS") return first;
  return TimeRange{.from = first.from, .to = TRY(read_time(name, *criterion, "value2")).to};
}

}  // namespace testledger
