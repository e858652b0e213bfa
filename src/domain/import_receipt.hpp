#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/ids.hpp"
#include "domain/import_problem.hpp"
#include "domain/keys.hpp"
#include "domain/run_status.hpp"

namespace testledger {

/// Which rule led a result to its case (contract C.2).
enum class MatchRule : std::uint8_t { case_key, automation_key, new_case };

/// What a result did to the runs of its case; none when it was refused.
enum class RunEffect : std::uint8_t { none, created, overwrote, added, remarked };

/// One record of a report with what became of it: for a test of several cases, one entry each.
struct ReceiptEntry {
  std::uint64_t ordinal = 0;  ///< number of the record in the report, from 0
  Place place;                ///< where it begins
  std::string file;           ///< of an archive
  std::string test;           ///< class, name and row, as people know it
  MatchRule rule = MatchRule::automation_key;
  KeyNumber case_number = 0;  ///< 0 when no case was found
  RunId run;
  RunEffect effect = RunEffect::none;
  RunStatusType status = RunStatusType::not_run;  ///< of the run as this record left it
  std::optional<ProblemCode> problem;             ///< why it was refused
  std::string subject;                            ///< under which name the refusal is told
  std::vector<std::string> warnings;              ///< codes

  bool operator==(const ReceiptEntry&) const = default;
};

}  // namespace testledger
