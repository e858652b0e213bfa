#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/ids.hpp"
#include "domain/choice_state.hpp"

namespace testledger {

/// The five kinds of run status. Names and number of statuses are a project's own; importing picks the first of a type
/// (contract A.8).
enum class RunStatusType : std::uint8_t { not_run, in_progress, passed, failed, blocked };

inline constexpr std::array all_run_status_types{RunStatusType::not_run, RunStatusType::in_progress, RunStatusType::passed,
                                                 RunStatusType::failed, RunStatusType::blocked};

/// As on the wire: "NOT_RUN", "IN_PROGRESS", ...
std::string_view name_of(RunStatusType type);

/// The statuses that occur among the steps or rows of a run; enough for the roll-up of contract A.8, whatever their number.
class StatusSet {
 public:
  constexpr StatusSet() = default;
  explicit constexpr StatusSet(std::uint8_t bits) : bits_(bits) {}

  constexpr void add(RunStatusType type) { bits_ |= bit(type); }
  constexpr void add(StatusSet other) { bits_ |= other.bits_; }
  constexpr bool has(RunStatusType type) const { return (bits_ & bit(type)) != 0; }
  constexpr bool only(RunStatusType type) const { return bits_ == bit(type); }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr std::uint8_t bits() const { return bits_; }
  bool operator==(const StatusSet&) const = default;

 private:
  static constexpr std::uint8_t bit(RunStatusType type) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(type)); }
  std::uint8_t bits_ = 0;
};

/// The status of a run from those of its steps or rows (contract A.8): one failure fails it; nothing at all is Not Run.
constexpr RunStatusType rolled_up(StatusSet statuses) {
  for (const RunStatusType type : {RunStatusType::not_run, RunStatusType::in_progress, RunStatusType::passed})
    if (statuses.only(type)) return type;
  if (statuses.has(RunStatusType::failed)) return RunStatusType::failed;
  if (statuses.has(RunStatusType::blocked)) return RunStatusType::blocked;
  return statuses.empty() ? RunStatusType::not_run : RunStatusType::in_progress;
}

struct RunStatus {
  ChoiceId id;
  std::string name;
  RunStatusType type = RunStatusType::not_run;
  std::string color;  ///< "#rrggbb"
  ChoiceState state = ChoiceState::active;
  std::string description = {};

  bool operator==(const RunStatus&) const = default;
};

}  // namespace testledger
