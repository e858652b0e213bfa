#include "storage/sqlite/import_work.hpp"

#include <fmt/format.h>

#include <map>
#include <numeric>

#include "core/crash_point.hpp"
#include "storage/receipt_codec.hpp"
#include "storage/sqlite/run_edit_tables.hpp"

namespace testledger::sqlite {
namespace {

constexpr std::size_t known_texts_max = 10'000;

ImportSummary with_import(ImportSummary summary, ImportId id) {
  summary.import_id = id.value;
  return summary;
}

Error broken_promise(std::string_view what, CaseId id) {
  return {.code = ErrorCode::internal, .message = "The import failed.", .detail = fmt::format("{}: case {}", what, id.value)};
}

}  // namespace

PreparedChunk prepare(ImportChunk chunk, RunId first_run) {
  PreparedChunk prepared{.chunk = std::move(chunk), .first_run = first_run};
  prepared.created_runs = std::ranges::count(prepared.chunk.runs, RunAction::create, &RunWrite::action);
  const auto& cases = prepared.chunk.new_cases;
  prepared.case_order.resize(cases.size());
  std::iota(prepared.case_order.begin(), prepared.case_order.end(), 0U);
  std::ranges::stable_sort(prepared.case_order, {}, [&](std::uint32_t i) -> const std::string& { return cases[i].fields.automation_key; });
  prepared.details.reserve(prepared.chunk.runs.size());
  for (RunWrite& write : prepared.chunk.runs) {
    prepared.details.push_back(encode(write.detail));
    for (Attachment& attachment : write.detail.attachments) prepared.attachments.push_back(std::move(attachment.sha256));
    write.detail = {};
  }
  for (ReceiptEntry& entry : prepared.chunk.receipt)
    if (entry.run.value < 0) entry.run = {first_run.value - entry.run.value - 1};
  prepared.receipt = encode(prepared.chunk.receipt);
  prepared.chunk.receipt = {};
  return prepared;
}

Result<ImportNumbers> ImportWork::begin(Connection& db) {
  started_ = now();
  TRY(require_open_cycle(db, start_.project, start_.cycle));
  if (start_.batch) TRY(require_lease(db, start_.project, *start_.batch));  // again with the commit; here it saves the work
  id_ = {TRY(take_numbers(db, start_.project, "import", 1))};
  return numbers(db);
}

Result<ImportNumbers> ImportWork::go_on(Connection& db) {
  TRY(require_lease(db, start_.project, *start_.batch));
  members_.clear();
  return numbers(db);
}

Result<ImportNumbers> ImportWork::numbers(Connection& db) {
  CRASH_POINT("part.begun");
  static constexpr std::string_view sql = "SELECT coalesce(max(position), 0) + 1 FROM cycle_case WHERE project_id = ? AND cycle_id = ?";
  auto row = TRY(db.prepare(sql));
  if (TRY(row.first(start_.project, start_.cycle))) next_position_ = row.integer(0);
  return ImportNumbers{.case_id = TRY(next_number(db, start_.project, "case")),
                       .case_number = TRY(next_number(db, start_.project, "case number")),
                       .run_id = TRY(next_number(db, start_.project, "run"))};
}

Result<void> ImportWork::keep_numbers(Connection& db, const ImportNumbers& next) {
  TRY(set_next_number(db, start_.project, "case", next.case_id));
  TRY(set_next_number(db, start_.project, "case number", next.case_number));
  return set_next_number(db, start_.project, "run", next.run_id);
}

Result<void> ImportWork::pause(Connection& db, const ImportNumbers& next) {
  TRY(keep_numbers(db, next));
  if (!start_.batch) start_.batch = TRY(insert_direct_batch(db, start_));
  TRY(put_import(db, record({})));
  return note_progress(db, start_, {.import = id_, .processed = processed_});
}

ImportRecord ImportWork::record(const ImportSummary& summary) const {
  return {.id = id_,
          .start = start_,
          .requests = summary.requests,
          .successes = summary.successes,
          .errors = summary.errors,
          .started = started_,
          .finished = std::max(now(), time_)};
}

Result<ImportRecord> ImportWork::finish(Connection& db, const ImportNumbers& next, const ImportSummary& summary) {
  TRY(keep_numbers(db, next));
  ImportRecord finished = record(summary);
  TRY(put_import(db, finished));
  const ImportSummary told = with_import(summary, id_);
  if (start_.batch) {
    TRY(complete_batch(db, finished, told));
    finished.batch = start_.batch->batch;
  } else {
    finished.batch = TRY(insert_ended_batch(db, finished, told, {}));
  }
  return finished;
}

Result<void> ImportWork::apply(Connection& db, const PreparedChunk& prepared) {
  const ImportChunk& chunk = prepared.chunk;
  journal_ = {.runs = {.first = prepared.first_run.value, .count = static_cast<std::uint64_t>(prepared.created_runs)}};
  if (!chunk.new_cases.empty()) journal_.cases = {.first = chunk.new_cases.front().id.value, .count = chunk.new_cases.size()};
  TRY(note_changes(db, chunk.case_updates));
  TRY(insert_cases(db, prepared));
  TRY(update_cases(db, chunk.case_updates));
  CRASH_POINT("chunk.cases_written");
  for (const CaseId id : chunk.joins) TRY(join(db, id));
  TRY(write_runs(db, prepared));
  CRASH_POINT("chunk.runs_written");
  TRY(note_attachments(db, prepared.attachments));
  TRY(write_members(db));
  CRASH_POINT("chunk.members_written");
  processed_ += chunk.results;
  TRY(insert_chunk(db, {.project = start_.project, .import = id_, .chunk = next_chunk_++}, journal_, prepared.receipt));
  CRASH_POINT("chunk.journal_written");
  return {};
}

/// A change is later than what it changes, also when clocks are set or two come within a millisecond: undoing tells them by their time.
/// No chunk is earlier than the one before it, so that the end of the import is no earlier than all it did.
Result<void> ImportWork::note_changes(Connection& db, const std::vector<CaseUpdate>& updates) {
  journal_.time = milliseconds(std::max(now(), time_));
  std::map<CaseId, std::size_t> places;
  for (const CaseUpdate& update : updates) {
    if (is_made_here(update.id)) continue;
    const auto [place, is_first] = places.try_emplace(update.id, journal_.changed.size());
    ImportJournal::ChangedCase before = TRY(case_before(db, start_.project, update));
    journal_.time = std::max(journal_.time, before.updated + 1);
    if (is_first)
      journal_.changed.push_back(std::move(before));
    else if (before.content)
      journal_.changed[place->second].content = std::move(before.content);
  }
  time_ = Timestamp(std::chrono::milliseconds(journal_.time));
  return {};
}

bool ImportWork::is_made_here(CaseId id) const { return id.value >= journal_.cases.first && journal_.cases.count > 0; }

Result<void> ImportWork::update_cases(Connection& db, const std::vector<CaseUpdate>& updates) {
  for (const CaseUpdate& update : updates) TRY(update_case(db, start_.project, update, time_));
  return {};
}

Result<void> ImportWork::insert_cases(Connection& db, const PreparedChunk& prepared) {
  for (const std::uint32_t i : prepared.case_order) {
    const NewCase& each = prepared.chunk.new_cases[i];
    TRY(insert_case(db, start_.project, *configuration_, {.id = each.id, .number = each.number, .fields = each.fields}, time_));
    members_[each.id] = {};
  }
  return {};
}

Result<void> ImportWork::join(Connection& db, CaseId id) {
  Member* joining = TRY(member(db, id));
  if (joining->in_cycle) return {};
  if (!is_made_here(id)) journal_.joined.push_back(id);
  joining->in_cycle = true;
  joining->position = next_position_++;
  joining->latest.pristine = true;
  touch(id, *joining, Member::Change::joined);
  return {};
}

Result<ImportWork::Member*> ImportWork::member(Connection& db, CaseId id) {
  static constexpr std::string_view sql = R"sql(
    SELECT position, latest_run_id, latest_status_type, pristine, latest_import_id, row_statuses, latest_effort, progress
    FROM cycle_case WHERE project_id = ? AND cycle_id = ? AND case_id = ?
  )sql";
  const auto [place, is_new] = members_.try_emplace(id);
  Member& found = place->second;
  if (!is_new) return &found;
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(start_.project, start_.cycle, id))) return &found;
  found = member_in(row, 0);
  return &found;
}

void ImportWork::touch(CaseId id, Member& member, Member::Change change) {
  if (member.change != Member::Change::none) return;  // a joined member that is written too is inserted with what was written
  member.change = change;
  touched_.emplace_back(id, &member);
}

Result<void> ImportWork::write_runs(Connection& db, const PreparedChunk& prepared) {
  RunId next = prepared.first_run;
  for (std::size_t i = 0; i < prepared.chunk.runs.size(); ++i) {
    const RunWrite& write = prepared.chunk.runs[i];
    Member* written = TRY(member(db, write.case_id));
    if (!written->in_cycle) return broken_promise("a run of a case outside the cycle", write.case_id);
    if (write.action == RunAction::create)
      TRY(create_run(db, write, RunId{next.value++}, *written));
    else
      TRY(rewrite_run(db, write, *written));
    written->status = write.status;
    written->latest.status = write.status_type;
    written->latest.row_statuses = write.row_statuses;
    written->latest.effort_s = write.effort_s;
    written->latest.progress = write.progress;
    written->latest.pristine = false;
    written->latest.of_this_import = true;
    touch(write.case_id, *written, Member::Change::written);
    TRY(write_detail(db, write.action, written->latest.id, prepared.details[i]));
  }
  return {};
}

Result<void> ImportWork::create_run(Connection& db, const RunWrite& write, RunId id, Member& member) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO test_run (project_id, run_id, cycle_id, case_id, previous_run_id, import_id, ordinal, status_id, status_type,
                          row_statuses, automated, effort, created, updated)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1, ?11, ?12, ?12)
  )sql";
  TRY(TRY(db.prepare(sql))
          .run(start_.project, id, start_.cycle, write.case_id, member.latest.id, id_, write.ordinal, write.status, write.status_type,
               write.row_statuses.bits(), write.effort_s, milliseconds(time_)));
  member.latest.id = id;
  return {};
}

Result<void> ImportWork::rewrite_run(Connection& db, const RunWrite& write, Member& member) {
  static constexpr std::string_view sql = R"sql(
    UPDATE test_run SET import_id = ?, ordinal = ?, status_id = ?, status_type = ?, row_statuses = ?, automated = 1, effort = ?,
                        updated = ?
    WHERE project_id = ? AND run_id = ?
  )sql";
  if (!member.latest.of_this_import) journal_.overwritten.push_back(TRY(run_before(db, start_.project, member.latest.id)));
  TRY(TRY(db.prepare(sql))
          .run(id_, write.ordinal, write.status, write.status_type, write.row_statuses.bits(), write.effort_s, milliseconds(time_),
               start_.project, member.latest.id));
  if (db.changes() == 0) return broken_promise("no run to be rewritten", write.case_id);
  return {};
}

Result<void> ImportWork::write_detail(Connection& db, RunAction action, RunId run, const EncodedDetail& detail) {
  // A body is replaced where it is: another run of the same report brings one of about the same size.
  static constexpr std::string_view first_sql = R"sql(
    INSERT INTO run_detail (project_id, run_id, part, body) VALUES (?, ?, 1, ?)
    ON CONFLICT (project_id, run_id, part) DO UPDATE SET body = excluded.body
  )sql";
  static constexpr std::string_view next_sql = R"sql(
    INSERT INTO run_detail (project_id, run_id, part, body)
    SELECT ?1, ?2, coalesce(max(part), 0) + 1, ?3 FROM run_detail WHERE project_id = ?1 AND run_id = ?2
  )sql";
  if (action == RunAction::overwrite) TRY(drop_detail(db, run, detail.body.empty() ? FirstPart::dropped : FirstPart::kept));
  if (detail.body.empty()) return {};
  TRY(write_texts(db, detail.texts));
  return TRY(db.prepare(action == RunAction::add_rows ? next_sql : first_sql)).run(start_.project, run, Blob{detail.body});
}

Result<void> ImportWork::drop_detail(Connection& db, RunId run, FirstPart first) {
  static constexpr std::string_view sql = "DELETE FROM run_detail WHERE project_id = ? AND run_id = ? AND part > ?";
  return TRY(db.prepare(sql)).run(start_.project, run, first == FirstPart::kept ? 1 : 0);
}

Result<void> ImportWork::write_texts(Connection& db, const std::vector<SharedText>& texts) {
  if (known_texts_.size() > known_texts_max) known_texts_.clear();
  for (const SharedText& text : texts)
    if (known_texts_.insert(text.hash).second) TRY(keep_text(db, start_.project, text));
  return {};
}

Result<void> ImportWork::note_attachments(Connection& db, const std::vector<std::string>& sha256s) {
  static constexpr std::string_view sql =
      "INSERT INTO attachment_file (project_id, sha256, import_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
  for (const std::string& sha256 : sha256s) TRY(TRY(db.prepare(sql)).run(start_.project, sha256, id_));
  return {};
}

Result<void> ImportWork::write_members(Connection& db) {
  static constexpr std::string_view insert_sql = R"sql(
    INSERT INTO cycle_case (latest_run_id, latest_status_type, latest_import_id, pristine, row_statuses, latest_effort, progress,
                            latest_status_id, latest_updated, project_id, cycle_id, case_id, position)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  )sql";
  static constexpr std::string_view update_sql = R"sql(
    UPDATE cycle_case SET latest_run_id = ?, latest_status_type = ?, latest_import_id = ?, pristine = ?, row_statuses = ?,
                          latest_effort = ?, progress = ?, latest_status_id = ?, latest_updated = ?
    WHERE project_id = ? AND cycle_id = ? AND case_id = ?
  )sql";
  auto insert = TRY(db.prepare(insert_sql));
  auto update = TRY(db.prepare(update_sql));
  for (const auto& [id, member] : touched_) {
    const LatestRun& latest = member->latest;
    const ImportId import = latest.of_this_import ? id_ : ImportId{};
    const std::int64_t updated = member->status ? milliseconds(time_) : 0;
    if (member->change == Member::Change::joined)
      TRY(insert.run(latest.id, latest.status, import, latest.pristine, latest.row_statuses.bits(), latest.effort_s, latest.progress,
                     member->status, updated, start_.project, start_.cycle, id, member->position));
    else
      TRY(update.run(latest.id, latest.status, import, latest.pristine, latest.row_statuses.bits(), latest.effort_s, latest.progress,
                     member->status, updated, start_.project, start_.cycle, id));
    member->change = Member::Change::none;
  }
  if (touched_.empty()) return {};
  touched_.clear();
  return note_activity(db, start_.project, start_.cycle, time_);
}

}  // namespace testledger::sqlite
