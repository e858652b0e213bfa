#include "storage/import_journal.hpp"

#include "storage/packed_bytes.hpp"

namespace testledger {
namespace {

using Run = ImportJournal::OverwrittenRun;
using Case = ImportJournal::ChangedCase;
using MadeCase = ImportJournal::MadeCase;
using OptionalText = std::optional<std::string>;

constexpr std::uint64_t journal_codec_version = 2;
constexpr std::uint64_t without_taken = 1;  // the version before imports took over what others had made

// The numbers of a run and a case in the order in which they are written.
constexpr std::int64_t Run::* run_numbers[] = {&Run::import,       &Run::ordinal,   &Run::status, &Run::status_type,
                                               &Run::row_statuses, &Run::automated, &Run::updated};
constexpr std::int64_t Case::* case_numbers[] = {&Case::automation_status, &Case::has_dataset, &Case::updated};
constexpr OptionalText Case::Content::* content_texts[] = {&Case::Content::description, &Case::Content::steps, &Case::Content::dataset};

void write(PackedWriter& out, const OptionalText& text) {
  out.number(text ? 1 : 0);
  if (text) out.text(*text);
}

void write(PackedWriter& out, const ImportJournal::Range& range) {
  out.integer(range.first);
  out.number(range.count);
}

void write(PackedWriter& out, const Run& run) {
  out.integer(run.run.value);
  for (const auto number : run_numbers) out.integer(run.*number);
  out.real(run.effort_s);
  out.number(run.details.size());
  for (const std::string& body : run.details) out.text(body);
}

void write(PackedWriter& out, const Case& changed) {
  out.integer(changed.id.value);
  out.text(changed.title);
  write(out, changed.automation_key);
  write(out, changed.automation_owner);
  for (const auto number : case_numbers) out.integer(changed.*number);
  out.number(changed.content ? 1 : 0);
  if (changed.content)
    for (const auto text : content_texts) write(out, (*changed.content).*text);
}

Result<OptionalText> read_optional(PackedReader& in) {
  if (TRY(in.number()) == 0) return OptionalText();
  return OptionalText(std::string(TRY(in.text())));
}

Result<ImportJournal::Range> read_range(PackedReader& in) {
  ImportJournal::Range range;
  range.first = TRY(in.integer());
  range.count = TRY(in.number());
  return range;
}

Result<Run> read_run(PackedReader& in) {
  Run run{.run = {TRY(in.integer())}};
  for (const auto number : run_numbers) run.*number = TRY(in.integer());
  run.effort_s = TRY(in.real());
  for (std::size_t left = TRY(in.count()); left > 0; --left) run.details.emplace_back(TRY(in.text()));
  return run;
}

Result<Case> read_changed(PackedReader& in) {
  Case changed{.id = {TRY(in.integer())}};
  changed.title = TRY(in.text());
  changed.automation_key = TRY(read_optional(in));
  changed.automation_owner = TRY(read_optional(in));
  for (const auto number : case_numbers) changed.*number = TRY(in.integer());
  if (TRY(in.number()) == 0) return changed;
  changed.content.emplace();
  for (const auto text : content_texts) (*changed.content).*text = TRY(read_optional(in));
  return changed;
}

Result<MadeCase> read_made(PackedReader& in) {
  MadeCase made{.id = {TRY(in.integer())}};
  made.updated = TRY(in.integer());
  return made;
}

}  // namespace

std::string encode(const ImportJournal& journal) {
  PackedWriter out;
  out.number(journal_codec_version);
  out.integer(journal.time);
  write(out, journal.cases);
  write(out, journal.runs);
  out.number(journal.joined.size());
  for (const CaseId id : journal.joined) out.integer(id.value);
  out.number(journal.overwritten.size());
  for (const Run& run : journal.overwritten) write(out, run);
  out.number(journal.changed.size());
  for (const Case& changed : journal.changed) write(out, changed);
  out.number(journal.taken_runs.size());
  for (const RunId id : journal.taken_runs) out.integer(id.value);
  out.number(journal.taken_cases.size());
  for (const MadeCase& made : journal.taken_cases) {
    out.integer(made.id.value);
    out.integer(made.updated);
  }
  return pack(std::move(out).take());
}

Result<ImportJournal> decode_journal(std::string_view body) {
  const std::string bytes = TRY(unpack(body));
  PackedReader in(bytes);
  const std::uint64_t version = TRY(in.number());
  if (version != journal_codec_version && version != without_taken) return damaged("import journal");
  ImportJournal journal;
  journal.time = TRY(in.integer());
  journal.cases = TRY(read_range(in));
  journal.runs = TRY(read_range(in));
  for (std::size_t left = TRY(in.count()); left > 0; --left) journal.joined.push_back({TRY(in.integer())});
  for (std::size_t left = TRY(in.count()); left > 0; --left) journal.overwritten.push_back(TRY(read_run(in)));
  for (std::size_t left = TRY(in.count()); left > 0; --left) journal.changed.push_back(TRY(read_changed(in)));
  if (version == without_taken) return journal;
  for (std::size_t left = TRY(in.count()); left > 0; --left) journal.taken_runs.push_back({TRY(in.integer())});
  for (std::size_t left = TRY(in.count()); left > 0; --left) journal.taken_cases.push_back(TRY(read_made(in)));
  return journal;
}

}  // namespace testledger
