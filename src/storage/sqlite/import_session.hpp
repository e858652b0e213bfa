#pragma once

#include "storage/sqlite/engine/long_turn.hpp"
#include "storage/sqlite/import_work.hpp"

namespace testledger::sqlite {

/// The caller's side of an import: hands out numbers at once and prepares chunks while the writer writes the one before.
class SqliteImportSession final : public ImportSession {
 public:
  static Result<std::unique_ptr<ImportSession>> begin(Writer& writer, const ImportStart& start,
                                                      std::shared_ptr<const Configuration> configuration);

  Result<std::vector<KnownCase>> find_cases(const CaseQuery& query) override;
  Result<ReservedCases> reserve_cases(std::int32_t count) override;
  Result<RunId> apply(ImportChunk chunk) override;
  Result<ImportRecord> commit(const ImportSummary& summary) override;

 private:
  SqliteImportSession(Writer& writer, const ImportStart& start, std::shared_ptr<const Configuration> configuration);

  ImportWork work_;  ///< touched by tasks of the turn alone
  ImportNumbers next_;
  LongTurn turn_;  ///< last, so that it ends before what its tasks use
};

}  // namespace testledger::sqlite
