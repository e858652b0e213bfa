#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "domain/project.hpp"

namespace testledger {

// What people do to a project's lists, as functions from one configuration to the next. invalid_argument for what cannot be meant,
// conflict for what the list's other entries or the rules of importing do not allow, not_found for an entry that is not there.
// Names are unique in a list, in any letter case; that of an entry that was removed is free.

/// What is said of an entry; what is not set stays, or has its default in a new one.
struct EntryChange {
  std::optional<std::string> name;
  std::optional<std::string> description;
  std::optional<ChoiceState> state;     ///< not removed
  std::optional<std::size_t> position;  ///< among those that are not removed, from 0; beyond the end is the end
};

struct ChoiceChange {
  EntryChange entry;
  std::optional<bool> is_default;
  std::optional<bool> eligible_for_cycle;
};
Result<Configuration> with_choice(Configuration configuration, ChoiceKind kind, const ChoiceChange& wanted);
Result<Configuration> with_changed_choice(Configuration configuration, ChoiceKind kind, ChoiceId id, const ChoiceChange& change);
Result<Configuration> without_choice(Configuration configuration, ChoiceKind kind, ChoiceId id);

/// The type is fixed with the entry's making.
struct RunStatusChange {
  EntryChange entry;
  std::optional<RunStatusType> type;
  std::optional<std::string> color;  ///< "#rrggbb"
};
Result<Configuration> with_run_status(Configuration configuration, const RunStatusChange& wanted);
Result<Configuration> with_changed_run_status(Configuration configuration, ChoiceId id, const RunStatusChange& change);
Result<Configuration> without_run_status(Configuration configuration, ChoiceId id);

/// The type is fixed likewise.
struct CustomFieldChange {
  EntryChange entry;
  std::optional<FieldType> type;
  std::array<std::optional<FieldUse>, all_field_places.size()> uses;
  struct Value {
    ChoiceId id;  ///< 0: that of the same text, or a new one
    std::string value;
    ChoiceState state = ChoiceState::active;
  };
  std::optional<std::vector<Value>> values;  ///< all there are to be, in their order
};
Result<Configuration> with_field(Configuration configuration, const CustomFieldChange& wanted);
Result<Configuration> with_changed_field(Configuration configuration, CustomFieldId id, const CustomFieldChange& change);
Result<Configuration> without_field(Configuration configuration, CustomFieldId id);

/// Each is empty or an http or https address with {key} in it.
Result<Configuration> with_links(Configuration configuration, const LinkTemplates& links);

inline constexpr std::size_t choice_name_length_max = 100;          ///< characters
inline constexpr std::size_t choice_description_length_max = 1000;  ///< characters
inline constexpr std::size_t choices_max = 200;                     ///< of one list, without those that were removed
inline constexpr std::size_t removed_choices_max = 2000;            ///< of one list
inline constexpr std::size_t field_values_max = 500;                ///< of one custom field, likewise
inline constexpr std::size_t field_value_length_max = 255;          ///< characters
inline constexpr std::size_t link_length_max = 1000;                ///< bytes

}  // namespace testledger
