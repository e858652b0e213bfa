#include "storage/sqlite/configuration_tables.hpp"

#include "core/crash_point.hpp"

namespace testledger::sqlite {
namespace {

constexpr ChoiceKind all_choice_kinds[] = {ChoiceKind::case_status, ChoiceKind::case_priority, ChoiceKind::case_type,
                                           ChoiceKind::script_type, ChoiceKind::automation_status};

Result<void> write_choices(Connection& db, ProjectId project, const Configuration& configuration) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO choice (project_id, kind, choice_id, position, name, is_default, eligible_for_cycle, state, description)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  )sql";
  auto insert = TRY(db.prepare(sql));
  for (const ChoiceKind kind : all_choice_kinds) {
    int position = 0;
    for (const Choice& each : configuration.of(kind))
      TRY(insert.run(project, kind, each.id, ++position, each.name, each.is_default, each.eligible_for_cycle, each.state,
                     each.description));
  }
  return {};
}

Result<void> write_run_statuses(Connection& db, ProjectId project, const std::vector<RunStatus>& statuses) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO run_status (project_id, status_id, position, name, status_type, color, state, description) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  )sql";
  auto insert = TRY(db.prepare(sql));
  int position = 0;
  for (const RunStatus& each : statuses)
    TRY(insert.run(project, each.id, ++position, each.name, each.type, each.color, each.state, each.description));
  return {};
}

Result<void> write_values(Connection& db, ProjectId project, const CustomField& field) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO custom_field_value (project_id, field_id, value_id, position, value, state) VALUES (?, ?, ?, ?, ?, ?)
  )sql";
  auto insert = TRY(db.prepare(sql));
  int position = 0;
  for (const FieldValue& each : field.values) TRY(insert.run(project, field.id, each.id, ++position, each.value, each.state));
  return {};
}

Result<void> write_fields(Connection& db, ProjectId project, const std::vector<CustomField>& fields) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO custom_field (project_id, field_id, position, name, description, field_type, case_use, cycle_use, run_use, state)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  )sql";
  auto insert = TRY(db.prepare(sql));
  int position = 0;
  for (const CustomField& each : fields) {
    TRY(insert.run(project, each.id, ++position, each.name, each.description, each.type, each.use_in(FieldPlace::test_case),
                   each.use_in(FieldPlace::test_cycle), each.use_in(FieldPlace::test_run), each.state));
    TRY(write_values(db, project, each));
  }
  return {};
}

Result<void> load_choices(Connection& db, ProjectId project, Configuration& configuration) {
  static constexpr std::string_view sql = R"sql(
    SELECT kind, choice_id, name, is_default, eligible_for_cycle, state, description FROM choice WHERE project_id = ? ORDER BY kind, position
  )sql";
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(project)); more; more = TRY(row.next()))
    configuration.of(static_cast<ChoiceKind>(row.integer(0)))
        .push_back({.id = {row.integer(1)},
                    .name = row.text(2),
                    .is_default = row.flag(3),
                    .eligible_for_cycle = row.flag(4),
                    .state = static_cast<ChoiceState>(row.integer(5)),
                    .description = row.text(6)});
  return {};
}

Result<std::vector<RunStatus>> load_run_statuses(Connection& db, ProjectId project) {
  static constexpr std::string_view sql = R"sql(
    SELECT status_id, name, status_type, color, state, description FROM run_status WHERE project_id = ? ORDER BY position
  )sql";
  std::vector<RunStatus> statuses;
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(project)); more; more = TRY(row.next()))
    statuses.push_back({.id = {row.integer(0)},
                        .name = row.text(1),
                        .type = static_cast<RunStatusType>(row.integer(2)),
                        .color = row.text(3),
                        .state = static_cast<ChoiceState>(row.integer(4)),
                        .description = row.text(5)});
  return statuses;
}

Result<std::vector<FieldValue>> load_values(Connection& db, ProjectId project, CustomFieldId field) {
  static constexpr std::string_view sql = R"sql(
    SELECT value_id, value, state FROM custom_field_value WHERE project_id = ? AND field_id = ? ORDER BY position
  )sql";
  std::vector<FieldValue> values;
  auto row = TRY(db.prepare(sql));
  for (bool more = TRY(row.first(project, field)); more; more = TRY(row.next()))
    values.push_back({.id = {row.integer(0)}, .value = row.text(1), .state = static_cast<ChoiceState>(row.integer(2))});
  return values;
}

Result<std::vector<CustomField>> load_fields(Connection& db, ProjectId project) {
  static constexpr std::string_view sql = R"sql(
    SELECT field_id, name, description, field_type, case_use, cycle_use, run_use, state
    FROM custom_field WHERE project_id = ? ORDER BY position
  )sql";
  std::vector<CustomField> fields;
  auto row = TRY(db.prepare(sql));
  const auto use = [&](int column) { return static_cast<FieldUse>(row.integer(column)); };
  for (bool more = TRY(row.first(project)); more; more = TRY(row.next()))
    fields.push_back({.id = {row.integer(0)},
                      .name = row.text(1),
                      .description = row.text(2),
                      .type = static_cast<FieldType>(row.integer(3)),
                      .uses = {use(4), use(5), use(6)},
                      .state = static_cast<ChoiceState>(row.integer(7))});
  for (CustomField& field : fields) field.values = TRY(load_values(db, project, field.id));
  return fields;
}

}  // namespace

Result<std::shared_ptr<const Configuration>> configuration(Connection& db, ProjectId project) {
  static constexpr std::string_view sql = "SELECT requirement_url, defect_url FROM project WHERE project_id = ?";
  auto loaded = std::make_shared<Configuration>();
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project))) return Error{.code = ErrorCode::not_found, .message = "The project does not exist."};
  loaded->links = {.requirement_url = row.text(0), .defect_url = row.text(1)};
  TRY(load_choices(db, project, *loaded));
  loaded->run_statuses = TRY(load_run_statuses(db, project));
  loaded->custom_fields = TRY(load_fields(db, project));
  return std::shared_ptr<const Configuration>(std::move(loaded));
}

Result<void> write_configuration(Connection& db, ProjectId project, const Configuration& configuration) {
  static constexpr std::string_view links_sql = "UPDATE project SET requirement_url = ?, defect_url = ? WHERE project_id = ?";
  for (const std::string_view sql :
       {"DELETE FROM choice WHERE project_id = ?", "DELETE FROM run_status WHERE project_id = ?",
        "DELETE FROM custom_field WHERE project_id = ?", "DELETE FROM custom_field_value WHERE project_id = ?"})
    TRY(TRY(db.prepare(sql)).run(project));
  TRY(write_choices(db, project, configuration));
  TRY(write_run_statuses(db, project, configuration.run_statuses));
  TRY(write_fields(db, project, configuration.custom_fields));
  CRASH_POINT("configuration.written");
  return TRY(db.prepare(links_sql)).run(configuration.links.requirement_url, configuration.links.defect_url, project);
}

Result<std::shared_ptr<const Configuration>> change_configuration(Connection& db, ProjectId project,
                                                                  const ConfigurationStore::ConfigurationChange& change) {
  const auto before = TRY(configuration(db, project));
  auto after = std::make_shared<const Configuration>(TRY(change(*before)));
  if (*after != *before) TRY(write_configuration(db, project, *after));
  return after;
}

Result<bool> is_used(Connection& db, ProjectId project, ChoiceKind kind, ChoiceId id) {
  static constexpr std::string_view sql = R"sql(
    SELECT 1 FROM test_case WHERE project_id = ?1 AND
      CASE ?2 WHEN 0 THEN status_id WHEN 1 THEN priority_id WHEN 2 THEN type_id WHEN 3 THEN script_type_id ELSE automation_status_id END = ?3
    LIMIT 1
  )sql";
  return TRY(db.prepare(sql)).first(project, kind, id);
}

Result<bool> is_run_status_used(Connection& db, ProjectId project, ChoiceId id) {
  static constexpr std::string_view sql = "SELECT 1 FROM test_run WHERE project_id = ? AND status_id = ? LIMIT 1";
  return TRY(db.prepare(sql)).first(project, id);
}

}  // namespace testledger::sqlite
