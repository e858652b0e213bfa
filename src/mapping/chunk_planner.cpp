#include "mapping/chunk_planner.hpp"

#include <unordered_map>

#include "mapping/datasets.hpp"
#include "mapping/new_case.hpp"
#include "mapping/status.hpp"
#include "mapping/steps.hpp"
#include "mapping/text.hpp"

namespace testledger {
namespace {

constexpr std::size_t told_status_length_max = 80;

/// The test's own duration, else that of its steps together.
double effort_of(const ReportedTest& test) {
  Duration duration = test.duration.value_or(Duration{0});
  if (!test.duration)
    for (const ReportedStep& step : test.steps) duration += step.duration.value_or(Duration{0});
  return std::chrono::duration<double>(duration).count();
}

KnownCase known_from(const CaseDraft& draft, CaseId id, KeyNumber number) {
  return {.id = id,
          .number = number,
          .automation_key = draft.automation_key,
          .status = draft.status,
          .automation_status = draft.automation_status,
          .latest = std::nullopt,
          .has_dataset = !draft.dataset.empty(),
          .title = draft.title,
          .description = draft.description,
          .steps = draft.steps,
          .dataset = draft.dataset};
}

std::string receipt_title(const ReportedTest& test) {
  std::string title = test.class_name;
  if (!title.empty() && !test.name.empty()) title += '.';
  title += test.name;
  if (test.row) title += " [" + (test.row->name.empty() ? std::to_string(test.row->number) : test.row->name) + "]";
  return title.empty() ? std::string(unnamed_test) : title;
}

RunEffect effect_of(RunChange change) {
  switch (change) {
    case RunChange::create: return RunEffect::created;
    case RunChange::overwrite: return RunEffect::overwrote;
    case RunChange::add: return RunEffect::added;
    case RunChange::remark: break;
  }
  return RunEffect::remarked;
}

}  // namespace

ChunkPlanner::ChunkPlanner(const MappingRules& rules, CaseSlots cases, EarlierResults& earlier, std::size_t tests)
    : rules_(rules), slots_(std::move(cases)), earlier_(earlier) {
  plan_.results.reserve(tests);
  plan_.effects.runs.reserve(tests);
  plan_.effects.receipt.reserve(tests);
  plan_.effects.results = tests;
  const Choice* automated = rules.configuration.find(ChoiceKind::automation_status, automated_status);
  if (automated) automated_ = automated->id;
}

void ChunkPlanner::add(Result result) {
  result.status = run_status_of(result.test);
  result.effort_s = effort_of(result.test);
  if (!has_known_status(result.test)) warn_of_status(result.test);
  if (!result.identity.keys.empty()) return add_to_named_cases(result);
  CaseSlot* found = result.identity.exact_key.empty() ? nullptr : slots_.find(result.identity.exact_key);
  if (found == nullptr) found = slots_.find(result.identity.automation_key);
  if (found != nullptr) return add_to_automated_cases(result, found);
  if (!rules_.options.create_case) return refuse(ProblemCode::no_case_for_automation_key, result, result.identity.automation_key);
  report(create_case(result), result, MatchRule::new_case);
}

/// A key that names no case is never a reason to make one: it would hide a typo (contract H-33).
void ChunkPlanner::add_to_named_cases(Result& result) {
  const std::vector<KeyMention>& keys = result.identity.keys;
  for (std::size_t index = 0; index < keys.size(); ++index) {
    result.goes_on = index + 1 < keys.size();
    if (CaseSlot* slot = slots_.find(keys[index].number)) {
      report(*slot, result, MatchRule::case_key);
    } else {
      std::string key = case_key(rules_.project_key, keys[index]);
      refuse(ProblemCode::case_not_found, result, std::move(key));
    }
  }
}

/// Every case with the automation key gets the result (contract H-23).
void ChunkPlanner::add_to_automated_cases(Result& result, CaseSlot* first) {
  for (CaseSlot* slot = first; slot != nullptr; slot = slot->next) {
    result.goes_on = slot->next != nullptr;
    report(*slot, result, MatchRule::automation_key);
  }
}

CaseSlot& ChunkPlanner::create_case(const Result& result) {
  std::vector<NewCase>& made = plan_.effects.new_cases;
  if (made.empty()) made.reserve(plan_.results.capacity());  // one new case usually means many
  const auto index = static_cast<std::uint32_t>(made.size());
  const auto provisional = -static_cast<KeyNumber>(index) - 1;
  made.push_back({.id = CaseId{provisional}, .number = provisional, .fields = new_case(result.test, result.identity, rules_)});
  CaseSlot& slot = slots_.add(known_from(made.back().fields, CaseId{provisional}, provisional));
  slot.new_case = index;
  warn_of_folder(result.test);
  plan_.effects.joins.push_back(CaseId{provisional});
  return slot;
}

void ChunkPlanner::warn_of_status(const ReportedTest& test) {
  plan_.warnings.push_back({.code = "unknown_status",
                            .message = "nobody knows the status \"" +
                                       std::string(cut_to_characters(test.raw_status, told_status_length_max)) + "\" of " + test.name +
                                       "; it is taken as Not Run",
                            .place = test.place});
}

/// A folder tag whose folder was not made before the import leaves the case where defaultFolder says.
void ChunkPlanner::warn_of_folder(const ReportedTest& test) {
  for (const std::string& tag : test.tags) {
    const std::string_view path = folder_path(tag);
    if (path.empty() || rules_.folders.contains(path)) continue;
    plan_.warnings.push_back(
        {.code = "folder_tag_ignored",
         .message = "no folder was made for the tag \"" + tag + "\"; write it on the scenario, with at most 32 names of 255 characters",
         .place = test.place});
  }
}

/// A case that was just made joins its cycle whatever addCaseToCycle says: that is about cases that exist (contract C.2).
void ChunkPlanner::report(CaseSlot& slot, Result& result, MatchRule rule) {
  const bool in_cycle = slot.known.latest.has_value() || slot.new_case != CaseSlot::none;
  const Admission admission = admit({.in_cycle = in_cycle, .eligible = is_eligible(slot.known)}, rules_.options);
  if (admission == Admission::refuse_not_in_cycle)
    return refuse(ProblemCode::case_not_in_cycle, result, case_key(rules_.project_key, slot.known.number));
  if (admission == Admission::refuse_not_eligible) {
    const Choice* status = rules_.configuration.find(ChoiceKind::case_status, slot.known.status);
    return refuse(ProblemCode::case_not_eligible, result, case_key(rules_.project_key, slot.known.number), status->name);
  }
  if (admission == Admission::join) plan_.effects.joins.push_back(slot.known.id);
  const bool told = rule == MatchRule::case_key && update_automation_data(slot, result);
  if (!told) ++plan_.requests;
  force_update(slot, result);
  write_run(slot, result, rule);
}

bool ChunkPlanner::is_eligible(const KnownCase& known) const {
  const Choice* status = rules_.configuration.find(ChoiceKind::case_status, known.status);
  return status == nullptr || status->eligible_for_cycle;
}

void ChunkPlanner::refuse(ProblemCode code, const Result& result, std::string subject, std::string_view case_status) {
  ++plan_.requests;
  std::string message = message_of(code, subject, case_status);
  plan_.effects.receipt.push_back({.ordinal = result.ordinal,
                                   .place = result.test.place,
                                   .test = receipt_title(result.test),
                                   .rule = result.identity.keys.empty() ? MatchRule::automation_key : MatchRule::case_key,
                                   .problem = code,
                                   .subject = subject});
  plan_.refusals.push_back(
      {.subject = std::move(subject), .code = code, .message = std::move(message), .count = 1, .place = result.test.place});
}

bool ChunkPlanner::update_automation_data(CaseSlot& slot, const Result& result) {
  KnownCase& known = slot.known;
  const bool lacks_key = known.automation_key.empty();
  if (!lacks_key && known.automation_status == automated_) return false;
  if (rules_.edits == CaseEdits::refused) {
    if (known.latest && known.latest->of_this_import) return false;
    refuse(ProblemCode::automation_data_forbidden, result, case_key(rules_.project_key, known.number));
    return true;
  }
  CaseUpdate& update = update_of(slot);
  update.automation_status = known.automation_status = automated_;
  update.automation_owner = rules_.uploader;
  if (!lacks_key) return false;
  update.automation_key = known.automation_key = result.identity.automation_key;
  slots_.enter_automation_key(slot);
  return false;
}

/// What a case made by this chunk has is its draft; of any other it is an update.
template <class Value>
void ChunkPlanner::change(CaseSlot& slot, Value CaseDraft::* in_draft, std::optional<Value> CaseUpdate::* in_update, Value value) {
  if (slot.new_case != CaseSlot::none)
    plan_.effects.new_cases[slot.new_case].fields.*in_draft = std::move(value);
  else
    update_of(slot).*in_update = std::move(value);
}

/// Contract H-21. Of a scenario's rows the first decides the steps. A test that the report ends in tells too little of itself. A cycle
/// keeps an older version as it is.
void ChunkPlanner::force_update(CaseSlot& slot, const Result& result) {
  KnownCase& known = slot.known;
  if (rules_.edits == CaseEdits::refused || result.test.origin == TestOrigin::cut_short || known.older_version != 0) return;
  if (rules_.forces_details()) {
    if (std::string title = case_title(result.identity); title != known.title) {
      known.title = std::move(title);
      change(slot, &CaseDraft::title, &CaseUpdate::title, known.title);
    }
    if (const std::string& text = result.test.description; !text.empty() && text != known.description) {
      known.description = text;
      change(slot, &CaseDraft::description, &CaseUpdate::description, text);
    }
  }
  if (!rules_.forces_steps() || (result.identity.row && result.identity.row->number > 1)) return;
  if (std::vector<CaseStep> steps = case_steps(result.test.steps, rules_.kind); steps != known.steps) {
    known.steps = std::move(steps);
    change(slot, &CaseDraft::steps, &CaseUpdate::steps, known.steps);
  }
}

/// A run's first row begins the dataset anew, further rows add to it (contract H-7); so does the first of a report that may
/// lack rows. With updateDatasets off it stays as it is.
void ChunkPlanner::update_dataset(CaseSlot& slot, const Result& result, RunChange change) {
  if (!rules_.options.update_datasets || rules_.edits == CaseEdits::refused || slot.known.older_version != 0) return;
  Dataset& dataset = slot.known.dataset;
  if (!may_change(dataset, result.test)) return;
  if (change == RunChange::add || (rules_.rows == RowsTold::some && !dataset.rows.empty())) {
    const std::size_t rows = dataset.rows.size();
    dataset = with_row(std::move(dataset), result.test, result.identity);
    slot.dataset_changed = slot.dataset_changed || dataset.rows.size() != rows;
  } else if (Dataset anew = first_row(result.test, result.identity, dataset); anew != dataset) {
    dataset = std::move(anew);
    slot.dataset_changed = true;
  }
}

CaseUpdate& ChunkPlanner::update_of(CaseSlot& slot) {
  std::vector<CaseUpdate>& updates = plan_.effects.case_updates;
  if (slot.update == CaseSlot::none) {
    slot.update = static_cast<std::uint32_t>(updates.size());
    updates.push_back({.id = slot.known.id});
  }
  return updates[slot.update];
}

/// A run without an id is made by the chunk: it has the number of its creating write until it has one.
void ChunkPlanner::note_receipt(const CaseSlot& slot, const Result& result, MatchRule rule, RunChange change) {
  const LatestRun& latest = *slot.known.latest;
  plan_.effects.receipt.push_back({.ordinal = result.ordinal,
                                   .place = result.test.place,
                                   .test = receipt_title(result.test),
                                   .rule = rule,
                                   .case_number = slot.known.number,
                                   .run = latest.id ? latest.id : RunId{-std::int64_t{slot.creating} - 1},
                                   .effect = effect_of(change),
                                   .status = latest.status,
                                   .problem = std::nullopt});
}

/// A warning about a record stands with the record too.
void ChunkPlanner::note_warnings() {
  if (plan_.warnings.empty()) return;
  std::vector<ReceiptEntry>& receipt = plan_.effects.receipt;
  std::unordered_multimap<std::uint64_t, std::size_t> by_offset;
  for (std::size_t index = 0; index < receipt.size(); ++index) by_offset.emplace(receipt[index].place.offset, index);
  for (const ImportWarning& warning : plan_.warnings) {
    if (!warning.place) continue;
    for (auto [entry, end] = by_offset.equal_range(warning.place->offset); entry != end; ++entry)
      receipt[entry->second].warnings.push_back(warning.code);
  }
}

ChunkPlan ChunkPlanner::take() {
  for (CaseSlot& slot : slots_.all())
    if (slot.dataset_changed) change(slot, &CaseDraft::dataset, &CaseUpdate::dataset, std::move(slot.known.dataset));
  note_warnings();
  return std::move(plan_);
}

}  // namespace testledger
