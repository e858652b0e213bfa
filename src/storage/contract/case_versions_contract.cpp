// What people change of cases, and their versions.
#include <atomic>

#include "storage/contract/store_contract.hpp"

namespace testledger {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

CaseDraft rich_draft(std::string title) {
  return {.title = std::move(title),
          .description = "d",
          .automation_key = "key",
          .status = {3},
          .priority = {1},
          .type = {1},
          .script_type = {1},
          .automation_status = {1},
          .tags = {"smoke"},
          .requirements = {"AT-4"},
          .steps = {{.text = "press"}},
          .dataset = {.parameters = {"user"}, .rows = {{"bob"}}},
          .components = {3},
          .releases = {9},
          .custom_fields = R"([{"name":"Env"}])"};
}

std::vector<int> version_numbers(const std::vector<CaseVersion>& versions) {
  std::vector<int> numbers;
  for (const CaseVersion& each : versions) numbers.push_back(each.version);
  return numbers;
}

}  // namespace

TEST_P(StoreContract, ARevisionReplacesAllThatACaseSays) {
  const TestCase made = must(store->create_case(project.id, draft("bare")));
  CaseDraft fields = rich_draft("rich");
  fields.folder = must(store->ensure_folders(project.id, FolderKind::test_case, {}, {"Shop"})).id;
  const TestCase rich = must(revise(*store, project.id, made, fields));
  EXPECT_EQ(rich.fields, fields);
  EXPECT_EQ(std::tuple(rich.id, rich.version_id, rich.version, rich.created), std::tuple(made.id, made.id, 1, made.created));
  EXPECT_GT(rich.updated, made.updated) << "even within one millisecond";
  reopen();
  EXPECT_EQ(must(store->find_case(project.id, {.number = 1}))->fields, fields);
  const TestCase bare = must(revise(*store, project.id, rich, made.fields));
  EXPECT_EQ(bare.fields, made.fields);
  EXPECT_THAT(bare.tags, SizeIs(0));
  EXPECT_ERROR(revise(*store, project.id, bare, {.title = "x", .folder = FolderId{99}}), not_found);
  auto session = begin();
  EXPECT_THAT(must(session->find_cases({.automation_keys = {"key"}})), SizeIs(0)) << "its automation key is free again";
}

TEST_P(StoreContract, ARevisionOfWhatHasChangedSinceIsRefused) {
  const TestCase read = must(store->create_case(project.id, draft("one")));
  must(revise(*store, project.id, read, draft("two")));
  EXPECT_ERROR(revise(*store, project.id, read, draft("late")), conflict);
  EXPECT_EQ(must(store->find_case(project.id, {.number = 1}))->fields.title, "two");
  TestCase nobody = read;
  nobody.id = {77};
  EXPECT_ERROR(revise(*store, project.id, nobody, draft("x")), not_found);
}

TEST_P(StoreContract, OfEightRevisionsAtOnceOneIsMade) {
  for (const bool versions : {false, true}) {
    const TestCase read = must(store->create_case(project.id, draft("one")));
    std::atomic<int> made = 0, refused = 0;
    at_once(8, [&](int) {
      const auto outcome = versions ? begin_version(*store, project.id, read, draft("v")) : revise(*store, project.id, read, draft("v"));
      ++(outcome ? made : refused);
      EXPECT_TRUE(outcome || outcome.error().code == ErrorCode::conflict);
    });
    EXPECT_EQ(std::pair(made.load(), refused.load()), std::pair(1, 7));
  }
}

TEST_P(StoreContract, EachVersionHasAnIdAndKeepsWhatItSays) {
  const CaseDraft first = rich_draft("first");
  const TestCase one = must(store->create_case(project.id, first));
  CaseDraft second = first;
  second.title = "second";
  second.tags = {"slow"};
  const TestCase two = must(begin_version(*store, project.id, one, second));
  EXPECT_EQ(std::tuple(two.id, two.number, two.version), std::tuple(one.id, one.number, 2));
  EXPECT_NE(two.version_id, one.version_id);
  const TestCase three = must(begin_version(*store, project.id, two, draft("third")));
  EXPECT_THAT(version_numbers(three.versions), ElementsAre(3, 2, 1));
  reopen();
  struct Row {
    std::string why;
    Reference reference;
    std::optional<int> version;
    CaseDraft fields;
    CaseId id;
  };
  const CaseDraft third = three.fields;
  const Row rows[] = {{"the key is that of the latest", {.number = 1}, {}, third, three.version_id},
                      {"the first id is that of the first version", {.id = one.id.value}, {}, first, one.version_id},
                      {"the second's", {.id = two.version_id.value}, {}, second, two.version_id},
                      {"the latest's", {.id = three.version_id.value}, {}, third, three.version_id},
                      {"by key and version", {.number = 1}, 2, second, two.version_id},
                      {"an id names the case when a version is asked for", {.id = three.version_id.value}, 1, first, one.version_id}};
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const auto found = must(store->find_case(project.id, row.reference, row.version));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->fields, row.fields);
    EXPECT_EQ(std::pair(found->version_id, found->id), std::pair(row.id, one.id));
    EXPECT_EQ(found->versions, three.versions);
  }
  EXPECT_FALSE(must(store->find_case(project.id, {.number = 1}, 4)));
  EXPECT_EQ(must(store->cases(project.id, {})).items.size(), 1U) << "lists show the latest";
}

TEST_P(StoreContract, AnOlderVersionCanBeRevisedAndALaterBegunFromIt) {
  const TestCase one = must(store->create_case(project.id, rich_draft("first")));
  const TestCase two = must(begin_version(*store, project.id, one, draft("second")));
  const TestCase old = must(store->find_case(project.id, {.number = 1}, 1)).value();
  CaseDraft fields = old.fields;
  fields.title = "first, corrected";
  fields.tags = {"new tag", "NEW TAG"};
  const TestCase corrected = must(revise(*store, project.id, old, fields));
  EXPECT_EQ(corrected.fields.title, "first, corrected");
  EXPECT_THAT(corrected.tags, SizeIs(1));
  EXPECT_GT(corrected.updated, old.updated);
  EXPECT_ERROR(revise(*store, project.id, old, fields), conflict);
  EXPECT_EQ(must(store->find_case(project.id, {.number = 1}))->updated, two.updated) << "the latest is left alone";
  const TestCase three = must(begin_version(*store, project.id, corrected, draft("third")));
  EXPECT_EQ(three.version, 3);
  EXPECT_EQ(must(store->find_case(project.id, {.number = 1}, 2))->fields.title, "second");
}

TEST_P(StoreContract, ACycleKeepsTheVersionThatItHas) {
  const TestCase one = must(store->create_case(project.id, rich_draft("first")));
  auto session = begin();
  must(import_keys(*session, {"key"}));
  must(session->commit({.requests = 1, .successes = 1}));
  session.reset();
  CaseDraft changed = rich_draft("second");
  changed.steps = {{.text = "pull"}};
  changed.dataset = {};
  const TestCase two = must(begin_version(*store, project.id, one, changed));
  const CycleId later = must(store->create_cycle(project.id, {.title = "Later"})).id;
  session = must(store->begin_import(start(later)));
  must(import_keys(*session, {"key"}));
  must(session->commit({.requests = 1, .successes = 1}));
  session.reset();
  struct Row {
    CycleId cycle;
    TestCase version;
    bool is_older;
  };
  for (const Row& row : {Row{cycle, one, true}, Row{later, two, false}}) {
    const auto shown = must(store->runs(project.id, row.cycle, {})).items;
    ASSERT_THAT(shown, SizeIs(1));
    EXPECT_EQ(std::tuple(shown[0].title, shown[0].version, shown[0].version_id),
              std::tuple(row.version.fields.title, row.version.version, row.version.version_id));
    session = must(store->begin_import(start(row.cycle)));
    const auto known = must(session->find_cases({.numbers = {1}, .with_content = true}));
    session.reset();
    ASSERT_THAT(known, SizeIs(1));
    EXPECT_EQ(known[0].id, one.id);
    EXPECT_EQ(known[0].older_version, row.is_older ? 1 : 0);
    EXPECT_EQ(known[0].steps, row.version.fields.steps) << "steps are compared with those of the version in the cycle";
    EXPECT_EQ(known[0].title, row.version.fields.title);
    EXPECT_EQ(known[0].has_dataset, row.is_older);
  }
}

}  // namespace testledger
