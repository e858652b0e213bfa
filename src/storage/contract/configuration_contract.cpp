#include <atomic>

#include "domain/configuration_change.hpp"
#include "storage/contract/store_contract.hpp"

namespace testledger {

using testing::ElementsAre;
using testing::IsEmpty;

namespace {

/// Every part of a configuration away from its default.
Configuration edited(Configuration lists) {
  lists = *with_choice(std::move(lists), ChoiceKind::case_priority,
                       {.entry = {.name = "\u00DCrgent", .description = "now", .position = 0}, .is_default = true});
  lists = *with_changed_choice(std::move(lists), ChoiceKind::case_type, {2}, {.entry = {.state = ChoiceState::inactive}});
  lists = *without_choice(std::move(lists), ChoiceKind::case_type, {3});
  lists = *with_changed_choice(std::move(lists), ChoiceKind::case_status, {2}, {.eligible_for_cycle = true});
  lists = *with_run_status(std::move(lists),
                           {.entry = {.name = "Known", .description = "d"}, .type = RunStatusType::failed, .color = "#123456"});
  CustomFieldChange field{.entry = {.name = "Team", .description = "who"}, .type = FieldType::multi_select};
  field.uses = {FieldUse::optional, FieldUse::required, FieldUse::none};
  field.values = {{{}, "A"}, {{}, "B", ChoiceState::inactive}};
  lists = *with_field(std::move(lists), field);
  lists = *with_field(std::move(lists), {.entry = {.name = "Env", .state = ChoiceState::inactive}, .type = FieldType::date});
  return *with_links(std::move(lists), {.requirement_url = "https://r/{key}", .defect_url = "https://d/{key}"});
}

ConfigurationStore::ConfigurationChange adding(std::string name) {
  return [name](Configuration lists) { return with_choice(std::move(lists), ChoiceKind::case_priority, {.entry = {.name = name}}); };
}

}  // namespace

TEST_P(StoreContract, AConfigurationComesBackAsItWasChanged) {
  const auto before = must(store->configuration(project.id));
  const auto changed = must(store->change_configuration(project.id, edited));
  EXPECT_EQ(*changed, edited(*before));
  EXPECT_EQ(*must(store->configuration(project.id)), *changed) << "seen at once";
  EXPECT_EQ(*before, default_configuration()) << "who has the old one keeps it as it was";
  reopen();
  EXPECT_EQ(*must(store->configuration(project.id)), *changed);
  EXPECT_THAT(must(store->data().check(go_on)), IsEmpty());
}

TEST_P(StoreContract, ARefusedChangeOfTheConfigurationChangesNothing) {
  EXPECT_ERROR(
      store->change_configuration(
          project.id, [](Configuration) -> Result<Configuration> { return Error{.code = ErrorCode::invalid_argument, .message = "no"}; }),
      invalid_argument);
  EXPECT_ERROR(store->change_configuration({4711}, adding("x")), not_found);
  EXPECT_EQ(*must(store->configuration(project.id)), default_configuration());
}

TEST_P(StoreContract, ChangesOfTheConfigurationAtOnceAreAllKept) {
  at_once(8, [&](int i) {
    must(store->change_configuration(project.id, adding("p" + std::to_string(i))));
    EXPECT_NE(must(store->configuration(project.id))->find(ChoiceKind::case_priority, "p" + std::to_string(i)), nullptr);
  });
  EXPECT_EQ(must(store->configuration(project.id))->case_priorities.size(), default_configuration().case_priorities.size() + 8);
}

TEST_P(StoreContract, ProjectsHaveTheirOwnConfigurations) {
  const Project other = must(store->create_project("BB", "Other"));
  must(store->change_configuration(project.id, edited));
  EXPECT_EQ(*must(store->configuration(other.id)), default_configuration());
  must(store->change_configuration(other.id, adding("theirs")));
  EXPECT_EQ(must(store->configuration(project.id))->find(ChoiceKind::case_priority, "theirs"), nullptr);
}

TEST_P(StoreContract, ChoicesInUseAreKnown) {
  const auto used = [&](ChoiceKind kind, std::int64_t id) { return must(store->is_used(project.id, kind, {id})); };
  CaseDraft written = draft("a", "key");
  written.status = {4};
  written.priority = {5};
  written.type = {6};
  written.script_type = {2};
  written.automation_status = {1};
  must(store->create_case(project.id, written));
  EXPECT_TRUE(used(ChoiceKind::case_status, 4) && used(ChoiceKind::case_priority, 5) && used(ChoiceKind::case_type, 6));
  EXPECT_TRUE(used(ChoiceKind::script_type, 2) && used(ChoiceKind::automation_status, 1));
  EXPECT_FALSE(used(ChoiceKind::case_status, 5) || used(ChoiceKind::case_priority, 4) || used(ChoiceKind::case_type, 4));
  EXPECT_FALSE(used(ChoiceKind::script_type, 1) || used(ChoiceKind::automation_status, 2));
  EXPECT_FALSE(must(store->is_run_status_used(project.id, {3})));
  auto session = begin();
  must(import_keys(*session, {"key"}));
  must(session->commit({.requests = 1, .successes = 1}));
  EXPECT_TRUE(must(store->is_run_status_used(project.id, {3})));
  EXPECT_FALSE(must(store->is_run_status_used(project.id, {4})));
}

TEST_P(UndoContract, AStatusThatWasRemovedMeanwhileComesBackWithItsRuns) {
  must(store->change_configuration(project.id, [](Configuration lists) {
    return with_run_status(std::move(lists), {.entry = {.name = "Old"}, .type = RunStatusType::passed});
  }));
  auto first = begin();
  must(import_keys(*first, {"a"}));
  const CaseId known = must(first->find_cases({.automation_keys = {"a"}})).at(0).id;
  RunWrite old = passing(known, RunAction::overwrite);
  old.status = {6};
  must(first->apply({.runs = {old}}));
  must(first->commit({.requests = 1, .successes = 1}));
  auto second = begin();
  must(second->apply({.runs = {passing(known, RunAction::overwrite)}}));
  const BatchId batch = must(second->commit({.requests = 1, .successes = 1})).batch;
  second.reset();
  EXPECT_FALSE(must(store->is_run_status_used(project.id, {6})));
  must(store->change_configuration(project.id, [](Configuration lists) { return without_run_status(std::move(lists), {6}); }));
  must(undo(batch));
  const auto runs = must(store->runs(project.id, cycle, {}));
  EXPECT_EQ(must(store->configuration(project.id))->find_run_status(runs.items.at(0).runs.at(0).status)->name, "Old");
  EXPECT_THAT(must(store->data().check(go_on)), IsEmpty());
}

TEST_P(UndoContract, TagsAndFoldersThatWereRemovedMeanwhileAreNotMissed) {
  const Folder folder = must(store->ensure_folders(project.id, FolderKind::test_case, {}, {"Shop"}));
  auto session = begin();
  const auto reserved = must(session->reserve_cases(1));
  CaseDraft fields = draft("a", "key");
  fields.folder = folder.id;
  fields.tags = {"smoke"};
  must(session->apply({.new_cases = {{reserved.first_id, reserved.first_number, fields}},
                       .joins = {reserved.first_id},
                       .runs = {passing(reserved.first_id)}}));
  const BatchId batch = must(session->commit({.requests = 1, .successes = 1})).batch;
  session.reset();
  EXPECT_ERROR(store->remove_folder(project.id, FolderKind::test_case, folder.id), conflict);
  const CaseTag tag = must(store->tags(project.id, 0, 10)).at(0);
  EXPECT_ERROR(store->remove_tag(project.id, tag.id, TagStore::UsedTag::refuses), conflict);
  must(store->remove_tag(project.id, tag.id, TagStore::UsedTag::goes));
  EXPECT_THAT(must(store->find_case(project.id, {.number = reserved.first_number}))->fields.tags, IsEmpty());
  must(undo(batch));
  must(store->remove_folder(project.id, FolderKind::test_case, folder.id));
  EXPECT_THAT(must(store->data().check(go_on)), IsEmpty());
}

TEST_P(StoreContract, AnImportDoesWithoutAFolderThatWasRemovedMeanwhile) {
  const Folder folder = must(store->ensure_folders(project.id, FolderKind::test_case, {}, {"Shop"}));
  must(store->remove_folder(project.id, FolderKind::test_case, folder.id));
  auto session = begin();
  const auto reserved = must(session->reserve_cases(1));
  CaseDraft fields = draft("a", "key");
  fields.folder = folder.id;
  must(session->apply({.new_cases = {{reserved.first_id, reserved.first_number, fields}}, .joins = {reserved.first_id}}));
  must(session->commit({.requests = 1, .successes = 1}));
  EXPECT_FALSE(must(store->find_case(project.id, {.number = reserved.first_number}))->fields.folder);
  EXPECT_THAT(must(store->data().check(go_on)), IsEmpty());
}

TEST_P(StoreContract, TagsAreMadeOnceAndAnswerInTheOrderOfTheirNames) {
  const auto made = must(store->ensure_tags(project.id, {"smoke", "Nightly", "SMOKE"}));
  ASSERT_EQ(made.size(), 3U);
  EXPECT_EQ(made[0], made[2]);
  EXPECT_THAT(must(store->tags(project.id, 0, 10)), ElementsAre(made[1], made[0]));
  EXPECT_THAT(must(store->tags(project.id, 1, 10)), ElementsAre(made[0]));
  EXPECT_THAT(must(store->tags(project.id, 0, 1)), ElementsAre(made[1]));
  EXPECT_EQ(must(store->rename_tag(project.id, made[0].id, "Smoke!")), (CaseTag{made[0].id, "Smoke!"}));
  EXPECT_EQ(must(store->rename_tag(project.id, made[0].id, "SMOKE!")).name, "SMOKE!") << "its own name in another letter case";
  EXPECT_ERROR(store->rename_tag(project.id, made[0].id, "nightly"), conflict);
  EXPECT_ERROR(store->rename_tag(project.id, {99}, "x"), not_found);
  must(store->remove_tag(project.id, made[0].id, TagStore::UsedTag::refuses));
  EXPECT_ERROR(store->remove_tag(project.id, made[0].id, TagStore::UsedTag::goes), not_found);
  EXPECT_NE(must(store->ensure_tags(project.id, {"smoke!"})).at(0).id, made[0].id) << "ids are not given again";
}

}  // namespace testledger
