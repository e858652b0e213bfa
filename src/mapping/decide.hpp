#pragma once

#include <cstdint>
#include <optional>

#include "domain/import_chunk.hpp"
#include "domain/import_options.hpp"

namespace testledger {

/// What is done about a case's place in the cycle before a result is written for it (contract C.2).
enum class Admission { in_cycle, join, refuse_not_in_cycle, refuse_not_eligible };

struct CaseStanding {
  bool in_cycle = false;
  bool eligible = true;  ///< its status allows adding it to a cycle (contract H-14)
};

/// Publication matters only to a case that is not in the cycle yet.
constexpr Admission admit(CaseStanding standing, const ImportOptions& options) {
  if (standing.in_cycle) return Admission::in_cycle;
  if (!options.add_case_to_cycle) return Admission::refuse_not_in_cycle;
  return standing.eligible ? Admission::join : Admission::refuse_not_eligible;
}

/// What one result does to the runs of its case.
enum class RunChange {
  create,     ///< a new run
  overwrite,  ///< the latest run becomes this result
  add,        ///< the latest run, which this import wrote, takes this result in and is rolled up
  remark,     ///< an earlier try told after the result that counts: noted in that run, which stays as it is
};

/// What a result is, as far as the choice of its run is concerned.
struct ResultTraits {
  std::uint32_t identity = 0;  ///< of class, name, parameters and row
  bool retried = false;
  bool row_of_dataset = false;  ///< of a case that has a dataset
  bool has_final = false;       ///< this import has already told a result of the same test that is no try
};

/// Chooses the run (contract C.3, H-4, H-5). `latest` is the case's newest run in the cycle; none, or one
/// without an id that is not of this import, when it has no run there.
RunChange choose_run(const std::optional<LatestRun>& latest, const ResultTraits& result, const ImportOptions& options);

}  // namespace testledger
