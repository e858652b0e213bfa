#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.hpp"
#include "domain/choice_state.hpp"

namespace testledger {

using CustomFieldId = Id<struct CustomFieldTag>;

/// Which values a custom field takes (contract A.10).
enum class FieldType : std::uint8_t {
  single_line_text,
  multi_line_text,
  number,
  yes_no,
  date,
  single_select,
  multi_select,
  single_user,
  multi_user
};

/// As on the wire: "SINGLE_SELECT_LIST", ...
std::string_view name_of(FieldType type);
/// In any letter case; nothing for another name.
std::optional<FieldType> field_type(std::string_view name);
constexpr bool has_values(FieldType type) { return type == FieldType::single_select || type == FieldType::multi_select; }

/// What may have custom fields, and whether a field is one of it.
enum class FieldPlace : std::uint8_t { test_case, test_cycle, test_run };
enum class FieldUse : std::uint8_t { none, optional, required };
inline constexpr std::array all_field_places{FieldPlace::test_case, FieldPlace::test_cycle, FieldPlace::test_run};

/// One of the values of a list.
struct FieldValue {
  ChoiceId id;
  std::string value;
  ChoiceState state = ChoiceState::active;

  bool operator==(const FieldValue&) const = default;
};

/// A field that a project gave its cases, cycles or runs. What is stored of values is JSON that only http/json reads.
struct CustomField {
  CustomFieldId id;
  std::string name;
  std::string description;
  FieldType type = FieldType::single_line_text;
  std::array<FieldUse, all_field_places.size()> uses{};
  std::vector<FieldValue> values;  ///< of a list
  ChoiceState state = ChoiceState::active;

  FieldUse use_in(FieldPlace place) const { return uses[static_cast<std::size_t>(place)]; }
  bool operator==(const CustomField&) const = default;
};

}  // namespace testledger
