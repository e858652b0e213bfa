#include "importing/import_report.hpp"

#include <gmock/gmock.h>

#include "importing/blob_sweep.hpp"
#include "importing/testing/imported_reports.hpp"

namespace testledger {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

using ImportReport = ImportedReports;

const std::string failure = R"(<failure message="expected 1">at Login:7</failure>)";

TEST_F(ImportReport, MakesCasesAndRunsInTheOrderOfTheFile) {
  const ImportSummary summary = import("junit", junit(R"(<testcase classname="Login" name="b" time="0.25"/>
    <testcase classname="Login" name="a">)" + failure +
                                                      R"(</testcase><testcase classname="Login" name="c"><skipped/></testcase>)"));
  EXPECT_EQ(summary.requests, 3U);
  EXPECT_EQ(summary.successes, 3U);
  EXPECT_EQ(summary.created_cases, 3U);
  EXPECT_EQ(summary.processed_cases, 3U);
  ASSERT_EQ(summary.processed.size(), 3U);
  EXPECT_EQ(summary.processed[0].number, 1);
  EXPECT_EQ(summary.processed[0].status, RunStatusType::passed);
  EXPECT_TRUE(summary.processed[0].created);
  EXPECT_EQ(summary.processed[1].status, RunStatusType::failed);
  EXPECT_EQ(summary.processed[2].status, RunStatusType::not_run);
  EXPECT_FALSE(summary.failed());

  EXPECT_EQ(found_case(1).fields.title, "b");
  EXPECT_EQ(found_case(1).fields.automation_key, "Login.b");
  EXPECT_EQ(found_case(1).fields.automation_owner, "kim");
  EXPECT_EQ(detail(summary.processed[1].run_id).comments, std::vector<std::string>{"expected 1\nat Login:7"});
  EXPECT_EQ(runs()[0].runs[0].effort_s, 0.25);
  const auto record = value_of(store_->find_import(project_.id, ImportId{summary.import_id}));
  ASSERT_TRUE(record);
  EXPECT_EQ(record->requests, 3U);
}

TEST_F(ImportReport, FindsTheCasesOfAnEarlierImport) {
  const std::string report = junit(R"(<testcase classname="Login" name="a"/>)");
  import("junit", report);
  options_.create_case = false;
  const ImportSummary again = import("junit", report);
  EXPECT_EQ(again.created_cases, 0U);
  EXPECT_FALSE(again.processed[0].created);
  EXPECT_EQ(runs()[0].runs.size(), 2U);
  options_.create_new_run = false;
  const ImportSummary last = import("junit", report);
  EXPECT_EQ(runs()[0].runs.size(), 2U);
  EXPECT_EQ(last.processed[0].run_id, runs()[0].runs[0].id.value);
}

TEST_F(ImportReport, ListsARefusedNameOnceWithItsCountAndPlace) {
  options_.create_case = false;
  const ImportSummary summary = import("junit", junit("\n<testcase classname=\"C\" name=\"a\"/>\n<testcase classname=\"C\" name=\"b\"/>"
                                                      "<testcase classname=\"C\" name=\"a\"/>"));
  EXPECT_EQ(summary.errors, 3U);
  EXPECT_TRUE(summary.failed());
  ASSERT_EQ(summary.error_list.size(), 2U);
  EXPECT_EQ(summary.error_list[0].subject, "C.a");
  EXPECT_EQ(summary.error_list[0].code, ProblemCode::no_case_for_automation_key);
  EXPECT_EQ(summary.error_list[0].count, 2U);
  EXPECT_EQ(summary.error_list[0].place->line, 2U);
  EXPECT_EQ(summary.error_list[1].place->line, 3U);
}

TEST_F(ImportReport, OfNothingIsASuccess) {
  const ImportSummary summary = import("junit", "<testsuites/>");
  EXPECT_EQ(summary.requests, 0U);
  EXPECT_FALSE(summary.failed());
  EXPECT_NE(summary.import_id, 0);
}

// Files that cannot be read (H-2)

const std::string text_1 = "Invalid xml: Unable to parse file. Please check if it is a valid results.xml file. (";

struct BrokenRow {
  const char* why;
  const char* format;
  std::string report;
  const char* reason;
};

const BrokenRow broken[] = {
    {"a file that was cut", "junit", junit(R"(<testcase name="a"/><testcase name="b"/>)").substr(0, 80), "line 1, column "},
    {"no report at all", "junit", "no report at all", "line 1, column "},
    {"JSON that was cut", "newman", "[1,", "line 1, column "},
    {"JSON of another shape", "cucumber", R"({"a":1})", "line 1, column "},
    {"an empty file", "junit", "", "line 1, column 1: the file is empty"},
    {"another format's report is told as such", "testng", junit(R"(<testcase name="a"/>)"),
     "; it looks like a report of JUnit, not of TestNG)"},
    {"entities are not expanded", "junit", R"(<!DOCTYPE x [<!ENTITY a "b">]><testsuite><testcase name="&a;"/></testsuite>)",
     "line 1, column "},
};

TEST_F(ImportReport, RefusesABrokenFileWhole) {
  for (const BrokenRow& row : broken) {
    SCOPED_TRACE(row.why);
    const ImportSummary summary = import(row.format, row.report);
    EXPECT_EQ(summary.requests, 1U);
    EXPECT_EQ(summary.errors, 1U);
    EXPECT_TRUE(summary.failed());
    ASSERT_EQ(summary.error_list.size(), 1U);
    EXPECT_EQ(summary.error_list[0].subject, "results.xml");
    EXPECT_EQ(summary.error_list[0].code, ProblemCode::invalid_report);
    EXPECT_THAT(summary.error_list[0].message, StartsWith(text_1));
    EXPECT_THAT(summary.error_list[0].message, HasSubstr(row.reason));
    EXPECT_TRUE(runs().empty());
    EXPECT_EQ(summary.import_id, 0) << "no trace";
  }
}

// Across chunks

std::string many_cases(int count, int of_each_name = 1) {
  std::string cases;
  for (int index = 0; index < count; ++index) cases += "<testcase classname=\"C\" name=\"t" + std::to_string(index / of_each_name) + "\"/>";
  return cases;
}

TEST_F(ImportReport, GoesOnFromChunkToChunk) {
  const ImportSummary summary = import("junit", junit(many_cases(4'500)));
  EXPECT_EQ(summary.created_cases, 4'500U);
  EXPECT_EQ(summary.processed_cases, 4'500U);
  EXPECT_EQ(summary.processed[4'499].number, 4'500) << "numbers follow the file";
  EXPECT_EQ(found_case(4'500).fields.title, "t4499");
}

TEST_F(ImportReport, RollsUpRowsThatAreChunksApart) {
  options_.create_new_run = false;
  const std::string failed_row = R"(<testcase classname="C" name="rows[1]" time="1">)" + failure + "</testcase>";
  const ImportSummary summary =
      import("junit", junit(failed_row + many_cases(3'000) + R"(<testcase classname="C" name="rows[2]" time="2"/>)"));
  EXPECT_EQ(summary.requests, 3'002U);
  EXPECT_EQ(summary.processed_cases, 3'001U);
  EXPECT_EQ(summary.processed[0].status, RunStatusType::failed);
  ASSERT_EQ(runs()[0].runs.size(), 1U);
  EXPECT_EQ(runs()[0].runs[0].effort_s, 3.0);
  EXPECT_EQ(detail(summary.processed[0].run_id).comments,
            (std::vector<std::string>{"Row 1: Failed\nexpected 1\nat Login:7", "Row 2: Passed"}));
}

TEST_F(ImportReport, ListsOnlySoManyErrorsButCountsAll) {
  options_.create_case = false;
  const ImportSummary summary = import("junit", junit(many_cases(static_cast<int>(listed_errors_max) + 5)));
  EXPECT_EQ(summary.errors, listed_errors_max + 5);
  EXPECT_EQ(summary.error_list.size(), listed_errors_max);
}

// What only the importing knows

TEST_F(ImportReport, HandsOnWhatTheReaderWarnsOf) {
  const ImportSummary summary = import("junit", junit("\n<testcase name=\"a\x01\"/>"));
  EXPECT_GE(summary.warning_count, 1U);
  ASSERT_FALSE(summary.warnings.empty());
  EXPECT_EQ(summary.warnings[0].code, "replaced_characters");
}

TEST_F(ImportReport, ReadsRobotAgainKnowingTheSuitesTeardown) {
  const std::string report = R"(<robot generator="Robot 7.0" schemaversion="5"><suite name="S" id="s1">
    <test id="s1-t1" name="a"><kw name="Log"><status status="PASS"/></kw><status status="PASS"/></test>
    <kw name="Clean up" type="TEARDOWN"><status status="FAIL">disk full</status></kw><status status="FAIL"/></suite></robot>)";
  EXPECT_EQ(import("robot", report).processed[0].status, RunStatusType::failed);
}

std::string feature(std::string_view tags, std::string_view status, std::string_view step_extra = "") {
  return R"([{"uri":"a.feature","id":"f","name":"Paying","keyword":"Feature","elements":[{"id":"f;card","name":"card","type":"scenario",
    "keyword":"Scenario","tags":[)" +
         std::string(tags) + R"(],"steps":[{"keyword":"Given ","name":"a card","result":{"status":")" + std::string(status) +
         R"(","duration":1000000})" + std::string(step_extra) + "}]}]}]";
}

const std::string picture = R"(,"embeddings":[{"mime_type":"image/png","data":"aGVsbG8=","name":"shot"}])";

TEST_F(ImportReport, KeepsTheAttachmentsOfFailedScenarios) {
  const ImportSummary failed = import("cucumber", feature("", "failed", picture));
  const auto attachments = detail(failed.processed[0].run_id).attachments;
  ASSERT_EQ(attachments.size(), 1U);
  EXPECT_EQ(attachments[0].name, "shot");
  EXPECT_EQ(attachments[0].media_type, "image/png");
  EXPECT_EQ(attachments[0].size, 5);
  EXPECT_EQ(value_of(value_of(blobs_->open(attachments[0].sha256))->read()), "hello");
  const ImportSummary passed = import("cucumber", feature("", "passed", picture));
  EXPECT_TRUE(detail(passed.processed[0].run_id).attachments.empty());
}

TEST_F(ImportReport, MakesTheFoldersOfFolderTags) {  // H-9
  import("cucumber", feature(R"({"name":"@AIO-FOLDER:Shop/Paying"})", "passed"));
  ASSERT_TRUE(found_case(1).folder);
  EXPECT_EQ(found_case(1).folder->name, "Paying");
  EXPECT_EQ(value_of(store_->folders(project_.id, FolderKind::test_case)).size(), 2U);
}

TEST_F(ImportReport, HoldsFolderTagsToTheLimitsOfFolders) {
  std::string deep = "a";
  for (int level = 1; level < 33; ++level) deep += "/a";
  for (const std::string& path : {deep, "Shop/" + std::string(256, 'x')}) {
    const ImportSummary summary = import("cucumber", feature("{\"name\":\"@AIO-FOLDER:" + path + "\"}", "passed"));
    EXPECT_EQ(summary.errors, 0U);
    EXPECT_FALSE(found_case(1).folder);
    EXPECT_TRUE(value_of(store_->folders(project_.id, FolderKind::test_case)).empty());
  }
}

TEST_F(ImportReport, PutsNewCasesIntoTheDefaultFolder) {
  options_.default_folder = value_of(store_->ensure_folders(project_.id, FolderKind::test_case, std::nullopt, {"New"})).id;
  import("junit", junit(R"(<testcase name="a"/>)"));
  EXPECT_EQ(found_case(1).folder->name, "New");
}

TEST_F(ImportReport, FailsForADefaultFolderThatDoesNotExist) {
  options_.default_folder = FolderId{77};
  const auto imported = try_import("junit", junit(R"(<testcase name="a"/>)"));
  ASSERT_FALSE(imported);
  EXPECT_EQ(imported.error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(imported.error().message, "Folder 77 does not exist");
  options_.create_case = false;
  EXPECT_TRUE(try_import("junit", junit(R"(<testcase name="a"/>)"))) << "it concerns nothing then";
}

TEST_F(ImportReport, FailsForACycleThatDoesNotExist) {
  cycle_ = CycleId{77};
  const auto imported = try_import("junit", junit(R"(<testcase name="a"/>)"));
  ASSERT_FALSE(imported);
  EXPECT_EQ(imported.error().code, ErrorCode::not_found);
}

TEST_F(ImportReport, NeverReportsConfigurationMethods) {  // H-8
  const ImportSummary summary = import("testng", R"(<testng-results><suite name="S"><test name="T"><class name="acme.C">
    <test-method name="before" is-config="true" status="FAIL" duration-ms="1"/>
    <test-method name="m" status="PASS" duration-ms="1500"/></class></test></suite></testng-results>)");
  EXPECT_EQ(summary.requests, 1U);
  EXPECT_EQ(found_case(1).fields.automation_key, "acme.C.m");
}

TEST_F(ImportReport, KeepsTheFilesThatBatchesName) {
  const std::string report = junit(R"(<testcase classname="C" name="a"/>)");
  import("junit", report);
  EXPECT_TRUE(import("junit", "<testsuite><testcase").failed());
  const auto files = [&] {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory_ / "blobs")) count += entry.is_regular_file();
    return count;
  };
  const auto nobodys = value_of(blobs_->create());
  ASSERT_TRUE(nobodys->write("kept before anything names it"));
  ASSERT_TRUE(nobodys->keep());
  ASSERT_EQ(files(), 3U);
  const auto now = std::chrono::system_clock::now();
  EXPECT_EQ(value_of(sweep_blobs(*store_, *blobs_, now - std::chrono::hours(1))), 0U) << "it may be on its way";
  EXPECT_EQ(value_of(sweep_blobs(*store_, *blobs_, now + std::chrono::hours(1))), 1U);
  EXPECT_EQ(files(), 2U) << "the report that was imported stays, and the one that was refused: its failed batch gives it back";
}

}  // namespace
}  // namespace testledger
