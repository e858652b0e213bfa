#include <atomic>
#include <numeric>

#include "storage/contract/store_contract.hpp"

namespace testledger {
namespace {

/// Every field away from its default, with bytes that are easily lost.
CaseDraft full_draft() {
  return {.title = "Pays \xC3\xA4 la carte",
          .description = std::string("a\0b", 3),
          .precondition = "logged in",
          .automation_key = "shop.Pay.card",
          .status = {3},
          .priority = {2},
          .type = {4},
          .script_type = {2},
          .automation_status = {2},
          .owner = "ann",
          .automation_owner = "ci",
          .estimated_effort_s = 90.25,
          .tags = {"smoke", "Slow"},
          .requirements = {"10221", "AT-42"},
          .steps = {{.type = StepType::bdd_given, .text = "a card", .data = "4711"},
                    {.type = StepType::text, .text = "pay", .expected = "paid"}},
          .dataset = {.parameters = {"user"}, .rows = {{"bob"}, {""}}},
          .components = {3, 5},
          .releases = {7},
          .custom_fields = R"([{"name":"Env","value":{"value":"UAT"}}])"};
}

std::vector<std::string> titles_of(const Page<TestCycle>& page) {
  std::vector<std::string> titles;
  for (const TestCycle& cycle : page.items) titles.push_back(cycle.fields.title);
  return titles;
}

}  // namespace

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAreArray;

TEST_P(StoreContract, ACaseComesBackAsItWasWritten) {
  CaseDraft written = full_draft();
  written.folder = must(store->ensure_folders(project.id, FolderKind::test_case, {}, {"Shop"})).id;
  const TestCase made = must(store->create_case(project.id, written));
  reopen();
  const auto found = must(store->find_case(project.id, {.number = made.number}));
  ASSERT_TRUE(found);
  EXPECT_THAT(found->fields.tags, UnorderedElementsAreArray(written.tags));
  written.tags = found->fields.tags;
  EXPECT_EQ(found->fields, written);
  ASSERT_TRUE(found->folder);
  EXPECT_EQ(found->folder->name, "Shop");
  EXPECT_EQ(found->number, 1);
  EXPECT_EQ(found->version, 1);
  EXPECT_EQ(found->created, made.created);
  ASSERT_THAT(found->tags, SizeIs(2));
  EXPECT_EQ(must(store->find_case(project.id, {.id = made.id.value}))->fields, written);
}

TEST_P(StoreContract, TagsAreFoundByTheirIdsInTheirProjectAlone) {
  const TestCase made = must(store->create_case(project.id, full_draft()));
  ASSERT_THAT(made.tags, SizeIs(2));
  const CaseTag one = made.tags[0], two = made.tags[1];
  EXPECT_THAT(must(store->find_tags(project.id, {two.id, TagId{99}, one.id})), UnorderedElementsAreArray({one, two}));
  EXPECT_THAT(must(store->find_tags(project.id, {})), IsEmpty());
  const Project other = must(store->create_project("OT", "Other"));
  EXPECT_THAT(must(store->find_tags(other.id, {one.id})), IsEmpty());
}

TEST_P(StoreContract, ACaseOfOnlyATitleHasTheDefaultsOfItsProject) {
  const TestCase made = must(store->create_case(project.id, draft("bare")));
  EXPECT_EQ(made.fields.status, default_configuration().default_of(ChoiceKind::case_status).id);
  EXPECT_EQ(made.fields.automation_status, default_configuration().default_of(ChoiceKind::automation_status).id);
  EXPECT_TRUE(made.fields.steps.empty());
  EXPECT_ERROR(store->create_case(project.id, {.title = "x", .folder = FolderId{99}}), not_found);
  EXPECT_FALSE(must(store->find_case(project.id, {.number = 99})));
}

TEST_P(StoreContract, TagsAreSharedWhateverTheirLetterCase) {
  const TestCase first = must(store->create_case(project.id, {.title = "a", .tags = {"smoke"}}));
  const TestCase second = must(store->create_case(project.id, {.title = "b", .tags = {"Smoke", "smoke"}}));
  EXPECT_EQ(first.tags, second.tags);
  const TestCase third = must(store->create_case(project.id, {.title = "c", .tags = {"\u00C4rger", "\u00E4RGER"}}));
  EXPECT_THAT(third.tags, SizeIs(1));
}

TEST_P(StoreContract, PagesOfCasesMeetAtTheirBorders) {
  for (int i = 0; i < 5; ++i) must(store->create_case(project.id, draft("case")));
  struct Row {
    std::string why;
    PageRequest request;
    std::vector<KeyNumber> numbers;
    bool is_last;
  };
  const Row rows[] = {{"the first page", {0, 2}, {1, 2}, false},       {"the next page begins after it", {2, 2}, {3, 4}, false},
                      {"the last page is short", {4, 2}, {5}, true},   {"a page that ends with the list is the last", {3, 2}, {4, 5}, true},
                      {"beyond the end is nothing", {5, 2}, {}, true}, {"all on one page", {0, 100}, {1, 2, 3, 4, 5}, true}};
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const auto page = must(store->cases(project.id, row.request));
    EXPECT_EQ(numbers_of(page.items), row.numbers);
    EXPECT_EQ(page.is_last, row.is_last);
    EXPECT_EQ(page.start, row.request.start);
    EXPECT_EQ(page.size, row.request.size);
  }
}

TEST_P(StoreContract, ACycleComesBackAsItWasWritten) {
  const CycleDraft written{.title = " Release 7 ",
                           .objective = "all",
                           .folder = must(store->ensure_folders(project.id, FolderKind::test_cycle, {}, {"Q3"})).id,
                           .owner = "ann",
                           .tasks = {"AT-223", "AT-224"},
                           .custom_fields = R"([{"name":"Env"}])"};
  const TestCycle made = must(store->create_cycle(project.id, written));
  reopen();
  const auto found = must(store->find_cycle(project.id, {.id = made.id.value}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->fields, written);
  EXPECT_EQ(found->folder->name, "Q3");
  EXPECT_EQ(found->number, made.number);
  EXPECT_FALSE(found->fields.closed);
}

TEST_P(StoreContract, CyclesAreListedNewestFirst) {
  must(store->create_cycle(project.id, {.title = "Weekly"}));
  const auto page = must(store->cycles(project.id, {0, 2}));
  EXPECT_THAT(titles_of(page), ElementsAre("Weekly", "Nightly"));
  EXPECT_FALSE(page.is_last) << "the ad-hoc cycle is the oldest";
}

TEST_P(StoreContract, CyclesAreFoundByTitle) {
  for (const std::string_view title : {"nightly ", "NIGHTLY", "Nightly run", "Nightly"})
    must(store->create_cycle(project.id, {.title = std::string(title)}));
  struct Row {
    std::string why;
    std::string title;
    TextMatch match;
    std::vector<std::string> found;
  };
  const Row rows[] = {
      {"the same letter case first, then any, newest first", "Nightly", TextMatch::exact, {"Nightly", "Nightly", "NIGHTLY", "nightly "}},
      {"blanks around do not count, on either side", " nightly", TextMatch::exact, {"nightly ", "Nightly", "NIGHTLY", "Nightly"}},
      {"a part in any letter case, newest first", "LY R", TextMatch::contains, {"Nightly run"}},
      {"signs of a pattern are only signs", "%", TextMatch::contains, {}},
      {"a part is not the whole", "Night", TextMatch::exact, {}}};
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const auto page = must(store->find_cycles(project.id, {.title = row.title, .match = row.match}, {}));
    EXPECT_EQ(titles_of(page), row.found);
    EXPECT_EQ(page.total, std::ssize(row.found));
  }
  EXPECT_FALSE(must(store->find_cycles(project.id, {.title = "Nightly"}, {0, 3})).is_last);
  must(store->create_cycle(project.id, {.title = "T\u00C4GLICH"}));
  EXPECT_THAT(titles_of(must(store->find_cycles(project.id, {.title = "t\u00E4glich"}, {}))), SizeIs(1));
}

TEST_P(StoreContract, CyclesAreFoundByEveryCriterionAtOnce) {
  const FolderId folder = must(store->ensure_folders(project.id, FolderKind::test_cycle, {}, {"Q3"})).id;
  const TestCycle weekly = must(store->create_cycle(project.id, {.title = "Weekly", .folder = folder, .owner = "\xC3\xA4nn"}));
  const TestCycle monthly = must(store->create_cycle(project.id, {.title = "Monthly", .owner = "a\"b,c"}));
  struct Row {
    std::string why;
    CycleQuery query;
    std::vector<std::string> found;
  };
  const Row rows[] = {{"no criterion finds all, newest first", {}, {"Monthly", "Weekly", "Nightly", "Adhoc"}},
                      {"numbers", {.numbers = {{weekly.number, 99, monthly.number}}}, {"Monthly", "Weekly"}},
                      {"the ad-hoc cycle", {.numbers = {{adhoc_cycle_number}}}, {"Adhoc"}},
                      {"ids", {.ids = {{cycle}}}, {"Nightly"}},
                      {"folders", {.folders = {{folder, FolderId{99}}}}, {"Weekly"}},
                      {"owners, whatever their letters", {.owners = {{"\xC3\xA4nn", "a\"b,c"}}}, {"Monthly", "Weekly"}},
                      {"part of an owner is another", {.owners = {{"a"}}}, {}},
                      {"an empty list finds nothing", {.ids = std::vector<CycleId>()}, {}},
                      {"a blank title is nobody's", {.title = " "}, {}},
                      {"criteria add up", {.title = "ly", .match = TextMatch::contains, .folders = {{folder}}}, {"Weekly"}},
                      {"also with an exact title", {.title = "weekly", .numbers = {{monthly.number}}}, {}}};
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const auto page = must(store->find_cycles(project.id, row.query, {}));
    EXPECT_EQ(titles_of(page), row.found);
    EXPECT_EQ(page.total, std::ssize(row.found));
  }
  const auto second = must(store->find_cycles(project.id, {}, {1, 2}));
  EXPECT_THAT(titles_of(second), ElementsAre("Weekly", "Nightly"));
  EXPECT_FALSE(second.is_last);
}

TEST_P(StoreContract, MissingCasesAreTold) {
  for (int i = 0; i < 2; ++i) must(store->create_case(project.id, draft("case")));
  EXPECT_THAT(must(store->missing_cases(project.id, {3, 1, 9, 2})), ElementsAre(3, 9));
  EXPECT_THAT(must(store->missing_cases(project.id, {})), IsEmpty());
}

TEST_P(StoreContract, AnAutomationKeyIsUniqueWhereThatIsAskedFor) {
  const Project other = must(store->create_project("OT", "Other"));
  must(store->create_case(other.id, draft("theirs", "key")));
  must(store->create_case(project.id, draft("first", "key"), AutomationKeys::unique));
  const auto refused = store->create_case(project.id, draft("second", "key"), AutomationKeys::unique);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_EQ(refused.error().message, "Automation key 'key' is already used by AT-TC-1");
  must(store->create_case(project.id, draft("shared", "key")));
  for (int i = 0; i < 2; ++i) must(store->create_case(project.id, draft("keyless"), AutomationKeys::unique));
  EXPECT_EQ(numbers_of(must(store->cases(project.id, {})).items), (std::vector<KeyNumber>{1, 2, 3, 4})) << "a refusal takes no number";
}

TEST_P(StoreContract, OfEightCallersAtOnceOneGetsTheUniqueKey) {
  std::atomic<int> made = 0, refused = 0;
  at_once(8, [&](int) {
    const auto outcome = store->create_case(project.id, draft("case", "key"), AutomationKeys::unique);
    ++(outcome ? made : refused);
    EXPECT_TRUE(outcome || outcome.error().code == ErrorCode::conflict);
  });
  EXPECT_EQ(made, 1);
  EXPECT_EQ(refused, 7);
}

TEST_P(StoreContract, NumbersHaveNoGapsWhateverIsMadeAtOnce) {
  at_once(8, [&](int) {
    for (int i = 0; i < 5; ++i) must(store->create_case(project.id, draft("case")));
  });
  std::vector<KeyNumber> expected(40);
  std::iota(expected.begin(), expected.end(), 1);
  EXPECT_EQ(numbers_of(must(store->cases(project.id, {})).items), expected);
}

}  // namespace testledger
