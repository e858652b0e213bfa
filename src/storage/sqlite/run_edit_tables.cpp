#include "storage/sqlite/run_edit_tables.hpp"

#include <fmt/format.h>

#include "storage/sqlite/cycle_tables.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

using Entry = RunEditStore::Entry;
using Outcome = RunEditStore::Outcome;
using Report = RunEditStore::Report;

/// The steps that are to be carried out.
RunDetail detail_of_steps(const std::vector<CaseStep>& steps) {
  RunDetail detail;
  for (const CaseStep& step : steps)
    detail.steps.push_back(
        {.keyword = std::string(keyword_of(step.type)), .text = step.text, .data = step.data, .expected = step.expected});
  return detail;
}

/// Writes the entries of one report.
class RunWriter {
 public:
  RunWriter(Connection& db, const Report& report, const Configuration& configuration)
      : db_(db), report_(report), configuration_(configuration) {}

  Result<Outcome> write(const Entry& entry) {
    auto found = TRY(find_member(db_, report_.project, report_.cycle, entry.test_case));
    if (!found) return Outcome{.problem = ProblemCode::case_not_found};
    CycleMember& member = *found;
    Outcome outcome{.number = member.number, .case_status = member.case_status};
    outcome.problem = obstacle(member);
    if (outcome.problem) return outcome;
    const bool creates = !member.latest || (entry.target == RunEditStore::Target::new_run && !member.pristine);
    outcome.refusal = TRY(refusal(creates ? RunId() : member.latest, entry.edit));
    if (outcome.refusal) return outcome;
    if (!member.in_cycle) TRY(join(member));
    if (creates) TRY(create_run(member));
    outcome.created = creates;
    outcome.run = member.latest;
    outcome.status = TRY(edit(member, entry.edit));
    return outcome;
  }

 private:
  /// Why what is said of custom fields cannot be: before anything is written.
  Result<std::optional<Error>> refusal(RunId run, const RunEdit& edit) {
    if (!edit.change_custom_fields) return std::optional<Error>();
    const RunExtras before = run ? TRY(find_extra(db_, report_.project, run)).extras : RunExtras();
    auto after = edit.change_custom_fields(before.custom_fields);
    return after ? std::nullopt : std::optional(std::move(after).error());
  }

  std::optional<ProblemCode> obstacle(const CycleMember& member) const {
    if (member.in_cycle) return std::nullopt;
    if (report_.outside == RunEditStore::Outside::is_refused) return ProblemCode::case_not_in_cycle;
    const Choice* status = configuration_.find(ChoiceKind::case_status, member.case_status);
    if (status != nullptr && !status->eligible_for_cycle) return ProblemCode::case_not_eligible;
    return std::nullopt;
  }

  Result<void> join(CycleMember& member) {
    static constexpr std::string_view sql = R"sql(
      INSERT INTO cycle_case (project_id, cycle_id, case_id, position, latest_run_id, latest_status_type, latest_import_id, pristine,
                              row_statuses, latest_effort, progress)
      SELECT ?1, ?2, ?3, coalesce(max(position), 0) + 1, 0, 0, 0, 1, 0, 0, 0 FROM cycle_case WHERE project_id = ?1 AND cycle_id = ?2
    )sql";
    member.in_cycle = true;
    TRY(note_activity(db_, report_.project, report_.cycle, now()));
    return TRY(db_.prepare(sql)).run(report_.project, report_.cycle, member.id);
  }

  /// Untouched: with the case's steps, and nothing done.
  Result<void> create_run(CycleMember& member) {
    static constexpr std::string_view sql = R"sql(
      INSERT INTO test_run (project_id, run_id, cycle_id, case_id, previous_run_id, import_id, ordinal, status_id, status_type,
                            row_statuses, automated, effort, created, updated)
      VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, ?6, ?7, 0, 0, 0, ?8, ?8)
    )sql";
    const RunStatus& untouched = configuration_.first_of(RunStatusType::not_run);
    const RunId previous = member.latest;
    member.latest = {TRY(take_numbers(db_, report_.project, "run", 1))};
    TRY(TRY(db_.prepare(sql))
            .run(report_.project, member.latest, report_.cycle, member.id, previous, untouched.id, untouched.type, milliseconds(now())));
    const CaseDraft content = TRY(with_content(db_, report_.project, member.id, {}));
    TRY(put_detail(db_, report_.project, member.latest, detail_of_steps(content.steps)));
    return make_latest(db_, {.project = report_.project, .cycle = report_.cycle, .case_id = member.id}, member.latest);
  }

  /// The status that the run has then.
  Result<ChoiceId> edit(const CycleMember& member, RunEdit edit) {
    auto change = TRY(RunChange::begin(db_, {report_.project, report_.cycle, member.latest}, report_.user_name)).value();
    if (edit.says_nothing()) return change.status;
    if (report_.assignees == RunEditStore::Assignees::kept_if_there && !change.extra.extras.assignee.empty()) edit.assignee.reset();
    TRY(change.apply(edit, configuration_));
    TRY(change.keep(db_));
    return change.status;
  }

  Connection& db_;
  const Report& report_;
  const Configuration& configuration_;
};

}  // namespace

Result<std::optional<CycleMember>> find_member(Connection& db, ProjectId project, CycleId cycle, const Reference& reference) {
  static constexpr std::string_view sql = R"sql(
    SELECT test_case.case_id, number, status_id, member.case_id IS NOT NULL, pristine, latest_run_id
    FROM test_case LEFT JOIN cycle_case AS member
      ON member.project_id = ?1 AND member.cycle_id = ?2 AND member.case_id = test_case.case_id
    WHERE test_case.project_id = ?1 AND number = ?3 AND deleted = 0
  )sql";
  static constexpr std::string_view by_id_sql = R"sql(
    SELECT test_case.case_id, number, status_id, member.case_id IS NOT NULL, pristine, latest_run_id
    FROM test_case LEFT JOIN cycle_case AS member
      ON member.project_id = ?1 AND member.cycle_id = ?2 AND member.case_id = test_case.case_id
    WHERE test_case.project_id = ?1 AND test_case.case_id = ?3 AND deleted = 0
  )sql";
  auto row = TRY(db.prepare(reference.number ? sql : by_id_sql));
  if (!TRY(row.first(project, cycle, reference.number ? std::int64_t{*reference.number} : reference.id)))
    return std::optional<CycleMember>();
  return std::optional(CycleMember{.id = {row.integer(0)},
                                   .number = static_cast<KeyNumber>(row.integer(1)),
                                   .case_status = {row.integer(2)},
                                   .in_cycle = row.flag(3),
                                   .pristine = row.flag(4),
                                   .latest = {row.integer(5)}});
}

Result<std::vector<Outcome>> write_runs(Connection& db, const Report& report) {
  TRY(require_open_cycle(db, report.project, report.cycle));
  const auto lists = TRY(configuration(db, report.project));
  RunWriter writer(db, report, *lists);
  std::vector<Outcome> outcomes;
  for (const Entry& entry : report.entries) outcomes.push_back(TRY(writer.write(entry)));
  return outcomes;
}

Result<void> edit_runs(Connection& db, ProjectId project, CycleId cycle, const std::vector<RunId>& runs, const RunEdit& edit,
                       std::string_view user_name) {
  TRY(require_open_cycle(db, project, cycle));
  const auto lists = TRY(configuration(db, project));
  for (const RunId run : runs) {
    auto change = TRY(RunChange::begin(db, {project, cycle, run}, user_name));
    if (!change) return Error{.code = ErrorCode::not_found, .message = fmt::format("Run not found : {}", run.value)};
    if (edit.says_nothing()) continue;
    TRY(change->apply(edit, *lists));
    TRY(change->keep(db));
  }
  return {};
}

}  // namespace testledger::sqlite
