#include "storage/sqlite/engine/statement.hpp"

#include "storage/sqlite/engine/failure.hpp"

namespace testledger::sqlite {

Result<bool> Statement::next() {
  stepped_ = true;
  const int status = bind_status_ != SQLITE_OK ? bind_status_ : sqlite3_step(statement_);
  if (status == SQLITE_ROW) return true;
  if (status == SQLITE_DONE) return false;
  return failure(sqlite3_db_handle(statement_), status, sqlite3_sql(statement_));
}

std::string_view Statement::bytes(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return {static_cast<const char*>(data), size};
}

void Statement::end() {
  if (!statement_ || !stepped_) return;
  sqlite3_reset(statement_);
  // Bindings may point at the caller's text; a stale one must not survive into the next use.
  sqlite3_clear_bindings(statement_);
  stepped_ = false;
}

}  // namespace testledger::sqlite
