// The limit that importing is measured against: writes the same rows into the same schema of the embedded database, in one
// transaction, from memory, with prepared statements and nothing else. Prints {"rows", "seconds"}.
//   bare_writes SOURCE.db TARGET.db IMPORT
// SOURCE is a database after an import; TARGET a copy of it from before. The rows of tables that carry an import_id are those of
// IMPORT; of the other tables, all that TARGET has not. The clock runs over the writing alone.

#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

void check(int code, sqlite3* db, const char* what) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
  std::fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db));
  std::exit(1);
}

sqlite3* open(const char* path) {
  sqlite3* db = nullptr;
  check(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr), db, path);
  return db;
}

sqlite3_stmt* prepare(sqlite3* db, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr), db, sql.c_str());
  return statement;
}

void execute(sqlite3* db, const char* sql) { check(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), db, sql); }

struct Table {
  const char* name;
  const char* new_rows;  // of SOURCE, with the TARGET attached as "old"
};

// In the order in which an import writes them.
constexpr Table tables[] = {
    {"test_case", "SELECT * FROM test_case t WHERE NOT EXISTS (SELECT 1 FROM old.test_case o WHERE o.project_id=t.project_id AND o.case_id=t.case_id)"
                  " ORDER BY automation_key"},
    {"cycle_case", "SELECT * FROM cycle_case WHERE latest_import_id = ?1"},
    {"test_run", "SELECT * FROM test_run WHERE import_id = ?1"},
    {"run_text", "SELECT * FROM run_text t WHERE NOT EXISTS (SELECT 1 FROM old.run_text o WHERE o.project_id=t.project_id AND o.hash=t.hash)"},
    {"run_detail", "SELECT d.* FROM run_detail d JOIN test_run r USING (project_id, run_id) WHERE r.import_id = ?1"},
};

/// A table's rows in memory: values stay sqlite3_values, bound as they are.
struct Rows {
  int columns = 0;
  std::vector<sqlite3_value*> values;
};

Rows read(sqlite3* db, const Table& table, int import_id) {
  sqlite3_stmt* rows = prepare(db, table.new_rows);
  if (sqlite3_bind_parameter_count(rows) == 1) sqlite3_bind_int(rows, 1, import_id);
  Rows read{.columns = sqlite3_column_count(rows), .values = {}};
  while (sqlite3_step(rows) == SQLITE_ROW)
    for (int i = 0; i < read.columns; ++i) read.values.push_back(sqlite3_value_dup(sqlite3_column_value(rows, i)));
  sqlite3_finalize(rows);
  return read;
}

void write(sqlite3* db, const Table& table, const Rows& rows) {
  std::string sql = std::string("INSERT OR REPLACE INTO ") + table.name + " VALUES (?";
  for (int i = 1; i < rows.columns; ++i) sql += ", ?";
  sqlite3_stmt* insert = prepare(db, sql + ")");
  for (std::size_t at = 0; at < rows.values.size(); at += static_cast<std::size_t>(rows.columns)) {
    for (int i = 0; i < rows.columns; ++i) sqlite3_bind_value(insert, i + 1, rows.values[at + static_cast<std::size_t>(i)]);
    check(sqlite3_step(insert), db, table.name);
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  sqlite3* source = open(argv[1]);
  sqlite3_stmt* attach = prepare(source, "ATTACH ?1 AS old");
  sqlite3_bind_text(attach, 1, argv[2], -1, SQLITE_STATIC);
  check(sqlite3_step(attach), source, "attach");
  sqlite3_finalize(attach);
  std::vector<Rows> rows;
  std::size_t count = 0;
  for (const Table& table : tables) {
    rows.push_back(read(source, table, std::atoi(argv[3])));
    count += rows.back().values.size() / static_cast<std::size_t>(rows.back().columns);
  }
  execute(source, "DETACH old");

  sqlite3* target = open(argv[2]);
  execute(target, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=0");
  const auto start = std::chrono::steady_clock::now();
  execute(target, "BEGIN IMMEDIATE");
  for (std::size_t i = 0; i < rows.size(); ++i) write(target, tables[i], rows[i]);
  execute(target, "COMMIT");
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("{\"rows\": %zu, \"seconds\": %.4f}\n", count, seconds);
}
