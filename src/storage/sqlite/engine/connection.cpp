#include "storage/sqlite/engine/connection.hpp"

#include <cassert>

#include "storage/sqlite/engine/failure.hpp"

namespace testledger::sqlite {
namespace {

// No memory map: a public corruption report blames it together with the write-ahead log. No automatic checkpoint: the
// writer decides (writer.cpp). secure_delete is on in some distributions and doubles the cost of an overwritten page.
constexpr const char* writer_settings = R"sql(
  PRAGMA page_size = 8192;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA busy_timeout = 5000;
  PRAGMA foreign_keys = ON;
  PRAGMA mmap_size = 0;
  PRAGMA trusted_schema = OFF;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -32768;
  PRAGMA secure_delete = OFF;
  PRAGMA wal_autocheckpoint = 0;
)sql";

constexpr const char* reader_settings = R"sql(
  PRAGMA query_only = ON;
  PRAGMA busy_timeout = 5000;
  PRAGMA mmap_size = 0;
  PRAGMA trusted_schema = OFF;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -8192;
  PRAGMA wal_autocheckpoint = 0;
)sql";

constexpr const char* copy_settings = R"sql(
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  PRAGMA mmap_size = 0;
  PRAGMA cache_size = -8192;
)sql";

const char* settings_for(Access access) {
  if (access == Access::copy) return copy_settings;
  return access == Access::read_write ? writer_settings : reader_settings;
}

/// Statistics of memory take a lock at every allocation. Must come before the library's first use.
int without_memory_statistics() {
  static const int status = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  return status;
}

}  // namespace

Result<Connection> Connection::open(const std::filesystem::path& file, Access access) {
  without_memory_statistics();
  const int create = access == Access::read_only ? 0 : SQLITE_OPEN_CREATE;
  sqlite3* db = nullptr;
  const int status =
      sqlite3_open_v2(file.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | create, nullptr);
  Connection connection(db);
  if (status != SQLITE_OK) return failure(db, status, file.native());
  if (access != Access::copy) sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);  // which refuses journal_mode = OFF
  // Only the writer may write back the log, so a reader that closes last must not.
  sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, access == Access::read_only ? 1 : 0, nullptr);
  TRY(connection.execute(settings_for(access)));
  return connection;
}

Result<Statement> Connection::prepare(std::string_view sql) {
  auto& statement = statements_[sql.data()];
  if (!statement) {
    sqlite3_stmt* prepared = nullptr;
    const int status =
        sqlite3_prepare_v3(db_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    if (status != SQLITE_OK) return failure(db_.get(), status, sql);
    statement.reset(prepared);
  }
  assert(!sqlite3_stmt_busy(statement.get()));
  return Statement(statement.get());
}

Result<void> Connection::execute(const char* sql) {
  const int status = sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr);
  if (status != SQLITE_OK) return failure(db_.get(), status, sql);
  return {};
}

}  // namespace testledger::sqlite
