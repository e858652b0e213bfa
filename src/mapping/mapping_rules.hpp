#pragma once

#include <map>
#include <string>

#include "domain/import_options.hpp"
#include "domain/project.hpp"
#include "reports/report_kind.hpp"

namespace testledger {

/// Whether a report has all rows of its cases; one that is cut short may lack some.
enum class RowsTold { all, some };

/// Everything that decides how the results of one import are mapped, the same from its first result to its last.
struct MappingRules {
  const ReportKind& kind;
  const ImportOptions& options;
  const Configuration& configuration;
  std::string project_key;
  std::string uploader;  ///< user name
  CaseEdits edits = CaseEdits::allowed;
  std::map<std::string, FolderId, std::less<>> folders = {};  ///< of the paths in folder tags (contract H-9)
  RowsTold rows = RowsTold::all;

  bool forces_details() const { return kind.force_update && options.force_update_case; }
  bool forces_steps() const {
    const bool forced = kind.bdd ? kind.bdd_force_update && options.bdd_force_update_case : forces_details();
    return kind.steps && forced && !options.update_only_run_status;
  }
};

}  // namespace testledger
