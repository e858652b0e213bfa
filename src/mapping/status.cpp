#include "mapping/status.hpp"

#include "core/letter_case.hpp"

namespace testledger {
namespace {

struct Word {
  std::string_view raw;
  RunStatusType type;
};

// The runners' own words that say more than the common outcome does.
constexpr std::array test_words{
    Word{"error", RunStatusType::failed},                       // behave 1.3
    Word{"hook_error", RunStatusType::failed},                  //
    Word{"cleanup_error", RunStatusType::failed},               //
    Word{"SUCCESS_PERCENTAGE_FAILURE", RunStatusType::failed},  // TestNG
    Word{"Warning", RunStatusType::passed},                     // NUnit
    Word{"Cancelled", RunStatusType::not_run},                  // NUnit, also as a label of Failed
};
// Words that are no verdict and known all the same: such a test was not run.
constexpr std::array no_verdicts =
    std::to_array<std::string_view>({"Inconclusive", "NOT RUN", "NOT_RUN", "undefined", "unknown", "untested"});
constexpr std::array step_words{
    Word{"error", RunStatusType::failed},       // behave 1.3
    Word{"hook_error", RunStatusType::failed},  //
    Word{"ambiguous", RunStatusType::failed},  Word{"undefined", RunStatusType::not_run}, Word{"pending", RunStatusType::not_run},
};

std::optional<RunStatusType> type_of_word(std::span<const Word> words, std::string_view raw) {
  for (const Word& word : words)
    if (equal_ignoring_case(word.raw, raw)) return word.type;
  return std::nullopt;
}

RunStatusType type_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed: return RunStatusType::passed;
    case Outcome::failed: return RunStatusType::failed;
    case Outcome::errored: return RunStatusType::failed;
    case Outcome::skipped: break;
    case Outcome::other: break;
  }
  return RunStatusType::not_run;
}

/// NUnit writes a result with a label and a site: "Failed:Cancelled@Parent" is "Failed" and "Cancelled".
std::optional<RunStatusType> type_of_result(std::string_view raw) {
  const std::size_t colon = raw.find(':');
  if (colon == std::string_view::npos) return type_of_word(test_words, raw);
  const std::string_view label = raw.substr(colon + 1, raw.find('@', colon) - colon - 1);
  const auto labelled = type_of_word(test_words, label);
  return labelled ? labelled : type_of_word(test_words, raw.substr(0, colon));
}

/// Readers call a scenario with an undefined step errored; here it was not run, unless something failed (contract H-11).
bool lacks_definitions_only(const ReportedTest& test) {
  bool lacks = false;
  for (const ReportedStep& step : test.steps) {
    if (step_status_of(step) == RunStatusType::failed) return false;
    lacks = lacks || type_of_word(step_words, step.raw_status) == RunStatusType::not_run;
  }
  return lacks;
}

}  // namespace

RunStatusType run_status_of(const ReportedTest& test) {
  if (test.origin != TestOrigin::reported) return RunStatusType::failed;
  if (const auto told = type_of_result(test.raw_status)) return *told;
  if (test.outcome == Outcome::errored && lacks_definitions_only(test)) return RunStatusType::not_run;
  return type_of(test.outcome);
}

bool has_known_status(const ReportedTest& test) {
  if (test.outcome != Outcome::other) return true;
  const std::string_view word = std::string_view(test.raw_status).substr(0, test.raw_status.find(':'));
  return type_of_result(test.raw_status) || std::ranges::any_of(no_verdicts, [&](auto known) { return equal_ignoring_case(known, word); });
}

RunStatusType step_status_of(const ReportedStep& step) { return type_of_word(step_words, step.raw_status).value_or(type_of(step.outcome)); }

}  // namespace testledger
