#include <fmt/format.h>

#include <charconv>

#include "core/letter_case.hpp"
#include "storage/sqlite/configuration_tables.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

Project project_in(const Statement& row) { return {.id = {row.integer(0)}, .key = row.text(1), .name = row.text(2)}; }

}  // namespace

Result<Project> create_project(Connection& db, std::string_view key, std::string_view name) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO project (project_id, key, name, created)
    SELECT coalesce(max(project_id), 10000) + 1, ?, ?, ? FROM project WHERE true
    ON CONFLICT (key) DO NOTHING
  )sql";
  const std::string capitals = upper(key);
  TRY(TRY(db.prepare(sql)).run(capitals, name, milliseconds(now())));
  if (db.changes() == 0) return Error{.code = ErrorCode::conflict, .message = fmt::format("The project key {} is taken.", capitals)};
  Project project = TRY(find_project(db, capitals)).value();
  TRY(write_configuration(db, project.id, default_configuration()));
  TRY(insert_adhoc_cycle(db, project.id));
  return project;
}

Result<std::optional<Project>> find_project(Connection& db, std::string_view key_or_id) {
  static constexpr std::string_view sql = "SELECT project_id, key, name FROM project WHERE project_id = ? OR key = ?";
  std::int64_t id = 0;
  const auto [end, status] = std::from_chars(key_or_id.data(), key_or_id.data() + key_or_id.size(), id);
  if (status != std::errc() || end != key_or_id.data() + key_or_id.size()) id = 0;
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(id, upper(key_or_id)))) return std::optional<Project>();
  return std::optional(project_in(row));
}

Result<std::vector<Project>> projects(Connection& db) {
  static constexpr std::string_view sql = "SELECT project_id, key, name FROM project ORDER BY key";
  auto row = TRY(db.prepare(sql));
  std::vector<Project> all;
  for (bool more = TRY(row.first()); more; more = TRY(row.next())) all.push_back(project_in(row));
  return all;
}

}  // namespace testledger::sqlite
