#pragma once

#include "core/result.hpp"
#include "storage/sqlite/engine/connection.hpp"

namespace testledger::sqlite {

/// A transaction. Rolls back on scope exit unless committed or left open.
class Transaction {
 public:
  enum class Kind { read, write };

  static Result<Transaction> begin(Connection& db, Kind kind) {
    // A deferred transaction that writes later can meet a newer snapshot, which no timeout helps.
    TRY(db.execute(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN"));
    return Transaction(db);
  }
  Result<void> commit() && {
    TRY(open_->execute("COMMIT"));
    (void)open_.release();
    return {};
  }
  /// For a commit that comes later.
  void leave_open() && { (void)open_.release(); }

 private:
  struct Rollback {
    // Some failures end the transaction by themselves.
    void operator()(Connection* db) const {
      if (db->in_transaction()) (void)db->execute("ROLLBACK");
    }
  };
  explicit Transaction(Connection& db) : open_(&db) {}
  std::unique_ptr<Connection, Rollback> open_;
};

/// A part of a transaction that can be undone by itself. Undone on scope exit unless kept.
class Savepoint {
 public:
  static Result<Savepoint> begin(Connection& db) {
    TRY(db.execute("SAVEPOINT part"));
    return Savepoint(db);
  }
  Result<void> keep() && {
    TRY(open_->execute("RELEASE part"));
    (void)open_.release();
    return {};
  }

 private:
  struct Undo {
    // Some failures end the whole transaction and with it the savepoint; then there is nothing to undo.
    void operator()(Connection* db) const {
      if (db->in_transaction()) (void)db->execute("ROLLBACK TO part; RELEASE part");
    }
  };
  explicit Savepoint(Connection& db) : open_(&db) {}
  std::unique_ptr<Connection, Undo> open_;
};

}  // namespace testledger::sqlite
