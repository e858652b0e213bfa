#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <future>

#include "storage/sqlite/engine/directory_lock.hpp"
#include "storage/sqlite/engine/failure.hpp"
#include "storage/sqlite/engine/long_turn.hpp"
#include "storage/sqlite/engine/migrate.hpp"
#include "storage/sqlite/engine/transaction.hpp"

namespace testledger::sqlite {
namespace {

namespace fs = std::filesystem;

class Engine : public testing::Test {
 protected:
  Engine() {
    std::string pattern = (fs::temp_directory_path() / "testledger_engine_XXXXXX").string();
    directory = mkdtemp(pattern.data());
  }
  ~Engine() override { fs::remove_all(directory); }

  Connection open(Access access = Access::read_write) { return Connection::open(directory / "test.db", access).value(); }
  static std::int64_t number(Connection& db, std::string_view sql) {
    auto row = db.prepare(sql).value();
    return row.first().value() ? row.integer(0) : -1;
  }

  fs::path directory;
};

constexpr std::string_view count = "SELECT count(*) FROM thing";
constexpr std::string_view insert = "INSERT INTO thing (id) VALUES (?)";

Writer::Work inserting(int id) {
  return [id](Connection& db) -> Result<void> { return TRY(db.prepare(insert)).run(id); };
}

TEST_F(Engine, MigrationsApplyInOrderAndOnce) {
  const Migration all[] = {{1, "0001_a.sql", "aa", "CREATE TABLE thing (id INTEGER PRIMARY KEY)"},
                           {2, "0002_b.sql", "bb", "INSERT INTO thing VALUES (7); INSERT INTO thing VALUES (8)"}};
  auto db = open();
  ASSERT_TRUE(migrate(db, Migrations(all).first(1)));
  EXPECT_EQ(number(db, count), 0);
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(migrate(db, all));
  EXPECT_EQ(number(db, count), 2);
}

TEST_F(Engine, MigrationsRefuseWhatTheyDoNotKnow) {
  const Migration newer[] = {{1, "0001_a.sql", "aa", "SELECT 1"}, {2, "0002_b.sql", "bb", "SELECT 1"}};
  const Migration changed[] = {{1, "0001_a.sql", "a2", "SELECT 1"}, {2, "0002_b.sql", "bb", "SELECT 1"}};
  auto db = open();
  ASSERT_TRUE(migrate(db, newer));
  for (const Migrations& known : {Migrations(newer).first(1), Migrations(changed)}) {
    const auto refused = migrate(db, known);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  }
}

TEST_F(Engine, AMigrationThatFailsLeavesTheVersionBefore) {
  const Migration all[] = {{1, "0001_a.sql", "aa", "CREATE TABLE thing (id INTEGER PRIMARY KEY)"},
                           {2, "0002_b.sql", "bb", "INSERT INTO thing VALUES (7); INSERT INTO nowhere VALUES (8)"}};
  auto db = open();
  EXPECT_FALSE(migrate(db, all));
  EXPECT_EQ(number(db, count), 0);
  EXPECT_EQ(number(db, "SELECT max(version) FROM schema_version"), 1);
}

TEST_F(Engine, OneProcessHasTheDirectory) {
  auto lock = DirectoryLock::take(directory);
  ASSERT_TRUE(lock);
  EXPECT_EQ(lock->last_stop(), DirectoryLock::LastStop::clean);
  const auto second = DirectoryLock::take(directory);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::conflict);
  EXPECT_THAT(second.error().message, testing::HasSubstr(std::to_string(getpid())));
}

TEST_F(Engine, AnUncleanStopIsNoticed) {
  (void)DirectoryLock::take(directory);
  {
    auto lock = DirectoryLock::take(directory);
    EXPECT_EQ(lock->last_stop(), DirectoryLock::LastStop::unclean);
    lock->stopped_cleanly();
  }
  EXPECT_EQ(DirectoryLock::take(directory)->last_stop(), DirectoryLock::LastStop::clean);
}

TEST_F(Engine, NetworkFileSystemsAreKnown) {
  for (const std::int64_t type : {0x6969L, 0xff534d42L, static_cast<long>(static_cast<std::int32_t>(0xff534d42)), 0x517bL})
    EXPECT_TRUE(is_network_file_system(type)) << type;
  for (const std::int64_t type : {0xef53L, 0x58465342L, 0x9123683eL, 0x01021994L, 0x794c7630L})
    EXPECT_FALSE(is_network_file_system(type)) << type;
}

TEST_F(Engine, ReadersCannotWrite) {
  auto writer = open();
  ASSERT_TRUE(writer.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY)"));
  auto reader = open(Access::read_only);
  EXPECT_FALSE(reader.execute("INSERT INTO thing VALUES (1)"));
}

TEST_F(Engine, NeighboursShareACommitAndAFailingOneUndoesOnlyItself) {
  auto db = open();
  ASSERT_TRUE(db.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY)"));
  Writer writer(std::move(db));
  // The first turn holds the writer until all others wait, so that they become one group.
  std::promise<void> all_wait;
  auto first = writer.submit(
      [&](Connection&) -> Result<void> {
        all_wait.get_future().wait();
        return {};
      },
      Sharing::alone);
  std::vector<Answer> answers;
  for (const int id : {1, 2, 1, 3}) answers.push_back(writer.submit(inserting(id), Sharing::shared));
  answers.push_back(writer.submit([](Connection&) -> Result<void> { throw std::bad_alloc(); }, Sharing::shared));
  all_wait.set_value();
  std::vector<bool> successes;
  for (auto& answer : answers) successes.push_back(answer.get().has_value());
  EXPECT_EQ(successes, (std::vector<bool>{true, true, false, true, false}));
  auto reader = open(Access::read_only);
  EXPECT_EQ(number(reader, count), 3);
}

TEST_F(Engine, AFailureThatEndsTheTransactionIsToldToTheWholeGroup) {
  auto db = open();
  ASSERT_TRUE(db.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY)"));
  Writer writer(std::move(db));
  std::promise<void> all_wait;
  auto first = writer.submit(
      [&](Connection&) -> Result<void> {
        all_wait.get_future().wait();
        return {};
      },
      Sharing::alone);
  auto lost = writer.submit(inserting(1), Sharing::shared);
  auto culprit = writer.submit(
      [](Connection& db_) -> Result<void> {
        TRY(db_.execute("ROLLBACK"));
        return Error{.code = ErrorCode::storage_failed};
      },
      Sharing::shared);
  auto later = writer.submit(inserting(2), Sharing::shared);
  all_wait.set_value();
  EXPECT_EQ(lost.get().error().code, ErrorCode::unavailable);
  EXPECT_FALSE(culprit.get());
  EXPECT_TRUE(later.get());
  auto reader = open(Access::read_only);
  EXPECT_EQ(number(reader, count), 1);
}

TEST_F(Engine, ALongTurnIsUndoneUnlessItIsKept) {
  auto db = open();
  ASSERT_TRUE(db.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY)"));
  Writer writer(std::move(db));
  for (const Sharing sharing : {Sharing::shared, Sharing::alone}) {
    LongTurn turn(writer, sharing);
    for (int id = 10; id < 20; ++id) ASSERT_TRUE(turn.post(inserting(id)));
    ASSERT_TRUE(turn.call([](Connection&) -> Result<void> { return {}; }));
  }
  {
    LongTurn turn(writer, Sharing::shared);
    ASSERT_TRUE(turn.post(inserting(1)));
    ASSERT_TRUE(turn.keep());
  }
  {
    LongTurn turn(writer, Sharing::shared);
    ASSERT_TRUE(turn.post(inserting(2)));
    ASSERT_TRUE(turn.post(inserting(1)));
    EXPECT_FALSE(turn.call(inserting(3)));
    EXPECT_FALSE(turn.post(inserting(4)));
    EXPECT_FALSE(turn.keep());
  }
  auto reader = open(Access::read_only);
  EXPECT_EQ(number(reader, count), 1);
}

TEST_F(Engine, TheLogIsWrittenBackWhenItGrows) {
  auto db = open();
  ASSERT_TRUE(db.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, body BLOB)"));
  Writer writer(std::move(db));
  const auto one_megabyte = [](Connection& connection) {
    return connection.execute("INSERT INTO thing (body) VALUES (zeroblob(1048576))");
  };
  for (int i = 0; i < 60; ++i) ASSERT_TRUE(writer.submit(one_megabyte, Sharing::shared).get());
  EXPECT_LT(fs::file_size(directory / "test.db-wal"), 24U << 20) << "60 MB were written through it";
}

TEST(Failures, OfTheDiskMayPassAndThoseOfTheFileDoNot) {
  for (const int status : {SQLITE_FULL, SQLITE_BUSY, SQLITE_IOERR_FSYNC, SQLITE_IOERR_WRITE, SQLITE_NOMEM})
    EXPECT_EQ(failure(nullptr, status, "writing").code, ErrorCode::unavailable) << sqlite3_errstr(status);
  for (const int status : {SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_CONSTRAINT, SQLITE_READONLY})
    EXPECT_EQ(failure(nullptr, status, "writing").code, ErrorCode::storage_failed) << sqlite3_errstr(status);
}

}  // namespace
}  // namespace testledger::sqlite
