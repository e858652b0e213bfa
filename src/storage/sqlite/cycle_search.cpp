#include "storage/sqlite/json_lists.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

/// A cycle that the query finds, by its rank.
struct FoundCycle {
  CycleId id;
  std::int64_t rank = 0;
};

/// All of them, in their order.
Result<std::vector<FoundCycle>> matching_cycles(Connection& db, ProjectId project, const CycleQuery& query) {
  static constexpr std::string_view exact_sql = R"sql(
    SELECT cycle_id, ((trim(title, ' ' || char(9, 10, 13)) = ?7) << ?8) + cycle_id AS rank
    FROM cycle_head WHERE project_id = ?1 AND title_folded = ?2
      AND (?3 IS NULL OR number IN (SELECT value FROM json_each(?3)))
      AND (?4 IS NULL OR cycle_id IN (SELECT value FROM json_each(?4)))
      AND (?5 IS NULL OR folder_id IN (SELECT value FROM json_each(?5)))
      AND (?6 IS NULL OR hex(owner) IN (SELECT value FROM json_each(?6)))
    ORDER BY rank DESC
  )sql";
  static constexpr std::string_view contains_sql = R"sql(
    SELECT cycle_id, cycle_id FROM cycle_head WHERE project_id = ?1 AND instr(title_folded, ?2) > 0
      AND (?3 IS NULL OR number IN (SELECT value FROM json_each(?3)))
      AND (?4 IS NULL OR cycle_id IN (SELECT value FROM json_each(?4)))
      AND (?5 IS NULL OR folder_id IN (SELECT value FROM json_each(?5)))
      AND (?6 IS NULL OR hex(owner) IN (SELECT value FROM json_each(?6)))
      AND ?7 IS NOT NULL AND ?8 IS NOT NULL
    ORDER BY cycle_id DESC
  )sql";
  const std::string_view title = query.title ? trimmed(*query.title) : std::string_view();
  const bool by_title = query.title && query.match == TextMatch::exact;
  auto row = TRY(db.prepare(by_title ? exact_sql : contains_sql));
  std::vector<FoundCycle> found;
  bool more = TRY(row.first(project, case_folded(title), number_list(query.numbers, std::identity()), number_list(query.ids),
                            number_list(query.folders), hex_list(query.owners), title, same_case_shift));
  for (; more; more = TRY(row.next())) found.push_back({.id = {row.integer(0)}, .rank = row.integer(1)});
  return found;
}

}  // namespace

Result<Page<TestCycle>> find_cycles(Connection& db, ProjectId project, const CycleQuery& query, PageRequest page) {
  const std::vector<FoundCycle> matching = TRY(matching_cycles(db, project, query));
  const auto is_before = [&](const FoundCycle& each) { return page.after && each.rank >= *page.after; };
  auto wanted = matching | std::views::drop_while(is_before) | std::views::drop(page.skipped()) | std::views::take(page.size + 1);
  std::vector<TestCycle> found;
  for (const FoundCycle& each : wanted) found.push_back(TRY(find_cycle(db, project, {.id = each.id.value})).value());
  auto result = page_of(std::move(found), page, [&](const TestCycle& cycle) { return rank_of(cycle, query); });
  result.total = std::ssize(matching);
  return result;
}

}  // namespace testledger::sqlite
