#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "core/simulated_machine.hpp"

namespace testledger {

/// A condition variable that can only be waited at for something.
class Condition {
 public:
  template <class Done>
  void wait(std::unique_lock<std::mutex>& lock, const Done& done) {
    if (SimulatedMachine* machine = simulated_machine())
      wait_simulated(*machine, lock, done, std::nullopt);
    else
      changed_.wait(lock, done);
  }
  /// Whether it was done before the time was over.
  template <class Done>
  bool wait_until(std::unique_lock<std::mutex>& lock, SteadyTime end, const Done& done) {
    if (SimulatedMachine* machine = simulated_machine()) return wait_simulated(*machine, lock, done, end);
    return changed_.wait_until(lock, end, done);
  }
  template <class Rep, class Period, class Done>
  bool wait_for(std::unique_lock<std::mutex>& lock, std::chrono::duration<Rep, Period> time, const Done& done) {
    return wait_until(lock, steady_now() + time, done);
  }
  void notify_one() { changed_.notify_one(); }
  void notify_all() { changed_.notify_all(); }

 private:
  template <class Done>
  static bool wait_simulated(SimulatedMachine& machine, std::unique_lock<std::mutex>& lock, const Done& done,
                             std::optional<SteadyTime> end) {
    if (done()) return true;
    lock.unlock();
    machine.wait(std::cref(done), end);
    lock.lock();
    return done();
  }

  std::condition_variable changed_;
};

/// A thread that has to be joined.
class Thread {
 public:
  Thread() = default;
  explicit Thread(std::function<void()> work);
  void join();

 private:
  std::thread thread_;
  std::shared_ptr<bool> ended_;  ///< of a simulated one
};

}  // namespace testledger
