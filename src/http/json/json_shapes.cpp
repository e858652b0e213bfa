#include "http/json/json_shapes.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace testledger {

std::int64_t milliseconds(Timestamp time) { return time.time_since_epoch().count(); }

boost::json::value time_json(const std::optional<Timestamp>& time) {
  return time ? boost::json::value(milliseconds(*time)) : boost::json::value(nullptr);
}

boost::json::value text_or_null(const std::string& text) { return text.empty() ? boost::json::value(nullptr) : boost::json::value(text); }

boost::json::value number_json(double number) {
  constexpr double exact_max = 9'007'199'254'740'992.0;
  if (std::trunc(number) == number && std::abs(number) <= exact_max) return static_cast<std::int64_t>(number);
  return number;
}

boost::json::object permission_json(Rights mine, Right to_change, Right to_remove) {
  constexpr int reads = 1, changes = 2, removes = 4;
  return {{"value", (mine.has(Right::read) ? reads : 0) + (mine.has(to_change) ? changes : 0) + (mine.has(to_remove) ? removes : 0)}};
}

namespace {
constexpr char cursor_mark = 'c';
constexpr int cursor_base = 16;
}  // namespace

std::string cursor_text(std::int64_t place) { return fmt::format("{}{:x}", cursor_mark, place); }

std::optional<std::int64_t> place_of_cursor(std::string_view cursor) {
  if (!cursor.starts_with(cursor_mark)) return std::nullopt;
  cursor.remove_prefix(1);
  std::int64_t place = 0;
  const auto [end, problem] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), place, cursor_base);
  if (problem != std::errc() || end != cursor.data() + cursor.size() || place < 0) return std::nullopt;
  return place;
}

}  // namespace testledger
