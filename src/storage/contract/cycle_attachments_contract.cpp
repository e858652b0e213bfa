// The files of cycles themselves.
#include "storage/contract/store_contract.hpp"

namespace testledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const Attachment plan{.name = "plan.pdf", .media_type = "application/pdf", .sha256 = std::string(64, 'a'), .size = 5};

}  // namespace

TEST_P(StoreContract, FilesOfACycleAreItsOwn) {
  const CycleId other = must(store->create_cycle(project.id, {.title = "Other"})).id;
  const auto made = must(store->attach_to_cycle(project.id, cycle, plan, "kim"));
  const auto second = must(store->attach_to_cycle(project.id, cycle, plan, "lee"));
  reopen();
  EXPECT_THAT(must(store->cycle_attachments(project.id, cycle)), ElementsAre(made, second));
  EXPECT_EQ(std::tuple(made.file, made.added_by, made.owner), std::tuple(plan, "kim", AttachmentOwner::test_cycle));
  EXPECT_THAT(must(store->cycle_attachments(project.id, other)), IsEmpty());
  EXPECT_FALSE(must(store->remove_cycle_attachment(project.id, other, made.id)));
  EXPECT_TRUE(must(store->remove_cycle_attachment(project.id, cycle, made.id)));
  EXPECT_FALSE(must(store->remove_cycle_attachment(project.id, cycle, made.id)));
  EXPECT_THAT(must(store->cycle_attachments(project.id, cycle)), ElementsAre(second));
  EXPECT_THAT(must(store->unused_blobs({plan.sha256})), IsEmpty());
  EXPECT_ERROR(store->attach_to_cycle(project.id, {99}, plan, "kim"), not_found);
  EXPECT_THAT(must(store->data().check(false)), IsEmpty());
}

/// The first case of a project, its first run and its second cycle have small numbers alike.
TEST_P(StoreContract, AFileOfACycleIsOfNoCaseAndNoRunWithTheSameNumber) {
  const CaseId same{cycle.value};
  while (must(store->create_case(project.id, draft("a"))).id < same) {
  }
  const auto made = must(store->attach_to_cycle(project.id, cycle, plan, "kim"));
  EXPECT_THAT(must(store->find_case(project.id, {.id = same.value}))->attachments, IsEmpty());
  EXPECT_FALSE(must(store->remove_case_attachment(project.id, same, made.id)));
}

TEST_P(StoreContract, AClosedCycleTakesFiles) {
  must(store->change_cycle(project.id, cycle, [](const TestCycle&) { return CycleDraft{.title = "done", .closed = true}; }));
  const auto made = must(store->attach_to_cycle(project.id, cycle, plan, "kim"));
  EXPECT_TRUE(must(store->remove_cycle_attachment(project.id, cycle, made.id)));
}

TEST_P(StoreContract, ACloneOfACycleHasItsFilesToo) {
  const auto made = must(store->attach_to_cycle(project.id, cycle, plan, "kim"));
  const CycleId clone = must(store->clone_cycle(project.id, cycle, {.title = "again"})).id;
  EXPECT_TRUE(must(store->remove_cycle_attachment(project.id, cycle, made.id)));
  const auto files = must(store->cycle_attachments(project.id, clone));
  ASSERT_THAT(files, SizeIs(1));
  EXPECT_EQ(std::pair(files[0].file, files[0].added_by), std::pair(plan, std::string("kim")));
  EXPECT_NE(files[0].id, made.id);
}

TEST_P(StoreContract, FilesGoWithTheirCycle) {
  const CycleId other = must(store->create_cycle(project.id, {.title = "Other"})).id;
  must(store->attach_to_cycle(project.id, other, plan, "kim"));
  must(store->remove_cycle(project.id, other));
  EXPECT_THAT(must(store->unused_blobs({plan.sha256})), SizeIs(1));
  EXPECT_THAT(must(store->data().check(false)), IsEmpty());
}

}  // namespace testledger
