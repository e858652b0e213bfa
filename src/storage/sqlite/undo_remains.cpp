// What other imports have written or used since stays when an import is undone; what it was before goes over to their journals, as
// if the undone import had never come in between.
#include <algorithm>

#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

using OverwrittenRun = ImportJournal::OverwrittenRun;
using ChangedCase = ImportJournal::ChangedCase;
using MadeCase = ImportJournal::MadeCase;

/// The journal of one chunk, in its place.
struct KeptJournal {
  ImportId import;
  std::int64_t chunk = -1;
  ImportJournal journal;
};

/// The first after a chunk that has not been undone.
Result<std::optional<KeptJournal>> next_journal(Connection& db, ProjectId project, ImportId import, std::int64_t after) {
  static constexpr std::string_view sql = R"sql(
    SELECT chunk, journal FROM import_chunk
    WHERE project_id = ? AND import_id = ? AND chunk > ? AND journal IS NOT NULL ORDER BY chunk LIMIT 1
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, import, after))) return std::optional<KeptJournal>();
  return std::optional(KeptJournal{.import = import, .chunk = row.integer(0), .journal = TRY(decode_journal(row.bytes(1)))});
}

Result<void> keep(Connection& db, ProjectId project, const KeptJournal& kept) {
  static constexpr std::string_view sql = "UPDATE import_chunk SET journal = ? WHERE project_id = ? AND import_id = ? AND chunk = ?";
  const std::string packed = encode(kept.journal);
  return TRY(db.prepare(sql)).run(Blob{packed}, project, kept.import, kept.chunk);
}

/// Hands over to the oldest chunk, which is undone last: by then nothing of that import uses the case any more.
template <typename Take>
Result<void> hand_to_oldest(Connection& db, ProjectId project, ImportId import, const Take& take) {
  auto oldest = TRY(next_journal(db, project, import, -1));
  if (!oldest) return {};
  take(oldest->journal);
  return keep(db, project, *oldest);
}

/// Looks for what remains among what an import found when it wrote.
class Heir {
 public:
  Heir(Connection& db, UndoRemains& remains, ImportId import) : db_(db), remains_(remains), import_(import) {}

  Result<void> take_over() {
    auto kept = TRY(next_journal(db_, remains_.project, import_, -1));
    for (; kept; kept = TRY(next_journal(db_, remains_.project, import_, kept->chunk)))
      if (take_over(kept->journal)) TRY(keep(db_, remains_.project, *kept));
    if (cases_.empty()) return {};
    return hand_to_oldest(db_, remains_.project, import_,
                          [&](ImportJournal& journal) { std::ranges::copy(cases_, std::back_inserter(journal.taken_cases)); });
  }

 private:
  /// Whether the journal has changed.
  bool take_over(ImportJournal& journal) {
    const std::size_t runs = std::erase_if(remains_.runs, [&](RunId id) { return take_run(journal, id); });
    const std::size_t overwritten = std::erase_if(remains_.overwritten, [&](OverwrittenRun& run) { return take_before(journal, run); });
    const std::size_t changed = std::erase_if(remains_.changed, [&](ChangedCase& before) { return take_before(journal, before); });
    std::erase_if(remains_.cases, [&](const MadeCase& made) { return take_case(journal, made); });
    return runs + overwritten + changed > 0;
  }

  std::vector<OverwrittenRun>::iterator found(ImportJournal& journal, RunId id) const {
    return std::ranges::find_if(journal.overwritten,
                                [&](const OverwrittenRun& run) { return run.run == id && run.import == remains_.import.value; });
  }

  bool take_run(ImportJournal& journal, RunId id) const {
    const auto own = found(journal, id);
    if (own == journal.overwritten.end()) return false;
    journal.overwritten.erase(own);
    journal.taken_runs.push_back(id);
    return true;
  }

  bool take_before(ImportJournal& journal, OverwrittenRun& run) const {
    const auto own = found(journal, run.run);
    if (own == journal.overwritten.end()) return false;
    *own = std::move(run);
    return true;
  }

  bool take_before(ImportJournal& journal, ChangedCase& before) const {
    const auto own = std::ranges::find_if(journal.changed,
                                          [&](const ChangedCase& each) { return each.id == before.id && each.updated == remains_.time; });
    if (own == journal.changed.end()) return false;
    if (!before.content) before.content = std::move(own->content);  // the undone import had left the wide parts as they were
    *own = std::move(before);
    return true;
  }

  bool take_case(const ImportJournal& journal, const MadeCase& made) {
    const bool is_changed =
        std::ranges::any_of(journal.changed, [&](const ChangedCase& each) { return each.id == made.id && each.updated == made.updated; });
    if (is_changed) cases_.push_back(made);
    return is_changed;
  }

  Connection& db_;
  UndoRemains& remains_;
  ImportId import_;
  std::vector<MadeCase> cases_;
};

/// Imports that wrote after the chunk, the next after the one given. An hour of doubt, for clocks that are set.
Result<std::optional<ImportId>> next_heir(Connection& db, const UndoRemains& remains, ImportId after) {
  static constexpr std::int64_t doubt_ms = 3'600'000;
  static constexpr std::string_view sql = R"sql(
    SELECT import_id FROM import WHERE project_id = ? AND import_id > ? AND import_id <> ? AND finished >= ? ORDER BY import_id LIMIT 1
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(remains.project, after, remains.import, remains.time - doubt_ms))) return std::optional<ImportId>();
  return std::optional(ImportId{row.integer(0)});
}

/// The import whose run is the latest of a case, in the cycle or, without one, in any.
Result<std::optional<ImportId>> user_of(Connection& db, const UndoRemains& remains, CaseId id, std::optional<CycleId> cycle) {
  static constexpr std::string_view sql = R"sql(
    SELECT latest_import_id FROM cycle_case
    WHERE project_id = ?1 AND case_id = ?2 AND (?3 IS NULL OR cycle_id = ?3) AND latest_import_id NOT IN (0, ?4) LIMIT 1
  )sql";
  auto row = TRY(db.prepare(sql));
  const auto of = cycle ? std::optional(cycle->value) : std::nullopt;
  if (!TRY(row.first(remains.project, id, of, remains.import))) return std::optional<ImportId>();
  return std::optional(ImportId{row.integer(0)});
}

}  // namespace

Result<void> hand_on(Connection& db, UndoRemains remains) {
  const auto open = [&] { return remains.runs.size() + remains.overwritten.size() + remains.changed.size() + remains.cases.size() > 0; };
  for (auto heir = open() ? TRY(next_heir(db, remains, {})) : std::nullopt; heir && open(); heir = TRY(next_heir(db, remains, *heir)))
    TRY(Heir(db, remains, *heir).take_over());
  for (const CaseId id : remains.joined)
    if (const auto user = TRY(user_of(db, remains, id, remains.cycle)))
      TRY(hand_to_oldest(db, remains.project, *user, [&](ImportJournal& journal) { journal.joined.push_back(id); }));
  for (const MadeCase& made : remains.cases)
    if (const auto user = TRY(user_of(db, remains, made.id, {})))
      TRY(hand_to_oldest(db, remains.project, *user, [&](ImportJournal& journal) { journal.taken_cases.push_back(made); }));
  return {};
}

}  // namespace testledger::sqlite
