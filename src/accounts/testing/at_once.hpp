#pragma once

#include <functional>
#include <thread>
#include <vector>

namespace testledger {

/// Calls it in so many threads, and returns when all have ended.
inline void at_once(int threads, const std::function<void()>& call) {
  std::vector<std::thread> begun;
  for (int i = 0; i < threads; ++i) begun.emplace_back(call);
  for (std::thread& thread : begun) thread.join();
}

}  // namespace testledger
