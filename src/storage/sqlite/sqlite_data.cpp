#include "storage/sqlite/sqlite_data.hpp"

#include "storage/sqlite/database_copy.hpp"
#include "storage/sqlite/tables.hpp"
#include "storage/sqlite/verification.hpp"

namespace testledger::sqlite {

Result<void> SqliteData::copy_to(const std::filesystem::path& directory, const std::atomic<bool>& interrupted) {
  Connection db = TRY(Connection::open(file_, Access::read_only));
  const auto reading = long_reading();
  return copy_database(db, directory / file_.filename(), interrupted);
}

Result<std::vector<Violation>> SqliteData::check(const std::atomic<bool>& interrupted) {
  Connection db = TRY(Connection::open(file_, Access::read_only));
  const auto reading = long_reading();  // the engine's own check of a large table
  return verify(db, interrupted);
}

Result<Inventory> SqliteData::inventory() {
  static constexpr std::string_view sql = R"sql(
    SELECT (SELECT count(*) FROM project), (SELECT count(*) FROM test_case), (SELECT count(*) FROM test_run),
           (SELECT count(*) FROM import), (SELECT count(*) FROM batch)
  )sql";
  Connection db = TRY(Connection::open(file_, Access::read_only));
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first())) return Inventory{};
  const auto count = [&row](int column) { return static_cast<std::uint64_t>(row.integer(column)); };
  return Inventory{.projects = count(0), .cases = count(1), .runs = count(2), .imports = count(3), .batches = count(4)};
}

Result<std::vector<std::string>> SqliteData::needed_blobs(std::string_view after, std::int64_t count) {
  Connection db = TRY(Connection::open(file_, Access::read_only));
  return sqlite::needed_blobs(db, after, count);
}

}  // namespace testledger::sqlite
