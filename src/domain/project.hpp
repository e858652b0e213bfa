#pragma once

#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "domain/custom_field.hpp"
#include "domain/run_status.hpp"

namespace testledger {

struct Project {
  ProjectId id;
  std::string key;
  std::string name;

  bool operator==(const Project&) const = default;
};

/// The lists of a project that people may edit.
enum class ChoiceKind { case_status, case_priority, case_type, script_type, automation_status };

struct Choice {
  ChoiceId id;
  std::string name;
  bool is_default = false;
  bool eligible_for_cycle = true;  ///< case statuses only: may a case of this status be added to a cycle
  ChoiceState state = ChoiceState::active;
  std::string description = {};

  bool operator==(const Choice&) const = default;
};

/// Where requirements and defects, which are plain keys here, are found: web addresses with "{key}" in them, or empty.
struct LinkTemplates {
  std::string requirement_url;
  std::string defect_url;

  bool operator==(const LinkTemplates&) const = default;
};

/// A project's own lists, in their order, with what was removed from them. One entry of each is active where a default is needed.
struct Configuration {
  std::vector<Choice> case_statuses;
  std::vector<Choice> case_priorities;
  std::vector<Choice> case_types;
  std::vector<Choice> script_types;
  std::vector<Choice> automation_statuses;
  std::vector<RunStatus> run_statuses;
  std::vector<CustomField> custom_fields;
  LinkTemplates links;

  const std::vector<Choice>& of(ChoiceKind kind) const;
  std::vector<Choice>& of(ChoiceKind kind);
  /// What can be chosen, by name in any letter case; null when there is none.
  const Choice* find(ChoiceKind kind, std::string_view name) const;
  /// What something has, in any state.
  const Choice* find(ChoiceKind kind, ChoiceId id) const;
  const Choice& default_of(ChoiceKind kind) const;
  /// What importing gives a case that it makes: that choice, or the next best when it cannot be chosen any more.
  const Choice& imported(ChoiceKind kind, ChoiceId preferred) const;
  /// The first status of a type that can be chosen: what importing writes (contract A.8).
  const RunStatus& first_of(RunStatusType type) const;
  /// As for choices.
  const RunStatus* find_run_status(ChoiceId id) const;
  const RunStatus* find_run_status(std::string_view name) const;

  bool operator==(const Configuration&) const = default;
};

/// What a new project starts with (contract A.3, A.8). Ids are 1..n within each list.
Configuration default_configuration();

// Entries of the default configuration that rules of importing refer to. Their names may change, but not what they mean.
inline constexpr ChoiceId published_status{3};
inline constexpr ChoiceId automated_status{2};
inline constexpr ChoiceId classic_script{1};
inline constexpr ChoiceId bdd_script{2};

}  // namespace testledger
