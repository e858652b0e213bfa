#include <fmt/format.h>

#include <charconv>

#include "storage/detail_codec.hpp"
#include "storage/sqlite/columns.hpp"
#include "storage/sqlite/run_edit_tables.hpp"
#include "storage/sqlite/tables.hpp"
#include "storage/sqlite/tag_tables.hpp"

namespace testledger::sqlite {
namespace {

/// Numbers as a list of texts; none when there are none.
std::optional<std::string> encoded(const std::vector<std::int64_t>& numbers) {
  std::vector<std::string> texts;
  for (const std::int64_t number : numbers) texts.push_back(std::to_string(number));
  return texts.empty() ? std::nullopt : std::optional(encode(texts));
}

Result<std::vector<std::int64_t>> decoded(std::string_view bytes) {
  std::vector<std::int64_t> numbers;
  if (bytes.empty()) return numbers;
  for (const std::string& text : TRY(decode_list(bytes))) std::from_chars(text.data(), text.data() + text.size(), numbers.emplace_back());
  return numbers;
}

Result<void> write_tags(Connection& db, ProjectId project, CycleId id, const std::vector<std::string>& names) {
  static constexpr std::string_view drop_sql = "DELETE FROM cycle_tag WHERE project_id = ? AND cycle_id = ?";
  static constexpr std::string_view sql = "INSERT INTO cycle_tag (project_id, cycle_id, tag_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
  TRY(TRY(db.prepare(drop_sql)).run(project, id));
  for (const std::string& name : names) {
    const TagId tag = TRY(ensure_tag(db, project, name));
    TRY(TRY(db.prepare(sql)).run(project, id, tag));
  }
  return {};
}

/// Writes what the cycle says; its row is there.
Result<void> write_fields(Connection& db, ProjectId project, CycleId id, const CycleDraft& draft, Timestamp updated) {
  static constexpr std::string_view sql = R"sql(
    UPDATE test_cycle SET title = ?, title_folded = ?, objective = ?, folder_id = ?, owner = ?, tasks = ?, custom_fields = ?, closed = ?,
                          start_date = ?, end_date = ?, components = ?, releases = ?, updated = ?
    WHERE project_id = ? AND cycle_id = ?
  )sql";
  const std::string tasks = encode(draft.tasks);
  const auto components = encoded(draft.components);
  const auto releases = encoded(draft.releases);
  TRY(TRY(db.prepare(sql))
          .run(draft.title, case_folded(trimmed(draft.title)), draft.objective, draft.folder, draft.owner, Blob{tasks}, draft.custom_fields,
               draft.closed, optional_milliseconds(draft.start), optional_milliseconds(draft.end), optional_blob(components),
               optional_blob(releases), milliseconds(updated), project, id));
  return write_tags(db, project, id, draft.tags);
}

Result<void> insert_cycle(Connection& db, ProjectId project, CycleId id, KeyNumber number, const CycleDraft& draft) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO test_cycle (project_id, cycle_id, number, title, title_folded, objective, owner, tasks, custom_fields, closed, created,
                            updated)
    VALUES (?1, ?2, ?3, '', '', '', '', x'', '', 0, ?4, ?4)
  )sql";
  const Timestamp time = now();
  TRY(TRY(db.prepare(sql)).run(project, id, number, milliseconds(time)));
  return write_fields(db, project, id, draft, time);
}

/// Of a row of cycle_head.
Result<TestCycle> cycle_in(const Statement& row) {
  TestCycle cycle{.id = {row.integer(1)},
                  .number = static_cast<KeyNumber>(row.integer(2)),
                  .fields = {.title = row.text(3), .objective = row.text(4), .owner = row.text(6), .custom_fields = row.text(8)},
                  .created = timestamp(row.integer(10)),
                  .updated = timestamp(row.integer(11))};
  CycleDraft& fields = cycle.fields;
  if (!row.is_null(5)) fields.folder = FolderId{row.integer(5)};
  fields.tasks = TRY(decode_list(row.bytes(7)));
  fields.closed = row.flag(9);
  if (!row.is_null(12)) fields.start = timestamp(row.integer(12));
  if (!row.is_null(13)) fields.end = timestamp(row.integer(13));
  fields.components = TRY(decoded(row.bytes(14)));
  fields.releases = TRY(decoded(row.bytes(15)));
  return cycle;
}

/// What other tables have of it.
Result<void> complete(Connection& db, ProjectId project, TestCycle& cycle) {
  static constexpr std::string_view sql = R"sql(
    SELECT tag_id, name FROM cycle_tag JOIN tag USING (project_id, tag_id) WHERE project_id = ? AND cycle_id = ? ORDER BY name_folded
  )sql";
  if (cycle.fields.folder) cycle.folder = TRY(find_folder(db, project, FolderKind::test_cycle, *cycle.fields.folder));
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(project, cycle.id)); more; more = TRY(row.next())) {
    cycle.tags.push_back({.id = {row.integer(0)}, .name = row.text(1)});
    cycle.fields.tags.push_back(row.text(1));
  }
  return {};
}

Error no_cycle(CycleId id) { return {.code = ErrorCode::not_found, .message = fmt::format("There is no cycle {}.", id.value)}; }

Result<TestCycle> cycle_with(Connection& db, ProjectId project, CycleId id) {
  if (auto found = TRY(find_cycle(db, project, {.id = id.value}))) return *std::move(found);
  return no_cycle(id);
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
  return cycle_with(db, project, id);
}

Result<std::optional<TestCycle>> find_cycle(Connection& db, ProjectId project, const Reference& reference) {
  static constexpr std::string_view by_number = "SELECT * FROM cycle_head WHERE project_id = ? AND number = ?";
  static constexpr std::string_view by_id = "SELECT * FROM cycle_head WHERE project_id = ? AND cycle_id = ?";
  auto row = TRY(db.prepare(reference.number ? by_number : by_id));
  if (!TRY(row.first(project, reference.number ? std::int64_t{*reference.number} : reference.id))) return std::optional<TestCycle>();
  TestCycle cycle = TRY(cycle_in(row));
  TRY(complete(db, project, cycle));
  return std::optional(std::move(cycle));
}

Result<Page<TestCycle>> cycles_in(Connection& db, ProjectId project, Statement& row, Result<bool> first, PageRequest page) {
  std::vector<TestCycle> found;
  for (bool more = TRY(std::move(first)); more; more = TRY(row.next())) found.push_back(TRY(cycle_in(row)));
  for (TestCycle& cycle : found) TRY(complete(db, project, cycle));
  return page_of(std::move(found), page, [](const TestCycle& cycle) { return cycle.id.value; });
}

Result<Page<TestCycle>> cycles(Connection& db, ProjectId project, PageRequest page) {
  static constexpr std::string_view sql =
      "SELECT * FROM cycle_head WHERE project_id = ? AND cycle_id < ? ORDER BY cycle_id DESC LIMIT ? OFFSET ?";
  auto row = TRY(db.prepare(sql));
  return cycles_in(db, project, row, row.first(project, page.after.value_or(INT64_MAX), page.size + 1, page.skipped()), page);
}

Result<TestCycle> change_cycle(Connection& db, ProjectId project, CycleId id, const CycleStore::CycleChange& change) {
  const TestCycle before = TRY(cycle_with(db, project, id));
  const CycleDraft after = TRY(change(before));
  if (after.closed && before.number == adhoc_cycle_number)
    return Error{.code = ErrorCode::conflict, .message = "The ad-hoc cycle cannot be closed."};
  TRY(require_folder(db, project, FolderKind::test_cycle, after.folder));
  TRY(write_fields(db, project, id, after, std::max(now(), before.updated)));
  return cycle_with(db, project, id);
}

Result<void> note_activity(Connection& db, ProjectId project, CycleId id, Timestamp when) {
  static constexpr std::string_view sql = R"sql(
    UPDATE test_cycle SET changes = changes + 1, last_activity = max(coalesce(last_activity, 0), ?) WHERE project_id = ? AND cycle_id = ?
  )sql";
  return TRY(db.prepare(sql)).run(milliseconds(when), project, id);
}

Result<TestCycle> clone_cycle(Connection& db, ProjectId project, CycleId of, const CycleDraft& draft) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO cycle_case (project_id, cycle_id, case_id, position, latest_run_id, latest_status_type, latest_import_id, pristine,
                            row_statuses, latest_effort, progress, version)
    SELECT project_id, ?1, case_id, position, 0, 0, 0, 1, 0, 0, 0, version FROM cycle_case WHERE project_id = ?2 AND cycle_id = ?3
  )sql";
  TRY(cycle_with(db, project, of));
  TestCycle made = TRY(create_cycle(db, project, draft));
  TRY(TRY(db.prepare(sql)).run(made.id, project, of));
  TRY(copy_attachments(db, {.project = project, .kind = AttachmentOwner::test_cycle, .id = of.value}, made.id.value));
  return made;
}

Result<void> require_open_cycle(Connection& db, ProjectId project, CycleId id) { return takes_results(TRY(cycle_with(db, project, id))); }

}  // namespace testledger::sqlite
