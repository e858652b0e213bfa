#include "storage/sqlite/import_session.hpp"

namespace testledger::sqlite {
namespace {

// Reports up to this size are imported so quickly that several may share a commit.
constexpr std::int64_t quick_report_max = 1 << 20;

Sharing sharing_of(const ImportStart& start) { return start.size <= quick_report_max ? Sharing::shared : Sharing::alone; }

}  // namespace

SqliteImportSession::SqliteImportSession(Writer& writer, const ImportStart& start, std::shared_ptr<const Configuration> configuration)
    : work_(start, std::move(configuration)), turn_(writer, sharing_of(start)) {}

Result<std::unique_ptr<ImportSession>> SqliteImportSession::begin(Writer& writer, const ImportStart& start,
                                                                  std::shared_ptr<const Configuration> configuration) {
  std::unique_ptr<SqliteImportSession> session(new SqliteImportSession(writer, start, std::move(configuration)));
  TRY(session->turn_.call([&session](Connection& db) -> Result<void> {
    session->next_ = TRY(session->work_.begin(db));
    return {};
  }));
  return std::unique_ptr<ImportSession>(std::move(session));
}

Result<std::vector<KnownCase>> SqliteImportSession::find_cases(const CaseQuery& query) {
  std::vector<KnownCase> found;
  TRY(turn_.call([&](Connection& db) -> Result<void> {
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
  const RunId first{next_.run_id};
  next_.run_id += std::ranges::count(chunk.runs, RunAction::create, &RunWrite::action);
  if (next_.run_id - 1 > id_max) return out_of_numbers("run");
  TRY(turn_.post([this, prepared = std::make_shared<const PreparedChunk>(prepare(std::move(chunk), first))](Connection& db) {
    return work_.apply(db, *prepared);
  }));
  return first;
}

Result<ImportRecord> SqliteImportSession::commit(const ImportSummary& summary) {
  ImportRecord record;
  TRY(turn_.call([&](Connection& db) -> Result<void> {
    record = TRY(work_.finish(db, next_, summary));
    return {};
  }));
  TRY(turn_.keep());
  return record;
}

}  // namespace testledger::sqlite
