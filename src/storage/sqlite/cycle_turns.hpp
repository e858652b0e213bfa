#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <utility>

#include "core/ids.hpp"
#include "core/threads.hpp"

namespace testledger::sqlite {

/// Whose turn it is to import into a cycle in several turns of the writer: one import after another, first come, first served, so
/// that the latest runs of a cycle are not of two large reports mixed. From any thread; the turns outlive the tickets.
class CycleTurns {
 public:
  struct Cycle {
    ProjectId project;
    CycleId cycle;
    auto operator<=>(const Cycle&) const = default;
  };

  /// Holds the turn until it goes out of scope.
  class Ticket {
   public:
    Ticket(CycleTurns& turns, Cycle cycle) : turns_(&turns), cycle_(cycle) {}
    Ticket(Ticket&& other) noexcept : turns_(std::exchange(other.turns_, nullptr)), cycle_(other.cycle_) {}
    Ticket& operator=(Ticket&&) = delete;
    ~Ticket() {
      if (turns_ != nullptr) turns_->leave(cycle_);
    }

   private:
    CycleTurns* turns_;
    Cycle cycle_;
  };

  /// Waits for the turn.
  Ticket enter(Cycle cycle);

 private:
  struct Queue {
    std::uint64_t next = 0;     ///< number of the next comer
    std::uint64_t serving = 0;  ///< number of the one whose turn it is
  };

  void leave(Cycle cycle);

  std::mutex mutex_;
  Condition changed_;
  std::map<Cycle, Queue> queues_;  ///< of cycles with anybody in or waiting
};

}  // namespace testledger::sqlite
