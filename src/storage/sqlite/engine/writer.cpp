#include "storage/sqlite/engine/writer.hpp"

#include "core/crash_point.hpp"
#include "core/log.hpp"
#include "storage/sqlite/engine/transaction.hpp"

namespace testledger::sqlite {
namespace {

constexpr std::size_t group_size_max = 64;
constexpr auto group_age_max = std::chrono::milliseconds(10);
constexpr std::int64_t log_size_polite = 16 << 20;  // bytes from which the log is written back around readers
constexpr std::int64_t log_size_max = 256 << 20;    // bytes from which readers are waited for
constexpr auto idle_time = std::chrono::seconds(1);
constexpr auto no_wait = std::chrono::milliseconds(0);
constexpr auto readers_wait_max = std::chrono::milliseconds(1000);

Error lost_with_group() {
  return {.code = ErrorCode::unavailable, .message = "Another request's failure undid this one too. Send the request again."};
}

}  // namespace

Writer::Writer(Connection connection) : db_(std::move(connection)) {
  sqlite3_wal_hook(db_.handle(), note_log_size, this);
  thread_ = Thread([this] { run(); });
}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

Answer Writer::submit(Work work, Sharing sharing) {
  Turn turn{std::move(work), sharing, {}};
  Answer answer = turn.answer;
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(turn));
  }
  changed_.notify_all();
  return answer;
}

bool Writer::is_waited_for() {
  const std::lock_guard lock(mutex_);
  return !waiting_.empty();
}

void Writer::run() {
  while (auto turn = next_turn()) {
    const Sharing sharing = turn->sharing;
    if (sharing == Sharing::alone) commit_group();
    perform(std::move(*turn));
    if (sharing == Sharing::alone || group_is_due()) commit_group();
  }
}

std::optional<Writer::Turn> Writer::next_turn() {
  std::unique_lock lock(mutex_);
  const auto called = [this] { return stopping_ || !waiting_.empty(); };
  // Turns that write nothing, as when workers look into the queue, are no work.
  if (log_pages_ > 0 && !changed_.wait_until(lock, log_grew_ + idle_time, called)) {
    lock.unlock();
    write_back(SQLITE_CHECKPOINT_TRUNCATE, no_wait);
    log_grew_ = steady_now();  // when a reader was in the way, again a while later
    lock.lock();
  }
  changed_.wait(lock, called);
  if (waiting_.empty()) return std::nullopt;
  Turn turn = std::move(waiting_.front());
  waiting_.pop_front();
  return turn;
}

bool Writer::group_is_due() {
  if (group_.size() >= group_size_max || steady_now() - group_began_ > group_age_max) return true;
  const std::lock_guard lock(mutex_);
  return waiting_.empty();
}

void Writer::perform(Turn turn) {
  if (group_.empty()) group_began_ = steady_now();
  auto result = attempt(turn);
  if (!db_.in_transaction()) answer_group(lost_with_group());
  if (result)
    group_.push_back(std::move(turn.answer));
  else
    turn.answer.give(std::move(result));
}

Result<void> Writer::attempt(Turn& turn) try {
  if (turn.sharing == Sharing::alone) return attempt_alone(turn);
  if (!db_.in_transaction()) TRY(db_.execute("BEGIN IMMEDIATE"));
  auto savepoint = TRY(Savepoint::begin(db_));
  TRY(turn.work(db_));
  return std::move(savepoint).keep();
} catch (const std::exception& thrown) {
  return Error{.code = ErrorCode::storage_failed, .message = "The database failed; nothing was written.", .detail = thrown.what()};
}

/// Without a savepoint, which would keep every page that is changed a second time, and in memory.
Result<void> Writer::attempt_alone(Turn& turn) {
  auto transaction = TRY(Transaction::begin(db_, Transaction::Kind::write));
  TRY(turn.work(db_));
  std::move(transaction).leave_open();
  return {};
}

void Writer::commit_group() {
  if (!db_.in_transaction()) return;
  if (group_.empty()) return (void)db_.execute("ROLLBACK");
  CRASH_POINT("commit.before");
  auto result = db_.execute("COMMIT");
  CRASH_POINT("commit.done");
  if (!result && db_.in_transaction()) (void)db_.execute("ROLLBACK");
  answer_group(result);
  const std::int64_t log_size = log_pages_ * page_size;
  if (log_size > log_size_max && long_readings_ == 0) return write_back(SQLITE_CHECKPOINT_TRUNCATE, readers_wait_max);
  if (log_size > log_size_polite) write_back(SQLITE_CHECKPOINT_PASSIVE, no_wait);
}

void Writer::answer_group(const Result<void>& result) {
  for (Answer& answer : group_) answer.give(result);
  group_.clear();
}

void Writer::write_back(int mode, std::chrono::milliseconds wait_for_readers) {
  sqlite3_busy_timeout(db_.handle(), static_cast<int>(wait_for_readers.count()));
  const int status = sqlite3_wal_checkpoint_v2(db_.handle(), "main", mode, nullptr, nullptr);
  if (status == SQLITE_OK && mode == SQLITE_CHECKPOINT_TRUNCATE) log_pages_ = 0;
  // Busy is no failure: a reader still needs the log, and the next commit tries again.
  if (status != SQLITE_OK && status != SQLITE_BUSY)
    log::write(log::Level::warning, "the write-ahead log cannot be written back", {{"detail", sqlite3_errstr(status)}});
}

int Writer::note_log_size(void* writer, sqlite3*, const char*, int pages) {
  static_cast<Writer*>(writer)->log_pages_ = pages;
  static_cast<Writer*>(writer)->log_grew_ = steady_now();
  return SQLITE_OK;
}

}  // namespace testledger::sqlite
