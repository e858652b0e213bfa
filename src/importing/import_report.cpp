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

/// Contract H-2: one error under the file's name, whatever the format. The text begins as the contract has it.
ImportSummary refused_file(const ImportRequest& request, const Error& refusal) {
  std::string message = message_of(ProblemCode::invalid_report, {});
  message += " (";
  if (const auto& place = refusal.place)
    message += "line " + std::to_string(place->line) + ", column " + std::to_string(place->column) + ": ";
  message += refusal.message + ")";
  ImportSummary summary;
  summary.requests = summary.errors = 1;
  summary.error_list.push_back({.subject = request.start.file_name.empty() ? "file" : request.start.file_name,
                                .code = ProblemCode::invalid_report,
                                .message = std::move(message),
                                .place = refusal.place});
  return summary;
}

/// The batch of a direct import is recorded here; whoever has the lease of another ends it.
Result<ImportSummary> refuse(const ImportRequest& request, const Error& refusal, ImportStore& store) {
  ImportSummary summary = refused_file(request, refusal);
  if (request.start.batch || request.start.dry_run) return summary;
  summary.batch_id = TRY(store.record_refusal(request.start, summary, summary.error_list.front().message)).value;
  return summary;
}

/// The ids that the runs of a dry run would have had belong to others soon.
ImportSummary without_runs(ImportSummary summary) {
  for (ProcessedCase& processed : summary.processed) processed.run_id = 0;
  return summary;
}

Result<void> check_dry_run(const ImportRequest& request) {
  if (!request.start.dry_run || request.start.size <= dry_run_size_max) return {};
  return Error{ErrorCode::limit_exceeded, "A dry run takes reports up to 8 MiB (dry_run_size_max). Try it with a part of the report."};
}

Result<void> check_default_folder(const ImportRequest& request, FolderStore& store) {
  const ImportOptions& options = request.start.options;
  if (!options.create_case || !options.default_folder) return {};
  if (TRY(store.find_folder(request.project.id, FolderKind::test_case, *options.default_folder))) return {};
  return Error{ErrorCode::invalid_argument, "Folder " + std::to_string(options.default_folder->value) + " does not exist"};
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
  ChunkImporter(const ImportRequest& request, const MappingRules& rules, ImportSession& session, BlobStore& blobs)
      : rules_(rules), session_(session), attachments_(blobs), interrupted_(request.interrupted), dry_run_(request.start.dry_run) {}

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
    if (dry_run_)
      lists_.add_dry_run(plan.effects.receipt);
    else
      TRY(attachments_.keep(plan, tests));
    const RunId first_run = TRY(session_.apply(std::move(plan.effects)));
    lists_.add(std::move(plan), created, first_run);
    return {};
  }

  void on_warning(ReportWarning&& warning) override { lists_.add(std::move(warning)); }

  const ImportSummary& summary() const { return lists_.summary(); }
  ImportSummary take() { return lists_.take(); }

 private:
  const MappingRules& rules_;
  ImportSession& session_;
  KeptAttachments attachments_;
  const std::atomic<bool>* interrupted_;
  bool dry_run_;
  SummaryLists lists_;
  EarlierResults earlier_;
  ChunkStart start_;  ///< of the next chunk
};

}  // namespace

Result<ImportSummary> import_report(const ImportRequest& request, Store& store, BlobStore& blobs) {
  TRY(check_default_folder(request, store));
  TRY(check_dry_run(request));
  const Truncation truncation = request.start.options.allow_partial ? Truncation::accepted : Truncation::refused;
  FirstReading reading = TRY(read_first(request.format, request.start.sha256, blobs, truncation));
  CRASH_POINT("import.read_once");
  if (reading.refusal) return refuse(request, *reading.refusal, store);
  const MappingRules rules{.kind = request.format.kind,
                           .options = request.start.options,
                           .configuration = *request.configuration,
                           .project_key = request.project.key,
                           .uploader = request.start.user_name,
                           .edits = request.start.case_edits,
                           .folders = TRY(ensure_folders(reading.folder_paths, request, store)),
                           .rows = reading.cut ? RowsTold::some : RowsTold::all};
  if (!request.start.dry_run) TRY(undo_replaced_imports(request.start, store, request.interrupted));
  CRASH_POINT("import.may_begin");
  ImportStart start = request.start;
  start.results = reading.results;
  auto session = TRY(store.begin_import(start));
  ChunkImporter importer(request, rules, *session, blobs);
  if (reading.cut) importer.on_warning(warning_of(*reading.cut));  // before the others, which may be many
  TRY(read_in_chunks(reading, start.sha256, blobs, importer));
  if (start.dry_run) return without_runs(importer.take());
  const ImportRecord record = TRY(session->commit(importer.summary()));
  ImportSummary summary = importer.take();
  summary.import_id = record.id.value;
  summary.batch_id = record.batch.value;
  session.reset();
  TRY(settle_shard(start, store));
  return summary;
}

}  // namespace testledger
