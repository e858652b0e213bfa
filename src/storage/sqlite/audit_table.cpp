#include "storage/audit_chain.hpp"
#include "storage/sqlite/account_rows.hpp"

namespace testledger::sqlite {
namespace {

AuditRecord record_in(const Statement& row) {
  return {.number = row.integer(0),
          .entry = {.when = timestamp(row.integer(1)),
                    .user = {row.integer(2)},
                    .user_name = row.text(3),
                    .token = {row.integer(4)},
                    .remote = row.text(5),
                    .action = row.text(6),
                    .project = row.text(7),
                    .object = row.text(8),
                    .before = row.text(9),
                    .after = row.text(10)},
          .hash = row.text(11)};
}

}  // namespace

Result<AuditHead> audit_head(Connection& db) {
  static constexpr std::string_view sql = "SELECT number, hash FROM audit_head";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first())) return AuditHead{};
  return AuditHead{.number = row.integer(0), .hash = row.text(1)};
}

Result<void> append_audit(Connection& db, AuditEntry entry) {
  static constexpr std::string_view insert = R"sql(
    INSERT INTO audit_entry (number, time, user_id, user_name, token_id, remote, action, project, object, before, after, hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  )sql";
  static constexpr std::string_view update = "UPDATE audit_head SET number = ?, hash = ?";
  const AuditHead head = TRY(audit_head(db));
  AuditRecord record{.number = head.number + 1, .entry = cut(std::move(entry)), .hash = {}};
  record.hash = chained_hash(head.hash, record);
  const AuditEntry& kept = record.entry;
  TRY(TRY(db.prepare(insert))
          .run(record.number, milliseconds(kept.when), kept.user, kept.user_name, kept.token, kept.remote, kept.action, kept.project,
               kept.object, kept.before, kept.after, record.hash));
  return TRY(db.prepare(update)).run(record.number, record.hash);
}

Result<std::vector<AuditRecord>> audit_after(Connection& db, std::int64_t number, std::int64_t count) {
  static constexpr std::string_view sql = R"sql(
    SELECT number, time, user_id, user_name, token_id, remote, action, project, object, before, after, hash
    FROM audit_entry WHERE number > ? ORDER BY number LIMIT ?
  )sql";
  auto row = TRY(db.prepare(sql));
  std::vector<AuditRecord> records;
  for (bool more = TRY(row.first(number, count)); more; more = TRY(row.next())) records.push_back(record_in(row));
  return records;
}

Result<Page<AuditRecord>> audit(Connection& db, PageRequest page) {
  static constexpr std::string_view sql = R"sql(
    SELECT number, time, user_id, user_name, token_id, remote, action, project, object, before, after, hash
    FROM audit_entry WHERE number < ? ORDER BY number DESC LIMIT ? OFFSET ?
  )sql";
  auto row = TRY(db.prepare(sql));
  std::vector<AuditRecord> records;
  for (bool more = TRY(row.first(page.after.value_or(INT64_MAX), page.size + 1, page.skipped())); more; more = TRY(row.next()))
    records.push_back(record_in(row));
  return page_of(std::move(records), page, [](const AuditRecord& record) { return record.number; });
}

}  // namespace testledger::sqlite
