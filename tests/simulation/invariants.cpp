#include "simulation/invariants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>

#include "simulation/rows.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace testledger::simulation {
namespace {

constexpr const char* ends[] = {"queued", "processing", "completed", "failed", "cancelled"};

struct BatchRow {
  std::int64_t id = 0;
  int state = 0;
  int undo = 0;
  std::int64_t import = 0;
  std::int64_t replaces = 0;
  bool direct = false;
  std::string failure;
  const Report* report = nullptr;

  bool counts() const { return state == completed && undo != 2; }
};

struct RunRow {
  std::int64_t import = 0;
  std::int64_t ordinal = 0;
  double seconds = 0;
};

class Inspection {
 public:
  Inspection(Rows& rows, Record& record) : rows_(rows), record_(record) {}

  std::vector<std::string> breaches() {
    read();
    every_report();
    every_answer();
    every_failure();
    every_result();
    every_shard();
    return std::move(found_);
  }

 private:
  template <class... Arguments>
  void breach(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
    found_.push_back(fmt::format(text, std::forward<Arguments>(arguments)...));
  }

  void read();
  void every_report();
  void every_answer();
  void every_failure();
  void every_result();
  void every_shard();
  void every_result_of(const BatchRow& batch);
  bool may_be_overwritten(const BatchRow& batch, int of_case) const;

  Rows& rows_;
  Record& record_;
  std::vector<BatchRow> batches_;
  std::map<std::pair<int, int>, std::vector<RunRow>> runs_;  ///< of a case in a cycle
  std::vector<std::string> found_;
};

void Inspection::read() {
  rows_.each("SELECT batch_id, state, undo, import_id, replaces, direct, file_name, failure FROM batch ORDER BY batch_id",
             [&](sqlite3_stmt* row) {
               BatchRow& batch = batches_.emplace_back(BatchRow{.id = number(row, 0),
                                                                .state = static_cast<int>(number(row, 1)),
                                                                .undo = static_cast<int>(number(row, 2)),
                                                                .import = number(row, 3),
                                                                .replaces = number(row, 4),
                                                                .direct = number(row, 5) != 0,
                                                                .failure = text(row, 7)});
               ++record_.happened[batch.undo == 2 ? "undone" : ends[batch.state % 5]];
               const std::string name = text(row, 6);
               for (const auto& report : record_.reports)
                 if (report->name() == name) batch.report = report.get();
               if (batch.report == nullptr) breach("batch {} is of no report that was sent", batch.id);
               if (batch.state < completed || batch.undo == 1) breach("batch {} is still open", batch.id);
             });
  rows_.each(R"sql(SELECT test_cycle.number, automation_key, import_id, ordinal, effort
                   FROM test_run JOIN test_case USING (project_id, case_id) JOIN test_cycle USING (project_id, cycle_id))sql",
             [&](sqlite3_stmt* row) {
               const int of_case = std::stoi(text(row, 1).substr(3));
               runs_[{static_cast<int>(number(row, 0)), of_case}].push_back(
                   {.import = number(row, 2), .ordinal = number(row, 3), .seconds = sqlite3_column_double(row, 4)});
             });
}

/// What was sent, also several times, was taken once; what was accepted is there.
void Inspection::every_report() {
  for (const auto& report : record_.reports) {
    int lasting = 0;
    bool accepted_is_there = false;
    for (const BatchRow& batch : batches_) {
      if (batch.report != report.get() || batch.replaces != 0) continue;
      if (!batch.direct || report->broken || batch.state != failed) ++lasting;
      if (report->accepted == batch.id) accepted_is_there = true;
    }
    if (lasting > 1) breach("{} has {} batches", report->name(), lasting);
    if (report->accepted && !accepted_is_there)
      breach("{} was accepted as batch {}, which is not there", report->name(), *report->accepted);
  }
}

void Inspection::every_answer() {
  for (const BatchRow& batch : batches_) {
    const auto cancel = record_.cancelled.find(batch.id);
    const auto retried = record_.retried.find(batch.id);
    const int retries = retried == record_.retried.end() ? 0 : retried->second;
    if (cancel != record_.cancelled.end() && cancel->second == retries && batch.state == completed)
      breach("batch {} was to be cancelled and is completed", batch.id);
    if (record_.undone.contains(batch.id) && batch.undo != 2) breach("batch {} was told as undone and is not", batch.id);
    if (batch.state == completed && batch.report != nullptr && batch.report->broken)
      breach("batch {} of a broken report is completed", batch.id);
    // Nobody asked for its end: it came to none but the one it was sent for.
    if (batch.state == cancelled && retries == 0 && batch.replaces == 0 && !record_.asked_to_cancel.contains(batch.id))
      breach("batch {} is cancelled, which nobody asked for", batch.id);
  }
}

/// Harm may keep a report from being imported only when it meets it each time that it is tried.
void Inspection::every_failure() {
  for (const BatchRow& batch : batches_) {
    const bool may_fail =
        batch.direct || batch.replaces != 0 || batch.report == nullptr || batch.report->broken || batch.report->shard_attempt > 0;
    if (batch.state == failed && !may_fail && batch.failure.find("did not come to an end") == std::string::npos)
      breach("batch {} of a good report failed: {}", batch.id, batch.failure);
  }
}

/// Another import into the cycle has written over its result.
bool Inspection::may_be_overwritten(const BatchRow& batch, int of_case) const {
  return std::ranges::any_of(batches_, [&](const BatchRow& other) {
    return other.id != batch.id && other.counts() && other.report->overwrite && other.report->cycle == batch.report->cycle &&
           std::ranges::find(other.report->cases, of_case) != other.report->cases.end();
  });
}

void Inspection::every_result_of(const BatchRow& batch) {
  for (std::size_t i = 0; i < batch.report->cases.size(); ++i) {
    const int of_case = batch.report->cases[i];
    const auto& runs = runs_[{batch.report->cycle, of_case}];
    const auto of_import = [&](const RunRow& run) { return run.import == batch.import; };
    const auto count = std::ranges::count_if(runs, of_import);
    if (count > 1) breach("case {} has {} runs of batch {}", of_case, count, batch.id);
    if (count == 0 && !may_be_overwritten(batch, of_case)) breach("the result of case {} in batch {} is missing", of_case, batch.id);
    if (count == 0) continue;
    const RunRow& run = *std::ranges::find_if(runs, of_import);
    if (run.ordinal != static_cast<std::int64_t>(i) || run.seconds != batch.report->seconds(of_case))
      breach("case {} in batch {} is told as result {} in {} s", of_case, batch.id, run.ordinal, run.seconds);
  }
}

void Inspection::every_result() {
  for (const BatchRow& batch : batches_)
    if (batch.counts() && batch.report != nullptr) every_result_of(batch);
  for (const auto& [place, runs] : runs_)
    for (const RunRow& run : runs)
      if (std::ranges::none_of(batches_, [&](const BatchRow& batch) { return batch.counts() && batch.import == run.import; }))
        breach("case {} of cycle {} has a run of import {}, of which there is to be nothing", place.second, place.first, run.import);
}

/// Of the attempts of a shard the newest alone counts.
void Inspection::every_shard() {
  std::map<std::pair<int, std::string>, const BatchRow*> counting;
  for (const BatchRow& batch : batches_) {
    if (!batch.counts() || batch.report->shard_attempt == 0) continue;
    const BatchRow*& before = counting[{batch.report->cycle, batch.report->shard_key}];
    if (before != nullptr) breach("batches {} and {} of one shard both count", before->id, batch.id);
    before = &batch;
  }
}

}  // namespace

std::vector<std::string> breaches_at_rest(const std::filesystem::path& directory, Rows& rows, Record& record) {
  std::vector<std::string> found = Inspection(rows, record).breaches();
  const auto data = open_sqlite_copy(directory);
  const auto violations = data ? (*data)->check(std::atomic<bool>(false)) : Result<std::vector<Violation>>(data.error());
  if (!violations) found.push_back("the check cannot be made: " + violations.error().message);
  if (violations)
    for (const Violation& each : *violations) found.push_back(each.code + ": " + each.sentence + " " + each.examples.front());
  return found;
}

}  // namespace testledger::simulation
