#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <utility>

#include "core/ids.hpp"

namespace testledger::sqlite {

/// Whose turn it is to import into a cycle. Imports that are one turn of the writer may come at once, the writer puts them in
/// order; one of several turns has the cycle to itself. First come, first served. From any thread; the turns outlive the tickets.
class CycleTurns {
 public:
  enum class Kind { shared, alone };
  struct Cycle {
    ProjectId project;
    CycleId cycle;
    auto operator<=>(const Cycle&) const = default;
  };

  /// Holds the turn until it goes out of scope.
  class Ticket {
   public:
    Ticket(CycleTurns& turns, Cycle cycle, Kind kind) : turns_(&turns), cycle_(cycle), kind_(kind) {}
    Ticket(Ticket&& other) noexcept : turns_(std::exchange(other.turns_, nullptr)), cycle_(other.cycle_), kind_(other.kind_) {}
    Ticket& operator=(Ticket&&) = delete;
    ~Ticket() {
      if (turns_ != nullptr) turns_->leave(cycle_, kind_);
    }

   private:
    CycleTurns* turns_;
    Cycle cycle_;
    Kind kind_;
  };

  /// Waits for the turn.
  Ticket enter(Cycle cycle, Kind kind);

 private:
  struct Queue {
    std::uint64_t next = 0;     ///< number of the next comer
    std::uint64_t serving = 0;  ///< number of the first who is not in yet
    int inside = 0;
    bool alone = false;  ///< the one inside
  };

  void leave(Cycle cycle, Kind kind);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<Cycle, Queue> queues_;  ///< of cycles with anybody in or waiting
};

}  // namespace testledger::sqlite
