#include "storage/sqlite/engine/failure.hpp"

#include <fmt/format.h>

namespace testledger::sqlite {
namespace {

struct Meaning {
  int status;
  ErrorCode code;
  std::string_view message;
};

constexpr Meaning meanings[] = {
    {SQLITE_FULL, ErrorCode::unavailable, "The disk of the data directory is full. Free some space and send the request again."},
    {SQLITE_IOERR, ErrorCode::unavailable,
     "The disk of the data directory failed; nothing was written. Send the request again when it works."},
    {SQLITE_NOMEM, ErrorCode::unavailable, "The server has no memory left for this. Send the request again."},
    {SQLITE_BUSY, ErrorCode::unavailable, "The database is busy. Send the request again."},
    {SQLITE_LOCKED, ErrorCode::unavailable, "The database is busy. Send the request again."},
    {SQLITE_INTERRUPT, ErrorCode::unavailable, "The request was interrupted. Send it again."},
    {SQLITE_CORRUPT, ErrorCode::storage_failed, "The database file is damaged. Restore it from a backup."},
    {SQLITE_NOTADB, ErrorCode::storage_failed, "The file is not a database. Restore it from a backup."},
    {SQLITE_READONLY, ErrorCode::storage_failed, "The database file cannot be written. Check its permissions."},
    {SQLITE_CANTOPEN, ErrorCode::storage_failed, "The database file cannot be opened. Check the data directory and its permissions."},
    {SQLITE_TOOBIG, ErrorCode::limit_exceeded, "A text is longer than the database can hold."},
};

}  // namespace

Error failure(sqlite3* db, int status, std::string_view doing) {
  const char* words = db ? sqlite3_errmsg(db) : sqlite3_errstr(status);
  const std::string detail = fmt::format("{} ({}): {}", words, db ? sqlite3_extended_errcode(db) : status, doing);
  for (const Meaning& meaning : meanings)
    if (meaning.status == (status & 0xff)) return {.code = meaning.code, .message = std::string(meaning.message), .detail = detail};
  return {.code = ErrorCode::storage_failed, .message = "The database failed; nothing was written.", .detail = detail};
}

}  // namespace testledger::sqlite
