#include <mutex>
#include <set>

#include "storage/contract/store_contract.hpp"

namespace testledger {
namespace {

std::vector<std::string> names_of(const std::vector<Folder>& folders) {
  std::vector<std::string> names;
  for (const Folder& folder : folders) names.push_back(folder.name);
  return names;
}

}  // namespace

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST_P(StoreContract, FoldersAreMadeOnceWhateverTheLetterCase) {
  const Folder made = must(store->ensure_folders(project.id, FolderKind::test_case, {}, {"Shop", "Cart"}));
  const Folder again = must(store->ensure_folders(project.id, FolderKind::test_case, {}, {"SHOP", "cart"}));
  EXPECT_EQ(made, again);
  EXPECT_EQ(again.name, "Cart") << "the first spelling stays";
  const Folder accents = must(store->ensure_folders(project.id, FolderKind::test_case, {}, {"\u00DCber"}));
  EXPECT_EQ(must(store->ensure_folders(project.id, FolderKind::test_case, {}, {"\u00FCBER"})), accents);
  const Folder below = must(store->ensure_folders(project.id, FolderKind::test_case, made.id, {"Cart"}));
  EXPECT_EQ(below.parent, made.id);
  EXPECT_EQ(must(store->find_folder(project.id, FolderKind::test_case, below.id)), below);
  EXPECT_ERROR(store->ensure_folders(project.id, FolderKind::test_case, FolderId{999}, {"x"}), not_found);
}

TEST_P(StoreContract, TheThreeTreesAreApart) {
  const Folder folder = must(store->ensure_folders(project.id, FolderKind::test_case, {}, {"Shop"}));
  EXPECT_THAT(must(store->folders(project.id, FolderKind::test_cycle)), IsEmpty());
  EXPECT_FALSE(must(store->find_folder(project.id, FolderKind::test_cycle, folder.id)));
  EXPECT_ERROR(store->ensure_folders(project.id, FolderKind::test_cycle, folder.id, {"x"}), not_found);
  EXPECT_ERROR(store->create_cycle(project.id, {.title = "c", .folder = folder.id}), not_found);
}

TEST_P(StoreContract, FoldersAreListedParentsFirstAndSiblingsByName) {
  for (const auto& path : std::vector<std::vector<std::string>>{{"b", "z"}, {"b", "A"}, {"C"}, {"a", "m", "n"}})
    must(store->ensure_folders(project.id, FolderKind::test_set, {}, path));
  EXPECT_THAT(names_of(must(store->folders(project.id, FolderKind::test_set))), ElementsAre("a", "m", "n", "b", "A", "z", "C"));
}

TEST_P(StoreContract, EightCallersAtOnceGetTheSameFolder) {
  std::mutex mutex;
  std::set<FolderId> ids;
  at_once(8, [&](int i) {
    const Folder folder = must(store->ensure_folders(project.id, FolderKind::test_case, {}, {i % 2 ? "Shop" : "shop", "Cart", "Pay"}));
    const std::lock_guard lock(mutex);
    ids.insert(folder.id);
  });
  EXPECT_THAT(ids, SizeIs(1));
  EXPECT_THAT(must(store->folders(project.id, FolderKind::test_case)), SizeIs(3));
}

}  // namespace testledger
