#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reports/report_sink.hpp"

namespace testledger {

/// A test's status and the text that goes with it.
struct RobotVerdict {
  std::string status;
  std::string message;

  bool operator==(const RobotVerdict&) const = default;
};

/// What a report tells of a suite, in part only after its tests.
struct RobotSuite {
  std::optional<std::string> name;  ///< nothing as long as it was not told; a told one may be empty
  std::string source;
  std::vector<ReportedProperty> metadata;
  RobotVerdict teardown;
};

/// Suites by their number in the order of the file, from 1.
using RobotSuiteFacts = std::map<std::uint32_t, RobotSuite>;

/// Memory for what a file tells of its suites after their tests; beyond it the file is refused.
inline constexpr std::size_t robot_suite_facts_max = 16 * 1024 * 1024;
std::string robot_suite_facts_message();

/// How Robot itself judges a test once it knows how the teardown of a suite around it went (robot.result, since 4.0).
RobotVerdict after_suite_teardown(RobotVerdict test, const RobotVerdict& teardown);

/// The suites of one report: which are open, how many tests they hold, what was told of them too late.
class RobotSuites {
 public:
  struct Tally {
    std::uint64_t passed = 0;
    std::uint64_t failed = 0;
    std::uint64_t skipped = 0;

    std::uint64_t total() const { return passed + failed + skipped; }
    Tally& operator+=(const Tally& other);
    bool operator==(const Tally&) const = default;
  };

  /// `known`: what an earlier reading of the same file learnt; it precedes what this reading is told.
  explicit RobotSuites(RobotSuiteFacts known = {}) : known_(std::move(known)) {}

  void begin(Place place);
  void set_name(std::string name);
  void set_source(std::string source);
  void add_metadata(ReportedProperty item);
  void set_teardown(RobotVerdict teardown);
  void end();
  std::size_t depth() const { return open_.size(); }
  std::uint32_t begun() const { return begun_; }

  /// Fills what the test has of its suites: names, class name, properties, file.
  void describe(ReportedTest& test) const;
  /// How the test ended, given the suite teardowns that are known by now.
  RobotVerdict judge(RobotVerdict written) const;
  /// Counts a test with its status as written.
  void count(std::string_view status);

  /// What `Robot` wrote is still to be judged by suite teardowns, what `Rebot` wrote has been.
  void set_generator(std::string_view generator);
  /// The figures of the report's statistics.
  void set_statistics(Tally told) { told_ = told; }

  /// False once the facts take more than robot_suite_facts_max.
  bool within_limits() const { return facts_size_ <= robot_suite_facts_max; }
  /// What a second reading should know; empty when it would learn nothing.
  RobotSuiteFacts late_facts() const;
  /// Warnings about the report as a whole, in the order of its suites.
  std::vector<ReportWarning> warnings(Place end) const;
  /// Ends the suites that the report ends in, as far as they were told, and gives the warnings.
  std::vector<ReportWarning> cut(Place end);

 private:
  struct Open {
    std::uint32_t number = 0;
    Place place;
    RobotSuite suite;
    RobotVerdict known_teardown;  ///< from an earlier reading
    std::uint64_t counted_before = 0;
    Tally written;
    Tally judged;
    enum class From { report, earlier_reading } from = From::report;
    enum class Told { in_time, late } told = Told::in_time;
  };
  /// A suite whose teardown did not pass, with its tests as they stood before.
  struct Teardown {
    std::string suite;
    std::string status;
    Tally tests;
    Place place;

    /// How many of its tests end otherwise for it.
    std::uint64_t changed() const { return tests.passed + (status == "FAIL" ? 0 : tests.failed); }
  };

  /// The open suite that a fact of the report belongs to; null when an earlier reading told it.
  RobotSuite* told(std::size_t size);
  void judge_tests(Open& ended);
  std::string path() const;
  static ReportWarning warning(const Teardown& teardown);
  bool statistics_agree() const;

  RobotSuiteFacts known_;
  RobotSuiteFacts facts_;
  std::size_t facts_size_ = 0;
  std::vector<Open> open_;
  std::vector<Teardown> teardowns_;
  std::uint64_t counted_ = 0;
  Tally written_;
  Tally judged_;
  std::optional<Tally> told_;
  std::uint32_t begun_ = 0;
  bool from_robot_ = false;  ///< not from Rebot or another tool
};

}  // namespace testledger
