#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/simulated_machine.hpp"
#include "simulation/fiber.hpp"

namespace testledger::simulation {

/// One thread that plays all threads, in an order and with a time that the seed decides: of those that can go on, chance takes
/// one; when none can, the clock goes on to the next that waits for it.
class Machine final : public SimulatedMachine {
 public:
  using Group = int;  ///< threads that are paused together: a process, say

  explicit Machine(std::uint64_t seed);
  ~Machine() override;

  /// Plays until this work and all threads that it started have ended. False when nobody can ever go on any more.
  bool play(std::function<void()> work);

  /// Below `end`.
  std::uint64_t random(std::uint64_t end);
  bool chance(unsigned int percent) { return random(100) < percent; }
  /// For the thread that calls: lets others go on for a time.
  void sleep(std::chrono::milliseconds time);
  /// The same, until it is so.
  void wait_for(const std::function<bool()>& done) { wait(done, std::nullopt); }

  /// Threads that are started from now on belong to the group, and theirs too; others to that of who started them.
  void set_group(Group group) { next_group_ = group; }
  void pause(Group group, std::chrono::milliseconds time);
  void jump(std::chrono::milliseconds time) { wall_ += time; }

  std::uint64_t steps() const { return steps_; }
  /// Of all that was decided: two plays with the same hash were the same.
  std::uint64_t hash() const { return hash_; }
  void note(std::uint64_t value);
  /// Called between any two steps.
  std::function<void()> between_steps;

  Timestamp now() override { return Timestamp(wall_ + elapsed()); }
  SteadyTime steady_now() override { return SteadyTime(steady_); }
  void start(std::function<void()> work) override;
  void wait(const std::function<bool()>& done, std::optional<SteadyTime> end) override;

 private:
  struct Task {
    std::unique_ptr<Fiber> fiber;
    Group group = 0;
    const std::function<bool()>* done = nullptr;  ///< null: can go on
    std::optional<SteadyTime> end = {};
  };

  std::chrono::milliseconds elapsed() const { return std::chrono::duration_cast<std::chrono::milliseconds>(steady_); }
  SteadyTime paused_until(Group group) const;
  bool can_go_on(const Task& task) const;
  /// Whether there was any that waits for a time.
  bool advance();
  void step(std::size_t index);

  std::uint64_t state_;
  std::uint64_t hash_ = 0;
  std::uint64_t steps_ = 0;
  std::chrono::nanoseconds steady_{0};
  std::chrono::milliseconds wall_;
  std::vector<std::unique_ptr<Task>> tasks_;
  Task* current_ = nullptr;
  std::optional<Group> next_group_;
  std::vector<std::pair<Group, SteadyTime>> pauses_;
};

}  // namespace testledger::simulation
