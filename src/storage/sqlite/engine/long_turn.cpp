#include "storage/sqlite/engine/long_turn.hpp"

namespace testledger::sqlite {
namespace {

constexpr std::size_t waiting_tasks_max = 2;  // enough to keep the writer busy; each may hold a chunk of a report

}  // namespace

/// What the caller and the writer tell each other.
class LongTurn::Board {
 public:
  Result<void> post(Task task) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return tasks_.size() < waiting_tasks_max || failure_; });
    if (failure_) return *failure_;
    tasks_.push_back(std::move(task));
    changed_.notify_all();
    return {};
  }

  Result<void> wait_until_done() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return (tasks_.empty() && !running_) || failure_; });
    if (failure_) return *failure_;
    return {};
  }

  enum class Ending { keep, undo };
  void end(Ending ending) {
    const std::lock_guard lock(mutex_);
    if (ending == Ending::undo) tasks_.clear();
    if (!ending_) ending_ = ending;
    changed_.notify_all();
  }

  void fail(const Error& error) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = error;
    changed_.notify_all();
  }

  /// The writer's side: runs the tasks until the caller ends the turn or one fails.
  Result<void> serve(Connection& db) try {
    while (const auto task = next_task()) TRY(finish((*task)(db)));
    if (ending_ == Ending::undo) return Error{.code = ErrorCode::internal, .message = "The turn was undone."};
    return {};
  } catch (const std::exception& thrown) {
    return finish(
        Error{.code = ErrorCode::storage_failed, .message = "The database failed; nothing was written.", .detail = thrown.what()});
  }

 private:
  std::optional<Task> next_task() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !tasks_.empty() || ending_; });
    if (tasks_.empty()) return std::nullopt;
    Task task = std::move(tasks_.front());
    tasks_.pop_front();
    running_ = true;
    changed_.notify_all();
    return task;
  }

  Result<void> finish(Result<void> result) {
    const std::lock_guard lock(mutex_);
    running_ = false;
    if (!result) failure_ = result.error();
    changed_.notify_all();
    return result;
  }

  std::mutex mutex_;
  Condition changed_;
  std::deque<Task> tasks_;
  bool running_ = false;
  std::optional<Ending> ending_;
  std::optional<Error> failure_;
};

LongTurn::LongTurn(Writer& writer, Sharing sharing)
    : board_(std::make_shared<Board>()), durable_(writer.submit([board = board_](Connection& db) { return board->serve(db); }, sharing)) {}

LongTurn::~LongTurn() {
  board_->end(Board::Ending::undo);
  (void)durable_.get();
}

Result<void> LongTurn::post(Task task) { return board_->post(std::move(task)); }

Result<void> LongTurn::call(Task task) {
  TRY(board_->post(std::move(task)));
  return board_->wait_until_done();
}

Result<void> LongTurn::keep() {
  board_->end(Board::Ending::keep);
  return durable_.get();
}

}  // namespace testledger::sqlite
