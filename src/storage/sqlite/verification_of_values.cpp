// Whether what is stored in bytes of our own can be read.
#include <fmt/format.h>

#include "storage/case_codec.hpp"
#include "storage/detail_codec.hpp"
#include "storage/import_journal.hpp"
#include "storage/receipt_codec.hpp"
#include "storage/sqlite/verification.hpp"
#include "storage/summary_codec.hpp"

namespace testledger::sqlite {
namespace {

constexpr int texts_at_once = 500;

/// Looks at the values of one project and keeps what is wrong.
class ValueCheck {
 public:
  ValueCheck(Connection& db, const Project& project, const std::atomic<bool>& interrupted, FoundViolations& findings)
      : db_(db), project_(project), interrupted_(interrupted), findings_(findings) {}

  Result<void> details();
  Result<void> extras();
  Result<void> contents();
  Result<void> versions();
  Result<void> summaries();
  Result<void> parts();
  Result<void> texts();

 private:
  void found(std::string_view code, std::string_view sentence, std::string_view what) {
    findings_.add(code, sentence, fmt::format("{}: {}", project_.key, what));
  }
  Result<void> detail(std::int64_t run, std::string_view body);
  Result<void> attachment(std::int64_t run, std::string_view sha256);
  Result<std::string> text(std::string_view hash);
  void content(const Statement& row);
  template <class Look>
  Result<void> each_row(const Area& area, std::string_view sql, const Look& look);

  Connection& db_;
  const Project& project_;
  const std::atomic<bool>& interrupted_;
  FoundViolations& findings_;
};

template <class Look>
Result<void> ValueCheck::each_row(const Area& area, std::string_view sql, const Look& look) {
  return for_each_part(db_, project_.id, area, interrupted_, [&](std::int64_t, std::int64_t after, std::int64_t end) -> Result<void> {
    auto row = TRY(db_.prepare(sql));
    for (bool more = TRY(row.first(project_.id, after, end)); more; more = TRY(row.next())) TRY(look(row));
    return {};
  });
}

Result<std::string> ValueCheck::text(std::string_view hash) {
  static constexpr std::string_view sql = "SELECT body FROM run_text WHERE project_id = ? AND hash = ?";
  auto row = TRY(db_.prepare(sql));
  if (TRY(row.first(project_.id, Blob{hash}))) return row.text(0);
  return Error{.code = ErrorCode::not_found, .message = "A text is missing."};
}

Result<void> ValueCheck::detail(std::int64_t run, std::string_view body) {
  const auto decoded = decode_detail(body, [this](std::string_view hash) { return text(hash); });
  if (!decoded && decoded.error().code == ErrorCode::not_found)
    found("I10-detail-text", "A long text that a run names is not there.", fmt::format("run {}", run));
  else if (!decoded)
    found("I10-detail", "The steps and comments of a run cannot be read.", fmt::format("run {}", run));
  if (!decoded) return {};
  for (const Attachment& each : decoded->attachments) TRY(attachment(run, each.sha256));
  return {};
}

Result<void> ValueCheck::attachment(std::int64_t run, std::string_view sha256) {
  static constexpr std::string_view sql = "SELECT 1 FROM attachment_file WHERE sha256 = ? AND project_id = ? LIMIT 1";
  auto row = TRY(db_.prepare(sql));
  if (!TRY(row.first(sha256, project_.id)))
    found("I10-attachment", "The file that is attached to a run is not noted as needed.", fmt::format("run {}, file {}", run, sha256));
  return {};
}

Result<void> ValueCheck::details() {
  static constexpr Area area{{}, R"sql(
    SELECT max(run_id) FROM (SELECT run_id FROM run_detail WHERE project_id = ?1 AND run_id > ?3 ORDER BY run_id LIMIT 1000)
  )sql"};
  static constexpr std::string_view sql = "SELECT run_id, body FROM run_detail WHERE project_id = ? AND run_id > ? AND run_id <= ?";
  static constexpr std::string_view owner_sql = "SELECT 1 FROM test_run WHERE project_id = ? AND run_id = ?";
  return each_row(area, sql, [this](const Statement& row) -> Result<void> {
    auto owner = TRY(db_.prepare(owner_sql));
    if (!TRY(owner.first(project_.id, row.integer(0))))
      found("I9-detail-run", "The steps and comments of a run are there without the run.", fmt::format("run {}", row.integer(0)));
    return detail(row.integer(0), row.bytes(1));
  });
}

void ValueCheck::content(const Statement& row) {
  const bool readable = (row.is_null(1) || decode_steps(row.bytes(1))) && (row.is_null(2) || decode_dataset(row.bytes(2))) &&
                        (row.is_null(3) || decode_list(row.bytes(3))) && (row.is_null(4) || decode_numbers(row.bytes(4))) &&
                        (row.is_null(5) || decode_numbers(row.bytes(5)));
  if (!readable)
    found("I10-content", "The steps, data set or other lists of a case cannot be read.", fmt::format("case {}", row.integer(0)));
}

Result<void> ValueCheck::extras() {
  static constexpr Area area{{}, R"sql(
    SELECT max(run_id) FROM (SELECT run_id FROM run_extra WHERE project_id = ?1 AND run_id > ?3 ORDER BY run_id LIMIT 5000)
  )sql"};
  static constexpr std::string_view sql = "SELECT run_id, defects FROM run_extra WHERE project_id = ? AND run_id > ? AND run_id <= ?";
  return each_row(area, sql, [this](const Statement& row) -> Result<void> {
    if (!decode_list(row.bytes(1))) found("I10-extra", "The defects of a run cannot be read.", fmt::format("run {}", row.integer(0)));
    return {};
  });
}

Result<void> ValueCheck::contents() {
  static constexpr Area area{{}, R"sql(
    SELECT max(case_id) FROM (SELECT case_id FROM case_content WHERE project_id = ?1 AND case_id > ?3 ORDER BY case_id LIMIT 1000)
  )sql"};
  static constexpr std::string_view sql = R"sql(
    SELECT case_id, steps, dataset, requirements, components, releases FROM case_content WHERE project_id = ? AND case_id > ? AND case_id <= ?
  )sql";
  return each_row(area, sql, [this](const Statement& row) -> Result<void> {
    content(row);
    return {};
  });
}

Result<void> ValueCheck::versions() {
  static constexpr Area area{{}, R"sql(
    SELECT max(case_id) FROM (SELECT case_id FROM case_version WHERE project_id = ?1 AND case_id > ?3 ORDER BY case_id LIMIT 1000)
  )sql"};
  static constexpr std::string_view sql = R"sql(
    SELECT case_id, version, body FROM case_version WHERE project_id = ? AND case_id > ? AND case_id <= ? AND body IS NOT NULL
  )sql";
  return each_row(area, sql, [this](const Statement& row) -> Result<void> {
    if (!decode_version(row.bytes(2)))
      found("I10-version", "An older version of a case cannot be read.",
            fmt::format("version {} of case {}", row.integer(1), row.integer(0)));
    return {};
  });
}

Result<void> ValueCheck::summaries() {
  static constexpr Area area{{}, R"sql(
    SELECT max(batch_id) FROM (SELECT batch_id FROM batch WHERE project_id = ?1 AND batch_id > ?3 ORDER BY batch_id LIMIT 100)
  )sql"};
  static constexpr std::string_view sql = R"sql(
    SELECT batch_id, summary, state FROM batch WHERE project_id = ? AND batch_id > ? AND batch_id <= ?
  )sql";
  return each_row(area, sql, [this](const Statement& row) -> Result<void> {
    const bool completed = row.integer(2) == static_cast<std::int64_t>(BatchState::completed);
    if (row.is_null(1) ? completed : !decode_summary(row.bytes(1)))
      found("I10-summary", "What became of the results of a batch cannot be read.", fmt::format("batch {}", row.integer(0)));
    return {};
  });
}

Result<void> ValueCheck::parts() {
  static constexpr Area area{{}, R"sql(
    SELECT max(import_id) FROM (SELECT import_id FROM import_chunk WHERE project_id = ?1 AND import_id > ?3 ORDER BY import_id LIMIT 20)
  )sql"};
  static constexpr std::string_view sql = R"sql(
    SELECT import_id, chunk, journal, receipt FROM import_chunk WHERE project_id = ? AND import_id > ? AND import_id <= ?
  )sql";
  return each_row(area, sql, [this](const Statement& row) -> Result<void> {
    const std::string what = fmt::format("part {} of import {}", row.integer(1), row.integer(0));
    if (!row.is_null(2) && !decode_journal(row.bytes(2))) found("I10-journal", "What undoing an import needs cannot be read.", what);
    if (!decode_receipt(row.bytes(3))) found("I10-receipt", "The receipt of an import cannot be read.", what);
    return {};
  });
}

/// Walks by hash, which is no number: otherwise like for_each_part.
Result<void> ValueCheck::texts() {
  static constexpr std::string_view sql = "SELECT hash, body FROM run_text WHERE project_id = ? AND hash > ? ORDER BY hash LIMIT ?";
  std::string after;
  for (int seen = texts_at_once; seen == texts_at_once;) {
    if (interrupted_) return Error{.code = ErrorCode::unavailable, .message = "The verification was interrupted."};
    seen = 0;
    auto row = TRY(db_.prepare(sql));
    for (bool more = TRY(row.first(project_.id, Blob{after}, texts_at_once)); more; more = TRY(row.next()), ++seen) {
      after = row.text(0);
      if (!is_intact(after, row.bytes(1)))
        found("I10-text", "A long text of runs is damaged.", fmt::format("text {:02x}", fmt::join(after, "")));
    }
  }
  return {};
}

}  // namespace

Result<void> verify_values(Connection& db, const Project& project, const std::atomic<bool>& interrupted, FoundViolations& findings) {
  ValueCheck values(db, project, interrupted, findings);
  TRY(values.details());
  TRY(values.extras());
  TRY(values.contents());
  TRY(values.versions());
  TRY(values.summaries());
  TRY(values.parts());
  return values.texts();
}

}  // namespace testledger::sqlite
