#pragma once

#include <array>
#include <memory>
#include <string>

#include "domain/project.hpp"
#include "domain/test_cycle.hpp"
#include "domain/test_run.hpp"

namespace testledger {

/// What an export says of a cycle as a whole.
struct ExportedCycle {
  const Project& project;
  const Configuration& configuration;
  const TestCycle& cycle;
  std::array<std::uint64_t, all_run_status_types.size()> counts{};  ///< of cases, by the type of their newest run's status
  double effort_s = 0;
  std::optional<Timestamp> begun;  ///< the first of the newest runs
  std::optional<Timestamp> ended;

  std::uint64_t count(RunStatusType type) const { return counts[static_cast<std::size_t>(type)]; }
  std::uint64_t total() const;
  std::string name() const;  ///< "AT-CY-7 Nightly"
};

/// A case of it with its newest run, if it has any.
struct ExportedCase {
  const CaseInCycle& item;
  std::string key;
  const RunStatus& status;
  const RunDetail& detail;

  const TestRun* run() const { return item.runs.empty() ? nullptr : &item.runs.front(); }
  double effort_s() const { return item.runs.empty() ? 0 : item.runs.front().effort_s; }
  /// The first comment, or what a step came to: why it failed, with all its lines.
  std::string_view reason() const;
};
std::string_view first_line(std::string_view text);

/// How an export is written, piece by piece.
class ExportForm {
 public:
  virtual ~ExportForm() = default;
  virtual std::string begin(const ExportedCycle& cycle) = 0;
  virtual std::string of(const ExportedCycle& cycle, const ExportedCase& exported) = 0;
  virtual std::string end() = 0;
};

std::unique_ptr<ExportForm> csv_export();
std::unique_ptr<ExportForm> junit_export();
/// Common Test Report Format, https://ctrf.io.
std::unique_ptr<ExportForm> ctrf_export();

}  // namespace testledger
