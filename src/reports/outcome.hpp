#pragma once

#include <algorithm>
#include <span>
#include <string_view>

namespace testledger {

/// How a test or a step ended, in one vocabulary for all formats. The raw word stands beside it in the report's record.
enum class Outcome {
  passed,
  skipped,  ///< not executed, on purpose or because something before it failed
  other,    ///< executed, with a result that is neither a pass nor a failure (inconclusive, warning)
  failed,   ///< an assertion did not hold
  errored,  ///< something other than an assertion broke: an exception, a set-up, an undefined step
};

constexpr int severity(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed: return 0;
    case Outcome::skipped: return 1;
    case Outcome::other: return 2;
    case Outcome::errored: return 3;
    case Outcome::failed: return 4;
  }
  return 0;
}

constexpr std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed: return "passed";
    case Outcome::skipped: return "skipped";
    case Outcome::other: return "other";
    case Outcome::failed: return "failed";
    case Outcome::errored: return "errored";
  }
  return "other";
}

}  // namespace testledger
