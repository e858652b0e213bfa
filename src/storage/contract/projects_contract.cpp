#include "storage/contract/store_contract.hpp"

namespace testledger {

using testing::IsEmpty;
using testing::SizeIs;

TEST_P(StoreContract, ProjectsAreFoundByKeyInAnyLetterCaseOrById) {
  EXPECT_EQ(project.key, "AT");
  EXPECT_EQ(must(store->find_project("at")), project);
  EXPECT_EQ(must(store->find_project(std::to_string(project.id.value))), project);
  for (const std::string_view unknown : {"B", "999999", "", "0", "AT "}) EXPECT_FALSE(must(store->find_project(unknown))) << unknown;
  EXPECT_ERROR(store->create_project("at", "Second"), conflict);
  must(store->create_project("AA", "Other"));
  EXPECT_THAT(must(store->projects()), SizeIs(2));
}

TEST_P(StoreContract, AProjectBeginsWithTheDefaultConfigurationAndItsAdhocCycle) {
  const auto lists = must(store->configuration(project.id));
  ASSERT_TRUE(lists);
  EXPECT_EQ(lists->case_statuses, default_configuration().case_statuses);
  EXPECT_EQ(lists->case_priorities, default_configuration().case_priorities);
  EXPECT_EQ(lists->automation_statuses, default_configuration().automation_statuses);
  EXPECT_EQ(lists->run_statuses, default_configuration().run_statuses);
  EXPECT_ERROR(store->configuration({4711}), not_found);
  const auto adhoc = must(store->find_cycle(project.id, {.number = adhoc_cycle_number}));
  ASSERT_TRUE(adhoc);
  EXPECT_EQ(adhoc->number, adhoc_cycle_number);
}

TEST_P(StoreContract, ProjectsDoNotSeeEachOther) {
  const Project other = must(store->create_project("BB", "Other"));
  const TestCase ours = must(store->create_case(project.id, draft("ours", "key")));
  EXPECT_FALSE(must(store->find_case(other.id, {.id = ours.id.value})));
  EXPECT_FALSE(must(store->find_cycle(other.id, {.number = 1})));
  EXPECT_THAT(must(store->cases(other.id, {})).items, IsEmpty());
  EXPECT_EQ(must(store->create_case(other.id, draft("theirs"))).number, 1) << "numbers count in each project";
  EXPECT_ERROR(store->begin_import({.project = other.id, .cycle = {4711}}), not_found);
}

}  // namespace testledger
