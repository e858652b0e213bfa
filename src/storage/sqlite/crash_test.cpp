// What is left of an import whose process is killed.
#include <sqlite3.h>
#include <sys/wait.h>

#include <csignal>

#include "storage/contract/store_contract.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace testledger {
namespace {

std::vector<std::string> keys(int count) {
  std::vector<std::string> all;
  for (int i = 0; i < count; ++i) all.push_back("Test" + std::to_string(i));
  return all;
}

[[noreturn]] void die() {
  kill(getpid(), SIGKILL);
  std::abort();
}

class Crash : public testing::Test {
 protected:
  /// Runs the action in a process of its own, on a fresh store with an empty cycle, until it kills itself.
  void in_a_process(const std::function<void(Store&, const ImportStart&)>& action) {
    const pid_t child = fork();
    if (child == 0) {
      auto store = open_sqlite_store({.directory = directory.path()}).value();
      const Project project = store->create_project("AT", "Demo").value();
      const CycleId cycle = store->create_cycle(project.id, {.title = "c"}).value().id;
      action(*store, {.project = project.id, .cycle = cycle});
      die();
    }
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself";
  }

  std::size_t cases_left() {
    auto store = must(open_sqlite_store({.directory = directory.path()}));
    const Project project = must(store->find_project("AT")).value();
    const auto cycle = must(store->find_cycle(project.id, {.number = 1}));
    const std::size_t runs = must(store->runs(project.id, cycle->id, {})).items.size();
    EXPECT_EQ(must(store->cases(project.id, {})).items.size(), runs);
    EXPECT_EQ(must(store->find_import(project.id, {1})).has_value(), runs > 0);
    store.reset();
    EXPECT_EQ(integrity(), "ok");
    return runs;
  }

  /// As a worker does.
  void undo_what_was_begun() {
    auto store = must(open_sqlite_store({.directory = directory.path()}));
    const Timestamp now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    EXPECT_EQ(must(store->requeue_abandoned_batches(now)), 1U);
    const auto claimed = must(store->claim_batch({.token = "t", .now = now}));
    ASSERT_TRUE(claimed);
    while (must(store->undo_chunk(claimed->batch.start.project, claimed->lease))) {
    }
  }

  std::string integrity() {
    sqlite3* db = nullptr;
    sqlite3_open((directory.path() / "testledger.db").c_str(), &db);
    std::string answer;
    const auto keep = [](void* text, int, char** values, char**) { return *static_cast<std::string*>(text) = values[0], 0; };
    sqlite3_exec(db, "PRAGMA integrity_check", keep, &answer, nullptr);
    sqlite3_close(db);
    return answer;
  }

  TemporaryDirectory directory;
};

TEST_F(Crash, InTheMiddleOfAnImportLeavesNothing) {
  in_a_process([](Store& store, const ImportStart& start) {
    auto session = store.begin_import(start).value();
    (void)import_keys(*session, keys(20)).value();
    (void)session->find_cases({}).value();
    die();
  });
  EXPECT_EQ(cases_left(), 0U);
}

TEST_F(Crash, InTheMiddleOfALargeImportLeavesWhatIsUndoneNext) {
  in_a_process([](Store& store, ImportStart start) {
    start.size = std::int64_t{1} << 30;
    auto session = store.begin_import(start).value();
    // More than the cache holds, so that pages of the open transaction are in the log already.
    for (int i = 0; i < 20; ++i) {
      std::vector<std::string> some;
      for (int k = 0; k < 500; ++k) some.push_back("Test" + std::to_string(i * 500 + k) + std::string(4000, 'x'));
      (void)import_keys(*session, some).value();
    }
    (void)session->find_cases({}).value();
    die();
  });
  EXPECT_GT(cases_left(), 0U) << "it was there in parts";
  undo_what_was_begun();
  EXPECT_EQ(cases_left(), 0U);
}

TEST_F(Crash, AfterTheCommitBeforeTheAnswerLeavesEverything) {
  in_a_process([](Store& store, const ImportStart& start) {
    auto session = store.begin_import(start).value();
    (void)import_keys(*session, keys(20)).value();
    (void)session->commit({}).value();
    die();
  });
  EXPECT_EQ(cases_left(), 20U);
}

TEST_F(Crash, AtAnyMomentLeavesEverythingOrNothing) {
  for (int round = 0; round < 12; ++round) {
    const auto moment = std::chrono::microseconds(1500 * round);
    in_a_process([moment](Store& store, const ImportStart& start) {
      std::thread killer([moment] {
        std::this_thread::sleep_for(moment);
        die();
      });
      auto session = store.begin_import(start).value();
      (void)import_keys(*session, keys(20)).value();
      (void)session->commit({}).value();
      killer.join();
    });
    const std::size_t left = cases_left();
    EXPECT_TRUE(left == 0 || left == 20) << left;
    for (const auto& entry : std::filesystem::directory_iterator(directory.path())) std::filesystem::remove_all(entry);
  }
}

TEST_F(Crash, ASecondProcessIsRefused) {
  auto store = must(open_sqlite_store({.directory = directory.path()}));
  EXPECT_ERROR(open_sqlite_store({.directory = directory.path()}), conflict);
  store.reset();
  EXPECT_TRUE(open_sqlite_store({.directory = directory.path()}));
}

TEST_F(Crash, AFullDiskRefusesAnImportAndTheNextOneGoesOn) {
  auto store = must(open_sqlite_store({.directory = directory.path(), .pages_max = 80}));
  const Project project = must(store->create_project("AT", "Demo"));
  const CycleId cycle = must(store->create_cycle(project.id, {.title = "c"})).id;
  const ImportStart start{.project = project.id, .cycle = cycle};
  {
    auto session = must(store->begin_import(start));
    Result<RunId> applied = RunId{};
    for (int i = 0; i < 50 && applied; ++i) {
      std::vector<std::string> some;
      for (int k = 0; k < 100; ++k) some.push_back("Test" + std::to_string(i * 100 + k));
      applied = import_keys(*session, some);
    }
    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().code, ErrorCode::unavailable) << applied.error().detail;
    EXPECT_FALSE(session->commit({}));
  }
  EXPECT_EQ(must(store->cases(project.id, {})).items.size(), 0U) << "reading goes on";
  auto session = must(store->begin_import(start));
  must(import_keys(*session, keys(5)));
  must(session->commit({}));
  EXPECT_EQ(must(store->cases(project.id, {})).items.size(), 5U);
}

TEST_F(Crash, AfterADamageTheStoreIsNotOpened) {
  in_a_process([](Store&, const ImportStart&) { die(); });
  EXPECT_EQ(cases_left(), 0U);
  // Damage the middle of the file, and make the last stop look unclean.
  {
    std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen((directory.path() / "testledger.db").c_str(), "r+b"), std::fclose);
    std::fseek(file.get(), 8192 * 5, SEEK_SET);
    const std::string garbage(8192 * 3, '\x5a');
    ASSERT_EQ(std::fwrite(garbage.data(), 1, garbage.size(), file.get()), garbage.size());
    std::unique_ptr<FILE, int (*)(FILE*)> lock(std::fopen((directory.path() / "lock").c_str(), "wb"), std::fclose);
    std::fputs("process 1", lock.get());
  }
  EXPECT_ERROR(open_sqlite_store({.directory = directory.path()}), storage_failed);
}

}  // namespace
}  // namespace testledger
