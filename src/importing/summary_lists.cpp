#include "importing/summary_lists.hpp"

namespace testledger {
namespace {

void count(FileResult& file, const ChunkPlan& plan, std::size_t created_cases) {
  file.requests += plan.requests;
  file.errors += plan.refusals.size();
  file.successes = file.requests - file.errors;
  file.created_cases += created_cases;
}

}  // namespace

void SummaryLists::add(ChunkPlan plan, std::size_t created_cases, RunId first_run) {
  summary_.requests += plan.requests;
  summary_.errors += plan.refusals.size();
  summary_.successes = summary_.requests - summary_.errors;
  summary_.created_cases += created_cases;
  if (!summary_.files.empty()) count(summary_.files[file_], plan, created_cases);
  for (const WrittenResult& result : plan.results) add(result, first_run);
  for (ImportError& refusal : plan.refusals) add(std::move(refusal));
  for (ImportWarning& warning : plan.warnings) add(std::move(warning));
}

void SummaryLists::add(ReportWarning warning, std::string file) {
  add(ImportWarning{
      .code = std::move(warning.code), .message = std::move(warning.message), .place = warning.place, .file = std::move(file)});
}

void SummaryLists::set_files(std::vector<FileResult> files) {
  summary_.files = std::move(files);
  for (const FileResult& file : summary_.files)
    if (file.state == FileResult::State::refused) add_refused(file);
}

/// Counts as it would if it had been sent by itself (contract H-2).
void SummaryLists::add_refused(const FileResult& file) {
  ++summary_.requests;
  ++summary_.errors;
  add(ImportError{
      .subject = file.name, .code = ProblemCode::invalid_report, .message = file.reason, .place = file.place, .file = file.name});
}

void SummaryLists::add_dry_run(const std::vector<ReceiptEntry>& receipt) {
  summary_.dry_run_count += receipt.size();
  for (const ReceiptEntry& entry : receipt)
    if (summary_.dry_run.size() < listed_dry_run_max) summary_.dry_run.push_back(entry);
}

/// A case stands where its first result is in the file, with what its last one made of it.
void SummaryLists::add(const WrittenResult& result, RunId first_run) {
  if (result.first_of_case) ++summary_.processed_cases;
  const std::int64_t run_id = result.run ? result.run.value : first_run.value + result.creating;
  if (const auto known = places_of_cases_.find(result.number); known != places_of_cases_.end()) {
    ProcessedCase& processed = summary_.processed[known->second];
    processed.status = result.status;
    processed.run_id = run_id;
    return;
  }
  if (!result.first_of_case || summary_.processed.size() >= listed_cases_max) return;
  places_of_cases_.emplace(result.number, summary_.processed.size());
  summary_.processed.push_back({.number = result.number, .status = result.status, .run_id = run_id, .created = result.case_created});
}

void SummaryLists::add(ImportError refusal) {
  if (const auto known = places_of_errors_.find(refusal.subject); known != places_of_errors_.end()) {
    ++summary_.error_list[known->second].count;
    return;
  }
  if (summary_.error_list.size() >= listed_errors_max) return;
  places_of_errors_.emplace(refusal.subject, summary_.error_list.size());
  summary_.error_list.push_back(std::move(refusal));
}

void SummaryLists::add(ImportWarning warning) {
  ++summary_.warning_count;
  if (summary_.warnings.size() < listed_warnings_max) summary_.warnings.push_back(std::move(warning));
}

}  // namespace testledger
