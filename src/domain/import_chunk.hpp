#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/import_receipt.hpp"
#include "domain/test_case.hpp"
#include "domain/test_run.hpp"

namespace testledger {

/// Which cases a chunk of a report mentions.
struct CaseQuery {
  std::vector<KeyNumber> numbers;            ///< sorted, distinct
  std::vector<std::string> automation_keys;  ///< sorted, distinct
  bool with_content = false;                 ///< also title, description, steps and dataset: for step comparison and forced updates
};

/// The newest run of a case in the cycle being imported into.
struct LatestRun {
  RunId id;
  RunStatusType status = RunStatusType::not_run;
  bool pristine = false;  ///< never executed: the default run of a case just added (contract H-4)
  bool of_this_import = false;
  std::uint64_t ordinal = 0;  ///< then: of the result that was written to it last
  StatusSet row_statuses;     ///< of its row executions so far
  double effort_s = 0;
  std::int64_t progress = 0;  ///< as RunWrite::progress gave it
};

/// What the store knows of a case that a report mentions, including what this import did so far.
struct KnownCase {
  CaseId id;
  KeyNumber number = 0;
  std::string automation_key;
  ChoiceId status;
  ChoiceId automation_status;
  std::optional<LatestRun> latest;  ///< set when the case is in the cycle
  bool has_dataset = false;
  int older_version = 0;  ///< that the cycle has, when it is not the latest: its content is told, and no import changes it
  // Only with CaseQuery::with_content:
  std::string title;
  std::string description;
  std::vector<CaseStep> steps;
  Dataset dataset;
};

/// A case to be made. Number and id come from ImportSession::reserve_cases.
struct NewCase {
  CaseId id;
  KeyNumber number = 0;
  CaseDraft fields;
};

/// Changes of an existing case; what is not set stays.
struct CaseUpdate {
  CaseId id;
  std::optional<std::string> title;
  std::optional<std::string> description;
  std::optional<std::string> automation_key;
  std::optional<ChoiceId> automation_status;
  std::optional<std::string> automation_owner;
  std::optional<std::vector<CaseStep>> steps;
  std::optional<Dataset> dataset;
};

/// What happens with a case's runs for one result.
enum class RunAction : std::uint8_t {
  create,     ///< a new run, which becomes the latest
  overwrite,  ///< the latest run's content is replaced
  add_rows,   ///< rows, comments and attachments are appended to the latest run, which this import wrote; steps, if any, replace its own
};

/// One run to be written. Writes of one case apply in order; `overwrite` and `add_rows` refer to the latest run at that
/// moment, which may be one that an earlier write of the same chunk created.
struct RunWrite {
  CaseId case_id;
  RunAction action = RunAction::create;
  ChoiceId status;
  RunStatusType status_type = RunStatusType::not_run;
  StatusSet row_statuses;     ///< of all rows, including those already in the run
  double effort_s = 0;        ///< of the whole run
  std::int64_t progress = 0;  ///< nothing the store reads: kept for LatestRun, at least until the import ends
  RunDetail detail;           ///< for add_rows: only what is to be added
  std::uint64_t ordinal = 0;  ///< running number of the result in the report
};

/// All effects of one chunk of a report, in the order in which they apply.
struct ImportChunk {
  std::vector<NewCase> new_cases;
  std::vector<CaseUpdate> case_updates;
  std::vector<CaseId> joins;  ///< cases to be added to the cycle; a joined case gets no run of its own here
  std::vector<RunWrite> runs;
  std::uint64_t results = 0;          ///< records of the report that the chunk takes
  std::vector<ReceiptEntry> receipt;  ///< what became of each; -1, -2, … for the runs that its creating writes make
};

}  // namespace testledger
