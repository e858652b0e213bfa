#include "storage/contract/store_contract.hpp"

namespace testledger {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

}  // namespace

TEST_P(StoreContract, CasesAreFoundByEveryCriterion) {
  const FolderId folder = must(store->ensure_folders(project.id, FolderKind::test_case, {}, {"Shop"})).id;
  const TestCase first = must(store->create_case(project.id, {.title = " Pays \u00c4 la carte",
                                                              .automation_key = "shop.Pay",
                                                              .folder = folder,
                                                              .status = {3},
                                                              .priority = {2},
                                                              .type = {4},
                                                              .automation_status = {2},
                                                              .owner = "ann",
                                                              .tags = {"Smoke", "slow"},
                                                              .requirements = {"AT-42", "7"},
                                                              .custom_fields = R"([{"name":"Env","value":{"ID":5,"value":"UAT"}},
                                                                  {"ID":8,"name":"Teams","value":[{"value":"A"},{"value":"B"}]},
                                                                  {"name":"Count","value":0}])"}));
  must(store->create_case(project.id, {.title = "Other", .owner = "Ann", .custom_fields = R"([{"name":"Env","value":"Prod"}])"}));
  must(store->create_case(must(store->create_project("OT", "Other")).id, {.title = "Other"}));
  const TagId smoke = first.tags.at(1).id;
  const auto ms = [](int n) { return std::chrono::milliseconds(n); };
  struct Row {
    std::string why;
    CaseCriteria criteria;
    std::vector<KeyNumber> found;
  };
  const std::vector<Row> rows = {
      {"no criterion finds all", {}, {1, 2}},
      {"a part of the title in any letter case", {.title = {{"\u00e4 LA", TextMatch::contains}}}, {1}},
      {"the whole of it, blanks apart", {.title = {{"pays \u00e4 la carte "}}}, {1}},
      {"a part is not the whole", {.title = {{"pays"}}}, {}},
      {"signs of a pattern are only signs", {.title = {{"%", TextMatch::contains}}}, {}},
      {"a blank title is nobody's", {.title = {{" ", TextMatch::contains}}}, {}},
      {"the automation key", {.automation_key = {{"SHOP.pay"}}}, {1}},
      {"numbers", {.numbers = {{2, 99, 1}}}, {1, 2}},
      {"one number", {.numbers = std::vector<KeyNumber>{2}}, {2}},
      {"an empty list finds nothing", {.numbers = std::vector<KeyNumber>()}, {}},
      {"ids", {.ids = {{first.id}}}, {1}},
      {"a folder", {.folders = {{folder}}}, {1}},
      {"owners as they are written", {.owners = {{"ann"}}}, {1}},
      {"requirements", {.requirements = {{"7", "x"}}}, {1}},
      {"part of a requirement is another", {.requirements = {{"AT-4"}}}, {}},
      {"a tag by its name in any letter case", {.tags = TagCriterion{.names = {"SMOKE"}}}, {1}},
      {"a tag by its id", {.tags = TagCriterion{.ids = {smoke, TagId{99}}}}, {1}},
      {"no tag at all", {.tags = TagCriterion()}, {}},
      {"a status", {.statuses = {{ChoiceId{3}}}}, {1}},
      {"a priority", {.priorities = {{ChoiceId{2}}}}, {1}},
      {"a type", {.types = {{ChoiceId{4}}}}, {1}},
      {"an automation status", {.automation_statuses = {{ChoiceId{2}}}}, {1}},
      {"created then", {.numbers = std::vector<KeyNumber>{1}, .created = {first.created, first.created + ms(1)}}, {1}},
      {"created before", {.created = {.to = first.created}}, {}},
      {"updated since", {.updated = {.from = first.updated}}, {1, 2}},
      {"updated later", {.updated = {.from = first.updated + ms(60'000)}}, {}},
      {"a custom field with one of the values", {.custom_fields = {{.name = "Env", .values = {"UAT", "Prod"}}}}, {1, 2}},
      {"also among several", {.custom_fields = {{.name = "Teams", .values = {"B"}}}}, {1}},
      {"and a number", {.custom_fields = {{.name = "Count", .values = {"0"}}}}, {1}},
      {"by the id of the field and of the value", {.custom_fields = {{.id = 8, .values = {"A"}}, {.name = "Env", .values = {"5"}}}}, {1}},
      {"of another field it does not count", {.custom_fields = {{.name = "Teams", .values = {"UAT"}}}}, {}},
      {"criteria add up", {.title = {{"o", TextMatch::contains}}, .owners = {{"ann"}}}, {}},
      {"nothing is archived", {.shelf = CaseShelf::archived}, {}},
      {"nor deleted", {.shelf = CaseShelf::deleted}, {}}};
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const auto page = must(store->find_cases(project.id, row.criteria, {}));
    EXPECT_EQ(numbers_of(page.items), row.found);
    EXPECT_EQ(page.total, std::ssize(row.found));
  }
}

TEST_P(StoreContract, PagesOfFoundCasesMeetAtTheirBorders) {
  for (int i = 0; i < 5; ++i) must(store->create_case(project.id, draft(i % 2 == 0 ? "even" : "odd")));
  const CaseCriteria even{.title = {{"even"}}};
  EXPECT_EQ(numbers_of(must(store->find_cases(project.id, even, {0, 2})).items), (std::vector<KeyNumber>{1, 3}));
  const auto last = must(store->find_cases(project.id, even, {2, 2}));
  EXPECT_THAT(numbers_of(last.items), ElementsAre(5));
  EXPECT_TRUE(last.is_last);
  EXPECT_EQ(last.total, 3);
  EXPECT_THAT(must(store->find_cases(project.id, even, {9, 2})).items, SizeIs(0));
}

}  // namespace testledger
