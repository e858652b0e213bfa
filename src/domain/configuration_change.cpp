#include "domain/configuration_change.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/letter_case.hpp"
#include "domain/list_entries.hpp"

namespace testledger {
namespace {

using namespace list_entries;

/// What importing gives what it makes; it could not do without.
bool is_needed(ChoiceKind kind, ChoiceId id) {
  if (kind == ChoiceKind::automation_status) return id == automated_status;
  return kind == ChoiceKind::script_type && (id == classic_script || id == bdd_script);
}

/// The configuration unless one of its lists of choices cannot be.
Result<Configuration> checked(Configuration configuration, ChoiceKind kind) {
  const std::vector<Choice>& list = configuration.of(kind);
  for (const Choice& choice : list) {
    if (choice.state == ChoiceState::active) continue;
    if (choice.is_default) return forbidden_now(fmt::format("'{}' is the default. Make another entry the default first", choice.name));
    if (is_needed(kind, choice.id)) return forbidden_now(fmt::format("Importing needs '{}'. It can be renamed", choice.name));
  }
  const auto takes_cases = [](const Choice& choice) { return choice.state == ChoiceState::active && choice.eligible_for_cycle; };
  if (kind == ChoiceKind::case_status && std::ranges::none_of(list, takes_cases))
    return forbidden_now("One status must stay whose cases may be added to cycles");
  return configuration;
}

Result<Configuration> with_flags(Configuration configuration, ChoiceKind kind, ChoiceId id, const ChoiceChange& change) {
  Choice& choice = *TRY(live_entry(configuration.of(kind), id));
  if (change.is_default == false && choice.is_default) return forbidden_now("Make another entry the default instead");
  if (change.is_default == true)
    for (Choice& each : configuration.of(kind)) each.is_default = each.id == id;
  if (change.eligible_for_cycle) choice.eligible_for_cycle = *change.eligible_for_cycle;
  return checked(std::move(configuration), kind);
}

bool is_color(std::string_view text) {
  return text.size() == 7 && text.front() == '#' && text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

Result<Configuration> checked_run_statuses(Configuration configuration) {
  for (const RunStatusType type : all_run_status_types) {
    const auto is_there = [&](const RunStatus& status) { return status.type == type && status.state == ChoiceState::active; };
    if (std::ranges::none_of(configuration.run_statuses, is_there))
      return forbidden_now(fmt::format("One status of the type {} must stay", name_of(type)));
  }
  return configuration;
}

Result<Configuration> with_color(Configuration configuration, ChoiceId id, const std::optional<std::string>& color) {
  if (color && !is_color(*color)) return invalid("color", "color must be such as \"#22a06b\"");
  if (color) (*TRY(live_entry(configuration.run_statuses, id))).color = *color;
  return checked_run_statuses(std::move(configuration));
}

bool is_link(std::string_view address) {
  const bool web = starts_ignoring_case(address, "https://") || starts_ignoring_case(address, "http://");
  const bool plain = std::ranges::none_of(address, [](char c) { return c <= ' ' || c == '\x7f' || c == '"' || c == '<' || c == '>'; });
  return web && plain && address.size() <= link_length_max && address.find("{key}") != std::string_view::npos;
}

}  // namespace

Result<Configuration> with_choice(Configuration configuration, ChoiceKind kind, const ChoiceChange& wanted) {
  // A case status takes no cases into cycles unless it is said: Draft cases are kept out of them on purpose.
  const Choice made{.eligible_for_cycle = kind != ChoiceKind::case_status};
  std::vector<Choice>& list = configuration.of(kind);
  list = TRY(with_entry(std::move(list), made, wanted.entry));
  const ChoiceId id = std::ranges::max_element(list, {}, &Choice::id)->id;
  return with_flags(std::move(configuration), kind, id, wanted);
}

Result<Configuration> with_changed_choice(Configuration configuration, ChoiceKind kind, ChoiceId id, const ChoiceChange& change) {
  std::vector<Choice>& list = configuration.of(kind);
  list = TRY(with_changed_entry(std::move(list), id, change.entry));
  return with_flags(std::move(configuration), kind, id, change);
}

Result<Configuration> without_choice(Configuration configuration, ChoiceKind kind, ChoiceId id) {
  std::vector<Choice>& list = configuration.of(kind);
  list = TRY(without_entry(std::move(list), id));
  return checked(std::move(configuration), kind);
}

Result<Configuration> with_run_status(Configuration configuration, const RunStatusChange& wanted) {
  if (!wanted.type) return invalid("statusType", "statusType must be NOT_RUN, IN_PROGRESS, PASSED, FAILED or BLOCKED");
  const RunStatus made{.type = *wanted.type, .color = configuration.first_of(*wanted.type).color};
  std::vector<RunStatus>& list = configuration.run_statuses;
  list = TRY(with_entry(std::move(list), made, wanted.entry));
  const ChoiceId id = std::ranges::max_element(list, {}, &RunStatus::id)->id;
  return with_color(std::move(configuration), id, wanted.color);
}

Result<Configuration> with_changed_run_status(Configuration configuration, ChoiceId id, const RunStatusChange& change) {
  std::vector<RunStatus>& list = configuration.run_statuses;
  if (change.type && change.type != (*TRY(live_entry(list, id))).type) return forbidden_now("The statusType of a status is fixed");
  list = TRY(with_changed_entry(std::move(list), id, change.entry));
  return with_color(std::move(configuration), id, change.color);
}

Result<Configuration> without_run_status(Configuration configuration, ChoiceId id) {
  configuration.run_statuses = TRY(without_entry(std::move(configuration.run_statuses), id));
  return checked_run_statuses(std::move(configuration));
}

Result<Configuration> with_links(Configuration configuration, const LinkTemplates& links) {
  for (const auto& [name, address] : {std::pair("requirementUrl", &links.requirement_url), std::pair("defectUrl", &links.defect_url)})
    if (!address->empty() && !is_link(*address))
      return invalid(
          name,
          fmt::format("{} must be an http or https address with {{key}} in it, such as https://tracker.example/browse/{{key}}", name));
  configuration.links = links;
  return configuration;
}

}  // namespace testledger
