#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/case_folding.hpp"
#include "core/characters.hpp"
#include "core/result.hpp"
#include "domain/configuration_change.hpp"

// What all lists of a project have in common: choices, run statuses and custom fields are entries with id, name, description and state.

namespace testledger::list_entries {

inline Error forbidden_now(std::string message) { return {.code = ErrorCode::conflict, .message = std::move(message)}; }

constexpr bool is_live(ChoiceState state) { return state != ChoiceState::removed; }

template <class Entry>
std::size_t live_count(const std::vector<Entry>& list) {
  return static_cast<std::size_t>(std::ranges::count_if(list, is_live, &Entry::state));
}

template <class Entry, class Id>
Result<Entry*> live_entry(std::vector<Entry>& list, Id id) {
  const auto found = std::ranges::find(list, id, &Entry::id);
  if (found != list.end() && is_live(found->state)) return &*found;
  return Error{.code = ErrorCode::not_found, .message = fmt::format("The list has no entry {}", id.value)};
}

/// The name as it may be given to an entry of a list.
template <class Entry>
Result<std::string> free_name(const std::vector<Entry>& list, const Entry& entry, std::string_view wanted) {
  std::string name(without_blanks_around(wanted));
  if (name.empty()) return invalid("name", "name is required");
  if (character_count(name) > choice_name_length_max)
    return invalid("name", fmt::format("name is longer than {} characters (choice_name_length_max)", choice_name_length_max));
  const std::string folded = case_folded(name);
  const auto has_it = [&](const Entry& other) { return other.id != entry.id && is_live(other.state) && case_folded(other.name) == folded; };
  if (std::ranges::any_of(list, has_it)) return forbidden_now(fmt::format("The list has an entry '{}' already", name));
  return name;
}

/// The list with one entry at another place among those that are not removed.
template <class Entry, class Id>
std::vector<Entry> moved(std::vector<Entry> list, Id id, std::size_t position) {
  const auto from = std::ranges::find(list, id, &Entry::id);
  const auto to = list.begin() + static_cast<std::ptrdiff_t>(std::min(position, live_count(list) - 1));
  if (from < to)
    std::rotate(from, from + 1, to + 1);
  else
    std::rotate(to, from, from + 1);
  return list;
}

template <class Entry, class Id>
Result<std::vector<Entry>> with_changed_entry(std::vector<Entry> list, Id id, const EntryChange& change) {
  Entry& entry = *TRY(live_entry(list, id));
  if (change.name) entry.name = TRY(free_name(list, entry, *change.name));
  if (change.description) entry.description = *change.description;
  if (character_count(entry.description) > choice_description_length_max)
    return invalid("description",
                   fmt::format("description is longer than {} characters (choice_description_length_max)", choice_description_length_max));
  if (change.state) entry.state = *change.state;
  return change.position ? moved(std::move(list), id, *change.position) : list;
}

/// What was removed stands behind all others.
template <class Entry>
Result<std::vector<Entry>> with_entry(std::vector<Entry> list, Entry made, const EntryChange& wanted) {
  if (!wanted.name) return invalid("name", "name is required");
  if (live_count(list) >= choices_max)
    return Error{.code = ErrorCode::limit_exceeded, .message = fmt::format("The list has {} entries already (choices_max)", choices_max)};
  std::int64_t last = 0;
  for (const Entry& each : list) last = std::max(last, each.id.value);
  made.id = {last + 1};
  const auto id = made.id;
  list.insert(list.begin() + static_cast<std::ptrdiff_t>(live_count(list)), std::move(made));
  return with_changed_entry(std::move(list), id, wanted);
}

template <class Entry, class Id>
Result<std::vector<Entry>> without_entry(std::vector<Entry> list, Id id) {
  Entry* entry = TRY(live_entry(list, id));
  if (list.size() - live_count(list) >= removed_choices_max)
    return Error{.code = ErrorCode::limit_exceeded,
                 .message = fmt::format("{} entries were removed from the list already (removed_choices_max). Rename this one.",
                                        removed_choices_max)};
  std::ranges::rotate(list.begin() + (entry - list.data()), list.begin() + (entry - list.data()) + 1, list.end());
  list.back().state = ChoiceState::removed;
  return list;
}

}  // namespace testledger::list_entries
