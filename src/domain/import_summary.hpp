#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "domain/import_problem.hpp"
#include "domain/import_receipt.hpp"
#include "domain/keys.hpp"
#include "domain/run_status.hpp"

namespace testledger {

/// A refused result: under which name it is reported and why. The first refusal of a name is the one told.
struct ImportError {
  std::string subject;  ///< case key if known, else automation key or title, else the file's name (contract H-2)
  ProblemCode code = ProblemCode::invalid_report;
  std::string message;
  std::uint64_t count = 1;     ///< how many results were refused for it
  std::optional<Place> place;  ///< where in the report the first of them is
  std::string file = {};       ///< in which file of an archive
};

/// The code of the warning that a report was taken as far as it goes; it is before all others.
inline constexpr std::string_view report_cut_short = "report_cut_short";

struct ImportWarning {
  std::string code;  ///< stable: "replaced_characters", "unmatched_step"
  std::string message;
  std::optional<Place> place;
  std::string file = {};  ///< in which file of an archive
};

/// What became of one file of an archive.
struct FileResult {
  enum class State : std::uint8_t { imported, refused, passed_over };

  std::string name;
  State state = State::imported;
  std::string producer = {};                                                 ///< what wrote it, when it says so
  std::string reason;                                                        ///< why it was refused or passed over
  std::optional<Place> place;                                                ///< where it cannot be read
  std::uint64_t results = 0;                                                 ///< records in the report
  std::uint64_t requests = 0, successes = 0, errors = 0, created_cases = 0;  ///< as those of the summary

  bool failed() const { return state == State::refused || (state == State::imported && successes == 0 && errors > 0); }
};

/// A case that got results, with the status of the run written last.
struct ProcessedCase {
  KeyNumber number = 0;
  RunStatusType status = RunStatusType::not_run;
  std::int64_t run_id = 0;
  bool created = false;
};

/// The outcome of one import (contract D.1). Lists are in the order of the file and bounded; the counts are complete.
struct ImportSummary {
  std::uint64_t requests = 0;   ///< results times cases: run writes attempted
  std::uint64_t successes = 0;  ///< requests == successes + errors, always
  std::uint64_t errors = 0;
  std::uint64_t created_cases = 0;
  std::vector<ImportError> error_list;
  std::vector<ProcessedCase> processed;
  std::vector<ImportWarning> warnings;
  std::string producer;               ///< what wrote the report, the first of an archive, when it says so: "pytest 8.3.5"
  std::vector<FileResult> files;      ///< in their order; empty for a report that came by itself
  std::uint64_t processed_cases = 0;  ///< distinct cases, also beyond the list
  std::uint64_t warning_count = 0;
  std::vector<ReceiptEntry> dry_run;  ///< what a dry run would do, record by record; runs that it would make have no id
  std::uint64_t dry_run_count = 0;    ///< also beyond the list
  std::int64_t import_id = 0;
  std::int64_t batch_id = 0;  ///< of a finished import

  bool failed() const { return successes == 0 && errors > 0; }  ///< contract H-1
};

inline constexpr std::size_t listed_dry_run_max = 10'000;
inline constexpr std::size_t listed_errors_max = 10'000;
inline constexpr std::size_t listed_cases_max = 100'000;
inline constexpr std::size_t listed_warnings_max = 100;

}  // namespace testledger
