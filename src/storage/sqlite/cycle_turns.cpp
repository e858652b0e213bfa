#include "storage/sqlite/cycle_turns.hpp"

namespace testledger::sqlite {

CycleTurns::Ticket CycleTurns::enter(Cycle cycle, Kind kind) {
  std::unique_lock lock(mutex_);
  Queue& queue = queues_[cycle];  // stays where it is, and while anybody is in or waiting
  const std::uint64_t number = queue.next++;
  changed_.wait(lock, [&] { return queue.serving == number && !queue.alone && (kind == Kind::shared || queue.inside == 0); });
  ++queue.serving;
  ++queue.inside;
  queue.alone = kind == Kind::alone;
  changed_.notify_all();
  return Ticket(*this, cycle, kind);
}

void CycleTurns::leave(Cycle cycle, Kind kind) {
  const std::lock_guard lock(mutex_);
  const auto place = queues_.find(cycle);
  Queue& queue = place->second;
  --queue.inside;
  if (kind == Kind::alone) queue.alone = false;
  if (queue.inside == 0 && queue.serving == queue.next) queues_.erase(place);
  changed_.notify_all();
}

}  // namespace testledger::sqlite
