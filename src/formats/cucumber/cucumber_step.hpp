#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/limited_text.hpp"
#include "reports/limits.hpp"
#include "reports/reported_test.hpp"

namespace testledger {

/// Cucumber's status words in any letter case, as one outcome.
Outcome cucumber_outcome(std::string_view status);

/// The worst of the statuses of a scenario's steps and hooks, by Cucumber's own order.
class CucumberRollUp {
 public:
  void add(std::string_view status);
  void add(const CucumberRollUp& other);
  bool empty() const { return worst_.empty(); }
  const std::string& worst() const { return worst_; }

 private:
  std::string worst_;
  int rank_ = 0;
};

/// A step or hook that ended, with the failure that its error tells.
struct FinishedStep {
  ReportedStep step;
  std::optional<ReportedFailure> failure;
};

/// A step or hook while its keys come in, in any order.
class CucumberStep {
 public:
  void restart();

  void add_error(std::string_view line) { add_line(error_, line); }
  void add_output(std::string_view line) { add_line(output_, line); }
  void add_data(std::string_view line) { add_line(data_, line); }
  void add_cell(std::string_view cell);
  void end_row();
  void set_duration(std::string_view text) { duration_ = text; }

  /// A hook is only worth keeping when it did.
  bool failed_or_left_something() const;

  FinishedStep take(StepKind kind);

  std::string keyword;
  std::string name;
  std::string status;          ///< as written; empty when the step was not executed
  std::string location;        ///< of the step in its feature file (behave)
  std::string match_location;  ///< of the code that ran it
  bool hidden = false;         ///< cucumber-js writes hooks as hidden steps
  bool background = false;
  bool has_attachments = false;

 private:
  static void add_line(LimitedText& text, std::string_view line);
  std::optional<Duration> duration() const;

  LimitedText error_{limits::failure_text_max};
  LimitedText output_{limits::step_text_max};
  LimitedText data_{limits::step_text_max};
  std::string row_;
  std::string duration_;
};

}  // namespace testledger
