#include "simulation/machine.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstring>

namespace testledger::simulation {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t step_us_max = 3000;  // how long a step takes, so that times differ
constexpr auto first_moment = std::chrono::milliseconds(1'700'000'000'000);

std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

Machine* playing = nullptr;

/// Tokens and pauses, which the program takes from libsodium, follow the seed too.
const char* name() { return "simulation"; }
std::uint32_t number() { return static_cast<std::uint32_t>(playing->random(std::uint64_t{1} << 32)); }
void fill(void* const to, std::size_t size) {
  auto* bytes = static_cast<unsigned char*>(to);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<unsigned char>(playing->random(256));
}
randombytes_implementation chance_of_seed{name, number, nullptr, nullptr, fill, nullptr};

}  // namespace

Machine::Machine(std::uint64_t seed) : state_(mixed(seed + 1)), wall_(first_moment) {
  playing = this;
  randombytes_set_implementation(&chance_of_seed);
  simulate_machine(this);
}

Machine::~Machine() {
  simulate_machine(nullptr);
  randombytes_set_implementation(&randombytes_sysrandom_implementation);
  playing = nullptr;
}

std::uint64_t Machine::random(std::uint64_t end) {
  state_ += 0x9e3779b97f4a7c15;
  return mixed(state_) % end;
}

void Machine::note(std::uint64_t value) { hash_ = mixed(hash_ ^ value) + value; }

void Machine::start(std::function<void()> work) {
  const Group group = next_group_ ? *next_group_ : current_ != nullptr ? current_->group : 0;
  tasks_.push_back(std::make_unique<Task>(Task{.fiber = std::make_unique<Fiber>(std::move(work)), .group = group}));
}

void Machine::wait(const std::function<bool()>& done, std::optional<SteadyTime> end) {
  Task& task = *current_;
  task.done = &done;
  task.end = end;
  task.fiber->suspend();
  task.done = nullptr;
  task.end.reset();
}

void Machine::sleep(std::chrono::milliseconds time) {
  wait([] { return false; }, steady_now() + time);
}

void Machine::pause(Group group, std::chrono::milliseconds time) { pauses_.emplace_back(group, steady_now() + time); }

SteadyTime Machine::paused_until(Group group) const {
  SteadyTime until{};
  for (const auto& [paused, end] : pauses_)
    if (paused == group) until = std::max(until, end);
  return until;
}

bool Machine::can_go_on(const Task& task) const {
  const SteadyTime time{steady_};
  if (paused_until(task.group) > time) return false;
  return task.done == nullptr || (task.end && *task.end <= time) || (*task.done)();
}

bool Machine::advance() {
  std::optional<SteadyTime> next;
  for (const auto& task : tasks_) {
    const SteadyTime paused = paused_until(task->group);
    const bool waits = task->done != nullptr && !(*task->done)();
    if (waits && !task->end) continue;
    const SteadyTime time = waits ? std::max(*task->end, paused) : paused;
    if (!next || time < *next) next = time;
  }
  if (!next) return false;
  steady_ = std::max(steady_, next->time_since_epoch());
  return true;
}

void Machine::step(std::size_t index) {
  current_ = tasks_[index].get();
  note(index);
  ++steps_;
  current_->fiber->resume();
  current_ = nullptr;
  steady_ += std::chrono::microseconds(random(step_us_max));
  if (tasks_[index]->fiber->has_ended()) tasks_.erase(tasks_.begin() + static_cast<std::ptrdiff_t>(index));
  if (between_steps) between_steps();
}

bool Machine::play(std::function<void()> work) {
  start(std::move(work));
  std::vector<std::size_t> ready;
  while (!tasks_.empty()) {
    ready.clear();
    for (std::size_t i = 0; i < tasks_.size(); ++i)
      if (can_go_on(*tasks_[i])) ready.push_back(i);
    if (ready.empty() && !advance()) return false;
    if (!ready.empty()) step(ready[random(ready.size())]);
  }
  return true;
}

}  // namespace testledger::simulation
