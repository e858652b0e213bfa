#include "importing/import_report.hpp"

#include <algorithm>

#include "core/crash_point.hpp"
#include "importing/kept_attachments.hpp"
#include "importing/replaced_imports.hpp"
#include "importing/report_reading.hpp"
#include "importing/summary_lists.hpp"
#include "mapping/text.hpp"

namespace testledger {
namespace {

/// The text begins as the contract has it, whatever the format.
std::string told_to_sender(const Error& refusal) {
  std::string message = message_of(ProblemCode::invalid_report, {});
  message += " (";
  if (const auto& place = refusal.place)
    message += "line " + std::to_string(place->line) + ", column " + std::to_string(place->column) + ": ";
  return message + refusal.message + ")";
}

std::vector<FileResult> files_of(const FirstReading& reading) {
  std::vector<FileResult> files;
  if (!reading.of_archive) return files;
  for (const FileReading& read : reading.files) {
    FileResult& file =
        files.emplace_back(FileResult{.name = read.name, .producer = read.producer, .results = read.is_taken() ? read.results : 0});
    if (read.refusal) {
      file.state = FileResult::State::refused;
      file.reason = told_to_sender(*read.refusal);
      file.place = read.refusal->place;
      file.requests = file.errors = 1;
    } else if (!read.is_taken()) {
      file.state = FileResult::State::passed_over;
      file.reason = read.passed_over;
    }
  }
  return files;
}

/// Contract H-2: one error under the file's name; of an archive in which every report is broken, one for each.
ImportSummary refused_file(const ImportRequest& request, const FirstReading& reading) {
  SummaryLists lists;
  if (!reading.refusal || !reading.any_taken()) lists.set_files(files_of(reading));
  ImportSummary summary = lists.take();
  if (reading.of_archive && !reading.refusal) return summary;
  const Error& refusal = reading.refusal ? *reading.refusal : *reading.files.front().refusal;
  summary.requests = summary.errors = 1;
  summary.error_list = {{.subject = request.start.file_name.empty() ? "file" : request.start.file_name,
                         .code = ProblemCode::invalid_report,
                         .message = told_to_sender(refusal),
                         .place = refusal.place}};
  return summary;
}

/// The batch of a direct import is recorded here; whoever has the lease of another ends it. A sender who waits is told of a limit of
/// archives as of any other.
Result<ImportSummary> refuse(const ImportRequest& request, const FirstReading& reading, ImportStore& store) {
  if (reading.refusal && reading.refusal->code == ErrorCode::limit_exceeded && !request.start.batch)
    return Error{ErrorCode::limit_exceeded, "The file is not imported: " + reading.refusal->message + "."};
  ImportSummary summary = refused_file(request, reading);
  if (request.start.batch || request.start.dry_run) return summary;
  summary.batch_id = TRY(store.record_refusal(request.start, summary, summary.error_list.front().message)).value;
  return summary;
}

/// The ids that the runs of a dry run would have had belong to others soon.
ImportSummary without_runs(ImportSummary summary) {
  for (ProcessedCase& processed : summary.processed) processed.run_id = 0;
  return summary;
}

Result<void> ask_whether_to_write(const ImportRequest& request) { return request.may_write ? request.may_write() : Result<void>(); }

Result<void> check_dry_run(const ImportRequest& request) {
  if (!request.start.dry_run || request.start.size <= dry_run_size_max) return {};
  return Error{ErrorCode::limit_exceeded, "A dry run takes reports up to 8 MiB (dry_run_size_max). Try it with a part of the report."};
}

Result<void> check_default_folder(const ImportRequest& request, FolderStore& store) {
  const ImportOptions& options = request.start.options;
  if (!options.create_case || !options.default_folder) return {};
  if (TRY(store.find_folder(request.project.id, FolderKind::test_case, *options.default_folder))) return {};
  return invalid("defaultFolder", "Folder " + std::to_string(options.default_folder->value) + " does not exist");
}

std::vector<std::string> names_in(std::string_view path) {
  std::vector<std::string> names;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    if (slash > 0) names.emplace_back(path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return names;
}

constexpr std::size_t folder_levels_max = 32;

/// Within the limits that hold for folders made by hand. The tag of any other path is warned of when its case is made.
bool may_be_folders(const std::vector<std::string>& names) {
  const auto fits = [](const std::string& name) { return cut_to_characters(name, title_length_max).size() == name.size(); };
  return !names.empty() && names.size() <= folder_levels_max && std::ranges::all_of(names, fits);
}

/// Contract H-9. Done before the import begins: it may make folders, which an engine cannot do inside another's transaction.
Result<std::map<std::string, FolderId, std::less<>>> ensure_folders(const std::set<std::string>& paths, const ImportRequest& request,
                                                                    FolderStore& store) {
  std::map<std::string, FolderId, std::less<>> folders;
  if (!request.start.options.create_case) return folders;
  for (const std::string& path : paths) {
    const std::vector<std::string> names = names_in(path);
    if (!may_be_folders(names)) continue;
    if (request.start.dry_run)
      folders[path] = {};  // as if it were made: the case never is
    else
      folders[path] = TRY(store.ensure_folders(request.project.id, FolderKind::test_case, std::nullopt, names)).id;
  }
  return folders;
}

/// Maps and applies one chunk after the other.
class ChunkImporter : public ChunkSink {
 public:
  ChunkImporter(const ImportRequest& request, MappingRules rules, const FirstReading& reading, ImportSession& session, BlobStore& blobs)
      : rules_(std::move(rules)),
        reading_(reading),
        session_(session),
        attachments_(blobs),
        interrupted_(request.interrupted),
        dry_run_(request.start.dry_run) {
    lists_.set_files(files_of(reading));
    lists_.set_producer(std::ranges::find_if(reading.files, &FileReading::is_taken)->producer);
    warn_of_files();
  }

  /// Each report is mapped as if it came by itself.
  void on_report(std::size_t file) override {
    lists_.begin_file(file);
    if (reading_.of_archive) file_ = reading_.files[file].name;
    rules_.rows = reading_.files[file].cut ? RowsTold::some : RowsTold::all;
    earlier_ = EarlierResults();
    start_.report_begin = start_.ordinal;
  }

  Result<void> on_chunk(std::vector<ReportedTest>& tests) override {
    if (interrupted_ && *interrupted_) return Error{ErrorCode::unavailable, "The server is stopping."};
    const std::vector<TestIdentity> identities = identify(tests, rules_);
    ChunkPlan plan = plan_chunk(tests, identities, TRY(session_.find_cases(query_of(identities, rules_))), rules_, start_, earlier_);
    start_.ordinal += tests.size();
    const std::size_t created = plan.effects.new_cases.size();
    if (created > 0) {
      const auto reserved = TRY(session_.reserve_cases(static_cast<std::int32_t>(created)));
      earlier_.number_new_cases(reserved.first_id);
      plan = numbered(std::move(plan), reserved.first_id, reserved.first_number);
      if (!start_.first_made) start_.first_made = reserved.first_number;
    }
    name_file(plan);
    if (dry_run_)
      lists_.add_dry_run(plan.effects.receipt);
    else
      TRY(attachments_.keep(plan, tests));
    const RunId first_run = TRY(session_.apply(std::move(plan.effects)));
    lists_.add(std::move(plan), created, first_run);
    return {};
  }

  void on_warning(ReportWarning&& warning) override { lists_.add(std::move(warning), file_); }

  const ImportSummary& summary() const { return lists_.summary(); }
  ImportSummary take() { return lists_.take(); }

 private:
  /// Before the warnings of the reports, which may be many.
  void warn_of_files() {
    for (const FileReading& read : reading_.files)
      if (read.cut) lists_.add(warning_of(*read.cut), reading_.of_archive ? read.name : std::string());
    for (const FileReading& read : reading_.files)
      if (!read.passed_over.empty())
        lists_.add(ImportWarning{
            .code = "file_passed_over", .message = read.name + " is not imported: " + read.passed_over, .place = {}, .file = read.name});
  }

  void name_file(ChunkPlan& plan) const {
    if (file_.empty()) return;
    for (ImportError& refusal : plan.refusals) refusal.file = file_;
    for (ImportWarning& warning : plan.warnings) warning.file = file_;
    for (ReceiptEntry& entry : plan.effects.receipt) entry.file = file_;
  }

  MappingRules rules_;
  const FirstReading& reading_;
  std::string file_;  ///< of an archive, that the chunks are of
  ImportSession& session_;
  KeptAttachments attachments_;
  const std::atomic<bool>* interrupted_;
  bool dry_run_;
  SummaryLists lists_;
  EarlierResults earlier_;
  ChunkStart start_;  ///< of the next chunk
};

StoredReports reports_of(const ImportRequest& request) {
  StoredReports stored{.sha256 = request.start.sha256,
                       .file_name = request.start.file_name,
                       .truncation = request.start.options.allow_partial ? Truncation::accepted : Truncation::refused};
  if (request.start.dry_run) {
    stored.limits.unpacked_size_max = dry_run_size_max;
    stored.limits.unpacked_size_name = "dry_run_size_max";
  }
  return stored;
}

}  // namespace

Result<ImportSummary> import_report(const ImportRequest& request, Store& store, BlobStore& blobs) {
  TRY(check_default_folder(request, store));
  TRY(check_dry_run(request));
  const StoredReports stored = reports_of(request);
  FirstReading reading = TRY(read_first(request.format, stored, blobs));
  CRASH_POINT("import.read_once");
  TRY(ask_whether_to_write(request));
  if (reading.refusal || !reading.any_taken()) return refuse(request, reading, store);
  MappingRules rules{.kind = request.format.kind,
                     .options = request.start.options,
                     .configuration = *request.configuration,
                     .project_key = request.project.key,
                     .uploader = request.start.user_name,
                     .edits = request.start.case_edits,
                     .folders = TRY(ensure_folders(reading.folder_paths, request, store))};
  if (!request.start.dry_run) TRY(undo_replaced_imports(request.start, store, request.interrupted));
  CRASH_POINT("import.may_begin");
  ImportStart start = request.start;
  start.results = reading.results;
  start.unpacked_size = reading.size;
  auto session = TRY(store.begin_import(start));
  TRY(ask_whether_to_write(request));
  ChunkImporter importer(request, std::move(rules), reading, *session, blobs);
  TRY(read_in_chunks(request.format, reading, stored, blobs, importer));
  if (start.dry_run) return without_runs(importer.take());
  const ImportRecord record = TRY(session->commit(importer.summary()));
  ImportSummary summary = importer.take();
  summary.import_id = record.id.value;
  summary.batch_id = record.batch.value;
  return summary;
}

}  // namespace testledger
