#include <fstream>
#include <sstream>

#include "importing/testing/imported_reports.hpp"

namespace testledger {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return std::move(content).str();
}

/// The examples of every format, each in a folder of the format's name.
std::vector<fs::path> examples() {
  std::vector<fs::path> found;
  for (const ReportFormat* format : report_formats()) {
    const fs::path folder = fs::path(TESTLEDGER_SOURCE_DIR) / "examples/reports" / format->name;
    for (const auto& entry : fs::directory_iterator(folder))
      if (entry.path().filename().string().find("-bad-") == std::string::npos) found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

class ExampleReports : public ImportedReports {
 protected:
  /// With the cases that some of the examples name.
  ExampleReports() {
    const ChoiceId published = value_of(store_->configuration(project_.id))->find(ChoiceKind::case_status, published_status)->id;
    for (int number = 1; number <= 50; ++number)
      value_of(store_->create_case(project_.id, {.title = "case " + std::to_string(number), .status = published}));
  }
};

TEST_F(ExampleReports, AreImportedWithoutARefusal) {
  for (const fs::path& path : examples()) {
    SCOPED_TRACE(path.filename());
    const ImportSummary summary = import(path.parent_path().filename().string(), content_of(path));
    for (const ImportError& error : summary.error_list) ADD_FAILURE() << error.subject << ": " << error.message;
  }
}

TEST_F(ExampleReports, DoTheSameAgainWithCreateNewRunOff) {
  const fs::path path = fs::path(TESTLEDGER_SOURCE_DIR) / "examples/reports/junit/surefire-3.5.2-junit5-display-names.xml";
  options_.create_new_run = false;
  const ImportSummary first = import("junit", content_of(path));
  const auto runs_of_first = runs();
  const ImportSummary second = import("junit", content_of(path));
  EXPECT_GT(first.created_cases, 0U);
  EXPECT_EQ(second.created_cases, 0U);
  ASSERT_EQ(runs().size(), runs_of_first.size());
  for (std::size_t index = 0; index < runs_of_first.size(); ++index) {
    SCOPED_TRACE(runs()[index].title);
    EXPECT_EQ(runs()[index].runs.size(), 1U);
    EXPECT_EQ(runs()[index].runs[0].status, runs_of_first[index].runs[0].status);
  }
}

}  // namespace
}  // namespace testledger
