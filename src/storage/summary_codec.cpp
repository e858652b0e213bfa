#include "storage/summary_codec.hpp"

#include "storage/packed_bytes.hpp"

namespace testledger {
namespace {

constexpr std::uint64_t summary_codec_version = 2;  // 1 was without files and producers

void write(PackedWriter& out, const std::optional<Place>& place) {
  const Place told = place.value_or(Place{.line = 0, .column = 0, .offset = 0});
  for (const std::uint64_t number : {told.line, told.column, told.offset}) out.number(number);
}

Result<std::optional<Place>> read_place(PackedReader& in) {
  Place place;
  for (std::uint64_t* number : {&place.line, &place.column, &place.offset}) *number = TRY(in.number());
  return place.line == 0 ? std::nullopt : std::optional(place);
}

Result<std::string> read_text(PackedReader& in) { return std::string(TRY(in.text())); }

Result<ImportError> read_error(PackedReader& in, std::uint64_t version) {
  ImportError error;
  error.subject = TRY(read_text(in));
  const std::uint64_t code = TRY(in.number());
  if (code > static_cast<std::uint64_t>(last_problem_code)) return damaged("summary codec");
  error.code = static_cast<ProblemCode>(code);
  error.message = TRY(read_text(in));
  error.count = TRY(in.number());
  error.place = TRY(read_place(in));
  if (version > 1) error.file = TRY(read_text(in));
  return error;
}

Result<ProcessedCase> read_processed(PackedReader& in) {
  ProcessedCase processed;
  processed.number = static_cast<KeyNumber>(TRY(in.number()));
  const std::uint64_t status = TRY(in.number());
  if (status >= all_run_status_types.size()) return damaged("summary codec");
  processed.status = static_cast<RunStatusType>(status);
  processed.run_id = static_cast<std::int64_t>(TRY(in.number()));
  processed.created = TRY(in.number()) != 0;
  return processed;
}

Result<ImportWarning> read_warning(PackedReader& in, std::uint64_t version) {
  ImportWarning warning;
  warning.code = TRY(read_text(in));
  warning.message = TRY(read_text(in));
  warning.place = TRY(read_place(in));
  if (version > 1) warning.file = TRY(read_text(in));
  return warning;
}

void write(PackedWriter& out, const FileResult& file) {
  out.text(file.name);
  out.number(static_cast<std::uint64_t>(file.state));
  out.text(file.producer);
  out.text(file.reason);
  write(out, file.place);
  for (const std::uint64_t number : {file.results, file.requests, file.successes, file.errors, file.created_cases}) out.number(number);
}

Result<FileResult> read_file(PackedReader& in) {
  FileResult file;
  file.name = TRY(read_text(in));
  const std::uint64_t state = TRY(in.number());
  if (state > static_cast<std::uint64_t>(FileResult::State::passed_over)) return damaged("summary codec");
  file.state = static_cast<FileResult::State>(state);
  file.producer = TRY(read_text(in));
  file.reason = TRY(read_text(in));
  file.place = TRY(read_place(in));
  for (std::uint64_t* number : {&file.results, &file.requests, &file.successes, &file.errors, &file.created_cases})
    *number = TRY(in.number());
  return file;
}

}  // namespace

std::string encode(const ImportSummary& summary) {
  PackedWriter out;
  out.number(summary_codec_version);
  for (const std::uint64_t number : {summary.requests, summary.successes, summary.errors, summary.created_cases, summary.processed_cases,
                                     summary.warning_count, static_cast<std::uint64_t>(summary.import_id)})
    out.number(number);
  out.number(summary.error_list.size());
  for (const ImportError& error : summary.error_list) {
    out.text(error.subject);
    out.number(static_cast<std::uint64_t>(error.code));
    out.text(error.message);
    out.number(error.count);
    write(out, error.place);
    out.text(error.file);
  }
  out.number(summary.processed.size());
  for (const ProcessedCase& processed : summary.processed)
    for (const auto number : {static_cast<std::uint64_t>(processed.number), static_cast<std::uint64_t>(processed.status),
                              static_cast<std::uint64_t>(processed.run_id), std::uint64_t{processed.created}})
      out.number(number);
  out.number(summary.warnings.size());
  for (const ImportWarning& warning : summary.warnings) {
    out.text(warning.code);
    out.text(warning.message);
    write(out, warning.place);
    out.text(warning.file);
  }
  out.text(summary.producer);
  out.number(summary.files.size());
  for (const FileResult& file : summary.files) write(out, file);
  return pack(std::move(out).take());
}

Result<ImportSummary> decode_summary(std::string_view body) {
  const std::string bytes = TRY(unpack(body));
  PackedReader in(bytes);
  const std::uint64_t version = TRY(in.number());
  if (version < 1 || version > summary_codec_version) return damaged("summary codec");
  ImportSummary summary;
  for (std::uint64_t* number :
       {&summary.requests, &summary.successes, &summary.errors, &summary.created_cases, &summary.processed_cases, &summary.warning_count})
    *number = TRY(in.number());
  summary.import_id = static_cast<std::int64_t>(TRY(in.number()));
  for (std::size_t left = TRY(in.count()); left > 0; --left) summary.error_list.push_back(TRY(read_error(in, version)));
  for (std::size_t left = TRY(in.count()); left > 0; --left) summary.processed.push_back(TRY(read_processed(in)));
  for (std::size_t left = TRY(in.count()); left > 0; --left) summary.warnings.push_back(TRY(read_warning(in, version)));
  if (version == 1) return summary;
  summary.producer = TRY(read_text(in));
  for (std::size_t left = TRY(in.count()); left > 0; --left) summary.files.push_back(TRY(read_file(in)));
  return summary;
}

}  // namespace testledger
