#include <fmt/format.h>

#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {

Error out_of_numbers(std::string_view kind) {
  return {.code = ErrorCode::limit_exceeded,
          .message = fmt::format("The project has used up its {} numbers ({}). Go on in a new project.", kind, id_max)};
}

Result<std::int64_t> next_number(Connection& db, ProjectId project, std::string_view kind) {
  static constexpr std::string_view sql = "SELECT next_value FROM project_counter WHERE project_id = ? AND name = ?";
  auto statement = TRY(db.prepare(sql));
  return TRY(statement.first(project, kind)) ? statement.integer(0) : 1;
}

Result<void> set_next_number(Connection& db, ProjectId project, std::string_view kind, std::int64_t next) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO project_counter (project_id, name, next_value) VALUES (?, ?, ?)
    ON CONFLICT (project_id, name) DO UPDATE SET next_value = excluded.next_value
  )sql";
  return TRY(db.prepare(sql)).run(project, kind, next);
}

Result<std::int64_t> take_numbers(Connection& db, ProjectId project, std::string_view kind, std::int64_t count) {
  const std::int64_t first = TRY(next_number(db, project, kind));
  if (first + count - 1 > id_max) return out_of_numbers(kind);
  TRY(set_next_number(db, project, kind, first + count));
  return first;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

}  // namespace testledger::sqlite
