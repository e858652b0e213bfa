// A run as a person or a run-by-run reporter changes it.
#include <fmt/format.h>

#include <algorithm>

#include "storage/sqlite/run_edit_tables.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

/// Of an import's run: the files stay needed when the import is undone and the run is not.
Result<void> note_attachments(Connection& db, ProjectId project, const RunDetail& detail) {
  static constexpr std::string_view sql =
      "INSERT INTO attachment_file (project_id, sha256, import_id) VALUES (?, ?, 0) ON CONFLICT DO NOTHING";
  for (const Attachment& file : detail.attachments) TRY(TRY(db.prepare(sql)).run(project, file.sha256));
  return {};
}

void drop_oldest(std::vector<std::string>& comments) {
  if (comments.size() > run_comments_max) comments.erase(comments.begin(), comments.end() - static_cast<std::ptrdiff_t>(run_comments_max));
}

}  // namespace

Result<std::optional<RunChange>> RunChange::begin(Connection& db, const RunEditStore::RunPlace& place, std::string_view user_name) {
  static constexpr std::string_view sql = R"sql(
    SELECT status_id, status_type, effort, automated, updated, ordinal, user_name
    FROM test_run LEFT JOIN import ON import.project_id = test_run.project_id AND import.import_id = test_run.import_id
    WHERE test_run.project_id = ? AND run_id = ?
  )sql";
  const auto chained = TRY(find_chained_run(db, place.project, place.run));
  if (!chained || chained->cycle != place.cycle) return std::optional<RunChange>();
  RunChange change(*chained, user_name);
  auto row = TRY(db.prepare(sql));
  TRY(row.first(place.project, place.run));
  change.status = {row.integer(0)};
  change.status_type = static_cast<RunStatusType>(row.integer(1));
  change.effort_s = row.real(2);
  change.automated = row.flag(3);
  change.updated_ = row.integer(4);
  change.extra = TRY(find_extra(db, place.project, place.run));
  change.executed_ = chained->import || row.flag(5);
  if (chained->import) change.extra.executed_by = row.text(6);
  change.detail = TRY(detail_of(db, place.project, place.run));
  return std::optional(std::move(change));
}

Result<void> RunChange::apply(const RunEdit& edit, const Configuration& configuration) {
  TRY(apply_steps(edit, configuration));
  if (edit.status) {
    const RunStatus* wanted = configuration.find_run_status(*edit.status);
    if (wanted == nullptr) return Error{.code = ErrorCode::invalid_argument, .message = "The project has no such run status."};
    status = wanted->id;
    status_type = wanted->type;
    roll_down();
  }
  if (edit.effort_s) effort_s = *edit.effort_s;
  if (edit.automated) automated = *edit.automated;
  if (edit.comments) detail.comments = *edit.comments;
  std::ranges::copy(edit.more_comments, std::back_inserter(detail.comments));
  drop_oldest(detail.comments);
  note_execution(edit);
  if (edit.assignee) extra.extras.assignee = *edit.assignee;
  if (edit.defects) extra.extras.defects = *edit.defects;
  if (edit.change_custom_fields) extra.extras.custom_fields = TRY(edit.change_custom_fields(extra.extras.custom_fields));
  return {};
}

/// That a case is not run, and nothing else, says who adds it to a cycle in bulk.
void RunChange::note_execution(const RunEdit& edit) {
  const bool has_result =
      edit.effort_s || std::ranges::any_of(edit.steps, &RunStepEdit::has_result) || (edit.status && status_type != RunStatusType::not_run);
  if (edit.executed_by)
    extra.executed_by = *edit.executed_by;
  else if (has_result || (edit.status && executed_))
    extra.executed_by = user_name_;
  executed_ = executed_ || has_result || !edit.steps.empty() || !detail.comments.empty();
}

/// What the steps say together, the run says (contract A.8).
Result<void> RunChange::apply_steps(const RunEdit& edit, const Configuration& configuration) {
  for (const RunStepEdit& step : edit.steps) {
    if (step.number < 1 || step.number > detail.steps.size())
      return Error{.code = ErrorCode::not_found, .message = fmt::format("Run {} has no step {}.", chained_.run.value, step.number)};
    RunStep& written = detail.steps[step.number - 1];
    if (step.status) written.status = *step.status;
    if (step.actual) written.actual = *step.actual;
    if (step.defects) written.defects = *step.defects;
  }
  if (std::ranges::none_of(edit.steps, [](const RunStepEdit& step) { return step.status.has_value(); })) return {};
  StatusSet statuses;
  for (const RunStep& step : detail.steps) statuses.add(step.status);
  const RunStatusType together = rolled_up(statuses);
  if (together == status_type) return {};
  status_type = together;
  status = configuration.first_of(together).id;
  return {};
}

/// A run that passed passes its steps, but not those that say something else (contract A.8).
void RunChange::roll_down() {
  if (status_type != RunStatusType::passed) return;
  for (RunStep& step : detail.steps)
    if (step.status == RunStatusType::not_run && step.actual.empty() && step.defects.empty()) step.status = RunStatusType::passed;
}

Result<void> RunChange::keep(Connection& db) {
  static constexpr std::string_view sql = R"sql(
    UPDATE test_run SET import_id = 0, ordinal = ?, status_id = ?, status_type = ?, automated = ?, effort = ?, updated = ?
    WHERE project_id = ? AND run_id = ?
  )sql";
  TRY(TRY(db.prepare(sql))
          .run(executed_, status, status_type, automated, effort_s, std::max(milliseconds(now()), updated_ + 1), chained_.project,
               chained_.run));
  if (chained_.import) TRY(note_attachments(db, chained_.project, detail));
  TRY(put_detail(db, chained_.project, chained_.run, detail));
  TRY(put_extra(db, chained_.project, chained_.run, extra));
  return chained_.latest == chained_.run ? make_latest(db, chained_, chained_.run) : Result<void>();
}

}  // namespace testledger::sqlite
