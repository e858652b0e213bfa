#include <algorithm>
#include <memory>

#include "storage/sqlite/case_results.hpp"
#include "storage/sqlite/insight_reading.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

constexpr std::int64_t cases_sampled = 100;

Result<std::optional<CycleName>> cycle_name(Connection& db, ProjectId project, CycleId cycle) {
  static constexpr std::string_view sql = "SELECT number, title FROM cycle_head WHERE project_id = ? AND cycle_id = ?";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, cycle))) return std::optional<CycleName>();
  return std::optional(CycleName{.id = cycle, .number = static_cast<KeyNumber>(row.integer(0)), .title = row.text(1)});
}

/// The last cycle that was made before and has some of the first cases.
Result<std::optional<CycleId>> cycle_before(Connection& db, ProjectId project, CycleId cycle) {
  static constexpr std::string_view sql = R"sql(
    SELECT max(other.cycle_id)
    FROM (SELECT case_id FROM cycle_case WHERE project_id = ?1 AND cycle_id = ?2 ORDER BY position LIMIT ?3) AS sample
    JOIN cycle_case AS other ON other.project_id = ?1 AND other.case_id = sample.case_id AND other.cycle_id < ?2
    JOIN cycle_head ON cycle_head.project_id = ?1 AND cycle_head.cycle_id = other.cycle_id
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, cycle, cases_sampled)) || row.is_null(0)) return std::optional<CycleId>();
  return std::optional(CycleId{row.integer(0)});
}

/// Those that have the text in their titles; they are in the order of their cases.
Result<std::vector<ComparedRows>> with_text(Connection& db, ProjectId project, const ComparisonQuery& query,
                                            std::vector<ComparedRows> compared) {
  const auto text = TRY(text_wanted(db, project, query.text, query.project_key));
  if (!text) return compared;
  std::vector<CaseResult> rows;
  for (const ComparedRows& each : compared) rows.push_back(each.either());
  const FoldedTitles titles = TRY(folded_titles(db, project, rows));
  std::vector<ComparedRows> found;
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (text->is_met_by(rows[row].case_id, titles.of(row))) found.push_back(compared[row]);
  return found;
}

Result<std::vector<ComparedRows>> asked_for(Connection& db, ProjectId project, const ComparisonQuery& query,
                                            std::vector<ComparedRows> compared) {
  if (query.changes)
    std::erase_if(compared,
                  [&](const ComparedRows& each) { return std::ranges::find(*query.changes, each.change) == query.changes->end(); });
  return with_text(db, project, query, std::move(compared));
}

}  // namespace

Result<CycleComparison> compare(Connection& db, ProjectId project, CycleId cycle, const ComparisonQuery& query, PageRequest part,
                                KnownResults& known) {
  CycleComparison comparison;
  const auto with = query.with ? query.with : TRY(cycle_before(db, project, cycle));
  auto before = std::make_shared<const std::vector<CaseResult>>();
  if (with) comparison.with = TRY(cycle_name(db, project, *with));
  if (comparison.with) before = TRY(case_results(db, project, *with, known));
  const SharedResults after = TRY(case_results(db, project, cycle, known));
  std::vector<ComparedRows> all = compared(*before, *after);
  for (const ComparedRows& each : all) ++comparison.summary[static_cast<std::size_t>(each.change)];
  all = TRY(asked_for(db, project, query, std::move(all)));
  comparison.total = std::ssize(all);
  for (const ComparedCase& each : most_important(all, part)) {
    ShownCase shown = TRY(shown_case(db, project, each.either().case_id, each.either().version));
    comparison.rows.push_back({.compared = each, .number = shown.number, .title = std::move(shown.title)});
  }
  return comparison;
}

}  // namespace testledger::sqlite
