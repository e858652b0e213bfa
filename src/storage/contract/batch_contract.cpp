#include "core/clock.hpp"
#include "storage/contract/store_contract.hpp"

namespace testledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Timestamp noon{std::chrono::hours(12)};

BatchStore::Claim claim_as(std::string token, Timestamp now = noon) { return {.token = std::move(token), .now = now}; }

std::vector<std::int64_t> ids_of(const Page<Batch>& page) {
  std::vector<std::int64_t> ids;
  for (const Batch& batch : page.items) ids.push_back(batch.id.value);
  return ids;
}

/// Which batch is taken next; 0 when none is.
std::int64_t next_of(Store& store, const BatchStore::Claim& claim) {
  const auto claimed = must(store.claim_batch(claim));
  return claimed ? claimed->batch.id.value : 0;
}

}  // namespace

TEST_P(StoreContract, ABatchIsWhatWasQueued) {
  ImportStart described = start(cycle);
  described.options = {.create_case = true, .default_folder = FolderId{7}};
  described.case_edits = CaseEdits::refused;
  const BatchId id = must(store->enqueue_batch(described)).id;
  reopen();
  const auto found = must(store->find_batch(project.id, id));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->batch.state, BatchState::queued);
  EXPECT_EQ(found->batch.start.case_edits, CaseEdits::refused);
  EXPECT_EQ(found->batch.start.options, described.options);
  EXPECT_EQ(found->batch.start.file_name, "a.xml");
  EXPECT_EQ(found->batch.start.cycle, cycle);
  EXPECT_EQ(found->batch.attempts, 0);
  EXPECT_FALSE(found->batch.started);
  EXPECT_FALSE(must(store->find_batch(project.id, {99})));
  EXPECT_THAT(must(store->unused_blobs({described.sha256})), IsEmpty());
}

TEST_P(StoreContract, BatchesOfACycleAreTakenOneAfterAnother) {
  const CycleId other = must(store->create_cycle(project.id, {.title = "Other"})).id;
  for (const CycleId into : {cycle, cycle, other}) must(store->enqueue_batch(start(into)));
  EXPECT_EQ(next_of(*store, claim_as("a")), 1);
  EXPECT_EQ(next_of(*store, claim_as("b")), 3) << "the second waits for the first of its cycle";
  EXPECT_EQ(next_of(*store, claim_as("c")), 0);
  must(store->fail_batch(project.id, {.batch = {1}, .token = "a"}, {.requests = 1, .errors = 1}, "broken"));
  EXPECT_EQ(next_of(*store, claim_as("d")), 2);
}

TEST_P(StoreContract, TheProjectWithTheFewestBatchesAtWorkComesFirst) {
  const Project second = must(store->create_project("BB", "Second"));
  const CycleId theirs = must(store->create_cycle(second.id, {.title = "x"})).id;
  const CycleId other = must(store->create_cycle(project.id, {.title = "Other"})).id;
  must(store->enqueue_batch(start(cycle)));
  must(store->enqueue_batch(start(other)));
  ImportStart late = start(theirs);
  late.project = second.id;
  must(store->enqueue_batch(late));
  EXPECT_EQ(must(store->claim_batch(claim_as("a")))->batch.start.project, project.id);
  EXPECT_EQ(must(store->claim_batch(claim_as("b")))->batch.start.project, second.id);
}

TEST_P(StoreContract, ProjectsTakeTurnsThoughOneWorkerIsAlone) {
  const Project second = must(store->create_project("BB", "Second"));
  const CycleId theirs = must(store->create_cycle(second.id, {.title = "x"})).id;
  for (const char* title : {"1", "2", "3"}) must(store->enqueue_batch(start(must(store->create_cycle(project.id, {.title = title})).id)));
  ImportStart late = start(theirs);
  late.project = second.id;
  must(store->enqueue_batch(late));
  must(store->enqueue_batch(late));
  std::string turns;
  for (int i = 0; i < 5; ++i) {
    const auto claimed = must(store->claim_batch(claim_as("t" + std::to_string(i), noon + std::chrono::minutes(i))));
    must(store->fail_batch(claimed->batch.start.project, claimed->lease, {.requests = 1, .errors = 1}, "broken"));
    turns += claimed->batch.start.project == project.id ? "A" : "B";
  }
  EXPECT_EQ(turns, "ABABA");
}

TEST_P(StoreContract, AWorkerMayTakeSmallReportsOnly) {
  ImportStart large = start(cycle);
  large.size = 5'000'000;
  must(store->enqueue_batch(large));
  BatchStore::Claim claim = claim_as("a");
  claim.size_max = 4'999'999;
  EXPECT_EQ(next_of(*store, claim), 0);
  claim.size_max = 5'000'000;
  EXPECT_EQ(next_of(*store, claim), 1);
}

TEST_P(StoreContract, TheImportCompletesItsBatchInItsOwnTransaction) {
  must(store->enqueue_batch(start(cycle)));
  const auto before = must(store->claim_batch(claim_as("earlier")));
  must(store->release_batch(project.id, before->lease, {.when = noon, .attempt = BatchStore::Attempt::is_forgiven, .reason = "full"}));
  const auto claimed = must(store->claim_batch(claim_as("mine")));
  ASSERT_TRUE(claimed);
  ImportStart described = claimed->batch.start;
  described.batch = claimed->lease;
  auto session = must(store->begin_import(described));
  must(import_keys(*session, {"a"}));
  const ImportSummary summary{.requests = 3,
                              .successes = 1,
                              .errors = 2,
                              .created_cases = 1,
                              .error_list = {{"AT-TC-9", ProblemCode::case_not_found, "not found", 2, Place{4, 5, 60}}},
                              .processed = {{1, RunStatusType::failed, 1, true}},
                              .warnings = {{"odd", "an odd thing", std::nullopt}},
                              .processed_cases = 1,
                              .warning_count = 1};
  const ImportRecord record = must(session->commit(summary));
  const auto found = must(store->find_batch(project.id, claimed->batch.id));
  EXPECT_EQ(found->batch.state, BatchState::completed);
  EXPECT_EQ(found->batch.import, record.id);
  EXPECT_EQ(found->batch.errors, 2U);
  EXPECT_EQ(found->batch.failure, "") << "why it was postponed is over";
  EXPECT_EQ(found->batch.attempts, 1);
  EXPECT_TRUE(found->batch.finished);
  EXPECT_EQ(found->summary.import_id, record.id.value);
  EXPECT_EQ(found->summary.error_list.at(0).place, (Place{4, 5, 60}));
  EXPECT_EQ(found->summary.error_list.at(0).code, ProblemCode::case_not_found);
  EXPECT_EQ(found->summary.processed.at(0).status, RunStatusType::failed);
  EXPECT_TRUE(found->summary.processed.at(0).created);
  EXPECT_EQ(found->summary.warnings.at(0).message, "an odd thing");
  EXPECT_FALSE(found->summary.warnings.at(0).place);
}

TEST_P(StoreContract, AWorkerThatLostItsLeaseCommitsNothing) {
  must(store->enqueue_batch(start(cycle)));
  const auto claimed = must(store->claim_batch(claim_as("first")));
  EXPECT_EQ(must(store->requeue_abandoned_batches(noon + std::chrono::seconds(29))), 0U) << "its lease is 30 s";
  EXPECT_EQ(must(store->requeue_abandoned_batches(noon + std::chrono::seconds(31))), 1U);
  const auto again = must(store->claim_batch(claim_as("second", noon + std::chrono::seconds(31))));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->batch.attempts, 2);

  ImportStart described = claimed->batch.start;
  described.batch = claimed->lease;
  EXPECT_EQ(store->begin_import(described).error().code, ErrorCode::conflict) << "the work is not even begun";
  EXPECT_THAT(must(store->cases(project.id, {})).items, IsEmpty()) << "nothing of the late worker's import is there";
  EXPECT_EQ(store->extend_lease(project.id, claimed->lease, std::chrono::hours(1)).error().code, ErrorCode::conflict);
  EXPECT_EQ(store->fail_batch(project.id, claimed->lease, {}, "x").error().code, ErrorCode::conflict);
  EXPECT_EQ(store->release_batch(project.id, claimed->lease, {.when = noon}).error().code, ErrorCode::conflict);
  EXPECT_TRUE(store->extend_lease(project.id, again->lease, std::chrono::hours(1)));
}

TEST_P(StoreContract, ABatchIsCompletedOnce) {
  must(store->enqueue_batch(start(cycle)));
  const auto claimed = must(store->claim_batch(claim_as("a")));
  ImportStart described = claimed->batch.start;
  described.batch = claimed->lease;
  auto session = must(store->begin_import(described));
  must(import_keys(*session, {"x"}));
  const ImportSummary summary{.requests = 1, .successes = 1};
  must(session->commit(summary));
  session.reset();
  EXPECT_EQ(store->begin_import(described).error().code, ErrorCode::conflict) << "a batch is completed once";
  EXPECT_EQ(must(store->cases(project.id, {})).items.size(), 1U);
}

TEST_P(StoreContract, ARetriedBatchWaitsForTheOneAtWorkInItsCycle) {
  for (int i = 0; i < 2; ++i) must(store->enqueue_batch(start(cycle)));
  must(store->cancel_batch(project.id, {1}, noon));
  EXPECT_EQ(next_of(*store, claim_as("a")), 2);
  must(store->retry_batch(project.id, {1}, noon));
  EXPECT_EQ(next_of(*store, claim_as("b")), 0);
}

TEST_P(StoreContract, AReleasedBatchComesBackWhenItIsTime) {
  must(store->enqueue_batch(start(cycle)));
  const auto claimed = must(store->claim_batch(claim_as("a")));
  const Timestamp later = noon + std::chrono::seconds(5);
  must(store->release_batch(project.id, claimed->lease,
                            {.when = later, .attempt = BatchStore::Attempt::is_forgiven, .reason = "the disk is full"}));
  EXPECT_EQ(must(store->find_batch(project.id, {1}))->batch.failure, "the disk is full");
  EXPECT_EQ(must(store->find_batch(project.id, {1}))->batch.postponed, 1);
  EXPECT_FALSE(must(store->claim_batch(claim_as("b"))));
  EXPECT_EQ(must(store->claim_batch(claim_as("c", later)))->batch.attempts, 1) << "the first attempt was forgiven";
}

TEST_P(StoreContract, LeasesEndWithTheProcess) {
  must(store->enqueue_batch(start(cycle)));
  BatchStore::Claim claim = claim_as("a", now());
  claim.lease = std::chrono::hours(1);
  must(store->claim_batch(claim));
  reopen();
  EXPECT_EQ(must(store->requeue_abandoned_batches(now())), 1U);
}

TEST_P(StoreContract, OnlyAnEndedBatchIsRetriedAndNoneOfThemCancelled) {
  for (int i = 0; i < 2; ++i) must(store->enqueue_batch(start(cycle)));
  must(store->claim_batch(claim_as("a")));
  EXPECT_EQ(store->retry_batch(project.id, {2}, noon).error().code, ErrorCode::conflict);
  must(store->cancel_batch(project.id, {2}, noon));
  EXPECT_EQ(must(store->find_batch(project.id, {2}))->batch.state, BatchState::cancelled);
  const auto refused = store->cancel_batch(project.id, {2}, noon);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_THAT(refused.error().message, testing::StartsWith("Batch 2 is Cancelled; only"));
  EXPECT_EQ(store->cancel_batch(project.id, {9}, noon).error().code, ErrorCode::not_found);
  must(store->retry_batch(project.id, {2}, noon));
  EXPECT_EQ(must(store->find_batch(project.id, {2}))->batch.state, BatchState::queued);
}

TEST_P(StoreContract, ABatchThatIsCancelledInProcessingCommitsNothingMore) {
  must(store->enqueue_batch(large(start(cycle))));
  const auto claimed = must(store->claim_batch(claim_as("a", now())));
  ImportStart described = claimed->batch.start;
  described.batch = claimed->lease;
  auto session = must(store->begin_import(described));
  must(import_keys(*session, {"x"}));
  must(store->cancel_batch(project.id, claimed->batch.id, noon));
  EXPECT_TRUE(must(store->find_batch(project.id, claimed->batch.id))->batch.cancel_requested);
  EXPECT_EQ(session->find_cases({}).error().code, ErrorCode::conflict);
  session.reset();
  EXPECT_EQ(store->end_cancelled_batch(project.id, claimed->lease).error().code, ErrorCode::conflict) << "something of it is left";
  while (must(store->undo_chunk(project.id, claimed->lease))) {
  }
  must(store->end_cancelled_batch(project.id, claimed->lease));
  EXPECT_EQ(must(store->find_batch(project.id, claimed->batch.id))->batch.state, BatchState::cancelled);
  EXPECT_THAT(must(store->cases(project.id, {})).items, IsEmpty());
}

TEST_P(StoreContract, BatchesAreListedNewestFirst) {
  const CycleId other = must(store->create_cycle(project.id, {.title = "Other"})).id;
  for (const CycleId into : {cycle, other, cycle}) must(store->enqueue_batch(start(into)));
  must(store->cancel_batch(project.id, {1}, noon));
  EXPECT_THAT(ids_of(must(store->batches(project.id, {}, {}))), ElementsAre(3, 2, 1));
  EXPECT_THAT(ids_of(must(store->batches(project.id, {.cycle = cycle}, {}))), ElementsAre(3, 1));
  EXPECT_THAT(ids_of(must(store->batches(project.id, {.cycle = cycle, .state = BatchState::queued}, {}))), ElementsAre(3));
  EXPECT_THAT(ids_of(must(store->batches(project.id, {}, {.start = 1, .size = 1}))), ElementsAre(2));
  EXPECT_FALSE(must(store->batches(project.id, {}, {.start = 1, .size = 1})).is_last);
}

}  // namespace testledger
