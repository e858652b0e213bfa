#include "storage/sqlite/database_copy.hpp"

#include "storage/sqlite/engine/failure.hpp"
#include "storage/sqlite/engine/transaction.hpp"

namespace testledger::sqlite {
namespace {

constexpr int step_pages = 512;  // between two looks at whether to go on

struct Finish {
  void operator()(sqlite3_backup* copying) const { sqlite3_backup_finish(copying); }
};

Result<void> copy_pages(Connection& from, Connection& into, const std::atomic<bool>& interrupted) {
  const std::unique_ptr<sqlite3_backup, Finish> copying(sqlite3_backup_init(into.handle(), "main", from.handle(), "main"));
  if (!copying) return failure(into.handle(), sqlite3_extended_errcode(into.handle()), "begin the copy");
  int status = SQLITE_OK;
  while (status == SQLITE_OK) {
    if (interrupted) return Error{.code = ErrorCode::unavailable, .message = "The copy was interrupted."};
    status = sqlite3_backup_step(copying.get(), step_pages);
  }
  return status == SQLITE_DONE ? Result<void>() : failure(into.handle(), status, "copy pages");
}

}  // namespace

Result<void> copy_database(Connection& from, const std::filesystem::path& file, const std::atomic<bool>& interrupted) {
  static constexpr std::string_view look = "SELECT count(*) FROM schema_version";
  Connection into = TRY(Connection::open(file, Access::copy));
  const auto view = TRY(Transaction::begin(from, Transaction::Kind::read));
  TRY(TRY(from.prepare(look)).run());  // a transaction sees its moment from its first look on
  TRY(copy_pages(from, into, interrupted));
  return into.execute("PRAGMA journal_mode = DELETE");  // one file, which can be read where nothing can be written
}

}  // namespace testledger::sqlite
