#include "storage/sqlite/verification.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "storage/sqlite/engine/transaction.hpp"

namespace testledger::sqlite {
namespace {

constexpr std::string_view damage_code = "S1-damage";
constexpr std::string_view damage_sentence = "The database file is damaged. Restore it from a backup.";

std::optional<std::int64_t> number_in(const Statement& row) { return row.is_null(0) ? std::nullopt : std::optional(row.integer(0)); }

Result<std::optional<std::int64_t>> next_group(Connection& db, ProjectId project, const Area& area, std::int64_t group) {
  if (area.next_group.empty()) return group == 0 ? std::optional<std::int64_t>(1) : std::nullopt;
  auto row = TRY(db.prepare(area.next_group));
  return TRY(row.first(project, group)) ? number_in(row) : std::nullopt;
}

Result<std::optional<std::int64_t>> part_end(Connection& db, ProjectId project, const Area& area, std::int64_t group, std::int64_t after) {
  if (area.part_end.empty()) return after < 0 ? std::optional<std::int64_t>(0) : std::nullopt;
  auto row = TRY(db.prepare(area.part_end));
  return TRY(row.first(project, group, after)) ? number_in(row) : std::nullopt;
}

Result<void> gather(Statement row, Result<bool> first, const Check& check, std::string_view place, FoundViolations& findings) {
  for (bool more = TRY(std::move(first)); more; more = TRY(row.next()))
    findings.add(check.code, check.sentence, fmt::format("{}{}", place, row.bytes(0)));
  return {};
}

Result<void> gather(Statement row, const Check& check, std::string_view place, FoundViolations& findings) {
  auto first = row.first();
  return gather(std::move(row), std::move(first), check, place, findings);
}

Result<void> check_areas(Connection& db, const Project& project, std::span<const Area> areas, const std::atomic<bool>& interrupted,
                         FoundViolations& findings) {
  const std::string place = project.key + ": ";
  for (const Area& area : areas) {
    TRY(for_each_part(db, project.id, area, interrupted, [&](std::int64_t group, std::int64_t after, std::int64_t end) -> Result<void> {
      for (const Check& check : area.checks) {
        auto row = TRY(db.prepare(check.sql));
        auto first = area.part_end.empty() ? row.first(project.id) : row.first(project.id, group, after, end);
        TRY(gather(std::move(row), std::move(first), check, place, findings));
      }
      return {};
    }));
  }
  return {};
}

/// The engine's own: pages, the order of keys, indexes and their tables, unique keys.
Result<void> check_file(Connection& db, FoundViolations& findings) {
  static constexpr Check check{damage_code, damage_sentence, R"sql(
    SELECT found.integrity_check FROM sqlite_schema AS each, pragma_integrity_check(each.name) AS found
    WHERE each.type = 'table' AND each.name NOT LIKE 'sqlite_%' AND found.integrity_check <> 'ok'
  )sql"};
  return gather(TRY(db.prepare(check.sql)), check, {}, findings);
}

Result<void> check_references(Connection& db, FoundViolations& findings) {
  static constexpr Check check{"S2-reference", "A row refers to one that is not there.", R"sql(
    SELECT 'row of ' || "table" || ' to ' || parent FROM pragma_foreign_key_check
  )sql"};
  return gather(TRY(db.prepare(check.sql)), check, {}, findings);
}

Result<void> check_rows(Connection& db, const std::atomic<bool>& interrupted, FoundViolations& findings) {
  for (const Check& check : checks_of_database()) TRY(gather(TRY(db.prepare(check.sql)), check, {}, findings));
  for (const Project& project : TRY(projects(db))) {
    TRY(check_areas(db, project, areas_of_project(), interrupted, findings));
    TRY(check_areas(db, project, areas_of_runs(), interrupted, findings));
    TRY(verify_values(db, project, interrupted, findings));
  }
  return {};
}

/// Lets a long statement end soon after the wish to.
class Interruption {
 public:
  Interruption(Connection& db, const std::atomic<bool>& interrupted) : db_(db) {
    constexpr int steps_between_looks = 100'000;
    const auto look = [](void* wish) { return static_cast<const std::atomic<bool>*>(wish)->load() ? 1 : 0; };
    sqlite3_progress_handler(db_.handle(), steps_between_looks, look, const_cast<std::atomic<bool>*>(&interrupted));
  }
  Interruption(Interruption&&) = delete;
  ~Interruption() { sqlite3_progress_handler(db_.handle(), 0, nullptr, nullptr); }

 private:
  Connection& db_;
};

Result<void> check_all(Connection& db, const std::atomic<bool>& interrupted, FoundViolations& findings) {
  TRY(check_file(db, findings));
  if (!findings.empty()) return {};  // of the rows of a damaged file nothing can be said
  TRY(check_references(db, findings));
  return check_rows(db, interrupted, findings);
}

}  // namespace

void FoundViolations::add(std::string_view code, std::string_view sentence, std::string example) {
  auto found = std::ranges::find(violations_, code, &Violation::code);
  if (found == violations_.end())
    found = violations_.insert(found, {.code = std::string(code), .sentence = std::string(sentence), .count = 0, .examples = {}});
  ++found->count;
  if (found->examples.size() < violation_examples_max) found->examples.push_back(std::move(example));
}

Result<void> for_each_part(Connection& db, ProjectId project, const Area& area, const std::atomic<bool>& interrupted, const Part& part) {
  for (auto group = TRY(next_group(db, project, area, 0)); group; group = TRY(next_group(db, project, area, *group))) {
    for (std::int64_t after = -1;;) {
      if (interrupted) return Error{.code = ErrorCode::unavailable, .message = "The verification was interrupted."};
      const auto view = TRY(Transaction::begin(db, Transaction::Kind::read));
      const auto end = TRY(part_end(db, project, area, *group, after));
      if (!end) break;
      TRY(part(*group, after, *end));
      after = *end;
    }
  }
  return {};
}

Result<std::vector<Violation>> verify(Connection& db, const std::atomic<bool>& interrupted) {
  const Interruption interruption(db, interrupted);
  FoundViolations findings;
  auto checked = check_all(db, interrupted, findings);
  if (!checked && interrupted) return Error{.code = ErrorCode::unavailable, .message = "The verification was interrupted."};
  // A file that cannot even be read to its end is what is looked for, not a reason not to look.
  if (!checked && checked.error().code == ErrorCode::storage_failed)
    findings.add(damage_code, damage_sentence, checked.error().detail);
  else if (!checked)
    return std::move(checked).error();
  return std::move(findings).take();
}

}  // namespace testledger::sqlite
