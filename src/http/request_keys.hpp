#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "core/threads.hpp"

namespace testledger {

/// Keys of requests that are being answered, so that the same request sent twice at once is carried out once. From any thread.
class RequestKeys {
 public:
  /// Takes the key, waiting for whoever has it; null when the time is over. Given back when the last copy goes.
  std::shared_ptr<void> take(const std::string& key, std::chrono::milliseconds patience) {
    std::unique_lock lock(state_->mutex);
    if (!state_->changed.wait_for(lock, patience, [&] { return !state_->taken.contains(key); })) return nullptr;
    state_->taken.insert(key);
    return {state_.get(), [state = state_, key](State*) {
              const std::lock_guard guard(state->mutex);
              state->taken.erase(key);
              state->changed.notify_all();
            }};
  }

 private:
  struct State {
    std::mutex mutex;
    Condition changed;
    std::set<std::string> taken;
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace testledger
