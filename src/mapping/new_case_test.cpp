#include "mapping/new_case.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

class NewCaseTest : public testing::Test {
 protected:
  CaseDraft made_for(const ReportedTest& test, const ReportKind& kind) {
    const MappingRules rules{.kind = kind,
                             .options = options_,
                             .configuration = configuration_,
                             .project_key = "AT",
                             .uploader = "kim",
                             .folders = {{"Shop/Cart", FolderId{8}}}};
    return new_case(test, identify(test, rules), rules);
  }

  std::string_view name_of_choice(ChoiceKind kind, ChoiceId id) { return configuration_.find(kind, id)->name; }

  const Configuration configuration_ = default_configuration();
  ImportOptions options_{.create_case = true, .default_folder = FolderId{3}};
};

constexpr ReportKind with_row_suffixes{.keys = {.name = true}, .row_suffixes = true};
constexpr ReportKind cucumber{.keys = {.tags = true}, .bdd = true, .steps = true, .dataset_rows = true};

ReportedTest scenario() {
  ReportedTest test;
  test.class_name = "Paying";
  test.name = "by card";
  test.identity = "paying;by-card";
  test.description = "Paying";
  test.tags = {"@smoke", "@JREQ-AT-42", "@AT-TC-9x", "plain", "@AT-TC-9"};
  test.steps = {{.keyword = "Given", .text = "a card"}};
  return test;
}

TEST_F(NewCaseTest, IsPublishedAndAutomatedByTheUploader) {
  ReportedTest test;
  test.class_name = "web.Login";
  test.name = "accepts[2]";
  const CaseDraft made = made_for(test, with_row_suffixes);
  EXPECT_EQ(made.title, "accepts");
  EXPECT_EQ(made.automation_key, "web.Login.accepts");
  EXPECT_EQ(name_of_choice(ChoiceKind::case_status, made.status), "Published");
  EXPECT_EQ(name_of_choice(ChoiceKind::automation_status, made.automation_status), "Automated");
  EXPECT_EQ(name_of_choice(ChoiceKind::script_type, made.script_type), "Classic");
  EXPECT_EQ(made.automation_owner, "kim");
  EXPECT_EQ(made.folder, FolderId{3});
  EXPECT_TRUE(made.dataset.empty()) << "rows of JUnit are repeats, not a dataset (C.3)";
}

TEST_F(NewCaseTest, OfAScenarioHasStepsTagsAndRequirements) {
  const CaseDraft made = made_for(scenario(), cucumber);
  EXPECT_EQ(made.title, "by card");
  EXPECT_EQ(made.description, "Paying");
  EXPECT_EQ(made.automation_key, "paying;by-card");
  EXPECT_EQ(name_of_choice(ChoiceKind::script_type, made.script_type), "BDD/Gherkin");
  EXPECT_EQ(made.tags, (std::vector<std::string>{"smoke", "AT-TC-9x", "plain"})) << "key tags are no tags";
  EXPECT_EQ(made.requirements, std::vector<std::string>{"AT-42"});
  EXPECT_EQ(made.steps, (std::vector<CaseStep>{{StepType::bdd_given, "a card", "", ""}}));
}

TEST_F(NewCaseTest, GoesIntoTheFolderOfItsTag) {
  ReportedTest test = scenario();
  test.tags = {"@AIO-FOLDER:Shop/Cart"};
  CaseDraft made = made_for(test, cucumber);
  EXPECT_EQ(made.folder, FolderId{8});
  EXPECT_TRUE(made.tags.empty());
  test.tags = {"@aio-folder:Nowhere"};
  EXPECT_EQ(made_for(test, cucumber).folder, FolderId{3}) << "a folder that could not be made";
}

TEST_F(NewCaseTest, OfAnOutlineHasADataset) {
  ReportedTest test = scenario();
  test.row = ReportedRow{"", 2};
  EXPECT_EQ(made_for(test, cucumber).dataset, (Dataset{{"row"}, {{"2"}}}));
  test.parameters = {{"amount", "5"}, {"", "EUR"}};
  EXPECT_EQ(made_for(test, cucumber).dataset, (Dataset{{"amount", "param2"}, {{"5", "EUR"}}})) << "H-7";
}

TEST_F(NewCaseTest, HasATitleOfAtMostSoManyCharacters) {
  ReportedTest test;
  for (int index = 0; index < 300; ++index) test.name += "é";
  EXPECT_EQ(made_for(test, with_row_suffixes).title, test.name.substr(0, 2 * title_length_max));
  EXPECT_EQ(made_for(test, with_row_suffixes).automation_key, test.name) << "the key is whole";
}

}  // namespace
}  // namespace testledger
