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

TEST_P(StoreContract, AFolderIsMadeChangedAndMoved) {
  constexpr auto tree = FolderKind::test_cycle;
  const auto made = must(store->create_folder(project.id, tree, {.name = "Shop", .description = "d"}));
  EXPECT_EQ(must(store->find_folder(project.id, tree, made.id)), made);
  EXPECT_EQ(made.description, "d");
  EXPECT_ERROR(store->create_folder(project.id, tree, {.name = "SHOP"}), conflict);
  EXPECT_ERROR(store->create_folder(project.id, tree, {.parent = FolderId{99}, .name = "x"}), not_found);
  const auto cart = must(store->create_folder(project.id, tree, {.parent = made.id, .name = "Cart"}));
  const auto pay = must(store->create_folder(project.id, tree, {.parent = cart.id, .name = "Pay"}));
  EXPECT_EQ(must(store->change_folder(project.id, tree, cart.id, {.name = "CART", .description = "new"})).name, "CART");
  EXPECT_EQ(must(store->change_folder(project.id, tree, made.id, {.description = ""})).description, std::nullopt);
  EXPECT_ERROR(store->change_folder(project.id, tree, made.id, {.place = FolderChange::Place{pay.id}}), conflict);
  EXPECT_ERROR(store->change_folder(project.id, tree, made.id, {.place = FolderChange::Place{made.id}}), conflict);
  EXPECT_ERROR(store->change_folder(project.id, tree, made.id, {.place = FolderChange::Place{FolderId{99}}}), not_found);
  EXPECT_ERROR(store->change_folder(project.id, FolderKind::test_case, made.id, {.name = "x"}), not_found);
  const auto top = must(store->change_folder(project.id, tree, pay.id, {.place = FolderChange::Place{}}));
  EXPECT_FALSE(top.parent);
  must(store->create_folder(project.id, tree, {.parent = cart.id, .name = "pay"}));
  EXPECT_ERROR(store->change_folder(project.id, tree, pay.id, {.place = FolderChange::Place{cart.id}}), conflict);
  EXPECT_THAT(names_of(must(store->folders(project.id, tree))), ElementsAre("Pay", "Shop", "CART", "pay"));
}

TEST_P(StoreContract, OnlyAnEmptyFolderIsRemoved) {
  constexpr auto tree = FolderKind::test_cycle;
  const auto shop = must(store->create_folder(project.id, tree, {.name = "Shop"}));
  const auto cart = must(store->create_folder(project.id, tree, {.parent = shop.id, .name = "Cart"}));
  must(store->create_cycle(project.id, {.title = "c", .folder = cart.id}));
  const auto refusal = [&](FolderId id) { return store->remove_folder(project.id, tree, id).error().message; };
  EXPECT_EQ(refusal(shop.id), "The folder 'Shop' is not empty: it has 1 folders and 0 cycles.");
  EXPECT_EQ(refusal(cart.id), "The folder 'Cart' is not empty: it has 0 folders and 1 cycles.");
  EXPECT_ERROR(store->remove_folder(project.id, FolderKind::test_set, cart.id), not_found);
  const auto empty = must(store->create_folder(project.id, tree, {.parent = shop.id, .name = "Empty"}));
  must(store->remove_folder(project.id, tree, empty.id));
  EXPECT_ERROR(store->remove_folder(project.id, tree, empty.id), not_found);
  EXPECT_NE(must(store->create_folder(project.id, tree, {.parent = shop.id, .name = "Empty"})).id, empty.id);
}

TEST_P(StoreContract, FoldersAreNoDeeperThanTheirLimit) {
  constexpr auto tree = FolderKind::test_case;
  std::vector<std::string> path(folder_depth_max - 1, "x");
  const Folder deep = must(store->ensure_folders(project.id, tree, {}, path));
  const Folder two = must(store->ensure_folders(project.id, tree, {}, {"a", "b"}));
  EXPECT_ERROR(store->ensure_folders(project.id, tree, deep.id, {"y", "z"}), limit_exceeded);
  EXPECT_ERROR(store->change_folder(project.id, tree, *two.parent, {.place = FolderChange::Place{deep.id}}), limit_exceeded);
  must(store->change_folder(project.id, tree, two.id, {.place = FolderChange::Place{deep.id}}));
  EXPECT_ERROR(store->create_folder(project.id, tree, {.parent = two.id, .name = "c"}), limit_exceeded);
}

}  // namespace testledger
