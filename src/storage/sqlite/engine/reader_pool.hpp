#pragma once

#include <mutex>
#include <vector>

#include "core/result.hpp"
#include "core/threads.hpp"
#include "storage/sqlite/engine/connection.hpp"
#include "storage/sqlite/engine/transaction.hpp"

namespace testledger::sqlite {

/// A fixed number of connections that can only read. Any thread may borrow one; who finds none waits.
class ReaderPool {
 public:
  explicit ReaderPool(std::vector<Connection> connections) : all_(std::move(connections)) {
    for (Connection& connection : all_) free_.push_back(&connection);
  }

  struct GiveBack {
    ReaderPool* pool;
    void operator()(Connection* connection) const { pool->give_back(connection); }
  };
  using Loan = std::unique_ptr<Connection, GiveBack>;
  Loan borrow();

 private:
  void give_back(Connection* connection);

  std::vector<Connection> all_;
  std::mutex mutex_;
  Condition returned_;
  std::vector<Connection*> free_;
};

/// Runs a work on a reader; what it sees is of one moment.
template <class Work>
auto read_snapshot(ReaderPool& pool, const Work& work) -> decltype(work(std::declval<Connection&>())) {
  const auto db = pool.borrow();
  const auto transaction = TRY(Transaction::begin(*db, Transaction::Kind::read));
  return work(*db);
}

}  // namespace testledger::sqlite
