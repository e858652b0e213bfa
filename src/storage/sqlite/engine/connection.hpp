#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/result.hpp"
#include "storage/sqlite/engine/statement.hpp"

namespace testledger::sqlite {

enum class Access {
  read_write,
  read_only,
  copy,  ///< to a new file that is written once, by copying a database into it; whoever writes it makes it durable
};

inline constexpr std::int64_t page_size = 8192;  ///< bytes; of files that are made from now on

/// One connection with its prepared statements. Used by one thread at a time.
class Connection {
 public:
  /// Opens the file with the settings of docs/storage.md; makes it, unless for read_only, when it is missing.
  static Result<Connection> open(const std::filesystem::path& file, Access access);

  /// The statement for a text that lives as long as the program; prepared once. Not to be asked for while it is in use.
  Result<Statement> prepare(std::string_view sql);
  /// Runs one or several statements without parameters or rows.
  Result<void> execute(const char* sql);

  /// Rows that the last statement changed.
  std::int64_t changes() const { return sqlite3_changes64(db_.get()); }
  bool in_transaction() const { return sqlite3_get_autocommit(db_.get()) == 0; }
  sqlite3* handle() const { return db_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  explicit Connection(sqlite3* db) : db_(db) {}

  std::unique_ptr<sqlite3, Close> db_;
  std::unordered_map<const char*, std::unique_ptr<sqlite3_stmt, Finalize>> statements_;  // by the address of their text
};

}  // namespace testledger::sqlite
