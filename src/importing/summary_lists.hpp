#pragma once

#include <string>
#include <unordered_map>

#include "domain/import_summary.hpp"
#include "mapping/chunk_plan.hpp"
#include "reports/report_sink.hpp"

namespace testledger {

/// Puts a summary together, plan by plan. Its lists stop at their listed_*_max, its counts go on.
class SummaryLists {
 public:
  /// `first_run` is the id of the first run that the plan's creating writes made.
  void add(ChunkPlan plan, std::size_t created_cases, RunId first_run);
  /// A warning in a file of an archive; an empty name otherwise.
  void add(ReportWarning warning, std::string file = {});
  void add(ImportWarning warning);
  /// The files of an archive, before anything is added.
  void set_files(std::vector<FileResult> files);
  void set_producer(std::string producer) { summary_.producer = std::move(producer); }
  /// Whose the plans from here on are.
  void begin_file(std::size_t index) { file_ = index; }
  void add_dry_run(const std::vector<ReceiptEntry>& receipt);
  const ImportSummary& summary() const { return summary_; }
  ImportSummary take() { return std::move(summary_); }

 private:
  void add(const WrittenResult& result, RunId first_run);
  void add(ImportError refusal);

  void add_refused(const FileResult& file);

  ImportSummary summary_;
  std::size_t file_ = 0;                                           ///< in summary_.files
  std::unordered_map<KeyNumber, std::size_t> places_of_cases_;     ///< in summary_.processed
  std::unordered_map<std::string, std::size_t> places_of_errors_;  ///< in summary_.error_list
};

}  // namespace testledger
