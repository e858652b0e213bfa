#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "formats/xml/xml_reader.hpp"
#include "reports/report_sink.hpp"

namespace testledger {

inline constexpr std::uint64_t junit_count_warnings_max = 100;

/// How many tests, and how many of them did not hold.
struct JunitCounts {
  std::uint64_t tests = 0;
  std::uint64_t failed = 0;    ///< tests that failed or broke
  std::uint64_t failures = 0;  ///< <failure> and <error> elements: some runners count those
  std::uint64_t tries = 0;     ///< earlier tries: some runners count those as tests

  JunitCounts& operator+=(const JunitCounts& other) {
    tests += other.tests;
    failed += other.failed;
    failures += other.failures;
    tries += other.tries;
    return *this;
  }
  JunitCounts operator+(const JunitCounts& other) const { return JunitCounts(*this) += other; }
};

/// A <testsuite>, or a root around suites, while it is open.
struct JunitSuite {
  enum class Kind { root, suite } kind = Kind::suite;
  std::string name;
  std::string file;
  Place place;
  std::optional<std::uint64_t> declared_tests;
  std::optional<std::uint64_t> declared_failed;  ///< failures= and errors= together: runners differ in which is which
  JunitCounts own;                               ///< of its own cases
  JunitCounts inside;                            ///< of the suites in it
  std::vector<ReportedFailure> failures;         ///< of the suite itself

  /// Whether its name is one of those that its tests are found under; a root's names the run.
  bool in_path() const { return kind == Kind::suite && !name.empty(); }
  void count(Outcome outcome, std::size_t failures_told, std::size_t tries) {
    const bool bad = outcome == Outcome::failed || outcome == Outcome::errored;
    own += {1, bad ? 1u : 0u, failures_told, tries};
  }
  /// What is wrong about the declared numbers, when they fit neither its own cases nor all cases in it.
  std::optional<std::string> difference() const;
};

JunitSuite junit_suite(JunitSuite::Kind kind, const XmlAttributes& attributes, Place place);

/// What the attributes of the outermost suites tell of who wrote them; empty when they do not tell it for certain.
ReportHeader junit_producer(const XmlAttributes& attributes);

}  // namespace testledger
