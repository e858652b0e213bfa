// Cases that are archived, deleted, restored and removed for good; and many at once.
#include "storage/contract/store_contract.hpp"

namespace testledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

CasesChange moving(std::vector<KeyNumber> numbers, ShelfMove to) { return {.which = std::move(numbers), .change = to}; }

constexpr Timestamp long_after = Timestamp(std::chrono::days(100'000));

}  // namespace

TEST_P(StoreContract, AnArchivedCaseIsLeftOutUnlessAskedFor) {
  for (const char* title : {"a", "b"}) must(store->create_case(project.id, draft(title, title)));
  const TestCase before = must(store->find_case(project.id, {.number = 1})).value();
  const auto outcome = must(store->change_cases(project.id, moving({1}, ShelfMove::archive)));
  ASSERT_THAT(outcome.changed, SizeIs(1));
  EXPECT_EQ(std::pair(outcome.changed[0].number, outcome.changed[0].version_id), std::pair(1, before.version_id));
  EXPECT_THAT(numbers_of(must(store->cases(project.id, {})).items), ElementsAre(2));
  EXPECT_THAT(numbers_of(must(store->cases(project.id, {}, CaseShelf::archived)).items), ElementsAre(1));
  EXPECT_THAT(numbers_of(must(store->find_cases(project.id, {}, {})).items), ElementsAre(2));
  EXPECT_THAT(numbers_of(must(store->find_cases(project.id, {.shelf = CaseShelf::archived}, {})).items), ElementsAre(1));
  const TestCase found = must(store->find_case(project.id, {.number = 1})).value();
  EXPECT_TRUE(found.archived);
  EXPECT_GT(found.updated, before.updated);
  EXPECT_THAT(must(begin()->find_cases({.automation_keys = {"a"}})), SizeIs(1)) << "results find it all the same";
  must(store->change_cases(project.id, moving({1}, ShelfMove::unarchive)));
  EXPECT_THAT(numbers_of(must(store->cases(project.id, {})).items), ElementsAre(1, 2));
}

TEST_P(StoreContract, ADeletedCaseIsNowhereUntilItIsRestored) {
  const TestCase made = must(store->create_case(project.id, draft("a", "a")));
  must(begin_version(*store, project.id, made, draft("second", "a")));
  must(store->change_cases(project.id, moving({1}, ShelfMove::archive)));
  must(store->change_cases(project.id, moving({1}, ShelfMove::erase)));
  EXPECT_FALSE(must(store->find_case(project.id, {.number = 1})));
  EXPECT_FALSE(must(store->find_case(project.id, {.id = made.id.value})));
  EXPECT_THAT(must(store->cases(project.id, {})).items, IsEmpty());
  EXPECT_THAT(must(store->cases(project.id, {}, CaseShelf::archived)).items, IsEmpty());
  EXPECT_THAT(must(store->missing_cases(project.id, {1})), ElementsAre(1));
  EXPECT_THAT(must(begin()->find_cases({.numbers = {1}, .automation_keys = {"a"}})), IsEmpty());
  must(store->create_case(project.id, draft("b", "a"), AutomationKeys::unique));
  const auto shelf = must(store->find_cases(project.id, {.shelf = CaseShelf::deleted}, {}));
  ASSERT_THAT(numbers_of(shelf.items), ElementsAre(1));
  EXPECT_TRUE(shelf.items[0].deleted);
  for (const ShelfMove move : {ShelfMove::erase, ShelfMove::archive, ShelfMove::unarchive})
    EXPECT_THAT(must(store->change_cases(project.id, moving({1}, move))).missing, ElementsAre(1));
  must(store->change_cases(project.id, moving({1}, ShelfMove::restore)));
  const TestCase restored = must(store->find_case(project.id, {.number = 1})).value();
  EXPECT_TRUE(restored.archived) << "it is where it was";
  EXPECT_THAT(restored.versions, SizeIs(2));
  EXPECT_EQ(restored.fields.title, "second");
  EXPECT_THAT(must(store->change_cases(project.id, moving({1, 99}, ShelfMove::restore))).missing, ElementsAre(1, 99));
  const CaseCriteria deleted{.shelf = CaseShelf::deleted};
  EXPECT_ERROR(store->change_cases(project.id, {.which = deleted, .change = ShelfMove::erase}), invalid_argument);
  EXPECT_ERROR(store->change_cases(project.id, {.which = CaseCriteria{}, .change = ShelfMove::restore}), invalid_argument);
}

TEST_P(StoreContract, RunsOfADeletedCaseCanBeRead) {
  auto session = begin();
  must(import_keys(*session, {"a"}));
  must(session->commit({.requests = 1, .successes = 1}));
  session.reset();
  must(store->create_case(project.id, draft("unused")));
  must(store->change_cases(project.id, moving({1, 2}, ShelfMove::erase)));
  for (const bool purged : {false, true}) {
    SCOPED_TRACE(purged);
    EXPECT_EQ(must(store->purge_cases(purged ? long_after : Timestamp())), purged ? 2U : 0U);
    const auto shown = must(store->runs(project.id, cycle, {})).items;
    ASSERT_THAT(shown, SizeIs(1));
    EXPECT_EQ(shown[0].title, "case a");
    EXPECT_THAT(shown[0].runs, SizeIs(1));
    EXPECT_THAT(must(store->data().check(false)), IsEmpty());
  }
  EXPECT_EQ(must(store->purge_cases(long_after)), 0U);
  EXPECT_THAT(must(store->change_cases(project.id, moving({1, 2}, ShelfMove::restore))).missing, ElementsAre(1, 2));
  EXPECT_THAT(must(store->cases(project.id, {}, CaseShelf::deleted)).items, IsEmpty());
  EXPECT_EQ(must(store->create_case(project.id, draft("new"))).number, 3) << "numbers are not given again";
  session = begin();
  must(import_keys(*session, {"a"}));
  must(session->commit({.requests = 1, .successes = 1}));
  session.reset();
  EXPECT_THAT(must(store->runs(project.id, cycle, {})).items, SizeIs(2)) << "its automation key is free";
}

TEST_P(StoreContract, APurgedCaseWithVersionsLeavesNothingBehind) {
  const TestCase made = must(store->create_case(project.id, {.title = "a", .description = "d", .tags = {"smoke"}}));
  must(begin_version(*store, project.id, made, draft("second")));
  must(store->change_cases(project.id, moving({1}, ShelfMove::erase)));
  EXPECT_EQ(must(store->purge_cases(long_after)), 1U);
  EXPECT_THAT(must(store->cases_of(project.id, {made.id})), IsEmpty());
  EXPECT_THAT(must(store->data().check(false)), IsEmpty());
}

TEST_P(StoreContract, ManyCasesAreChangedAtOnce) {
  for (int i = 0; i < 4; ++i) must(store->create_case(project.id, draft(i % 2 == 0 ? "even" : "odd")));
  const CaseEdit own = [](const TestCase& before) {
    CaseDraft after = before.fields;
    after.owner = "ann";
    after.tags = {"new"};
    return after;
  };
  const auto outcome = must(store->change_cases(project.id, {.which = CaseCriteria{.title = TextCriterion{"odd"}}, .change = own}));
  EXPECT_THAT(outcome.changed, SizeIs(2));
  EXPECT_THAT(numbers_of(must(store->find_cases(project.id, {.owners = std::vector<std::string>{"ann"}}, {})).items), ElementsAre(2, 4));
  const auto some = must(store->change_cases(project.id, {.which = std::vector<KeyNumber>{1, 77}, .change = own}));
  EXPECT_THAT(some.missing, ElementsAre(77));
  EXPECT_THAT(must(store->find_case(project.id, {.number = 1}))->tags, SizeIs(1));
  const CaseEdit astray = [](const TestCase& before) {
    CaseDraft after = before.fields;
    after.title = "lost";
    if (before.fields.title == "odd") after.folder = FolderId{99};
    return after;
  };
  EXPECT_ERROR(store->change_cases(project.id, {.which = CaseCriteria{}, .change = astray}), not_found);
  EXPECT_EQ(must(store->find_case(project.id, {.number = 1}))->fields.title, "even") << "all or none";
  std::vector<KeyNumber> too_many(changed_cases_max + 1, 1);
  EXPECT_ERROR(store->change_cases(project.id, {.which = too_many, .change = own}), invalid_argument);
}

TEST_P(StoreContract, SeveralCasesAreClonedOrNone) {
  const CaseId of = must(store->create_case(project.id, draft("a"))).id;
  EXPECT_THAT(numbers_of(must(store->clone_cases(project.id, {{of, draft("b")}, {of, draft("c")}}))), ElementsAre(2, 3));
  EXPECT_ERROR(store->clone_cases(project.id, {{of, draft("d")}, {of, {.title = "e", .folder = FolderId{99}}}}), not_found);
  EXPECT_THAT(must(store->cases(project.id, {})).items, SizeIs(3));
}

TEST_P(StoreContract, ADeletedCaseIsRemovedForGoodAtOnce) {
  for (const char* title : {"a", "b"}) must(store->create_case(project.id, draft(title)));
  EXPECT_FALSE(must(store->purge_case(project.id, 1))) << "it is not deleted";
  must(store->change_cases(project.id, moving({1}, ShelfMove::erase)));
  EXPECT_TRUE(must(store->purge_case(project.id, 1)));
  EXPECT_FALSE(must(store->purge_case(project.id, 1)));
  EXPECT_THAT(must(store->change_cases(project.id, moving({1}, ShelfMove::restore))).missing, ElementsAre(1));
  EXPECT_THAT(numbers_of(must(store->cases(project.id, {})).items), ElementsAre(2));
  EXPECT_THAT(must(store->data().check(false)), IsEmpty());
}

TEST_P(StoreContract, DeletedCasesKeepNeitherFoldersNorTags) {
  const Folder folder = must(store->ensure_folders(project.id, FolderKind::test_case, {}, {"Shop"}));
  const TestCase made = must(store->create_case(project.id, {.title = "a", .folder = folder.id, .tags = {"smoke"}}));
  must(begin_version(*store, project.id, made, {.title = "b", .folder = folder.id, .tags = {"smoke"}}));
  must(store->change_cases(project.id, moving({1}, ShelfMove::erase)));
  must(store->remove_folder(project.id, FolderKind::test_case, folder.id));
  must(store->remove_tag(project.id, made.tags.at(0).id, TagStore::UsedTag::refuses));
  must(store->change_cases(project.id, moving({1}, ShelfMove::restore)));
  for (const int version : {1, 2}) {
    const TestCase restored = must(store->find_case(project.id, {.number = 1}, version)).value();
    EXPECT_FALSE(restored.fields.folder) << version;
    EXPECT_THAT(restored.tags, IsEmpty()) << version;
  }
  EXPECT_THAT(must(store->data().check(false)), IsEmpty());
}

TEST_P(UndoContract, IsRefusedWhenAPersonArchivedOrDeletedACaseThatItMade) {
  for (const ShelfMove move : {ShelfMove::archive, ShelfMove::erase}) {
    const std::string key = "key " + std::to_string(static_cast<int>(move));
    const BatchId made = import_of(start(cycle), {key});
    const KeyNumber number = must(store->cases(project.id, {})).items.back().number;
    must(store->change_cases(project.id, moving({number}, move)));
    expect_refused(made, "have been changed since");
    must(undo(made, BatchStore::UndoRequest::Used::stays));
    const auto shelf = move == ShelfMove::erase ? CaseShelf::deleted : CaseShelf::archived;
    EXPECT_THAT(numbers_of(must(store->cases(project.id, {}, shelf)).items), ElementsAre(number));
    EXPECT_THAT(must(store->data().check(false)), IsEmpty());
    must(store->purge_cases(long_after));
    EXPECT_THAT(must(store->data().check(false)), IsEmpty());
  }
}

}  // namespace testledger
