#include "core/clock.hpp"

#include "core/simulated_machine.hpp"

namespace testledger {
namespace {

SimulatedMachine* simulated = nullptr;

}  // namespace

SimulatedMachine* simulated_machine() { return simulated; }
void simulate_machine(SimulatedMachine* machine) { simulated = machine; }

Timestamp now() {
  if (simulated) return simulated->now();
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

SteadyTime steady_now() { return simulated ? simulated->steady_now() : std::chrono::steady_clock::now(); }

}  // namespace testledger
