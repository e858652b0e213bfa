#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "core/result.hpp"
#include "core/threads.hpp"
#include "storage/sqlite/engine/answer.hpp"
#include "storage/sqlite/engine/connection.hpp"

namespace testledger::sqlite {

/// Whether a turn may share its transaction, and so its fsync, with its neighbours. One that may take long goes alone:
/// its neighbours' answers would wait for it.
enum class Sharing { shared, alone };

/// The one thread that writes, and the only one that writes back the log. Turns run one after another in the order of
/// their coming; those that share a transaction each in a savepoint of its own: one that fails undoes only itself. Neighbouring
/// turns are committed together, and no one hears of success before that commit is on disk. Any thread may hand in turns.
class Writer {
 public:
  using Work = std::function<Result<void>(Connection&)>;

  explicit Writer(Connection connection);
  /// Finishes the turns that wait.
  ~Writer();

  /// The answer comes when the work is durable, or tells why nothing of it stays. Not to be called from a turn.
  Answer submit(Work work, Sharing sharing);
  /// Whether turns wait for the one at hand.
  bool is_waited_for();

  struct EndReading {
    void operator()(std::atomic<int>* readers) const { --*readers; }
  };
  using LongReading = std::unique_ptr<std::atomic<int>, EndReading>;
  /// While it lives somebody reads for longer than the writer would wait: the log grows instead. Ends before the writer.
  LongReading expect_long_reading() {
    ++long_readings_;
    return LongReading(&long_readings_);
  }

 private:
  struct Turn {
    Work work;
    Sharing sharing = Sharing::shared;
    Answer answer;
  };

  void run();
  std::optional<Turn> next_turn();
  bool group_is_due();
  void perform(Turn turn);
  Result<void> attempt(Turn& turn);
  Result<void> attempt_alone(Turn& turn);
  void commit_group();
  void answer_group(const Result<void>& result);

  void write_back(int mode, std::chrono::milliseconds wait_for_readers);
  static int note_log_size(void* writer, sqlite3*, const char*, int pages);

  Connection db_;
  std::vector<Answer> group_;  ///< done, and waiting for the commit
  SteadyTime group_began_;
  std::int64_t log_pages_ = 0;
  SteadyTime log_grew_;
  std::atomic<int> long_readings_ = 0;

  std::mutex mutex_;
  Condition changed_;
  std::deque<Turn> waiting_;
  bool stopping_ = false;
  Thread thread_;
};

}  // namespace testledger::sqlite
