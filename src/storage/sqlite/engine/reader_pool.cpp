#include "storage/sqlite/engine/reader_pool.hpp"

namespace testledger::sqlite {

ReaderPool::Loan ReaderPool::borrow() {
  std::unique_lock lock(mutex_);
  returned_.wait(lock, [this] { return !free_.empty(); });
  Loan loan(free_.back(), GiveBack{this});
  free_.pop_back();
  return loan;
}

void ReaderPool::give_back(Connection* connection) {
  {
    const std::lock_guard lock(mutex_);
    free_.push_back(connection);
  }
  returned_.notify_one();
}

}  // namespace testledger::sqlite
