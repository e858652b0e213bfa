#pragma once

#include <deque>
#include <functional>
#include <memory>

#include "core/result.hpp"
#include "storage/sqlite/engine/writer.hpp"

namespace testledger::sqlite {

/// A turn of the writer whose work comes task by task, while the caller goes on preparing the next. The writer waits for
/// no one else meanwhile. All tasks become durable together with keep(), or are undone. Used by one thread.
class LongTurn {
 public:
  using Task = std::function<Result<void>(Connection&)>;

  LongTurn(Writer& writer, Sharing sharing);
  LongTurn(LongTurn&&) = delete;
  /// Undoes everything unless it was kept. No task runs after this.
  ~LongTurn();

  /// Hands in a task. Its failure ends the turn and is the answer of every later call.
  Result<void> post(Task task);
  /// Hands in a task and waits until it is done.
  Result<void> call(Task task);
  /// Ends the turn and waits until all of it is durable.
  Result<void> keep();

 private:
  class Board;
  std::shared_ptr<Board> board_;
  Answer durable_;
};

}  // namespace testledger::sqlite
