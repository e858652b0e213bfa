#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "domain/run_status.hpp"

namespace testledger {

/// How much what a case says can be relied on, from its newest executed runs.
struct Flakiness {
  double score = 0;  ///< 0..1: how many of the steps from one run to the next changed between passed and failed
  int flips = 0;
  int runs = 0;
  int passed = 0;
  int failed = 0;
  enum class Verdict : std::uint8_t { not_run, fresh, failing, flaky, stable } verdict = Verdict::not_run;
  std::string reason;  ///< one sentence

  bool operator==(const Flakiness&) const = default;
};

inline constexpr std::size_t flakiness_runs_max = 50;

/// Of the types of the newest executed runs, newest first; beyond flakiness_runs_max they are passed over.
Flakiness flakiness_of(std::span<const RunStatusType> newest_first);
/// "not run", "new", "failing", "flaky", "stable".
std::string_view name_of(Flakiness::Verdict verdict);

}  // namespace testledger
