// How ChunkPlanner writes the runs of a case (contract C.3, H-4, H-5).
#include "mapping/chunk_planner.hpp"
#include "mapping/comments.hpp"
#include "mapping/datasets.hpp"
#include "mapping/new_case.hpp"
#include "mapping/status.hpp"
#include "mapping/steps.hpp"

namespace testledger {
namespace {

template <class Item>
void append(std::vector<Item>& items, std::vector<Item>&& more) {
  items.insert(items.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

/// The last result is in the run's progress, those before it in earlier_: a repeat replaces its predecessor in the roll-up.
RunProgress ChunkPlanner::next_progress(const CaseSlot& slot, const Result& result, RunChange change) {
  const std::optional<LatestRun>& latest = slot.known.latest;
  const std::uint32_t identity = result.identity.fingerprint;
  RunProgress progress = latest && latest->of_this_import ? unpacked(latest->progress) : RunProgress{};
  if (change != RunChange::remark) {
    if (progress.results > 0 && progress.last_identity != identity) {
      const EarlierResults::Told last{.status = progress.last_status, .retried = progress.last_retried};
      if (!earlier_.remember(slot.known.id, progress.last_identity, last)) progress.settled.add(progress.last_status);
      earlier_.forget(slot.known.id, identity);
    }
    if (change != RunChange::add) {
      earlier_.begin_run(slot.known.id);
      progress = {};
    }
    progress.last_identity = identity;
    progress.last_status = result.status;
    progress.last_retried = result.test.retried;
    progress.listed = is_listed(slot, result, change);
  }
  ++progress.results;
  return progress;
}

StatusSet ChunkPlanner::statuses(const CaseSlot& slot, const RunProgress& progress) const {
  StatusSet all = progress.all();
  all.add(earlier_.statuses(slot.known.id));
  return all;
}

void ChunkPlanner::write_run(CaseSlot& slot, Result& result, MatchRule rule) {
  const ResultTraits traits{.identity = result.identity.fingerprint,
                            .retried = result.test.retried,
                            .row_of_dataset = is_row_of_dataset(slot, result),
                            .has_final = earlier_.has_final(slot.known.id, result.identity.fingerprint)};
  const bool first_of_case = !slot.told_before && (!slot.known.latest || !slot.known.latest->of_this_import);
  const RunChange change = choose_run(slot.known.latest, traits, rules_.options);
  if (traits.row_of_dataset) update_dataset(slot, result, change);
  enter_run(slot, run_write(slot, result, change), change);
  if (!result.test.attachments.empty() && result.status == RunStatusType::failed)
    plan_.attachments.push_back({.test = result.index, .run = slot.run});
  note_result(slot, first_of_case);
  note_receipt(slot, result, rule, change);
}

RunWrite ChunkPlanner::run_write(CaseSlot& slot, Result& result, RunChange change) {
  const std::optional<LatestRun>& latest = slot.known.latest;
  const bool goes_on_with_run = change == RunChange::add || change == RunChange::remark;
  const RunProgress progress = next_progress(slot, result, change);
  const StatusSet all = statuses(slot, progress);
  RunWrite write;
  write.case_id = slot.known.id;
  write.action = goes_on_with_run ? RunAction::add_rows : change == RunChange::create ? RunAction::create : RunAction::overwrite;
  write.status_type = goes_on_with_run ? rolled_up(all) : result.status;
  write.status = rules_.configuration.first_of(write.status_type).id;
  result.decides = change != RunChange::add || decides(slot, result, write.status_type);
  if (is_row_of_dataset(slot, result) || change == RunChange::add) write.row_statuses = all;
  if (change == RunChange::remark) write.row_statuses = latest->row_statuses;
  write.effort_s = (change == RunChange::remark ? 0 : result.effort_s) + (goes_on_with_run ? latest->effort_s : 0);
  write.progress = packed(progress);
  write.ordinal = result.ordinal;
  if (progress.results <= dataset_rows_max)
    write.detail = detail(slot, result, change);
  else if (progress.results == dataset_rows_max + 1)
    write.detail.comments.push_back("Further results are not listed.");
  return write;
}

/// A result that may be one of several in its run is named there (contract H-5).
bool ChunkPlanner::is_listed(const CaseSlot& slot, const Result& result, RunChange change) const {
  return change == RunChange::add || is_row_of_dataset(slot, result) || (!rules_.options.create_new_run && result.identity.row);
}

/// A result that seemed to be the only one of its run was not named; now that another joins it is.
void ChunkPlanner::list_first(RunDetail& detail, const CaseSlot& slot, RunChange change) {
  if (change != RunChange::add) return;
  const RunProgress before = unpacked(slot.known.latest->progress);
  if (before.listed) return;
  std::string title = earlier_.take_title(slot.known.id);
  if (title.empty()) title = "An earlier result";
  detail.comments.push_back(title.append(": ").append(status_name(before.last_status)));
}

/// A run of several results shows the steps of the first that has the run's status: of a failed run those that failed.
bool ChunkPlanner::decides(const CaseSlot& slot, const Result& result, RunStatusType rolled_up) {
  if (result.status != rolled_up) return false;
  const LatestRun& latest = *slot.known.latest;
  return latest.status != rolled_up || unpacked(latest.progress).last_identity == result.identity.fingerprint;
}

RunDetail ChunkPlanner::detail(CaseSlot& slot, Result& result, RunChange change) {
  RunDetail detail;
  list_first(detail, slot, change);
  const auto told_as = [&](std::string_view title) { return row_comment(title, status_name(result.status), result.test); };
  const std::string title = is_listed(slot, result, change) ? row_title(result.test, result.identity) : std::string();
  if (change == RunChange::remark) {
    detail.comments.push_back(told_as("Earlier attempt of " + row_title(result.test, result.identity)));
  } else if (is_row_of_dataset(slot, result)) {
    detail.rows.push_back(row_execution(result.test, result.identity, result.status, slot.known.dataset));
    RowExecution& row = detail.rows.back();
    if (row.name.empty()) row.name = title;
    row.effort_s = result.effort_s;
    row.comment = failure_comment(result.test);
    if (result.status == RunStatusType::failed) detail.comments.push_back(told_as(title));
    row.steps = run_steps(result.goes_on ? result.test.steps : std::move(result.test.steps), rules_.kind);
  } else if (!title.empty()) {
    detail.comments.push_back(told_as(title));
    if (result.decides) add_steps(detail, slot, result);
  } else {
    if (!rules_.options.create_new_run) earlier_.keep_title(slot.known.id, row_title(result.test, result.identity));
    detail.comments = comments_of(result.test, rules_.kind);
    add_steps(detail, slot, result);
  }
  return detail;
}

/// Contract H-10: a case without steps of its own has nothing to compare with.
void ChunkPlanner::add_steps(RunDetail& detail, CaseSlot& slot, Result& result) {
  if (!rules_.kind.steps) return;
  const std::vector<CaseStep>& expected = slot.known.steps;
  if (rules_.options.update_only_run_status) {
    detail.steps = steps_by_run_status(expected, result.status);
    return;
  }
  std::vector<ReportedStep> steps = result.goes_on ? result.test.steps : std::move(result.test.steps);
  if (expected.empty()) {
    detail.steps = run_steps(std::move(steps), rules_.kind);
    return;
  }
  ComparedSteps compared = compare_steps(std::move(steps), expected, rules_.kind);
  detail.steps = std::move(compared.steps);
  if (compared.unmatched == 0) return;
  plan_.warnings.push_back({.code = "unmatched_step",
                            .message = case_title(result.identity) + ": " + std::to_string(compared.unmatched) +
                                       " steps of the case and the report do not match; set " +
                                       (rules_.kind.bdd ? "bddForceUpdateCase" : "forceUpdateCase") + " to take over the report's steps",
                            .place = result.test.place});
}

/// Writes of one chunk to the same run become one write.
void ChunkPlanner::enter_run(CaseSlot& slot, RunWrite write, RunChange change) {
  LatestRun latest{.id = slot.known.latest && change != RunChange::create ? slot.known.latest->id : RunId{},
                   .status = write.status_type,
                   .pristine = false,
                   .of_this_import = true,
                   .ordinal = write.ordinal,
                   .row_statuses = write.row_statuses,
                   .effort_s = write.effort_s,
                   .progress = write.progress};
  std::vector<RunWrite>& runs = plan_.effects.runs;
  if (change == RunChange::create || slot.run == CaseSlot::none) {
    slot.run = static_cast<std::uint32_t>(runs.size());
    if (change == RunChange::create) slot.creating = creating_writes_++;
    runs.push_back(std::move(write));
  } else {
    RunWrite& earlier = runs[slot.run];
    write.action = earlier.action;
    if (change == RunChange::overwrite) {
      std::erase_if(plan_.attachments, [&](const AttachmentUse& use) { return use.run == slot.run; });
    } else {
      if (!write.detail.steps.empty()) earlier.detail.steps = std::move(write.detail.steps);
      append(earlier.detail.rows, std::move(write.detail.rows));
      append(earlier.detail.comments, std::move(write.detail.comments));
      write.detail = std::move(earlier.detail);
    }
    earlier = std::move(write);
  }
  slot.known.latest = latest;
}

void ChunkPlanner::note_result(const CaseSlot& slot, bool first_of_case) {
  const LatestRun& latest = *slot.known.latest;
  plan_.results.push_back({.number = slot.known.number,
                           .status = latest.status,
                           .run = latest.id,
                           .creating = slot.creating,
                           .case_created = slot.new_case != CaseSlot::none,
                           .first_of_case = first_of_case});
}

}  // namespace testledger
