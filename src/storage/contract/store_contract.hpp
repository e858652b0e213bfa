#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "storage/store.hpp"

// What every engine's store must do, as store.hpp promises it. An engine puts its way of opening a store in with
// INSTANTIATE_TEST_SUITE_P(Name, StoreContract, testing::Values(StoreEngine{...})).

namespace testledger {

struct StoreEngine {
  std::string name;
  /// A store whose data is in, or named by, the directory. The same directory opened again has the same data. Imports of more than
  /// 1 MiB let others in after every chunk.
  std::function<Result<std::unique_ptr<Store>>(const std::filesystem::path& directory)> open;
};

/// Lets a check of the data go on to its end.
inline const std::atomic<bool> go_on = false;

/// The built-in statuses of runs, as every new project has them.
inline constexpr ChoiceId not_run{1}, passed{3}, failed{4}, blocked{5};

/// Fails the test, and gives an empty value, when the result is an error.
template <class T>
T must(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << result.error().message << " [" << result.error().detail << "]";
    return T{};
  }
  return std::move(*result);
}
inline void must(const Result<void>& result) { EXPECT_TRUE(result) << result.error().message << " [" << result.error().detail << "]"; }

#define EXPECT_ERROR(expression, expected_code)                                                       \
  do {                                                                                                \
    const auto outcome_of_it = (expression);                                                          \
    ASSERT_FALSE(outcome_of_it);                                                                      \
    EXPECT_EQ(outcome_of_it.error().code, ErrorCode::expected_code) << outcome_of_it.error().message; \
  } while (false)

/// A directory that goes away with the test.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "testledger_store_XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class StoreContract : public testing::TestWithParam<StoreEngine> {
 protected:
  void SetUp() override {
    store = must(GetParam().open(directory.path()));
    ASSERT_TRUE(store);
    project = must(store->create_project("AT", "Demo"));
    cycle = must(store->create_cycle(project.id, {.title = "Nightly"})).id;
  }
  void reopen() {
    store.reset();
    store = must(GetParam().open(directory.path()));
    ASSERT_TRUE(store);
  }

  ImportStart start(CycleId into) const {
    return {.project = project.id,
            .cycle = into,
            .user = {1},
            .user_name = "ci",
            .format = "JUnit",
            .file_name = "a.xml",
            .sha256 = std::string(64, 'a'),
            .size = 1000};
  }
  ImportStart large(ImportStart start) const {
    start.size = 2 << 20;
    return start;
  }
  std::unique_ptr<ImportSession> begin() { return must(store->begin_import(start(cycle))); }

  TemporaryDirectory directory;
  std::unique_ptr<Store> store;
  Project project;
  CycleId cycle;
};

/// A draft of the least a case needs.
inline CaseDraft draft(std::string title, std::string automation_key = {}) {
  return {.title = std::move(title), .automation_key = std::move(automation_key)};
}

/// A person's change of a version of a case, which must be as it was read.
inline Result<TestCase> revise(Store& store, ProjectId project, const TestCase& read, const CaseDraft& fields,
                               CaseRevision::Goes goes = CaseRevision::Goes::into_it) {
  const auto edit = [&](const TestCase& now) -> Result<CaseDraft> {
    if (now.updated == read.updated && now.versions == read.versions) return fields;
    return Error{.code = ErrorCode::conflict, .message = "somebody else has changed it"};
  };
  return store.revise_case(project, {.reference = {.id = read.id.value}, .version = read.version, .edit = edit, .goes = goes});
}
inline Result<TestCase> begin_version(Store& store, ProjectId project, const TestCase& read, const CaseDraft& fields) {
  return revise(store, project, read, fields, CaseRevision::Goes::into_a_new_version);
}

/// The numbers of cases, or of cases in a cycle, in their order.
template <class Case>
std::vector<KeyNumber> numbers_of(const std::vector<Case>& cases) {
  std::vector<KeyNumber> numbers;
  for (const Case& each : cases) numbers.push_back(each.number);
  return numbers;
}

/// A passing result of a case.
inline RunWrite passing(CaseId id, RunAction action = RunAction::create) {
  return {.case_id = id, .action = action, .status = {3}, .status_type = RunStatusType::passed, .effort_s = 0.5};
}
inline RunWrite failing(CaseId id, RunDetail detail, RunAction action = RunAction::create) {
  return {
      .case_id = id, .action = action, .status = {4}, .status_type = RunStatusType::failed, .effort_s = 1.5, .detail = std::move(detail)};
}

/// What undoing an import does.
class UndoContract : public StoreContract {
 protected:
  BatchId import_of(const ImportStart& start, const std::vector<std::string>& keys);
  Result<void> undo(BatchId batch, BatchStore::UndoRequest::Used used = BatchStore::UndoRequest::Used::refuses);
  void expect_refused(BatchId batch, const std::string& why);
  Batch batch(BatchId id) { return must(store->find_batch(project.id, id))->batch; }
};

/// What people and run-by-run reporters write of runs, beside imports and their undoing. Whatever was done, the data is in good order.
class HandRunsContract : public UndoContract {
 protected:
  void SetUp() override;
  void TearDown() override;
  KeyNumber made(const std::string& title, ChoiceId status = {3});
  CaseId case_id(KeyNumber number);
  RunEditStore::Report report(std::vector<RunEditStore::Entry> entries) const;
  RunEditStore::Outcome write(KeyNumber number, RunEdit edit, RunEditStore::Target target = RunEditStore::Target::new_run);
  RunEditStore::RunPlace place(RunId run) const { return {project.id, cycle, run}; }
  RunStore::RunWithDetail run(RunId id) { return must(store->find_run(project.id, cycle, id)).value(); }
  std::vector<ChoiceId> statuses(KeyNumber number);

  KeyNumber one = 0, two = 0;  ///< published cases with two steps each
};

/// Who there is, what they may, and what was done by whom.
class AccountContract : public StoreContract {
 protected:
  User user(const std::string& name) { return must(store->create_user(name, false)); }
  AuditRecord newest() { return must(store->audit({.start = 0, .size = 1})).items.at(0); }
  OneTimeCode code(OneTimeCode wanted);

 private:
  int codes_ = 0;
};

/// Imports one passing result for each key, as importing does: makes the cases that are missing, in order of the keys given.
Result<RunId> import_keys(ImportSession& session, const std::vector<std::string>& keys);

/// Runs the action on `count` threads at once.
inline void at_once(int count, const std::function<void(int)>& action) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back(action, i);
  for (std::thread& thread : threads) thread.join();
}

}  // namespace testledger
