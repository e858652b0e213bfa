#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

namespace testledger::simulation {

/// How the state of a batch is stored.
enum BatchState { queued, processing, completed, failed, cancelled };

/// The tables as they are, for who looks from outside.
class Rows {
 public:
  explicit Rows(const std::filesystem::path& file) {
    if (sqlite3_open_v2(file.c_str(), &db_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK)
      throw std::runtime_error("cannot look at the rows");
  }
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows() {
    for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_close(db_);
  }

  /// Calls `row` with the statement standing on each row.
  template <class Row>
  void each(const char* sql, const Row& row) {
    sqlite3_stmt*& statement = statements_[sql];
    if (statement == nullptr && sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr) != SQLITE_OK)
      throw std::runtime_error(std::string(sqlite3_errmsg(db_)) + ": " + sql);
    while (sqlite3_step(statement) == SQLITE_ROW) row(statement);
    sqlite3_reset(statement);
  }

 private:
  sqlite3* db_ = nullptr;
  std::map<const char*, sqlite3_stmt*> statements_;  ///< by the address of their literal
};

inline std::int64_t number(sqlite3_stmt* row, int column) { return sqlite3_column_int64(row, column); }
inline std::string text(sqlite3_stmt* row, int column) {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
  return bytes == nullptr ? std::string() : std::string(bytes);
}
inline bool is_null(sqlite3_stmt* row, int column) { return sqlite3_column_type(row, column) == SQLITE_NULL; }

}  // namespace testledger::simulation
