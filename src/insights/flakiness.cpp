#include "insights/flakiness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace testledger {
namespace {

using Verdict = Flakiness::Verdict;

constexpr int fresh_runs_max = 2;      // of that few runs nobody can tell
constexpr int flips_of_flaky_min = 2;  // one flip is a change for the better or the worse
constexpr double score_of_flaky_min = 0.1;

std::string_view runs(int count) { return count == 1 ? "run" : "runs"; }

/// Of the newest run on, how many failed in a row.
int failures_in_a_row(std::span<const RunStatusType> newest_first) {
  const auto other = std::ranges::find_if(newest_first, [](RunStatusType type) { return type != RunStatusType::failed; });
  return static_cast<int>(other - newest_first.begin());
}

Flakiness counted(std::span<const RunStatusType> newest_first) {
  Flakiness counts{.runs = static_cast<int>(newest_first.size())};
  std::optional<RunStatusType> later;
  for (const RunStatusType type : newest_first) {
    counts.passed += type == RunStatusType::passed ? 1 : 0;
    counts.failed += type == RunStatusType::failed ? 1 : 0;
    if (type != RunStatusType::passed && type != RunStatusType::failed) continue;
    counts.flips += later && *later != type ? 1 : 0;
    later = type;
  }
  if (counts.runs > 1) counts.score = static_cast<double>(counts.flips) / (counts.runs - 1);
  return counts;
}

Verdict verdict_of(const Flakiness& counts, int failing) {
  if (counts.runs == 0) return Verdict::not_run;
  if (counts.flips >= flips_of_flaky_min && counts.score >= score_of_flaky_min) return Verdict::flaky;
  if (failing > 0) return Verdict::failing;
  return counts.runs <= fresh_runs_max ? Verdict::fresh : Verdict::stable;
}

std::string reason_of(const Flakiness& counts, int failing) {
  switch (counts.verdict) {
    case Verdict::not_run: return "It has not been executed yet.";
    case Verdict::fresh: return fmt::format("It has been executed {} only.", counts.runs == 1 ? "once" : "twice");
    case Verdict::failing: return failing == 1 ? "It failed in its last run." : fmt::format("It failed in its last {} runs.", failing);
    case Verdict::flaky:
      return fmt::format("It changed {} times between passed and failed in its last {} {}.", counts.flips, counts.runs, runs(counts.runs));
    case Verdict::stable: break;
  }
  if (counts.failed == 0) return fmt::format("It did not fail in its last {} {}.", counts.runs, runs(counts.runs));
  return fmt::format("It failed in {} of its last {} {} and has not kept changing.", counts.failed, counts.runs, runs(counts.runs));
}

}  // namespace

Flakiness flakiness_of(std::span<const RunStatusType> newest_first) {
  const auto looked_at = newest_first.first(std::min(newest_first.size(), flakiness_runs_max));
  const int failing = failures_in_a_row(looked_at);
  Flakiness found = counted(looked_at);
  found.verdict = verdict_of(found, failing);
  found.reason = reason_of(found, failing);
  return found;
}

std::string_view name_of(Flakiness::Verdict verdict) {
  switch (verdict) {
    case Verdict::not_run: return "not run";
    case Verdict::fresh: return "new";
    case Verdict::failing: return "failing";
    case Verdict::flaky: return "flaky";
    case Verdict::stable: return "stable";
  }
  return "";
}

}  // namespace testledger
