#include <fmt/format.h>

#include <ranges>

#include "storage/detail_codec.hpp"
#include "storage/sqlite/json_lists.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

Result<void> insert_cycle(Connection& db, ProjectId project, CycleId id, KeyNumber number, const CycleDraft& draft) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO test_cycle (project_id, cycle_id, number, title, title_folded, objective, folder_id, owner, tasks, custom_fields,
                            closed, created, updated)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, ?11, ?11)
  )sql";
  const std::string tasks = encode(draft.tasks);
  return TRY(db.prepare(sql))
      .run(project, id, number, draft.title, case_folded(trimmed(draft.title)), draft.objective, draft.folder, draft.owner, Blob{tasks},
           draft.custom_fields, milliseconds(now()));
}

/// Of a row of the columns that the selects below name.
Result<TestCycle> cycle_in(const Statement& row) {
  TestCycle cycle{.id = {row.integer(0)},
                  .number = static_cast<KeyNumber>(row.integer(1)),
                  .fields = {.title = row.text(2), .objective = row.text(3), .owner = row.text(5)},
                  .closed = row.flag(8),
                  .created = timestamp(row.integer(9)),
                  .updated = timestamp(row.integer(10))};
  if (!row.is_null(4)) cycle.fields.folder = FolderId{row.integer(4)};
  cycle.fields.tasks = TRY(decode_list(row.bytes(6)));
  cycle.fields.custom_fields = row.text(7);
  return cycle;
}

Result<void> add_folder(Connection& db, ProjectId project, TestCycle& cycle) {
  if (cycle.fields.folder) cycle.folder = TRY(find_folder(db, project, FolderKind::test_cycle, *cycle.fields.folder));
  return {};
}

Result<Page<TestCycle>> read_page(Connection& db, ProjectId project, Statement& row, Result<bool> first, PageRequest page) {
  std::vector<TestCycle> found;
  for (bool more = TRY(std::move(first)); more; more = TRY(row.next())) found.push_back(TRY(cycle_in(row)));
  for (TestCycle& cycle : found) TRY(add_folder(db, project, cycle));
  return page_of(std::move(found), page);
}

/// All cycles that the query finds, in its order.
Result<std::vector<CycleId>> matching_cycles(Connection& db, ProjectId project, const CycleQuery& query) {
  static constexpr std::string_view exact_sql = R"sql(
    SELECT cycle_id FROM test_cycle WHERE project_id = ?1 AND title_folded = ?2
      AND (?3 IS NULL OR number IN (SELECT value FROM json_each(?3)))
      AND (?4 IS NULL OR cycle_id IN (SELECT value FROM json_each(?4)))
      AND (?5 IS NULL OR folder_id IN (SELECT value FROM json_each(?5)))
      AND (?6 IS NULL OR hex(owner) IN (SELECT value FROM json_each(?6)))
    ORDER BY trim(title, ' ' || char(9, 10, 13)) = ?7 DESC, cycle_id DESC
  )sql";
  static constexpr std::string_view contains_sql = R"sql(
    SELECT cycle_id FROM test_cycle WHERE project_id = ?1 AND instr(title_folded, ?2) > 0
      AND (?3 IS NULL OR number IN (SELECT value FROM json_each(?3)))
      AND (?4 IS NULL OR cycle_id IN (SELECT value FROM json_each(?4)))
      AND (?5 IS NULL OR folder_id IN (SELECT value FROM json_each(?5)))
      AND (?6 IS NULL OR hex(owner) IN (SELECT value FROM json_each(?6)))
      AND ?7 IS NOT NULL
    ORDER BY cycle_id DESC
  )sql";
  const std::string_view title = query.title ? trimmed(*query.title) : std::string_view();
  const bool by_title = query.title && query.match == TextMatch::exact;
  const auto value = [](auto id) { return id.value; };
  auto row = TRY(db.prepare(by_title ? exact_sql : contains_sql));
  std::vector<CycleId> found;
  bool more = TRY(row.first(project, case_folded(title), number_list(query.numbers, std::identity()), number_list(query.ids, value),
                            number_list(query.folders, value), hex_list(query.owners), title));
  for (; more; more = TRY(row.next())) found.push_back({row.integer(0)});
  return found;
}

}  // namespace

Result<void> insert_adhoc_cycle(Connection& db, ProjectId project) {
  const CycleId id{TRY(take_numbers(db, project, "cycle", 1))};
  return insert_cycle(db, project, id, adhoc_cycle_number, {.title = "Adhoc"});
}

Result<TestCycle> create_cycle(Connection& db, ProjectId project, const CycleDraft& draft) {
  TRY(require_folder(db, project, FolderKind::test_cycle, draft.folder));
  const CycleId id{TRY(take_numbers(db, project, "cycle", 1))};
  const auto number = static_cast<KeyNumber>(TRY(take_numbers(db, project, "cycle number", 1)));
  TRY(insert_cycle(db, project, id, number, draft));
  return TRY(find_cycle(db, project, {.number = number})).value();
}

Result<std::optional<TestCycle>> find_cycle(Connection& db, ProjectId project, const Reference& reference) {
  static constexpr std::string_view by_number = R"sql(
    SELECT cycle_id, number, title, objective, folder_id, owner, tasks, custom_fields, closed, created, updated
    FROM test_cycle WHERE project_id = ? AND number = ?
  )sql";
  static constexpr std::string_view by_id = R"sql(
    SELECT cycle_id, number, title, objective, folder_id, owner, tasks, custom_fields, closed, created, updated
    FROM test_cycle WHERE project_id = ? AND cycle_id = ?
  )sql";
  auto row = TRY(db.prepare(reference.number ? by_number : by_id));
  if (!TRY(row.first(project, reference.number ? std::int64_t{*reference.number} : reference.id))) return std::optional<TestCycle>();
  TestCycle cycle = TRY(cycle_in(row));
  TRY(add_folder(db, project, cycle));
  return std::optional(std::move(cycle));
}

Result<Page<TestCycle>> cycles(Connection& db, ProjectId project, PageRequest page) {
  static constexpr std::string_view sql = R"sql(
    SELECT cycle_id, number, title, objective, folder_id, owner, tasks, custom_fields, closed, created, updated
    FROM test_cycle WHERE project_id = ? ORDER BY cycle_id DESC LIMIT ? OFFSET ?
  )sql";
  auto row = TRY(db.prepare(sql));
  return read_page(db, project, row, row.first(project, page.size + 1, page.start), page);
}

Result<Page<TestCycle>> find_cycles(Connection& db, ProjectId project, const CycleQuery& query, PageRequest page) {
  const std::vector<CycleId> matching = TRY(matching_cycles(db, project, query));
  std::vector<TestCycle> found;
  for (const CycleId id : matching | std::views::drop(page.start) | std::views::take(page.size + 1))
    found.push_back(TRY(find_cycle(db, project, {.id = id.value})).value());
  auto result = page_of(std::move(found), page);
  result.total = std::ssize(matching);
  return result;
}

}  // namespace testledger::sqlite
