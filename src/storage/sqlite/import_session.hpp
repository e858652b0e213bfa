#pragma once

#include <chrono>
#include <optional>

#include "storage/sqlite/cycle_turns.hpp"
#include "storage/sqlite/engine/long_turn.hpp"
#include "storage/sqlite/import_work.hpp"

namespace testledger::sqlite {

/// The caller's side of an import: hands out numbers at once and prepares chunks while the writer writes the one before. A small
/// report is one turn of the writer, a larger one many: it lets others in between two chunks, and while it is read on.
class SqliteImportSession final : public ImportSession {
 public:
  struct Place {
    Writer& writer;
    CycleTurns& turns;
    std::chrono::milliseconds turn_max;
  };
  static Result<std::unique_ptr<ImportSession>> begin(const Place& place, const ImportStart& start,
                                                      std::shared_ptr<const Configuration> configuration);
  ~SqliteImportSession() override;

  Result<std::vector<KnownCase>> find_cases(const CaseQuery& query) override;
  Result<ReservedCases> reserve_cases(std::int32_t count) override;
  Result<RunId> apply(ImportChunk chunk) override;
  Result<ImportRecord> commit(const ImportSummary& summary) override;

 private:
  enum class Stage { fresh, partly_kept, finished };

  SqliteImportSession(const Place& place, const ImportStart& start, std::shared_ptr<const Configuration> configuration);
  Result<void> enter();
  Result<void> leave();
  bool has_to_leave() const;
  void undo();

  Writer& writer_;
  std::chrono::milliseconds turn_max_;
  Sharing sharing_;
  std::optional<CycleTurns::Ticket> ticket_;
  ImportWork work_;  ///< touched by tasks of the turn alone
  ImportNumbers next_;
  Stage stage_ = Stage::fresh;
  SteadyTime entered_;
  std::optional<LongTurn> turn_;  ///< last, so that it ends before what its tasks use
};

}  // namespace testledger::sqlite
