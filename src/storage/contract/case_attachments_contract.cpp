// The files of cases and of their texts.
#include "storage/contract/store_contract.hpp"

namespace testledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Attachment file(std::string name, char content) {
  return {.name = std::move(name), .media_type = "text/plain", .sha256 = std::string(64, content), .size = 5};
}

CasesChange erasing(KeyNumber number) { return {.which = std::vector{number}, .change = ShelfMove::erase}; }

}  // namespace

TEST_P(StoreContract, FilesOfACaseAreShownWithAllItsVersions) {
  const TestCase made = must(store->create_case(project.id, draft("a")));
  const auto of_case = must(store->attach_to_case(project.id, made.id, AttachmentOwner::test_case, file("a", 'a'), "kim"));
  const auto of_text = must(store->attach_to_case(project.id, made.id, AttachmentOwner::case_description, file("b", 'b'), "lee"));
  reopen();
  const TestCase read = must(store->find_case(project.id, {.number = 1})).value();
  EXPECT_THAT(read.attachments, ElementsAre(of_case, of_text));
  EXPECT_EQ(read.attachments.at(0).file, file("a", 'a'));
  EXPECT_EQ(read.attachments.at(1).added_by, "lee");
  EXPECT_GT(read.updated, made.updated);
  must(begin_version(*store, project.id, read, draft("second")));
  for (const int version : {1, 2}) EXPECT_THAT(must(store->find_case(project.id, {.number = 1}, version))->attachments, SizeIs(2));
  EXPECT_THAT(must(store->unused_blobs({file("a", 'a').sha256})), IsEmpty());
  EXPECT_TRUE(must(store->remove_case_attachment(project.id, made.id, of_text.id)));
  EXPECT_FALSE(must(store->remove_case_attachment(project.id, made.id, of_text.id)));
  EXPECT_THAT(must(store->find_case(project.id, {.number = 1}))->attachments, ElementsAre(of_case));
  EXPECT_ERROR(store->attach_to_case(project.id, {99}, AttachmentOwner::test_case, file("a", 'a'), "kim"), not_found);
  EXPECT_THAT(must(store->data().check(false)), IsEmpty());
}

TEST_P(StoreContract, AFileOfACaseIsOfNoRunAndNoOtherCase) {
  const CaseId one = must(store->create_case(project.id, draft("a"))).id;
  const CaseId other = must(store->create_case(project.id, draft("b"))).id;
  const auto made = must(store->attach_to_case(project.id, one, AttachmentOwner::test_case, file("a", 'a'), "kim"));
  EXPECT_FALSE(must(store->remove_case_attachment(project.id, other, made.id)));
  EXPECT_THAT(must(store->find_case(project.id, {.number = 2}))->attachments, IsEmpty());
}

TEST_P(StoreContract, ClonesHaveTheFilesToo) {
  const CaseId of = must(store->create_case(project.id, draft("a"))).id;
  must(store->attach_to_case(project.id, of, AttachmentOwner::case_precondition, file("a", 'a'), "kim"));
  const TestCase clone = must(store->clone_cases(project.id, {{of, draft("b")}})).at(0);
  ASSERT_THAT(clone.attachments, SizeIs(1));
  EXPECT_EQ(clone.attachments[0].file, file("a", 'a'));
  EXPECT_EQ(clone.attachments[0].owner, AttachmentOwner::case_precondition);
  EXPECT_EQ(clone.attachments[0].added_by, "kim");
  EXPECT_TRUE(
      must(store->remove_case_attachment(project.id, of, must(store->find_case(project.id, {.id = of.value}))->attachments.at(0).id)));
  EXPECT_THAT(must(store->find_case(project.id, {.id = clone.id.value}))->attachments, SizeIs(1));
}

TEST_P(StoreContract, FilesGoWithTheCaseOnceItIsRemovedForGood) {
  const CaseId id = must(store->create_case(project.id, draft("a"))).id;
  must(store->attach_to_case(project.id, id, AttachmentOwner::case_description, file("a", 'a'), "kim"));
  must(store->change_cases(project.id, erasing(1)));
  EXPECT_ERROR(store->attach_to_case(project.id, id, AttachmentOwner::test_case, file("b", 'b'), "kim"), not_found);
  EXPECT_THAT(must(store->unused_blobs({file("a", 'a').sha256})), IsEmpty()) << "it can be restored";
  EXPECT_TRUE(must(store->purge_case(project.id, 1)));
  EXPECT_THAT(must(store->unused_blobs({file("a", 'a').sha256})), SizeIs(1));
  EXPECT_THAT(must(store->data().check(false)), IsEmpty());
}

TEST_P(UndoContract, IsRefusedWhenAPersonAttachedAFileToACaseThatItMade) {
  const BatchId made = import_of(start(cycle), {"a"});
  const TestCase found = must(store->cases(project.id, {})).items.at(0);
  must(store->attach_to_case(project.id, found.id, AttachmentOwner::test_case, file("a", 'a'), "kim"));
  expect_refused(made, "have been changed since");
  must(undo(made, BatchStore::UndoRequest::Used::stays));
  EXPECT_THAT(must(store->find_case(project.id, {.id = found.id.value}))->attachments, SizeIs(1));
  EXPECT_THAT(must(store->data().check(false)), IsEmpty());
}

}  // namespace testledger
