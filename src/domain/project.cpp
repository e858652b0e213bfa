#include "domain/project.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "core/case_folding.hpp"

namespace testledger {
namespace {

/// A list of choices with ids from 1, in this order.
std::vector<Choice> choices(std::initializer_list<std::string_view> names, std::string_view default_name) {
  std::vector<Choice> list;
  for (const std::string_view name : names)
    list.push_back({.id = {static_cast<std::int64_t>(list.size() + 1)}, .name = std::string(name), .is_default = name == default_name});
  return list;
}

/// Only published cases may be added to a cycle (contract D.4 text 2, H-14).
std::vector<Choice> default_case_statuses() {
  std::vector<Choice> statuses = choices({"Draft", "Under Review", "Published", "Deprecated"}, "Draft");
  for (Choice& status : statuses) status.eligible_for_cycle = status.id == published_status;
  return statuses;
}

template <class List, class Matches>
auto* first_that(const List& list, Matches matches) {
  const auto found = std::ranges::find_if(list, matches);
  return found == list.end() ? nullptr : &*found;
}

template <class List>
auto* active_named(const List& list, std::string_view name) {
  const std::string folded = case_folded(name);
  return first_that(list, [&](const auto& entry) { return entry.state == ChoiceState::active && case_folded(entry.name) == folded; });
}

}  // namespace

const std::vector<Choice>& Configuration::of(ChoiceKind kind) const {
  switch (kind) {
    case ChoiceKind::case_status: return case_statuses;
    case ChoiceKind::case_priority: return case_priorities;
    case ChoiceKind::case_type: return case_types;
    case ChoiceKind::script_type: return script_types;
    case ChoiceKind::automation_status: return automation_statuses;
  }
  return case_statuses;
}

std::vector<Choice>& Configuration::of(ChoiceKind kind) { return const_cast<std::vector<Choice>&>(std::as_const(*this).of(kind)); }

const Choice* Configuration::find(ChoiceKind kind, std::string_view name) const { return active_named(of(kind), name); }

const Choice* Configuration::find(ChoiceKind kind, ChoiceId id) const {
  return first_that(of(kind), [&](const Choice& choice) { return choice.id == id; });
}

const Choice& Configuration::default_of(ChoiceKind kind) const {
  const Choice* marked = first_that(of(kind), [](const Choice& choice) { return choice.is_default; });
  return marked ? *marked : of(kind).front();
}

const Choice& Configuration::imported(ChoiceKind kind, ChoiceId preferred) const {
  const bool must_be_eligible = kind == ChoiceKind::case_status;  // or the case could not be added to the cycle
  const auto is_good = [&](const Choice& choice) {
    return choice.state == ChoiceState::active && (choice.eligible_for_cycle || !must_be_eligible);
  };
  const Choice* wanted = first_that(of(kind), [&](const Choice& choice) { return choice.id == preferred && is_good(choice); });
  if (wanted == nullptr && must_be_eligible) wanted = first_that(of(kind), is_good);
  return wanted != nullptr ? *wanted : default_of(kind);
}

const RunStatus& Configuration::first_of(RunStatusType type) const {
  const RunStatus* first =
      first_that(run_statuses, [&](const RunStatus& status) { return status.type == type && status.state == ChoiceState::active; });
  return first ? *first : run_statuses.front();
}

const RunStatus* Configuration::find_run_status(ChoiceId id) const {
  return first_that(run_statuses, [&](const RunStatus& status) { return status.id == id; });
}

const RunStatus* Configuration::find_run_status(std::string_view name) const { return active_named(run_statuses, name); }

Configuration default_configuration() {
  return {
      .case_statuses = default_case_statuses(),
      .case_priorities = choices({"Not Assigned", "Critical", "High", "Medium", "Low"}, "Not Assigned"),
      .case_types = choices({"Functional", "Integration", "Unit", "API", "Performance", "Security"}, "Functional"),
      .script_types = choices({"Classic", "BDD/Gherkin"}, "Classic"),
      .automation_statuses = choices({"Manual", "Automated"}, "Manual"),
      .run_statuses = {{.id = {1}, .name = "Not Run", .type = RunStatusType::not_run, .color = "#8590a2"},
                       {.id = {2}, .name = "In Progress", .type = RunStatusType::in_progress, .color = "#1d7afc"},
                       {.id = {3}, .name = "Passed", .type = RunStatusType::passed, .color = "#22a06b"},
                       {.id = {4}, .name = "Failed", .type = RunStatusType::failed, .color = "#c9372c"},
                       {.id = {5}, .name = "Blocked", .type = RunStatusType::blocked, .color = "#e56910"}},
  };
}

}  // namespace testledger
