#include "storage/sqlite/import_session.hpp"

#include <algorithm>

#include "core/crash_point.hpp"
#include "core/log.hpp"

namespace testledger::sqlite {
namespace {

// Reports up to this size are imported so quickly that several may share a commit.
constexpr std::uint64_t quick_report_max = 1 << 20;

// A commit waits for the disk about as long as two chunks take to be written: a turn is as long as nobody minds.
constexpr std::chrono::milliseconds turn_when_others_wait{50};

Sharing sharing_of(const ImportStart& start) {
  const std::uint64_t size = std::max(static_cast<std::uint64_t>(start.size), start.unpacked_size);
  return size <= LESS_IN_CRASH_TESTS(results_of_crash_test() * 256UL, quick_report_max) ? Sharing::shared : Sharing::alone;
}

}  // namespace

SqliteImportSession::SqliteImportSession(const Place& place, const ImportStart& start, std::shared_ptr<const Configuration> configuration)
    : writer_(place.writer), turn_max_(place.turn_max), sharing_(sharing_of(start)), work_(start, std::move(configuration)) {
  if (sharing_ == Sharing::alone) ticket_.emplace(place.turns.enter({.project = start.project, .cycle = start.cycle}));
}

SqliteImportSession::~SqliteImportSession() {
  turn_.reset();
  if (stage_ == Stage::partly_kept && work_.is_direct()) undo();
}

Result<std::unique_ptr<ImportSession>> SqliteImportSession::begin(const Place& place, const ImportStart& start,
                                                                  std::shared_ptr<const Configuration> configuration) {
  std::unique_ptr<SqliteImportSession> session(new SqliteImportSession(place, start, std::move(configuration)));
  TRY(session->enter());
  return std::unique_ptr<ImportSession>(std::move(session));
}

Result<void> SqliteImportSession::enter() {
  if (turn_) return {};
  turn_.emplace(writer_, sharing_);
  return turn_->call([this](Connection& db) -> Result<void> {
    next_ = TRY(stage_ == Stage::fresh ? work_.begin(db) : work_.go_on(db));
    entered_ = steady_now();
    return {};
  });
}

bool SqliteImportSession::has_to_leave() const {
  if (sharing_ == Sharing::shared || work_.start().dry_run) return false;
  const auto lasted = steady_now() - entered_;
  return lasted >= turn_max_ || (lasted > turn_when_others_wait && writer_.is_waited_for());
}

/// Makes what was done durable and lets others in.
Result<void> SqliteImportSession::leave() {
  TRY(turn_->call([this](Connection& db) { return work_.pause(db, next_); }));
  const auto kept = turn_->keep();
  turn_.reset();
  TRY(kept);
  CRASH_POINT("part.committed");
  stage_ = Stage::partly_kept;
  return {};
}

Result<std::vector<KnownCase>> SqliteImportSession::find_cases(const CaseQuery& query) {
  std::vector<KnownCase> found;
  TRY(enter());
  TRY(turn_->call([&](Connection& db) -> Result<void> {
    found = TRY(work_.find_cases(db, query));
    return {};
  }));
  return found;
}

Result<ImportSession::ReservedCases> SqliteImportSession::reserve_cases(std::int32_t count) {
  if (next_.case_id + count - 1 > id_max || next_.case_number + count - 1 > id_max) return out_of_numbers("case");
  const ReservedCases reserved{.first_id = {next_.case_id}, .first_number = static_cast<KeyNumber>(next_.case_number)};
  next_.case_id += count;
  next_.case_number += count;
  return reserved;
}

Result<RunId> SqliteImportSession::apply(ImportChunk chunk) {
  TRY(enter());
  const RunId first{next_.run_id};
  auto prepared = std::make_shared<const PreparedChunk>(prepare(std::move(chunk), first));
  next_.run_id += prepared->created_runs;
  if (next_.run_id - 1 > id_max) return out_of_numbers("run");
  TRY(turn_->post([this, prepared](Connection& db) { return work_.apply(db, *prepared); }));
  if (has_to_leave()) TRY(leave());
  return first;
}

Result<ImportRecord> SqliteImportSession::commit(const ImportSummary& summary) {
  ImportRecord record;
  TRY(enter());
  TRY(turn_->call([&](Connection& db) -> Result<void> {
    record = TRY(work_.finish(db, next_, summary));
    return {};
  }));
  TRY(turn_->keep());
  CRASH_POINT("import.committed");
  stage_ = Stage::finished;
  ticket_.reset();
  return record;
}

/// Of a direct import that failed when parts of it were durable. What cannot be undone now, a worker undoes: the batch is abandoned.
void SqliteImportSession::undo() {
  const ImportStart& start = work_.start();
  Result<bool> more = true;
  while (more && *more)
    if (auto done = writer_
                        .submit(
                            [&](Connection& db) -> Result<void> {
                              more = undo_chunk(db, start.project, *start.batch);
                              if (!more) return more.error();
                              if (*more) return {};
                              return fail_batch(db, start.project, *start.batch, {.requests = 1, .errors = 1},
                                                "The import was not finished. Send it again.");
                            },
                            Sharing::shared)
                        .get();
        !done)
      more = done.error();
  if (more) return;
  log::write(log::Level::error, "an import that failed is not undone yet",
             {{"batch", start.batch->batch.value}, {"detail", more.error().message}});
  (void)writer_
      .submit([&](Connection& db) { return extend_lease(db, start.project, *start.batch, std::chrono::milliseconds(0)); }, Sharing::shared)
      .get();
}

}  // namespace testledger::sqlite
