#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ids.hpp"
#include "domain/attachment.hpp"
#include "domain/keys.hpp"
#include "domain/project.hpp"
#include "domain/run_status.hpp"

namespace testledger {

/// One step of a run as it was executed (contract A.7).
struct RunStep {
  std::string keyword;  ///< "Given", "Then"; empty for classic steps
  std::string text;
  std::string data;
  std::string expected;
  std::string actual;
  RunStatusType status = RunStatusType::not_run;
  std::vector<std::string> defects = {};  ///< that people found at it

  bool operator==(const RunStep&) const = default;
};

/// The result of one row of a data-driven case inside one run (contract A.9).
struct RowExecution {
  std::string name;
  std::vector<std::pair<std::string, std::string>> values;
  RunStatusType status = RunStatusType::not_run;
  double effort_s = 0;
  std::string comment;
  std::vector<RunStep> steps;

  bool operator==(const RowExecution&) const = default;
};

/// The parts of a run that are read one run at a time and stored together.
struct RunDetail {
  std::vector<RunStep> steps;
  std::vector<RowExecution> rows;
  std::vector<std::string> comments;
  std::vector<Attachment> attachments;

  bool empty() const { return steps.empty() && rows.empty() && comments.empty() && attachments.empty(); }
  bool operator==(const RunDetail&) const = default;
};

/// What only people and run-by-run reporters write of a run.
struct RunExtras {
  std::string assignee;  ///< user name
  std::vector<std::string> defects;
  std::string custom_fields = "[]";  ///< a JSON array

  bool operator==(const RunExtras&) const = default;
};

/// One execution of a case in a cycle, as lists show it.
struct TestRun {
  RunId id;
  CaseId case_id;
  ChoiceId status;
  bool automated = false;
  double effort_s = 0;
  std::string executed_by;  ///< user name
  Timestamp created;
  Timestamp updated;
  RunExtras extras = {};
};

/// A case of a cycle with its runs, latest first (contract B.7).
struct CaseInCycle {
  CaseId case_id;
  KeyNumber number = 0;
  std::string title;
  int version = 1;    ///< of the case, that the cycle has
  CaseId version_id;  ///< the id of that version
  std::vector<TestRun> runs;
};

inline constexpr std::size_t comment_length_max = 32'000;  // contract H-17

}  // namespace testledger
