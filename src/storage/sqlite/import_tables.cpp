#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

/// The options that are bits of import.options, in their order: append only.
constexpr bool ImportOptions::* option_bits[] = {
    &ImportOptions::create_new_run,         &ImportOptions::add_case_to_cycle,        &ImportOptions::create_case,
    &ImportOptions::update_datasets,        &ImportOptions::bdd_force_update_case,    &ImportOptions::force_update_case,
    &ImportOptions::update_only_run_status, &ImportOptions::ignore_class_in_auto_key, &ImportOptions::allow_partial,
};

}  // namespace

std::int64_t bits_of(const ImportOptions& options) {
  std::int64_t bits = 0;
  for (std::size_t i = 0; i < std::size(option_bits); ++i) bits |= std::int64_t{options.*option_bits[i]} << i;
  return bits;
}

ImportOptions options_of(std::int64_t bits) {
  ImportOptions options;
  for (std::size_t i = 0; i < std::size(option_bits); ++i) options.*option_bits[i] = ((bits >> i) & 1) != 0;
  return options;
}

Result<void> put_import(Connection& db, const ImportRecord& record) {
  static constexpr std::string_view sql = R"sql(
    INSERT INTO import (project_id, import_id, cycle_id, user_id, user_name, format, file_name, sha256, size, options,
                        default_folder_id, requests, successes, errors, started, finished)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (project_id, import_id) DO UPDATE SET
      requests = excluded.requests, successes = excluded.successes, errors = excluded.errors, finished = excluded.finished
  )sql";
  const ImportStart& start = record.start;
  return TRY(db.prepare(sql))
      .run(start.project, record.id, start.cycle, start.user, start.user_name, start.format, start.file_name, start.sha256, start.size,
           bits_of(start.options), start.options.default_folder, record.requests, record.successes, record.errors,
           milliseconds(record.started), milliseconds(record.finished));
}

Result<std::optional<ImportRecord>> find_import(Connection& db, ProjectId project, ImportId id) {
  static constexpr std::string_view sql = R"sql(
    SELECT cycle_id, user_id, user_name, format, file_name, sha256, size, options, default_folder_id, requests, successes, errors,
           started, finished
    FROM import WHERE project_id = ? AND import_id = ?
  )sql";
  auto row = TRY(db.prepare(sql));
  if (!TRY(row.first(project, id))) return std::optional<ImportRecord>();
  ImportRecord record{.id = id,
                      .start = {.project = project,
                                .cycle = {row.integer(0)},
                                .user = {row.integer(1)},
                                .user_name = row.text(2),
                                .format = row.text(3),
                                .file_name = row.text(4),
                                .sha256 = row.text(5),
                                .size = row.integer(6),
                                .options = options_of(row.integer(7))},
                      .requests = static_cast<std::uint64_t>(row.integer(9)),
                      .successes = static_cast<std::uint64_t>(row.integer(10)),
                      .errors = static_cast<std::uint64_t>(row.integer(11)),
                      .started = timestamp(row.integer(12)),
                      .finished = timestamp(row.integer(13))};
  if (!row.is_null(8)) record.start.options.default_folder = FolderId{row.integer(8)};
  return std::optional(std::move(record));
}

Result<std::vector<std::string>> unused_blobs(Connection& db, const std::vector<std::string>& sha256s) {
  static constexpr std::string_view sql = R"sql(
    SELECT EXISTS (SELECT 1 FROM import WHERE sha256 = ?1 AND report_expired IS NULL) OR
           EXISTS (SELECT 1 FROM batch WHERE sha256 = ?1 AND report_expired IS NULL) OR
           EXISTS (SELECT 1 FROM attachment_file WHERE sha256 = ?1) OR
           EXISTS (SELECT 1 FROM attachment WHERE sha256 = ?1)
  )sql";
  std::vector<std::string> unused;
  auto row = TRY(db.prepare(sql));
  for (const std::string& sha256 : sha256s)
    if (TRY(row.first(sha256)) && row.integer(0) == 0) unused.push_back(sha256);
  return unused;
}

}  // namespace testledger::sqlite
