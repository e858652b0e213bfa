#pragma once

#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/ids.hpp"
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

  bool operator==(const Choice&) const = default;
};

/// A project's own lists, in their order. Never empty where a default is needed.
struct Configuration {
  std::vector<Choice> case_statuses;
  std::vector<Choice> case_priorities;
  std::vector<Choice> case_types;
  std::vector<Choice> script_types;
  std::vector<Choice> automation_statuses;
  std::vector<RunStatus> run_statuses;

  const std::vector<Choice>& of(ChoiceKind kind) const;
  /// By name in any letter case; null when there is none.
  const Choice* find(ChoiceKind kind, std::string_view name) const;
  const Choice* find(ChoiceKind kind, ChoiceId id) const;
  const Choice& default_of(ChoiceKind kind) const;
  /// The first status of a type: what importing writes (contract A.8).
  const RunStatus& first_of(RunStatusType type) const;
  const RunStatus* find_run_status(ChoiceId id) const;
  const RunStatus* find_run_status(std::string_view name) const;
};

/// What a new project starts with (contract A.3, A.8). Ids are 1..n within each list.
Configuration default_configuration();

// Names of the default configuration that rules of importing refer to.
inline constexpr std::string_view published_status = "Published";
inline constexpr std::string_view automated_status = "Automated";
inline constexpr std::string_view classic_script = "Classic";
inline constexpr std::string_view bdd_script = "BDD/Gherkin";

}  // namespace testledger
