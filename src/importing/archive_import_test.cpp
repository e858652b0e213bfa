// Archives of reports (docs/mapping.md).
#include <gmock/gmock.h>

#include "archives/testing/memory_blob.hpp"
#include "archives/zip_writer.hpp"
#include "importing/file_choice.hpp"
#include "importing/testing/imported_reports.hpp"

namespace testledger {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ArchiveImport : public ImportedReports {
 protected:
  /// Of the runs of the first case, latest first.
  std::vector<RunStatusType> statuses() {
    const auto configuration = value_of(store_->configuration(project_.id));
    std::vector<RunStatusType> all;
    const CaseInCycle item = runs().at(0);
    for (const TestRun& run : item.runs)
      for (const RunStatusType type : all_run_status_types)
        if (configuration->first_of(type).id == run.status) all.push_back(type);
    return all;
  }
};

struct Report {
  const char* name;
  std::string content;
};

std::string zip_of(const std::vector<Report>& reports) {
  std::string bytes;
  ZipWriter zip(std::make_unique<TextBlob>(bytes));
  for (const Report& report : reports) {
    EXPECT_TRUE(zip.begin(report.name));
    EXPECT_TRUE(zip.write(report.content));
  }
  EXPECT_TRUE(zip.keep());
  return bytes;
}

const std::string a_passed = junit(R"(<testcase classname="Login" name="a"/>)");
const std::string a_failed = junit(R"(<testcase classname="Login" name="a"><failure message="expected 1"/></testcase>)");
const std::string b_passed = junit(R"(<testcase classname="Login" name="b"/>)");

TEST_F(ArchiveImport, MapsEachReportAsIfItCameByItself) {
  const ImportSummary first = import("junit", zip_of({{"1.xml", a_passed}, {"2.xml", b_passed}, {"3.xml", a_failed}}));
  EXPECT_EQ(first.requests, 3U);
  EXPECT_EQ(first.created_cases, 2U);
  EXPECT_EQ(first.processed_cases, 2U) << "distinct ones";
  ASSERT_EQ(first.processed.size(), 2U);
  EXPECT_EQ(first.processed[0].status, RunStatusType::failed) << "what the last report made of it";
  EXPECT_THAT(statuses(), ElementsAre(RunStatusType::failed, RunStatusType::passed));

  options_.create_new_run = false;
  const std::string other = junit(R"(<testcase classname="Login" name="AT-TC-1 otherwise"/>)");
  const ImportSummary again = import("junit", zip_of({{"1.xml", a_failed}, {"2.xml", other}}));
  EXPECT_THAT(statuses(), ElementsAre(RunStatusType::passed, RunStatusType::passed)) << "the last report's, not both together";
  EXPECT_TRUE(detail(again.processed[0].run_id).comments.empty());
}

TEST_F(ArchiveImport, TellsOfEachFile) {
  const ImportSummary summary = import("junit", zip_of({{"1.xml", a_passed}, {"2.xml", "<cut"}, {"3.txt", "no"}, {"4.xml", b_passed}}));
  EXPECT_EQ(summary.requests, 3U);
  EXPECT_EQ(summary.successes, 2U);
  ASSERT_EQ(summary.files.size(), 4U);
  using State = FileResult::State;
  const State states[] = {State::imported, State::refused, State::passed_over, State::imported};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(summary.files[i].state, states[i]) << summary.files[i].name;
  EXPECT_EQ(summary.files[3].successes, 1U);
  ASSERT_EQ(summary.error_list.size(), 1U);
  EXPECT_EQ(summary.error_list[0].subject, "2.xml");
  ASSERT_EQ(summary.warnings.size(), 1U);
  EXPECT_EQ(summary.warnings[0].file, "3.txt");

  const auto stored = value_of(store_->find_batch(project_.id, BatchId{summary.batch_id}))->summary;
  ASSERT_EQ(stored.files.size(), 4U);
  EXPECT_EQ(stored.files[1].reason, summary.files[1].reason);
  EXPECT_EQ(stored.files[1].place, summary.files[1].place);
  EXPECT_EQ(stored.files[3].results, 1U);
  EXPECT_EQ(stored.error_list[0].file, "2.xml");
  EXPECT_EQ(stored.warnings[0].file, "3.txt");
  const auto receipt = value_of(store_->receipt(project_.id, BatchId{summary.batch_id}, 1)).value();
  ASSERT_EQ(receipt.size(), 1U) << "a chunk is of one file";
  EXPECT_EQ(receipt[0].file, "4.xml");
  EXPECT_EQ(receipt[0].ordinal, 1U);
}

TEST_F(ArchiveImport, OfWhichNothingCanBeReadLeavesNothing) {
  const ImportSummary summary = import("junit", zip_of({{"1.xml", "<cut"}, {"2.xml", ""}}));
  EXPECT_EQ(summary.import_id, 0);
  EXPECT_EQ(summary.errors, 2U);
  EXPECT_TRUE(runs().empty());
  const ImportSummary other = import("junit", zip_of({{"3.txt", "no"}}));
  EXPECT_EQ(other.errors, 1U);
  EXPECT_THAT(other.error_list.at(0).message, HasSubstr("the archive holds no report of JUnit; it has 3.txt"));
}

struct ChoiceRow {
  const char* name;
  std::string head;
  FileChoice::Take take;
};

TEST(FileChoice, IsMadeByWhatIsInTheFile) {
  using Take = FileChoice::Take;
  const ChoiceRow rows[] = {
      {"a.txt", a_passed, Take::yes},
      {"a.xml", "<testsuites><cut", Take::yes},
      {"a.XML", "", Take::yes},
      {"a.json", "\x01\x02", Take::yes},
      {"x/.xml", "\x01\x02", Take::no},
      {"__MACOSX/._a.xml", std::string("\0\5\x16\7", 4), Take::no},
      {"a.txt", "", Take::no},
      {"pom.xml", "<project><x/></project>", Take::if_readable},
      {"a.json", "{}", Take::if_readable},
      {"a.xml", "<testng-results/>", Take::no},
      {"a.xml", "PK\x03\x04", Take::no},
  };
  for (const ChoiceRow& row : rows)
    EXPECT_EQ(choose_file(*find_format("junit"), row.name, row.head).take, row.take) << row.name << row.head;
}

}  // namespace
}  // namespace testledger
