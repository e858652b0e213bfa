#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "storage/detail_codec.hpp"
#include "storage/sqlite/engine/connection.hpp"
#include "storage/store.hpp"

// What people and run-by-run reporters write, on a connection that is in a transaction. Contracts as in run_edit_store.hpp.

namespace testledger::sqlite {

inline constexpr RunId no_run{0};  ///< before the first run of a case in a cycle

// run_tables.cpp
Result<Page<CaseInCycle>> latest_runs(Connection& db, ProjectId project, CycleId cycle, PageRequest page);
Result<std::optional<RunStore::RunWithDetail>> find_latest_run(Connection& db, ProjectId project, CycleId cycle,
                                                               const Reference& test_case);
/// Counts one more.
void count_status(std::vector<RunStore::StatusCount>& counts, ChoiceId status);
Result<std::vector<RunStore::StatusCount>> count_statuses(Connection& db, ProjectId project, CycleId cycle);

// run_chain.cpp
/// A run among those of its case in its cycle.
struct ChainedRun {
  ProjectId project;
  CycleId cycle;
  CaseId case_id;
  RunId run, previous, latest;
  ImportId import;
};
Result<std::optional<ChainedRun>> find_chained_run(Connection& db, ProjectId project, RunId run);
/// Removes the run with all that is of it; the one before it takes its place.
Result<void> remove_chained_run(Connection& db, const ChainedRun& chained);
/// Removes a run that no other names any more, with all that is of it.
Result<void> remove_run_rows(Connection& db, ProjectId project, RunId run);
/// The rows of a run and of those before it.
Result<void> remove_runs(Connection& db, ProjectId project, RunId latest);
/// Lets the place of a case in a cycle say what that run says; a place without a run (0) is as when the case joined.
Result<void> make_latest(Connection& db, const ChainedRun& chained, RunId run);

// run_detail_table.cpp
Result<RunDetail> detail_of(Connection& db, ProjectId project, RunId run);
/// In place of what is there.
Result<void> put_detail(Connection& db, ProjectId project, RunId run, const RunDetail& detail);
Result<void> keep_text(Connection& db, ProjectId project, const SharedText& text);

// run_extra_table.cpp
struct ExtraRow {
  std::string executed_by;
  RunExtras extras;
};
Result<ExtraRow> find_extra(Connection& db, ProjectId project, RunId run);
Result<void> put_extra(Connection& db, ProjectId project, RunId run, const ExtraRow& row);

// attachment_tables.cpp, of cases case_attachments.cpp, and of cycles cycle_attachments.cpp
struct AttachmentPlace {
  ProjectId project;
  AttachmentOwner kind = AttachmentOwner::test_run;
  std::int64_t id = 0;  ///< of its owner
};
/// limit_exceeded beyond attachments_max.
Result<ShownAttachment> insert_attachment(Connection& db, const AttachmentPlace& place, const Attachment& file, std::string_view user_name);
Result<std::vector<ShownAttachment>> attachments_of(Connection& db, const AttachmentPlace& place);
/// False when its owner has no such attachment.
Result<bool> delete_attachment(Connection& db, const AttachmentPlace& place, AttachmentId id);
/// Those of an owner for another of its kind.
Result<void> copy_attachments(Connection& db, const AttachmentPlace& from, std::int64_t to);
/// Those of the case and of its texts.
Result<std::vector<ShownAttachment>> attachments_of_case(Connection& db, ProjectId project, CaseId id);
Result<void> copy_attachments_of_case(Connection& db, ProjectId project, CaseId from, CaseId to);
Result<void> delete_attachments_of_case(Connection& db, ProjectId project, CaseId id);
Result<ShownAttachment> attach_to_case(Connection& db, const AttachmentPlace& place, const Attachment& file, std::string_view user_name);
Result<bool> remove_case_attachment(Connection& db, ProjectId project, CaseId id, AttachmentId attachment);
Result<void> delete_attachments_of(Connection& db, const AttachmentPlace& place);
Result<ShownAttachment> attach_to_cycle(Connection& db, const AttachmentPlace& place, const Attachment& file, std::string_view user_name);
Result<bool> remove_cycle_attachment(Connection& db, const AttachmentPlace& place, AttachmentId attachment);
/// Those that came with a report, in the order of the list; their ids are of their content.
std::vector<ShownAttachment> imported(const std::vector<Attachment>& files, const TestRun& run);

// run_edit_tables.cpp
/// A case as the cycle has it, or would take it.
struct CycleMember {
  CaseId id;
  KeyNumber number = 0;
  ChoiceId case_status;
  bool in_cycle = false;
  bool pristine = false;
  RunId latest;
};
/// Of the versions of a case the one that is in the cycle, else the newest.
Result<std::optional<CycleMember>> find_member(Connection& db, ProjectId project, CycleId cycle, const Reference& reference);
Result<std::vector<RunEditStore::Outcome>> write_runs(Connection& db, const RunEditStore::Report& report);
Result<void> edit_runs(Connection& db, ProjectId project, CycleId cycle, const std::vector<RunId>& runs, const RunEdit& edit,
                       std::string_view user_name);

// run_removal.cpp
Result<bool> remove_run(Connection& db, const RunEditStore::RunPlace& place);
Result<bool> remove_from_cycle(Connection& db, ProjectId project, CycleId cycle, const Reference& test_case);
Result<ShownAttachment> attach_to_run(Connection& db, const RunEditStore::RunPlace& place, const Attachment& file,
                                      std::string_view user_name);
Result<bool> remove_attachment(Connection& db, const RunEditStore::RunPlace& place, AttachmentId id);

// run_change.cpp
/// A run that is about to be changed by hand: read once, changed in memory, written once.
class RunChange {
 public:
  /// Nothing when the cycle has no such run.
  static Result<std::optional<RunChange>> begin(Connection& db, const RunEditStore::RunPlace& place, std::string_view user_name);

  RunDetail detail;
  ExtraRow extra;
  ChoiceId status;
  RunStatusType status_type = RunStatusType::not_run;
  double effort_s = 0;
  bool automated = false;

  Result<void> apply(const RunEdit& edit, const Configuration& configuration);
  /// From now on it is no import's run.
  Result<void> keep(Connection& db);

 private:
  RunChange(const ChainedRun& chained, std::string_view user_name) : chained_(chained), user_name_(user_name) {}
  Result<void> apply_steps(const RunEdit& edit, const Configuration& configuration);
  void roll_down();
  void note_execution(const RunEdit& edit);

  ChainedRun chained_;
  std::string user_name_;
  std::int64_t updated_ = 0;
  bool executed_ = false;  ///< or commented, or its steps written: then an import makes a new run instead of filling this one
};

}  // namespace testledger::sqlite
