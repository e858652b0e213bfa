#include "domain/custom_field.hpp"

#include <algorithm>

#include "core/letter_case.hpp"

namespace testledger {
namespace {

/// In the order of FieldType.
constexpr std::array<std::string_view, 9> names{
    "SINGLE_LINE_TEXT",     "MULTI_LINE_TEXT",    "NUMBER", "YES_NO", "DATE", "SINGLE_SELECT_LIST", "MULTI_SELECT_LIST",
    "SINGLE_USER_SELECTOR", "MULTI_USER_SELECTOR"};

}  // namespace

std::string_view name_of(FieldType type) { return names.at(static_cast<std::size_t>(type)); }

std::optional<FieldType> field_type(std::string_view name) {
  const auto found = std::ranges::find_if(names, [&](std::string_view each) { return equal_ignoring_case(each, name); });
  if (found == names.end()) return std::nullopt;
  return static_cast<FieldType>(found - names.begin());
}

}  // namespace testledger
