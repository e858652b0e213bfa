#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "reports/outcome.hpp"

namespace testledger {

using Duration = std::chrono::microseconds;
/// UTC. A report's local time without a zone is taken as UTC.
using TimePoint = std::chrono::sys_time<std::chrono::microseconds>;

struct ReportedProperty {
  std::string name;
  std::string value;

  bool operator==(const ReportedProperty&) const = default;
};

/// One reason for a test not to have passed; a test may give several (multiple asserts).
struct ReportedFailure {
  std::string type;     ///< the exception's class, when told
  std::string message;  ///< the short form, may be empty
  std::string text;     ///< the long form: stack trace, diff

  bool operator==(const ReportedFailure&) const = default;
};

/// Something the report carries or points to. Either `content` (decoded bytes) or `reference` (a path or URL that only
/// the machine of the run could resolve) is set.
struct ReportedAttachment {
  std::string name;
  std::string media_type;
  std::string content;
  std::string reference;

  bool operator==(const ReportedAttachment&) const = default;
};

/// An earlier try of the same test, told inside its record (Surefire's rerunFailure and flakyFailure).
struct ReportedAttempt {
  Outcome outcome = Outcome::failed;
  ReportedFailure failure;
  std::optional<Duration> duration;
  std::string output;

  bool operator==(const ReportedAttempt&) const = default;
};

/// What a step is for: the test's own, a fixture around it (of which only failures matter to a result), or a check
/// that the runner counts by itself (Newman's assertions).
enum class StepKind { step, background, setup, teardown, assertion };

/// One step of a test, in the order of execution.
struct ReportedStep {
  StepKind kind = StepKind::step;
  std::string keyword;  ///< as written, trimmed: "Given", "Soit", "*"; empty where the format has no such word
  std::string text;     ///< what is done or asserted
  std::string data;     ///< arguments, table, doc string, request body
  std::string actual;   ///< what happened: error message, output, response
  Outcome outcome = Outcome::passed;
  std::string raw_status;
  std::optional<Duration> duration;

  bool operator==(const ReportedStep&) const = default;
};

/// Where a record comes from: the runner wrote it, or the reader had to say it.
enum class TestOrigin {
  reported,
  suite_failure,  ///< a suite failed outside any test (set-up crash); `name` is the suite's
  cut_short,      ///< the file ends inside this test
};

/// Which row of a data-driven test a record is.
struct ReportedRow {
  std::string name;  ///< what the runner calls the row, may be empty
  int number = 0;    ///< from 1, in the order of the file where the runner gives none

  bool operator==(const ReportedRow&) const = default;
};

/// One execution of one test as a report tells it. Not yet matched to a TestCase.
struct ReportedTest {
  std::vector<std::string> suites;  ///< enclosing suites or folders by name, outermost first
  std::string class_name;           ///< class, feature or file that holds it; empty where the runner tells none
  std::string name;                 ///< as people read it in the report
  /// What identifies the test across runs when that is not `class_name.name` (Cucumber's element id without its row,
  /// NUnit's full name without arguments); empty otherwise. See contract C.4.
  std::string identity;
  std::string description;
  std::vector<std::string> tags;  ///< tags, groups and categories, as written
  std::vector<ReportedProperty> properties;
  std::vector<ReportedProperty> parameters;  ///< arguments of a data-driven test; names "param1".. where none are told
  std::optional<ReportedRow> row;            ///< set when the format itself says that this is a row (outline, data set)

  Outcome outcome = Outcome::passed;
  std::string raw_status;  ///< the runner's own word, e.g. "SUCCESS_PERCENTAGE_FAILURE", "Failed:Error"
  bool retried = false;    ///< an earlier try: a later record of the same file is the result that counts
  TestOrigin origin = TestOrigin::reported;
  std::optional<Duration> duration;
  std::optional<TimePoint> started;
  std::vector<ReportedFailure> failures;
  std::string skip_reason;
  std::vector<ReportedAttempt> attempts;
  std::vector<ReportedStep> steps;
  std::vector<ReportedAttachment> attachments;
  std::string output;        ///< standard output or the runner's log of this test
  std::string error_output;  ///< standard error
  std::string file;          ///< source file, when told
  int line = 0;              ///< line in that file; 0 when not told
  Place place;               ///< where its record begins in the report

  bool operator==(const ReportedTest&) const = default;
};

/// Empties a record for reuse and keeps its storage: readers fill the same record again and again.
inline void clear(ReportedTest& test) {
  test.suites.clear();
  test.class_name.clear();
  test.name.clear();
  test.identity.clear();
  test.description.clear();
  test.tags.clear();
  test.properties.clear();
  test.parameters.clear();
  test.row.reset();
  test.outcome = Outcome::passed;
  test.raw_status.clear();
  test.retried = false;
  test.origin = TestOrigin::reported;
  test.duration.reset();
  test.started.reset();
  test.failures.clear();
  test.skip_reason.clear();
  test.attempts.clear();
  test.steps.clear();
  test.attachments.clear();
  test.output.clear();
  test.error_output.clear();
  test.file.clear();
  test.line = 0;
  test.place = {};
}

/// Makes a record that of the test which its report ends in: failed, whatever was told of it before, and for this reason first.
inline void mark_cut_short(ReportedTest& test) {
  test.origin = TestOrigin::cut_short;
  test.outcome = Outcome::failed;
  test.failures.insert(test.failures.begin(), {.type = {}, .message = "report ends here", .text = {}});
}

}  // namespace testledger
