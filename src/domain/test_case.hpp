#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.hpp"
#include "domain/attachment.hpp"
#include "domain/folder.hpp"
#include "domain/keys.hpp"
#include "domain/project.hpp"
#include "domain/tag.hpp"

namespace testledger {

/// Contract A.4.
enum class StepType : std::uint8_t { text, reference, bdd_given, bdd_when, bdd_and, bdd_but, bdd_then, bdd_star };

/// As on the wire: "TEXT", "BDD_GIVEN", ...
std::string_view name_of(StepType type);
std::optional<StepType> step_type(std::string_view name);
constexpr bool is_bdd(StepType type) { return type >= StepType::bdd_given; }
/// "Given" of a BDD step, as reports and feature files write it; empty for other steps.
std::string_view keyword_of(StepType type);

struct CaseStep {
  StepType type = StepType::text;
  std::string text;  ///< what to do; for a reference the key of the case it refers to
  std::string data;
  std::string expected;

  bool operator==(const CaseStep&) const = default;
};

/// Parameters of a data-driven case and their values by row (contract A.9).
struct Dataset {
  std::vector<std::string> parameters;
  std::vector<std::vector<std::string>> rows;

  bool empty() const { return parameters.empty() && rows.empty(); }
  bool operator==(const Dataset&) const = default;
};

/// What is written of a case (contract A.3, the writable fields).
/// Choice ids of 0 stand for the list's default.
struct CaseDraft {
  std::string title;
  std::string description;
  std::string precondition;
  std::string automation_key;  ///< empty: none
  std::optional<FolderId> folder;
  ChoiceId status;
  ChoiceId priority;
  ChoiceId type;
  ChoiceId script_type;
  ChoiceId automation_status;
  std::string owner;             ///< user name, empty: none
  std::string automation_owner;  ///< user name, empty: none
  double estimated_effort_s = 0;
  std::vector<std::string> tags;
  std::vector<std::string> requirements;
  std::vector<CaseStep> steps;
  Dataset dataset;
  std::vector<std::int64_t> components;  ///< jiraComponentIDs
  std::vector<std::int64_t> releases;    ///< jiraReleaseIDs
  std::string custom_fields = "[]";      ///< as sent: a JSON array

  bool operator==(const CaseDraft&) const = default;
};

/// Whether a case that is made may have the automation key of another one.
enum class AutomationKeys { shared, unique };

/// A version of a case. Each has an id of its own, which is what the API shows as `ID`.
struct CaseVersion {
  int version = 1;
  CaseId id;

  bool operator==(const CaseVersion&) const = default;
};

/// One version of a case with all that it says.
struct TestCase {
  CaseId id;  ///< of the case, whatever its version: what cycles and runs refer to
  KeyNumber number = 0;
  int version = 1;
  CaseId version_id;                  ///< of this version
  std::vector<CaseVersion> versions;  ///< all there are, the newest first
  CaseDraft fields;
  std::vector<CaseTag> tags;  ///< the draft's tags with their ids
  std::optional<Folder> folder;
  Timestamp created;
  Timestamp updated;  ///< of this version; every change by people makes it later than it was
  bool archived = false;
  std::optional<Timestamp> deleted;
  std::vector<ShownAttachment> attachments;  ///< of the case, whatever its version

  bool is_latest() const { return versions.empty() || versions.front().version == version; }
};

inline constexpr std::chrono::days deleted_cases_kept{30};
inline constexpr int case_versions_max = 1'000;       ///< of one case
inline constexpr std::size_t title_length_max = 255;  // in characters, contract F

}  // namespace testledger
