#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "core/result.hpp"
#include "core/threads.hpp"

namespace testledger::sqlite {

/// What becomes of a turn of the writer, for the one who waits for it. Copies are of the same answer.
class Answer {
 public:
  void give(Result<void> result) {
    const std::lock_guard lock(state_->mutex);
    state_->result = std::move(result);
    state_->given.notify_all();
  }
  /// Waits for it.
  Result<void> get() const {
    std::unique_lock lock(state_->mutex);
    state_->given.wait(lock, [this] { return state_->result.has_value(); });
    return *state_->result;
  }

 private:
  struct State {
    std::mutex mutex;
    Condition given;
    std::optional<Result<void>> result;
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace testledger::sqlite
