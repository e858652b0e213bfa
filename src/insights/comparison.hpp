#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "domain/page.hpp"
#include "insights/case_result.hpp"

namespace testledger {

/// What became of a case from one cycle to another, the most important first. A case that was not executed in a cycle is missing there.
enum class Change : std::uint8_t { newly_failing, still_failing, fixed, slower, missing, added, faster, same };
inline constexpr std::array all_changes{Change::newly_failing, Change::still_failing, Change::fixed,  Change::slower,
                                        Change::missing,       Change::added,         Change::faster, Change::same};
/// "newlyFailing", "stillFailing", ...
std::string_view name_of(Change change);
std::optional<Change> change_named(std::string_view name);

struct ComparedCase {
  Change change = Change::same;
  std::optional<CaseResult> before;
  std::optional<CaseResult> after;

  const CaseResult& either() const { return after ? *after : *before; }
};

/// The same before it is known whether anybody looks at it; what it names outlives it.
struct ComparedRows {
  Change change = Change::same;
  const CaseResult* before = nullptr;
  const CaseResult* after = nullptr;

  const CaseResult& either() const { return after != nullptr ? *after : *before; }
};

/// Slower is what takes at least that many times as long, and at least that much longer.
inline constexpr double slower_factor = 1.5;
inline constexpr double slower_seconds = 0.5;

/// Every case of either cycle; it and the rows are in the order of their cases.
std::vector<ComparedRows> compared(std::span<const CaseResult> before, std::span<const CaseResult> after);
/// A part of the list of them: by change, and in it in the order of joining the later cycle.
std::vector<ComparedCase> most_important(std::span<const ComparedRows> compared, PageRequest part);

}  // namespace testledger
