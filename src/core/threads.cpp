#include "core/threads.hpp"

namespace testledger {

Thread::Thread(std::function<void()> work) {
  SimulatedMachine* machine = simulated_machine();
  if (machine == nullptr) {
    thread_ = std::thread(std::move(work));
    return;
  }
  ended_ = std::make_shared<bool>(false);
  machine->start([work = std::move(work), ended = ended_] {
    work();
    *ended = true;
  });
}

void Thread::join() {
  if (ended_)
    simulated_machine()->wait([this] { return *ended_; }, std::nullopt);
  else
    thread_.join();
}

}  // namespace testledger
