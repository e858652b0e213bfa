#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace testledger {

/// Threads that run what may block. Tasks begin in the order of their submission.
class WorkerPool {
 public:
  WorkerPool(unsigned threads, std::size_t queue_max);
  ~WorkerPool();  ///< runs what is queued, then returns

  /// False when the queue is full; the task is dropped then.
  [[nodiscard]] bool submit(std::function<void()> task);

 private:
  void work();

  const std::size_t queue_max_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool closing_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace testledger
