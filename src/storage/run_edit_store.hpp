#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "domain/audit.hpp"
#include "domain/import_problem.hpp"
#include "domain/keys.hpp"
#include "domain/run_edit.hpp"
#include "domain/test_run.hpp"

namespace testledger {

/// Runs and the cases of cycles as people and run-by-run reporters write them (contract B.7). What is written here counts as changed
/// since for every import: undoing one neither removes nor reverts it.
class RunEditStore {
 public:
  virtual ~RunEditStore() = default;

  enum class Target { new_run, latest_run };         ///< an untouched run is filled before a new one is made (contract H-4)
  enum class Outside { joins, is_refused };          ///< a case that is not in the cycle
  enum class Assignees { replaced, kept_if_there };  ///< of runs that are there
  struct Entry {
    Reference test_case;
    Target target = Target::new_run;
    RunEdit edit;
  };
  struct Report {
    ProjectId project;
    CycleId cycle;
    std::string user_name;
    Outside outside = Outside::joins;
    Assignees assignees = Assignees::replaced;
    std::vector<Entry> entries;
  };
  struct Outcome {
    KeyNumber number = 0;
    RunId run;
    ChoiceId status;  ///< of the run
    bool created = false;
    std::optional<ProblemCode> problem;  ///< then no run was written
    std::optional<Error> refusal = {};   ///< of change_custom_fields; likewise
    ChoiceId case_status;                ///< of a case that is not eligible
  };
  /// Writes the entries in their order, all at once. A case that is refused is data; a case in the cycle without a run gets an
  /// untouched one. invalid_argument for a status that the project has not.
  virtual Result<std::vector<Outcome>> write_runs(const Report& report) = 0;

  struct RunPlace {
    ProjectId project;
    CycleId cycle;
    RunId run;
  };
  /// Writes runs that are there. not_found, naming one that is not; then none is written. invalid_argument for a step that a run has
  /// not, and as above.
  virtual Result<void> edit_runs(ProjectId project, CycleId cycle, const std::vector<RunId>& runs, const RunEdit& edit,
                                 std::string_view user_name) = 0;
  /// The next newest becomes the latest. False when there is no such run.
  virtual Result<bool> remove_run(const RunPlace& place, const Audited& audit = {}) = 0;
  /// Takes a case out of a cycle with all its runs there. False when it is not in it.
  virtual Result<bool> remove_from_cycle(ProjectId project, CycleId cycle, const Reference& test_case, const Audited& audit = {}) = 0;

  /// not_found when there is no such run, limit_exceeded beyond attachments_max.
  virtual Result<ShownAttachment> attach_to_run(const RunPlace& place, const Attachment& file, std::string_view user_name) = 0;
  /// Also one that came with a report. False when there is none.
  virtual Result<bool> remove_attachment(const RunPlace& place, AttachmentId id, const Audited& audit = {}) = 0;
};

}  // namespace testledger
