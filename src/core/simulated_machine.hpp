#pragma once

#include <functional>
#include <optional>

#include "core/clock.hpp"

namespace testledger {

/// What time, threads and waiting are in the simulation (docs/reliability.md), where one thread plays all. Code that uses core/clock.hpp
/// and core/threads.hpp runs in both worlds and does not know in which.
class SimulatedMachine {
 public:
  virtual ~SimulatedMachine() = default;
  virtual Timestamp now() = 0;
  virtual SteadyTime steady_now() = 0;
  virtual void start(std::function<void()> work) = 0;
  /// Lets others go on until it is done or the time has come. Called by a thread that holds no lock.
  virtual void wait(const std::function<bool()>& done, std::optional<SteadyTime> end) = 0;
};

/// Null, except in the simulation.
SimulatedMachine* simulated_machine();
void simulate_machine(SimulatedMachine* machine);

}  // namespace testledger
