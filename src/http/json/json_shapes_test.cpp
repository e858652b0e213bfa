#include "http/json/json_shapes.hpp"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "http/endpoints/plain_text.hpp"
#include "http/json/testing/default_lists.hpp"

namespace testledger {
namespace {

const Project project{ProjectId{3}, "AT", "Acme"};

std::string text(const boost::json::value& value) { return boost::json::serialize(value); }

TEST(ImportAnswer, HasTheContractsMembersInTheOrderOfTheFile) {
  const ImportSummary summary{.requests = 5,
                              .successes = 2,
                              .errors = 3,
                              .created_cases = 1,
                              .error_list = {{"AT-TC-7", ProblemCode::case_not_found, "why", 2, Place{12, 3, 99}},
                                             {"AT-TC-8", ProblemCode::case_not_found, "at the start", 1, Place{1, 1, 0}}},
                              .processed = {{31, RunStatusType::failed, 8, true}, {12, RunStatusType::passed, 9, false}},
                              .warnings = {{"replaced_characters", "three", {}}, {"unknown_status", "one", Place{1, 1, 0}}},
                              .processed_cases = 2,
                              .warning_count = 2,
                              .import_id = 5,
                              .batch_id = 6};
  EXPECT_EQ(
      import_summary_json(project, configuration, summary),
      R"({"status":"COMPLETED","requestCount":5,"successCount":2,"errorCount":3,"createdCases":1,"importID":5,"batchId":6,)"
      R"("errors":{"AT-TC-7":{"message":"why","code":"case_not_found","count":2,"line":12,"column":3},)"
      R"("AT-TC-8":{"message":"at the start","code":"case_not_found","count":1,"line":1,"column":1}},)"
      R"("warnings":[{"code":"replaced_characters","message":"three"},{"code":"unknown_status","message":"one","line":1,"column":1}],)"
      R"("processedData":{"AT-TC-31":{"status":"Failed","runID":8,"created":true},"AT-TC-12":{"status":"Passed","runID":9,"created":false}}})");
}

TEST(ImportAnswer, SaysWhatItDoesNotList) {
  const ImportSummary summary{
      .requests = 9, .errors = 9, .error_list = {{"a", ProblemCode::case_not_found, "m", 4, {}}}, .processed_cases = 3, .warning_count = 2};
  const auto answer = boost::json::parse(import_summary_json(project, configuration, summary));
  EXPECT_EQ(answer.at("status"), "FAILED");
  EXPECT_EQ(text(answer.at("truncated")), R"({"errors":5,"processedData":3,"warnings":2})");
}

TEST(ImportAnswer, OfAnEmptyReportHasEmptyObjects) {
  const auto answer = boost::json::parse(import_summary_json(project, configuration, {}));
  EXPECT_EQ(answer.at("status"), "COMPLETED");
  EXPECT_EQ(text(answer.at("errors")), "{}");
  EXPECT_EQ(text(answer.at("processedData")), "{}");
}

TEST(FolderTree, HasChildrenEverywhere) {
  const std::vector<Folder> folders{{FolderId{1}, {}, "A", {}},
                                    {FolderId{2}, {}, "B", "why"},
                                    {FolderId{3}, FolderId{1}, "C", {}},
                                    {FolderId{4}, FolderId{1}, "D", {}},
                                    {FolderId{5}, FolderId{3}, "E", {}}};
  EXPECT_EQ(
      text(folder_tree_json(folders)),
      R"([{"ID":1,"name":"A","description":null,"parentID":null,"children":[)"
      R"({"ID":3,"name":"C","description":null,"parentID":1,"children":[{"ID":5,"name":"E","description":null,"parentID":3,"children":[]}]},)"
      R"({"ID":4,"name":"D","description":null,"parentID":1,"children":[]}]},)"
      R"({"ID":2,"name":"B","description":"why","parentID":null,"children":[]}])");
}

TEST(FolderTree, IsNoDeeperThanShown) {
  std::vector<Folder> folders{{FolderId{1}, {}, "x", {}}};
  for (int i = 2; i <= 100'000; ++i) folders.push_back({FolderId{i}, FolderId{i - 1}, "x", {}});
  EXPECT_NE(text(folder_tree_json(folders)).find("\"ID\":100000,"), std::string::npos);
}

TEST(CycleShape, IsTheContracts) {
  const TestCycle cycle{
      .id = CycleId{900},
      .number = 11,
      .fields = {.title = "t", .objective = "o", .owner = "", .tasks = {"AT-223"}, .custom_fields = R"([{"name":"Env"}])"},
      .folder = Folder{FolderId{4}, FolderId{2}, "f", {}},
      .created = Timestamp(std::chrono::milliseconds(1000)),
      .updated = Timestamp(std::chrono::milliseconds(2000))};
  EXPECT_EQ(
      text(cycle_json(project, configuration, cycle, {Right::read, Right::report})),
      R"({"ID":900,"key":"AT-CY-11","title":"t","objective":"o","folder":{"ID":4,"name":"f","parentID":2},"ownedByID":null,"status":{"ID":1,"name":"Open"},)"
      R"("isClosed":false,"startDate":null,"endDate":null,"jiraTaskIDs":["AT-223"],"jiraComponentIDs":[],"jiraReleaseIDs":[],"tags":[],)"
      R"("customFields":[{"name":"Env"}],"jiraProjectID":3,"createdDate":1000,"updatedDate":2000,"permission":{"value":3}})");
}

TestCase some_case() {
  TestCase made{.id = CaseId{17}, .number = 2, .version = 2, .version_id = CaseId{40}, .versions = {{2, {40}}, {1, {17}}}};
  made.fields.title = "t";
  made.fields.description = "<p>one</p>two &amp; three";
  made.fields.status = ChoiceId{3};
  made.fields.steps = {{StepType::bdd_given, "a card", "d", "e"}, {StepType::text, "do", "", ""}};
  made.fields.dataset = {{"user"}, {{"bob"}}};
  made.tags = {{TagId{5}, "smoke"}};
  return made;
}

TEST(CaseShape, IsTheContracts) {
  const auto shape = case_json(project, configuration, some_case(), {});
  EXPECT_EQ(shape.at("key"), "AT-TC-2");
  EXPECT_EQ(text(shape.at("status")), R"({"ID":3,"name":"Published"})");
  EXPECT_EQ(shape.at("scriptType").at("name"), configuration.default_of(ChoiceKind::script_type).name.c_str());
  EXPECT_EQ(text(shape.at("tags")), R"([{"tag":{"ID":5,"name":"smoke"},"associationID":5}])");
  EXPECT_EQ(text(shape.at("steps")), R"([{"ID":1,"stepType":"BDD_GIVEN","bddStep":"a card","data":"d","expectedResult":"e","stepIndex":0},)"
                                     R"({"ID":2,"stepType":"TEXT","step":"do","data":"","expectedResult":"","stepIndex":1}])");
  EXPECT_EQ(text(shape.at("versions")), R"([{"version":2,"ID":40},{"version":1,"ID":17}])");
  EXPECT_EQ(shape.at("hasDataSets"), true);
  EXPECT_TRUE(shape.at("automationKey").is_null() && shape.at("folder").is_null());
}

TEST(CaseShape, ShowsRichTextAndDataSetsOnRequest) {
  const auto plain = case_json(project, configuration, some_case(), {});
  EXPECT_EQ(plain.at("description"), "one\ntwo & three");
  EXPECT_FALSE(plain.contains("dataSets"));
  const auto full = case_json(project, configuration, some_case(), {RichText::kept, DataSets::sent});
  EXPECT_EQ(full.at("description"), "<p>one</p>two &amp; three");
  EXPECT_EQ(text(full.at("datasetParameters")), R"([{"name":"user"}])");
  EXPECT_EQ(text(full.at("dataSets")), R"([{"user":"bob"}])");
}

TEST(RunShape, HasStepsRowsAndComments) {
  RunStore::RunWithDetail run{{.id = RunId{8}, .status = ChoiceId{4}, .automated = true, .effort_s = 1.5, .executed_by = "robin"}, {}};
  run.detail.comments = {"broken"};
  run.detail.steps = {{"Given ", "a card", "", "", "actual", RunStatusType::passed, {"AT-7", "10221"}}};
  run.detail.rows = {{"1", {{"user", "bob"}}, RunStatusType::failed, 2, "no", {}}};
  const auto shape = run_json(configuration, run, Rights::all());
  EXPECT_EQ(shape.at("ID"), 8);
  EXPECT_EQ(shape.at("testRunStatus").at("name"), "Failed");
  EXPECT_EQ(shape.at("effort").to_number<double>(), 1.5);
  EXPECT_EQ(text(shape.at("comments")), R"(["broken"])");
  EXPECT_EQ(shape.at("testRunSteps").at(0).at("testStepType"), "BDD_GIVEN");
  EXPECT_EQ(shape.at("testRunSteps").at(0).at("testRunStepStatus").at("name"), "Passed");
  EXPECT_EQ(text(shape.at("testRunSteps").at(0).at("jiraDefectIDs")), R"(["AT-7",10221])");
  EXPECT_EQ(shape.at("dataSetExecutionsCount"), 1);
  EXPECT_EQ(text(shape.at("dataSetExecutions").at(0).at("values")), R"({"user":"bob"})");
}

TEST(PageShape, EchoesTheSizeUsed) {
  Page<CaseInCycle> page{.items = {{.case_id = CaseId{4},
                                    .number = 12,
                                    .title = "t",
                                    .version = 2,
                                    .version_id = CaseId{6},
                                    .runs = {{.id = RunId{9}, .status = ChoiceId{3}}}}},
                         .start = 5,
                         .size = 100,
                         .is_last = false};
  const auto shape = page_json(page, [](const CaseInCycle& item) { return case_in_cycle_json(project, configuration, item); });
  EXPECT_EQ(shape.at("startAt"), 5);
  EXPECT_EQ(shape.at("maxResults"), 100);
  EXPECT_EQ(shape.at("isLast"), false);
  EXPECT_FALSE(shape.contains("totalCount"));
  EXPECT_EQ(text(shape.at("items").at(0).at("testCase")), R"({"ID":6,"key":"AT-TC-12","title":"t","version":2})");
  EXPECT_EQ(shape.at("items").at(0).at("runs").at(0).at("testRunStatus").at("name"), "Passed");
  page.total = 7;
  EXPECT_EQ(page_json(page, [](const CaseInCycle&) { return boost::json::object(); }).at("totalCount"), 7);
}

TEST(PageShape, NamesTheNextPage) {
  const Page<int> page{.items = {1}, .is_last = false, .next = 300};
  const auto shape = page_json(page, [](int) { return boost::json::object(); });
  EXPECT_EQ(place_of_cursor(shape.at("nextCursor").as_string()), 300);
  EXPECT_FALSE(page_json(Page<int>(), [](int) { return boost::json::object(); }).contains("nextCursor"));
  for (const std::string_view none : {"", "c", "300", "cx", "c-1", "c1 ", "cfffffffffffffffff"})
    EXPECT_FALSE(place_of_cursor(none)) << none;
}

TEST(Permissions, TellWhatSomebodyMay) {
  struct Row {
    std::string who;
    Rights mine;
    int of_case, of_cycle, of_run;
  };
  const Row rows[] = {{"admin", rights_of(Role::admin), 7, 7, 7},
                      {"tester", rights_of(Role::tester), 7, 3, 7},
                      {"a pipeline's token", {Right::read, Right::report}, 1, 3, 7},
                      {"viewer", rights_of(Role::viewer), 1, 1, 1},
                      {"nobody", {}, 0, 0, 0}};
  for (const Row& row : rows) {
    const CaseView view{.mine = row.mine};
    EXPECT_EQ(case_json(project, configuration, some_case(), view).at("permission").at("value"), row.of_case) << row.who;
    EXPECT_EQ(cycle_json(project, configuration, {}, row.mine).at("permission").at("value"), row.of_cycle) << row.who;
    for (const char* name : {"permission", "testRunStepsPermission"})
      EXPECT_EQ(run_json(configuration, {}, row.mine).at(name).at("value"), row.of_run) << row.who;
  }
}

TEST(CaseShape, HasTheFilesOfItsTextsApart) {
  TestCase made = some_case();
  for (const AttachmentOwner kind : case_attachment_kinds)
    made.attachments.push_back({.id = {static_cast<std::int64_t>(kind) + 1}, .owner = kind});
  const auto shape = case_json(project, configuration, made, {});
  EXPECT_EQ(shape.at("attachments").at(0).at("ID"), 1);
  EXPECT_EQ(shape.at("descriptionAttachments").at(0).at("ID"), 4);
  EXPECT_EQ(shape.at("preconditionAttachments").at(0).at("ID"), 5);
}

struct TextRow {
  std::string why, rich, plain;
};

class PlainText : public testing::TestWithParam<TextRow> {};

TEST_P(PlainText, LosesItsMarkupAndNothingElse) { EXPECT_EQ(plain_text(GetParam().rich), GetParam().plain) << GetParam().why; }

INSTANTIATE_TEST_SUITE_P(Rows, PlainText,
                         testing::Values(TextRow{"no markup", "a < b & c > d &amp; e", "a < b & c > d &amp; e"},
                                         TextRow{"line breaks", "a<br>b<BR/>c<br />d", "a\nb\nc\nd"},
                                         TextRow{"paragraphs and entities", "<p class=\"x\">a &lt;b&gt;</p><p>c&nbsp;d</p>", "a <b>\nc d"},
                                         TextRow{"generics of a language survive", "Map<String, List<T>> is <b>new</b>",
                                                 "Map<String, List<T>> is new"},
                                         TextRow{"an unfinished tag is text", "a <b", "a <b"},
                                         TextRow{"a list", "<ul><li>a</li><li>b</li></ul>", "a\nb"}, TextRow{"nothing", "", ""}));

}  // namespace
}  // namespace testledger
