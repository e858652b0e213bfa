#include <fmt/format.h>

#include <charconv>

#include "core/letter_case.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

constexpr ChoiceKind all_choice_kinds[] = {ChoiceKind::case_status, ChoiceKind::case_priority, ChoiceKind::case_type,
                                           ChoiceKind::script_type, ChoiceKind::automation_status};

std::vector<Choice>& list_of(Configuration& configuration, ChoiceKind kind) {
  switch (kind) {
    case ChoiceKind::case_status: return configuration.case_statuses;
    case ChoiceKind::case_priority: return configuration.case_priorities;
    case ChoiceKind::case_type: return configuration.case_types;
    case ChoiceKind::script_type: return configuration.script_types;
    case ChoiceKind::automation_status: break;
  }
  return configuration.automation_statuses;
}

Result<void> insert_configuration(Connection& db, ProjectId project, const Configuration& configuration) {
  static constexpr std::string_view choice_sql = R"sql(
    INSERT INTO choice (project_id, kind, choice_id, position, name, is_default, eligible_for_cycle) VALUES (?, ?, ?, ?, ?, ?, ?)
  )sql";
  static constexpr std::string_view status_sql = R"sql(
    INSERT INTO run_status (project_id, status_id, position, name, status_type, color) VALUES (?, ?, ?, ?, ?, ?)
  )sql";
  auto insert_choice = TRY(db.prepare(choice_sql));
  for (const ChoiceKind kind : all_choice_kinds) {
    int position = 0;
    for (const Choice& each : configuration.of(kind))
      TRY(insert_choice.run(project, kind, each.id, ++position, each.name, each.is_default, each.eligible_for_cycle));
  }
  auto insert_status = TRY(db.prepare(status_sql));
  int position = 0;
  for (const RunStatus& each : configuration.run_statuses)
    TRY(insert_status.run(project, each.id, ++position, each.name, each.type, each.color));
  return {};
}

Result<void> load_choices(Connection& db, ProjectId project, Configuration& configuration) {
  static constexpr std::string_view sql = R"sql(
    SELECT kind, choice_id, name, is_default, eligible_for_cycle FROM choice WHERE project_id = ? ORDER BY kind, position
  )sql";
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(project)); more; more = TRY(row.next()))
    list_of(configuration, static_cast<ChoiceKind>(row.integer(0)))
        .push_back({.id = {row.integer(1)}, .name = row.text(2), .is_default = row.flag(3), .eligible_for_cycle = row.flag(4)});
  return {};
}

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
  const Project project = TRY(find_project(db, capitals)).value();
  TRY(insert_configuration(db, project.id, default_configuration()));
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

Result<std::shared_ptr<const Configuration>> configuration(Connection& db, ProjectId project) {
  static constexpr std::string_view sql = R"sql(
    SELECT status_id, name, status_type, color FROM run_status WHERE project_id = ? ORDER BY position
  )sql";
  auto loaded = std::make_shared<Configuration>();
  TRY(load_choices(db, project, *loaded));
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(project)); more; more = TRY(row.next()))
    loaded->run_statuses.push_back(
        {.id = {row.integer(0)}, .name = row.text(1), .type = static_cast<RunStatusType>(row.integer(2)), .color = row.text(3)});
  if (loaded->run_statuses.empty()) return Error{.code = ErrorCode::not_found, .message = "The project does not exist."};
  return std::shared_ptr<const Configuration>(std::move(loaded));
}

}  // namespace testledger::sqlite
