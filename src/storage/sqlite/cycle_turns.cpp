#include "storage/sqlite/cycle_turns.hpp"

namespace testledger::sqlite {

CycleTurns::Ticket CycleTurns::enter(Cycle cycle) {
  std::unique_lock lock(mutex_);
  Queue& queue = queues_[cycle];  // stays where it is while anybody is in or waiting
  const std::uint64_t number = queue.next++;
  changed_.wait(lock, [&] { return queue.serving == number; });
  return Ticket(*this, cycle);
}

void CycleTurns::leave(Cycle cycle) {
  const std::lock_guard lock(mutex_);
  const auto place = queues_.find(cycle);
  if (++place->second.serving == place->second.next) queues_.erase(place);
  changed_.notify_all();
}

}  // namespace testledger::sqlite
