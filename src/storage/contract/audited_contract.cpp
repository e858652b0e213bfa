// Changes of a project's things, each with the entry that tells of it.
#include "storage/contract/store_contract.hpp"

namespace testledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

AuditEntry done(std::string action) {
  return {.when = now(), .user = {1}, .user_name = "ann", .remote = "127.0.0.1", .action = std::move(action), .project = "AT"};
}

/// What is entered from its making on.
class Entered {
 public:
  explicit Entered(Store& store) : store_(store), last_(must(store.audit_head()).number) {}
  /// "action object before" of the entries since the last call.
  std::vector<std::string> texts() {
    std::vector<std::string> texts;
    for (const AuditRecord& record : must(store_.audit_after(last_, 100)))
      texts.push_back(record.entry.action + " " + record.entry.object + " " + record.entry.before);
    last_ = must(store_.audit_head()).number;
    return texts;
  }

 private:
  Store& store_;
  std::int64_t last_;
};

}  // namespace

TEST_P(StoreContract, EachOfManyCasesIsEnteredInTheAuditLog) {
  Entered entered(*store);
  for (const char* title : {"a", "b"}) must(store->create_case(project.id, draft(title)));
  const std::vector<KeyNumber> numbers{1, 2, 99};
  must(store->change_cases(project.id, {.which = numbers, .change = ShelfMove::erase, .audit = done("case.delete")}));
  EXPECT_THAT(entered.texts(), ElementsAre("case.delete case AT-TC-1 a", "case.delete case AT-TC-2 b"));
  must(store->change_cases(project.id, {.which = numbers, .change = ShelfMove::archive, .audit = done("case.archive")}));
  EXPECT_THAT(entered.texts(), IsEmpty()) << "nothing was changed";
  EXPECT_TRUE(must(store->purge_case(project.id, 1, done("case.purge"))));
  EXPECT_FALSE(must(store->purge_case(project.id, 1, done("case.purge"))));
  EXPECT_THAT(entered.texts(), ElementsAre("case.purge  "));
  must(store->purge_cases(Timestamp(std::chrono::days(100'000))));
  EXPECT_THAT(entered.texts(), ElementsAre("case.purge case AT-TC-2 b")) << "by the program itself";
}

TEST_P(StoreContract, WhatIsRefusedLeavesNoEntryInTheAuditLog) {
  Entered entered(*store);
  const Folder folder = must(store->ensure_folders(project.id, FolderKind::test_case, {}, {"Shop"}));
  must(store->create_case(project.id, {.title = "a", .folder = folder.id, .tags = {"smoke"}}));
  const CaseTag tag = must(store->tags(project.id, 0, 10)).at(0);
  const CycleId other = must(store->create_cycle(project.id, {.title = "Other"})).id;
  EXPECT_ERROR(store->remove_folder(project.id, FolderKind::test_case, folder.id, done("folder.delete")), conflict);
  EXPECT_ERROR(store->remove_tag(project.id, tag.id, TagStore::UsedTag::refuses, done("tag.delete")), conflict);
  EXPECT_ERROR(store->remove_cycle(project.id, {99}, done("cycle.delete")), not_found);
  EXPECT_FALSE(must(store->remove_run({project.id, cycle, {99}}, done("run.delete"))));
  EXPECT_FALSE(must(store->remove_from_cycle(project.id, cycle, {.number = 1}, done("cycle.case.delete"))));
  EXPECT_FALSE(must(store->remove_case_attachment(project.id, {1}, {99}, done("attachment.delete"))));
  const auto refusing = [](Configuration) -> Result<Configuration> { return Error{.code = ErrorCode::conflict, .message = "no"}; };
  EXPECT_ERROR(store->change_configuration(project.id, refusing, done("configuration.change")), conflict);
  EXPECT_THAT(entered.texts(), IsEmpty());
  must(store->remove_tag(project.id, tag.id, TagStore::UsedTag::goes, done("tag.delete")));
  must(store->remove_cycle(project.id, other, done("cycle.delete")));
  must(store->change_configuration(project.id, [](Configuration same) { return same; }, done("configuration.change")));
  EXPECT_THAT(entered.texts(), ElementsAre("tag.delete  ", "cycle.delete  ", "configuration.change  "));
}

TEST_P(StoreContract, RemovedRunsAreEnteredInTheAuditLog) {
  Entered entered(*store);
  must(store->create_case(project.id, {.title = "a", .status = published_status}));
  const auto write = [&] {
    return must(store->write_runs({.project = project.id, .cycle = cycle, .user_name = "kim", .entries = {{.test_case = {.number = 1}}}}))
        .at(0)
        .run;
  };
  const RunId first = write();
  const auto file = must(store->attach_to_run({project.id, cycle, first}, {.name = "a", .sha256 = std::string(64, 'a')}, "kim"));
  EXPECT_TRUE(must(store->remove_attachment({project.id, cycle, first}, file.id, done("attachment.delete"))));
  EXPECT_TRUE(must(store->remove_run({project.id, cycle, first}, done("run.delete"))));
  EXPECT_TRUE(must(store->remove_from_cycle(project.id, cycle, {.number = 1}, done("cycle.case.delete"))));
  const auto plan = must(store->attach_to_cycle(project.id, cycle, {.name = "b", .sha256 = std::string(64, 'b')}, "kim"));
  for (const bool is_there : {true, false})
    EXPECT_EQ(must(store->remove_cycle_attachment(project.id, cycle, plan.id, done("attachment.delete"))), is_there);
  EXPECT_THAT(entered.texts(), ElementsAre("attachment.delete  ", "run.delete  ", "cycle.case.delete  ", "attachment.delete  "));
}

}  // namespace testledger
