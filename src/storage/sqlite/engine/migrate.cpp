#include "storage/sqlite/engine/migrate.hpp"

#include <fmt/format.h>

#include <chrono>

#include "storage/sqlite/engine/transaction.hpp"

namespace testledger::sqlite {
namespace {

constexpr const char* schema_version_table = R"sql(
  CREATE TABLE IF NOT EXISTS schema_version (
    version INTEGER NOT NULL PRIMARY KEY,
    name    TEXT    NOT NULL,
    sha256  TEXT    NOT NULL,
    applied INTEGER NOT NULL
  )
)sql";

struct Applied {
  int version = 0;
  std::string name;
  std::string sha256;
};

Result<std::vector<Applied>> applied_migrations(Connection& db) {
  static constexpr std::string_view sql = "SELECT version, name, sha256 FROM schema_version ORDER BY version";
  auto statement = TRY(db.prepare(sql));
  std::vector<Applied> applied;
  for (bool row = TRY(statement.first()); row; row = TRY(statement.next()))
    applied.push_back({static_cast<int>(statement.integer(0)), statement.text(1), statement.text(2)});
  return applied;
}

Error refused(std::string message) { return {.code = ErrorCode::conflict, .message = std::move(message)}; }

Result<void> check(const std::vector<Applied>& applied, Migrations known) {
  if (applied.size() > known.size())
    return refused(fmt::format("The database has version {} and this program knows versions up to {}. Use the newer program.",
                               applied.back().version, known.size()));
  for (std::size_t i = 0; i < applied.size(); ++i)
    if (applied[i].version != known[i].version || applied[i].sha256 != known[i].sha256)
      return refused(fmt::format("The database was made with another {} than this program has.", applied[i].name));
  return {};
}

Result<void> apply(Connection& db, const Migration& migration) {
  static constexpr std::string_view sql = "INSERT INTO schema_version (version, name, sha256, applied) VALUES (?, ?, ?, ?)";
  auto transaction = TRY(Transaction::begin(db, Transaction::Kind::write));
  TRY(db.execute(std::string(migration.sql).c_str()));
  const auto now = std::chrono::system_clock::now().time_since_epoch() / std::chrono::milliseconds(1);
  TRY(TRY(db.prepare(sql)).run(migration.version, migration.name, migration.sha256, now));
  return std::move(transaction).commit();
}

}  // namespace

Result<void> migrate(Connection& db, Migrations migrations) {
  TRY(db.execute(schema_version_table));
  const auto applied = TRY(applied_migrations(db));
  TRY(check(applied, migrations));
  for (const Migration& migration : migrations.subspan(applied.size())) TRY(apply(db, migration));
  return {};
}

Result<void> require_latest(Connection& db, Migrations migrations) {
  const auto applied = TRY(applied_migrations(db));
  TRY(check(applied, migrations));
  if (applied.size() == migrations.size()) return {};
  return refused(fmt::format("The database has version {}, and this program works with version {}. Restoring it brings it up to date.",
                             applied.size(), migrations.size()));
}

}  // namespace testledger::sqlite
