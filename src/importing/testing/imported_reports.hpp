#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "blobs/filesystem_blobs.hpp"
#include "importing/import_report.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace testledger {

/// Fails the test, and gives an empty value, when the result is an error.
template <class T>
T value_of(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << result.error().message << " [" << result.error().detail << "]";
    return T{};
  }
  return std::move(*result);
}

/// For tests: a project "AT" in a store on disk, and reports imported into its ad-hoc cycle.
class ImportedReports : public testing::Test {
 protected:
  ImportedReports() {
    std::string pattern = (std::filesystem::temp_directory_path() / "testledger_importing_XXXXXX").string();
    directory_ = mkdtemp(pattern.data());
    store_ = value_of(open_sqlite_store({.directory = directory_}));
    blobs_ = value_of(open_filesystem_blobs(directory_ / "blobs"));
    project_ = value_of(store_->create_project("AT", "Acme"));
    cycle_ = value_of(store_->find_cycle(project_.id, {.number = adhoc_cycle_number}))->id;
  }
  ~ImportedReports() override {
    store_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }

  Result<ImportSummary> try_import(std::string_view format, std::string_view report) {
    const auto writer = value_of(blobs_->create());
    EXPECT_TRUE(writer->write(report));
    const Blob blob = value_of(writer->keep());
    const ImportRequest request{.format = *find_format(format),
                                .project = project_,
                                .configuration = value_of(store_->configuration(project_.id)),
                                .start = {.project = project_.id,
                                          .cycle = cycle_,
                                          .user = UserId{1},
                                          .user_name = "kim",
                                          .format = std::string(format),
                                          .file_name = "results.xml",
                                          .sha256 = blob.sha256,
                                          .size = static_cast<std::int64_t>(blob.size),
                                          .options = options_}};
    return import_report(request, *store_, *blobs_);
  }

  ImportSummary import(std::string_view format, std::string_view report) {
    ImportSummary summary = value_of(try_import(format, report));
    EXPECT_EQ(summary.requests, summary.successes + summary.errors);
    return summary;
  }

  std::vector<CaseInCycle> runs() { return value_of(store_->runs(project_.id, cycle_, {})).items; }
  RunDetail detail(std::int64_t run) { return value_of(store_->find_run(project_.id, cycle_, RunId{run})).value().detail; }
  TestCase found_case(KeyNumber number) { return value_of(store_->find_case(project_.id, {.number = number})).value(); }

  ImportOptions options_{.create_case = true};
  std::filesystem::path directory_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<BlobStore> blobs_;
  Project project_;
  CycleId cycle_;
};

/// A JUnit report of these elements.
inline std::string junit(std::string_view cases) {
  return "<testsuites><testsuite name=\"s\">" + std::string(cases) + "</testsuite></testsuites>";
}

}  // namespace testledger
