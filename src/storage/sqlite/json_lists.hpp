#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdint>
#include <optional>
#include <ranges>
#include <string>
#include <vector>

// Lists of any length as one parameter of a statement, for json_each.

namespace testledger::sqlite {

/// The number that an id stands for.
struct NumberOfId {
  std::int64_t operator()(auto id) const { return id.value; }
};

/// A list as json_each reads it; nothing when there is no such criterion.
template <class Entry, class ToNumber = NumberOfId>
std::optional<std::string> number_list(const std::optional<std::vector<Entry>>& entries, ToNumber to_number = {}) {
  if (!entries) return std::nullopt;
  return fmt::format("[{}]", fmt::join(*entries | std::views::transform(to_number), ","));
}

/// Texts in hexadecimal digits, which need no escaping.
inline std::optional<std::string> hex_list(const std::optional<std::vector<std::string>>& texts) {
  if (!texts) return std::nullopt;
  std::string list = "[";
  for (const std::string& text : *texts) {
    list += list.size() > 1 ? ",\"" : "\"";
    for (const char c : text) fmt::format_to(std::back_inserter(list), "{:02X}", static_cast<unsigned char>(c));
    list += '"';
  }
  return list += ']';
}

}  // namespace testledger::sqlite
