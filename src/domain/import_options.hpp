#pragma once

#include <optional>

#include "core/ids.hpp"

namespace testledger {

/// The parameters of an import with their defaults (contract C.1, H-3). Those that do not concern a format are ignored.
struct ImportOptions {
  bool create_new_run = true;
  bool add_case_to_cycle = true;
  bool create_case = false;
  bool update_datasets = true;
  bool bdd_force_update_case = false;
  bool force_update_case = false;
  bool update_only_run_status = false;
  bool ignore_class_in_auto_key = false;
  bool allow_partial = false;  ///< ours: a report that is cut short is taken as far as it goes
  std::optional<FolderId> default_folder;

  bool operator==(const ImportOptions&) const = default;
};

/// Whether the sender may change cases, not only report results (contract D.4 text 6).
enum class CaseEdits { allowed, refused };

}  // namespace testledger
